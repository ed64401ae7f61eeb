//! Footnotes: numbered by first use, gathered at the end of the page, with a way back.

use std::collections::HashMap;

use pulldown_cmark::Event;

use super::Walk;

/// The footnotes of a page. Names are compared without case, as the parser does.
#[derive(Default)]
pub(super) struct Notes<'a> {
    numbers: HashMap<String, usize>,
    /// How often each number is referred to.
    uses: HashMap<usize, usize>,
    /// Names and contents in the order of their definitions.
    bodies: Vec<(String, Vec<Event<'a>>)>,
    /// Names being defined, each with the output that it interrupts.
    open: Vec<(String, Vec<Event<'a>>)>,
}

impl Notes<'_> {
    fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_owned()).or_insert(next)
    }
}

// Ids hold a `:`, which no heading's id does.
impl<'a> Walk<'a> {
    pub(super) fn note_reference(&mut self, name: &str) {
        let number = self.notes.number(&name.to_lowercase());
        let uses = self.notes.uses.entry(number).or_insert(0);
        *uses += 1;
        let id = if *uses == 1 { format!("fnref:{number}") } else { format!("fnref:{number}:{uses}") };
        self.out.push(Event::InlineHtml(
            format!("<sup><a id=\"{id}\" href=\"#fn:{number}\" aria-label=\"Footnote {number}\">{number}</a></sup>").into(),
        ));
    }

    pub(super) fn note_start(&mut self, name: &str) {
        self.containers += 1;
        let interrupted = std::mem::take(&mut self.out);
        self.notes.open.push((name.to_lowercase(), interrupted));
    }

    pub(super) fn note_end(&mut self) {
        self.end_container();
        if let Some((name, interrupted)) = self.notes.open.pop() {
            let body = std::mem::replace(&mut self.out, interrupted);
            self.notes.bodies.push((name, body));
        }
    }

    /// Notes that nothing refers to come last: better shown than lost.
    pub(super) fn write_notes(&mut self) {
        let bodies = std::mem::take(&mut self.notes.bodies);
        if bodies.is_empty() {
            return;
        }
        let mut numbered: Vec<_> =
            bodies.into_iter().map(|(name, body)| (self.notes.number(&name), body)).collect();
        numbered.sort_by_key(|(number, _)| *number);
        self.write("<section class=\"docs-footnotes\" aria-label=\"Footnotes\"><ol>\n");
        for (number, body) in numbered {
            self.write(format!("<li id=\"fn:{number}\">"));
            self.out.extend(body);
            if self.notes.uses.contains_key(&number) {
                self.write(format!(
                    "<a href=\"#fnref:{number}\" aria-label=\"Back to reference {number}\">&#8617;</a>"
                ));
            }
            self.write("</li>\n");
        }
        self.write("</ol></section>\n");
    }
}
