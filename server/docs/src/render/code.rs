//! Code blocks: a figure with the language, or a diagram when the text draws one.

use pulldown_cmark::{CodeBlockKind, Event};

use super::{Walk, text};
use crate::{diagram, escape, highlight, variable};

impl Walk<'_> {
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let inside = self.inside();
        self.at += inside.len() + 1;
        let code: String =
            inside.iter().map(|(event, _)| if let Event::Text(text) = event { text } else { "" }).collect();
        let code = self.blocks.restore(&code).into_owned();
        self.hides(&code);
        let language = language(kind);
        let first = inside.first().map_or(self.line, |(_, range)| self.lines.at(range.start));
        self.report_lookalikes(&code, &highlight::lookalikes(&language, &code), first);
        let label = format!("Diagram: {}", text::first_words(self.headings.nearest()));
        let drawing = if language == "mermaid" { diagram::draw(&code) } else { None };
        if let Some(drawing) = drawing {
            let label = escape::html(&self.unique_label(label));
            return self.write(drawn(&label, &drawing, &highlight::html(&language, &code, &[])));
        }
        let figure = match language.as_str() {
            "mermaid" => format!(
                "<figure class=\"docs-code docs-diagram\" aria-label=\"{}\"><figcaption>mermaid</figcaption>\
                 <pre tabindex=\"0\"><code class=\"language-mermaid\">",
                escape::html(&self.unique_label(label))
            ),
            "" | "text" | "txt" | "plain" | "plaintext" | "ascii" if is_diagram(&code) => format!(
                "<figure class=\"docs-code docs-diagram\" aria-label=\"{}\"><pre tabindex=\"0\"><code>",
                escape::html(&self.unique_label(label))
            ),
            "" => "<figure class=\"docs-code\"><pre tabindex=\"0\"><code>".to_owned(),
            name => {
                let name = escape::html(name);
                format!(
                    "<figure class=\"docs-code\"><figcaption>{name}</figcaption>\
                     <pre tabindex=\"0\"><code class=\"language-{name}\">"
                )
            }
        };
        let commands = highlight::commands(&language, &code);
        let slots = variable::slots(&code, commands.is_some(), &commands.unwrap_or_default(), &self.names);
        slots.iter().for_each(|slot| self.find(&slot.name));
        let html = highlight::html(&language, &code, &slots);
        self.write(format!("{figure}{html}</code></pre></figure>\n"));
    }
}

/// A drawing in a frame that scrolls, and its source below, folded.
fn drawn(label: &str, drawing: &str, source: &str) -> String {
    format!(
        "<figure class=\"docs-code docs-drawn\" aria-label=\"{label}\">\
         <div class=\"docs-drawing\" role=\"region\" aria-label=\"{label}, drawn\" tabindex=\"0\">{drawing}</div>\
         <details><summary>Source</summary><pre tabindex=\"0\"><code class=\"language-mermaid\">{source}</code></pre>\
         </details></figure>\n"
    )
}

/// First word behind the fence, as in ```` ```{.bash title="x"} ```` too; "" for an indented block.
fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else { return String::new() };
    let word = info.split([' ', '\t', ',', '{', '}']).find(|word| !word.is_empty()).unwrap_or("");
    word.trim_start_matches('.').to_owned()
}

/// Whether text draws: box-drawing characters, or at least two lines of ASCII frames or arrows.
fn is_diagram(code: &str) -> bool {
    // Box drawing, block elements and geometric shapes stand next to each other in Unicode.
    let is_drawn = |c: char| ('\u{2500}'..='\u{25ff}').contains(&c);
    let is_frame = |line: &&str| {
        ["+--", "--+", "+==", "-->", "<--", "|__", "\\__"].iter().any(|part| line.contains(part))
    };
    code.contains(is_drawn) || code.lines().filter(is_frame).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_diagrams_from_text() {
        assert!(is_diagram("\u{250c}\u{2500}\u{2510}"));
        assert!(is_diagram("+---+\n| a |\n+---+"));
        assert!(is_diagram("a --> b\nb --> c"));
        assert!(!is_diagram("helm upgrade --install x\n"));
        assert!(!is_diagram("one --> step"));
        assert!(!is_diagram("-rw-r--r-- 1 root root 0 a | b"));
    }

    #[test]
    fn the_language_is_the_first_word() {
        for (info, wanted) in
            [("bash", "bash"), ("{.bash title=\"x\"}", "bash"), ("yaml,linenos", "yaml"), ("", "")]
        {
            assert_eq!(language(&CodeBlockKind::Fenced(info.into())), wanted);
        }
        assert_eq!(language(&CodeBlockKind::Indented), "");
    }
}
