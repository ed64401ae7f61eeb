//! One line to the mark that it is, as the generators write it: Docusaurus, VitePress, Material for MkDocs, GitLab, GitHub.

use super::Mark;

/// A mark as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `::: note Title`, `:::tip[Title]`; no mark if the kind is unknown.
    Colons { count: usize, mark: Option<Mark> },
    /// `:::`
    ColonsEnd(usize),
    /// `!!! note "Title"`, `??? note`, `???+ note`
    Indented(Mark),
    /// `=== "Label"`
    Tab(String),
    /// `<details>`, and what follows on the line.
    Details { is_open: bool, rest: String },
    /// `</details>`, and what precedes it on the line.
    DetailsEnd(String),
    /// `[[_TOC_]]`, `[[toc]]`, `[TOC]`
    Contents,
}

/// The most that is looked through for the end of a summary, in lines.
const SUMMARY_LINES: usize = 8;

/// The mark that `content`, a line without its indent, is.
pub(super) fn read(content: &str) -> Option<Syntax> {
    let content = content.trim_end();
    match content.as_bytes().first()? {
        b':' => colons(content),
        b'!' | b'?' => indented(content),
        b'=' => tab(content),
        b'[' => matches!(content, "[[_TOC_]]" | "[[toc]]" | "[[TOC]]" | "[TOC]").then_some(Syntax::Contents),
        b'<' => details(content).or_else(|| details_end(content)),
        _ => details_end(content),
    }
}

fn colons(content: &str) -> Option<Syntax> {
    let rest = content.trim_start_matches(':');
    let count = content.len() - rest.len();
    if count < 3 {
        return None;
    }
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(Syntax::ColonsEnd(count));
    }
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    let (kind, title) = rest.split_at(end);
    if kind.is_empty() {
        return None;
    }
    // Attributes of VitePress and Pandoc have no meaning here.
    let title = title.split('{').next().unwrap_or("").trim();
    let title = title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title);
    let mark = class(kind).map(|class| {
        let label = if title.is_empty() { words(kind) } else { title.to_owned() };
        if kind == "details" {
            Mark::Details { class, label, is_open: false }
        } else {
            Mark::Note { class, label }
        }
    });
    Some(Syntax::Colons { count, mark })
}

fn indented(content: &str) -> Option<Syntax> {
    let (mark, rest) = content.split_once(' ')?;
    let is_open = match mark {
        "!!!" => None,
        "???" => Some(false),
        "???+" => Some(true),
        _ => return None,
    };
    let (kinds, title) = match rest.split_once('"') {
        Some((kinds, title)) => (kinds.trim(), Some(title.strip_suffix('"')?)),
        None => (rest.trim(), None),
    };
    let is_kind = |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    // Behind the kind stand classes such as `inline end`.
    let kind = kinds.split_whitespace().next().filter(|_| kinds.split_whitespace().all(is_kind))?;
    let class = class(kind).unwrap_or("note");
    let label = title.map_or_else(|| words(kind), str::to_owned);
    Some(Syntax::Indented(match is_open {
        None => Mark::Note { class, label },
        Some(is_open) => Mark::Details { class, label, is_open },
    }))
}

fn tab(content: &str) -> Option<Syntax> {
    let rest = content.strip_prefix("===")?;
    let rest = rest.strip_prefix(['!', '+']).unwrap_or(rest).strip_prefix(' ')?.trim();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = rest.strip_prefix(quote)?.strip_suffix(quote)?;
    (!label.is_empty()).then(|| Syntax::Tab(label.to_owned()))
}

fn details(content: &str) -> Option<Syntax> {
    let rest = tag(content, "<details")?;
    let (attributes, rest) = rest.split_once('>')?;
    if !(attributes.is_empty() || attributes.starts_with(' ')) || attributes.contains('<') {
        return None;
    }
    let is_open = attributes.split_whitespace().any(|word| word == "open" || word.starts_with("open="));
    Some(Syntax::Details { is_open, rest: rest.to_owned() })
}

fn details_end(content: &str) -> Option<Syntax> {
    let at = content.len().checked_sub("</details>".len())?;
    let is_end = content.get(at..)?.eq_ignore_ascii_case("</details>");
    is_end.then(|| Syntax::DetailsEnd(content[..at].to_owned()))
}

/// What follows `name` at the start of `text`, in any case.
fn tag<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &text[name.len()..])
}

/// The words of the summary that begins in `rest` or in the first line `below` that is not empty, with what follows it on
/// its last line; and how many lines below belong to it.
pub(super) fn summary(rest: &str, below: &[&str]) -> (Option<(String, String)>, usize) {
    let mut text = rest.trim().to_owned();
    let mut taken = 0;
    while taken < SUMMARY_LINES {
        if let Some(inner) = tag(&text, "<summary>") {
            let end = inner.to_ascii_lowercase().find("</summary>");
            if let Some(end) = end {
                let label = super::super::raw::without_tags(&inner[..end]);
                return (Some((label, inner[end + "</summary>".len()..].to_owned())), taken);
            }
        } else if !text.is_empty() {
            break;
        }
        let Some(line) = below.get(taken) else { break };
        text = format!("{text} {}", line.trim()).trim().to_owned();
        taken += 1;
    }
    (None, 0)
}

/// The class of alerts that a kind belongs to.
fn class(kind: &str) -> Option<&'static str> {
    Some(match kind.to_ascii_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "question" | "help" | "faq" | "example"
        | "quote" | "cite" | "details" | "todo" | "seealso" => "note",
        "tip" | "hint" | "success" | "check" | "done" => "tip",
        "important" => "important",
        "warning" | "attention" => "warning",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "caution",
        _ => return None,
    })
}

/// The label of a kind without a title.
fn words(kind: &str) -> String {
    crate::page::words(kind)
}
