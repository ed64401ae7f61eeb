//! A page and its parts, and how a file's path becomes the page's address.

use crate::escape;
use crate::problem::Problem;
use crate::variable::MOST_VARIABLES;

/// One rendered markdown file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Address below `/docs`, without extension; an index page has that of its folder, the root index has "".
    pub path: String,
    /// File path relative to the docs root, with `/` between folders.
    pub source: String,
    /// Plain text of the first top-level H1, else the front matter's title, else the file's name in words.
    pub title: String,
    /// Whether the title is from the file's text, not from its name.
    pub titled: bool,
    /// Id that the layout gives the title, so that links to the first heading of the file arrive.
    pub title_id: String,
    /// One sentence from the front matter.
    pub summary: Option<String>,
    /// Components that the front matter names.
    pub components: Vec<String>,
    /// Place among its siblings; pages without one follow, by title.
    pub order: Option<i64>,
    /// Who keeps the page right and is asked next: a role, never a person.
    pub owner: Option<String>,
    /// Severity of the situation that a runbook is for, as the front matter writes it.
    pub severity: Option<String>,
    /// Names of the alerts that this page answers.
    pub alerts: Vec<String>,
    /// Other paths below `/docs` that lead here, each perhaps with `#` and a fragment.
    pub redirect_from: Vec<String>,
    /// Names that commands of the page hold as `<name>`, in the order of the front matter.
    pub variables: Vec<Variable>,
    /// Names that commands and links hold beside those, in the order of the body.
    pub found: Vec<String>,
    /// Whether the front matter says that the page is not ready; a library leaves such pages out.
    pub draft: bool,
    /// Body without the title. Holds only tags that this crate writes; no script, no inline style.
    pub html: String,
    /// Headings of the body in order; their levels start at 2 and never skip one.
    pub contents: Vec<Heading>,
    /// Ids that the author gave to places in the text, with `<a id="x"></a>`.
    pub anchors: Vec<String>,
    /// Checks that steps wait for, each a component's id or a check's, and the line of the file that names it.
    pub checks: Vec<(String, usize)>,
    /// Links and images of the body in order, without those that were refused.
    pub links: Vec<Link>,
    /// The text as written, front matter included, with line ends as `\n`.
    pub markdown: String,
    /// What is wrong with the newest version of the file, where this is the last good one.
    pub refused: Option<Problem>,
}

/// What stands before the id of a check at the step that waits for it. No text of an author gives this: quotes are escaped.
pub(crate) const CHECK: &str = "<span class=\"docs-check\" data-check=\"";

/// A name in commands that the reader fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variable {
    /// A letter, then letters, digits, `-` and `_`; at most 64.
    pub name: String,
    /// What may be filled in.
    pub kind: VariableKind,
    /// What stands there until something is filled in; it is of the kind.
    pub default: Option<String>,
}

/// What a variable may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VariableKind {
    /// Any text on one line.
    #[default]
    Text,
    /// A decimal number.
    Number,
    /// A whole address with `http` or `https`.
    Url,
}

impl VariableKind {
    /// The kind that front matter calls `name`.
    pub fn named(name: &str) -> Option<VariableKind> {
        [VariableKind::Text, VariableKind::Number, VariableKind::Url]
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    /// As front matter calls it; also the type of the `input` of HTML that takes it.
    pub fn name(self) -> &'static str {
        match self {
            VariableKind::Text => "text",
            VariableKind::Number => "number",
            VariableKind::Url => "url",
        }
    }

    /// Whether a variable of this kind may hold `text`.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            VariableKind::Text => !text.contains(char::is_control),
            VariableKind::Number => text.parse::<f64>().is_ok_and(f64::is_finite),
            VariableKind::Url => text.starts_with("https://") || text.starts_with("http://"),
        }
    }
}

/// A heading in a page's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as in the HTML.
    pub level: u8,
    /// Unique in the page; equal to GitHub's.
    pub id: String,
    /// Plain text.
    pub text: String,
}

/// A link or image in a page's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As the author wrote it.
    pub target: String,
    /// As the HTML holds it, not yet escaped.
    pub href: String,
    /// The page of the same library that it should lead to; that page may be missing.
    pub page: Option<String>,
    /// What follows `#`, decoded; "" if nothing does.
    pub fragment: String,
    /// Line in the file, from 1.
    pub line: usize,
}

impl Page {
    /// Title and body as one piece of HTML, for where there is no layout that gives the title its place; a title made from
    /// the file's name is left out.
    pub fn fragment(&self) -> String {
        if !self.titled {
            return self.html.clone();
        }
        let (id, title) = (escape::html(&self.title_id), escape::html(&self.title));
        format!("<h1 id=\"{id}\">{title}</h1>\n{}", self.html)
    }

