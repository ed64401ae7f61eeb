//! Blocks that [`super::blocks`] found: admonitions, details, tabs and the list of contents, each closed where what it is in
//! ends at the latest.

use pulldown_cmark::Event;

use super::Walk;
use super::blocks::Mark;
use crate::page::Heading;
use crate::{escape, hidden};

/// What is open at the moment.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// The end of each block, and how many quotes, lists and footnotes it is in.
    ends: Vec<(&'static str, usize)>,
    /// How many ends came within a list or quote that the block does not belong to.
    late: usize,
    /// How many sets of tabs there were.
    sets: usize,
    /// How many tabs the innermost set has, and the sets around it have.
    tabs: Vec<usize>,
    has_contents: bool,
}

/// Stands where the list of contents belongs, until all headings are known.
const CONTENTS: &str = "<!--contents-->";

impl<'a> Walk<'a> {
    pub(super) fn mark(&mut self, mark: Mark) {
        match mark {
            Mark::Note { class, label } => {
                let label = paragraph(&label);
                self.begin(
                    "</aside>\n",
                    format!("<aside class=\"docs-alert docs-alert-{class}\" role=\"note\">{label}"),
                );
            }
            Mark::Details { class, label, is_open } => {
                let open = if is_open { " open" } else { "" };
                let label = hidden::html(if label.is_empty() { "Details" } else { &label });
                let start = format!(
                    "<details class=\"docs-details docs-alert-{class}\"{open}><summary>{label}</summary>\n"
                );
                self.begin("</details>\n", start);
            }
            Mark::Tabs => {
                self.marks.sets += 1;
                self.marks.tabs.push(0);
                let set = self.marks.sets;
                self.begin(
                    "</fieldset>\n",
                    format!("<fieldset class=\"docs-tabs\"><legend>Alternatives {set}</legend>\n"),
                );
            }
            Mark::Tab { label } => self.tab(&label),
            Mark::Close => self.end_mark(),
            // A second list would say the same, and many would grow with the square of the page.
            Mark::Contents if self.marks.has_contents => {}
            Mark::Contents => {
                self.marks.has_contents = true;
                self.write(CONTENTS);
            }
        }
    }

    // The boxes work without a script: each shows what follows it while it is chosen. Ids hold a `:`, which no heading's does.
    fn tab(&mut self, label: &str) {
        let set = self.marks.sets;
        let Some(tab) = self.marks.tabs.last_mut() else { return };
        *tab += 1;
        let id = format!("tab:{set}:{tab}");
        let checked = if *tab == 1 { " checked" } else { "" };
        let label = hidden::html(label);
        self.begin(
            "</div>\n",
            format!(
                "<input type=\"radio\" name=\"tabs:{set}\" id=\"{id}\"{checked}><label for=\"{id}\">{label}</label>\
                 <div class=\"docs-tab\">\n"
            ),
        );
    }

    fn begin(&mut self, end: &'static str, start: String) {
        self.marks.ends.push((end, self.containers));
        self.write(start);
    }

    fn end_mark(&mut self) {
        match self.marks.ends.last() {
            Some((_, depth)) if *depth == self.containers => self.close_mark(),
            Some(_) => self.marks.late += 1,
            None => {}
        }
    }

    fn close_mark(&mut self) {
        if let Some((end, _)) = self.marks.ends.pop() {
            if end.starts_with("</fieldset") {
                self.marks.tabs.pop();
            }
            self.write(end);
        }
    }

    /// Closes what is open within the list, quote or footnote that ends here.
    pub(super) fn end_container(&mut self) {
        while self.marks.ends.last().is_some_and(|(_, depth)| *depth >= self.containers)
            && self.containers > 0
        {
            self.close_mark();
        }
        self.containers = self.containers.saturating_sub(1);
    }

    /// Closes what should have been closed within a list or quote that has ended.
    pub(super) fn end_late(&mut self) {
        while self.marks.late > 0
            && self.marks.ends.last().is_some_and(|(_, depth)| *depth == self.containers)
        {
            self.marks.late -= 1;
            self.close_mark();
        }
    }

    /// Closes everything, at the end of the page.
    pub(super) fn end_all(&mut self) {
        while !self.marks.ends.is_empty() {
            self.close_mark();
        }
    }
}

fn paragraph(label: &str) -> String {
    if label.is_empty() {
        "\n".into()
    } else {
        format!("<p class=\"docs-alert-label\">{}</p>\n", hidden::html(label))
    }
}

/// Puts the list of these headings where it belongs.
pub(super) fn put_contents(out: &mut [Event<'_>], headings: &[Heading]) {
    let place = out.iter_mut().find(|event| matches!(event, Event::Html(html) if html.as_ref() == CONTENTS));
    if let Some(place) = place {
        *place = Event::Html(contents(headings).into());
    }
}

/// Headings as lists in lists. Levels do not skip one on the way down.
fn contents(headings: &[Heading]) -> String {
    if headings.is_empty() {
        return String::new();
    }
    let mut out = String::from("<nav class=\"docs-places\" aria-label=\"Headings\">");
    let mut level = 1;
    for Heading { level: own, id, text } in headings {
        if *own > level {
            out.push_str(&"<ul><li>".repeat(usize::from(own - level)));
        } else {
            out.push_str(&"</li></ul>".repeat(usize::from(level - own)));
            out.push_str("</li>\n<li>");
        }
        level = *own;
        let (href, text) = (escape::html(&escape::href(id)), escape::html(text));
        out.push_str(&format!("<a href=\"#{href}\">{text}</a>"));
    }
    out + &"</li></ul>".repeat(usize::from(level - 1)) + "</nav>\n"
}