    /// What the reader is asked to fill in: what the front matter declares, then what else was found.
    pub fn asked(&self) -> impl Iterator<Item = Variable> + '_ {
        let found = self.found.iter().map(|name| Variable { name: name.clone(), ..Variable::default() });
        self.variables.iter().cloned().chain(found).take(MOST_VARIABLES)
    }

    /// HTML that holds bodies of pages, with `how` a check is, as HTML, at each step that waits for it, given the check's id.
    pub fn with_checks(html: &str, how: impl Fn(&str) -> String) -> String {
        let mut parts = html.split(CHECK);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let id = part.split('"').next().unwrap_or_default();
            let rest = part.get(id.len() + "\">".len()..).unwrap_or_default();
            out.extend([CHECK, id, "\">", &how(id), rest]);
        }
        out
    }

    /// The part of the body under the heading with this id, heading included, until the next one of its level or above; the
    /// whole body if there is no such heading.
    ///
    /// A heading may stand within a block and the next one outside of it, so tags without their partner are put right.
    pub fn section(&self, id: &str) -> String {
        balanced(self.slice(id))
    }

    fn slice(&self, id: &str) -> &str {
        let start = |heading: &Heading| self.html.find(&heading_tag(heading));
        let Some(at) = self.contents.iter().position(|heading| heading.id == id) else { return &self.html };
        let mut from_here = self.contents.iter().skip(at);
        let Some((from, level)) = from_here.next().and_then(|its| Some((start(its)?, its.level))) else {
            return &self.html;
        };
        let next = from_here.find(|heading| heading.level <= level).and_then(start);
        self.html.get(from..next.unwrap_or(self.html.len())).unwrap_or(&self.html)
    }
}

/// A part of our own HTML, without ends of what begins before it and with ends of all that begins in it.
pub(crate) fn balanced(html: &str) -> String {
    const VOID: [&str; 4] = ["br", "hr", "img", "input"];
    let mut out = String::with_capacity(html.len());
    let mut open: Vec<&str> = Vec::new();
    for (index, part) in html.split('<').enumerate() {
        let (tag, after) = part.split_once('>').unwrap_or(("", part));
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or("");
        let is_lost = match tag.starts_with('/') {
            true if open.last() == Some(&name) => open.pop().is_none(),
            true => true,
            false => false,
        };
        if index > 0 && !tag.starts_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
        match index > 0 && !is_lost {
            true => out.extend(["<", part]),
            false => out.push_str(after),
        }
    }
    open.into_iter().rev().for_each(|name| out.extend(["</", name, ">"]));
    out
}

/// What stands in the body where a heading begins.
pub(crate) fn heading_tag(Heading { level, id, .. }: &Heading) -> String {
    format!("<div class=\"docs-heading\"><h{level} id=\"{}\">", escape::html(id))
}

/// Address below `/docs` of the file at `source`: `butterfly/index.md` gives `butterfly`.
///
/// `index.md`, `_index.md` (Hugo) and `README.md` (GitHub) stand for their folder.
pub fn page_path(source: &str) -> String {
    let stem = source.strip_suffix(".md").unwrap_or(source);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    match name {
        "index" | "_index" | "README" => folder.to_owned(),
        _ => stem.to_owned(),
    }
}

/// URL of the page with this path: "" gives `/docs`, `a b` gives `/docs/a%20b`.
pub fn url(path: &str) -> String {
    if path.is_empty() { "/docs".to_owned() } else { format!("/docs/{}", escape::path(path)) }
}

/// A path's last part in words: `ops/disk-full` gives "Disk full".
pub(crate) fn words(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Docs".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_pages_stand_for_their_folder() {
        let cases = [
            ("index.md", ""),
            ("README.md", ""),
            ("butterfly/index.md", "butterfly"),
            ("butterfly/_index.md", "butterfly"),
            ("butterfly/ports.md", "butterfly/ports"),
            ("butterfly/my.index.md", "butterfly/my.index"),
        ];
        for (source, path) in cases {
            assert_eq!(page_path(source), path, "{source}");
        }
    }

    #[test]
    fn a_section_ends_where_the_next_of_its_level_begins() {
        let text = "# T\n\n## One\n\na\n\n### Sub\n\nb\n\n## Two\n\nc\n";
        let (page, _) = crate::render("x.md", text, &|_| false);
        let one = page.section("one");
        assert!(one.starts_with("<div class=\"docs-heading\"><h2 id=\"one\">"), "{one}");
        assert!(one.contains("<p>b</p>") && !one.contains("<p>c</p>"), "{one}");
        assert!(page.section("two").contains("<p>c</p>") && page.section("none") == page.html);
    }

    #[test]
    fn a_section_is_whole_even_if_its_heading_is_in_a_block() {
        let text = "# T\n\n::: note\n## In\n\na<br>b\n:::\n\nc\n\n::: tip\n## Out\n\nd\n:::\n";
        let (page, _) = crate::render("x.md", text, &|_| false);
        let section = page.section("in");
        assert!(section.contains("<p>a<br />\nb</p>\n\n<p>c</p>"), "{section}");
        assert!(section.ends_with("<p class=\"docs-alert-label\">Tip</p>\n</aside>"), "{section}");
        assert_eq!(section.matches("<aside").count(), section.matches("</aside>").count());
    }

    #[test]
    fn addresses_are_encoded() {
        assert_eq!(url(""), "/docs");
        assert_eq!(url("a b/\u{e9}?#%"), "/docs/a%20b/%C3%A9%3F%23%25");
    }

    #[test]
    fn names_become_words() {
        assert_eq!(words("ops/disk-full_now"), "Disk full now");
        assert_eq!(words(""), "Docs");
    }
}
