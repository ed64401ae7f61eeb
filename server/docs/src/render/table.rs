//! Tables: in a frame that scrolls and has a name, alignment as a class.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::{Walk, text};
use crate::escape;

/// Where in a table the walk is. Tables do not nest.
#[derive(Default)]
pub(super) struct Columns {
    alignments: Vec<Alignment>,
    /// Index of the next cell of the row.
    next: usize,
    in_head: bool,
    /// The end tag that the open cell needs.
    cell_end: &'static str,
}

impl Walk<'_> {
    pub(super) fn table_start(&mut self, alignments: &[Alignment]) {
        self.table = Columns { alignments: alignments.to_vec(), ..Columns::default() };
        let head = self
            .inside()
            .split(|(event, _)| *event == Event::End(TagEnd::TableHead))
            .next()
            .unwrap_or_default();
        let cells = head.split(|(event, _)| *event == Event::End(TagEnd::TableCell)).map(text::plain);
        let names: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
        let label = self.unique_label(format!("Table: {}", text::first_words(&names.join(", "))));
        self.write(format!(
            "<div class=\"docs-scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><table>",
            escape::html(label.trim_end())
        ));
    }

    pub(super) fn table_part(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.next = 0;
                self.write("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.next = 0;
                self.write("<tr>");
            }
            _ => self.cell(),
        }
    }

    // An empty heading cell names nothing, so it is no heading.
    fn cell(&mut self) {
        let is_heading = self.table.in_head && !text::plain(self.inside()).is_empty();
        let alignment = self.table.alignments.get(self.table.next).copied().unwrap_or(Alignment::None);
        self.table.next += 1;
        let class = match alignment {
            Alignment::None => "",
            Alignment::Left => " class=\"docs-left\"",
            Alignment::Center => " class=\"docs-center\"",
            Alignment::Right => " class=\"docs-right\"",
        };
        let (start, end) = if is_heading { ("th scope=\"col\"", "</th>") } else { ("td", "</td>") };
        self.table.cell_end = end;
        self.write(format!("<{start}{class}>"));
    }

    pub(super) fn table_end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::TableCell => self.write(self.table.cell_end),
            TagEnd::TableRow => self.write("</tr>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.write("</tr></thead>\n<tbody>");
            }
            _ => self.write("</tbody></table></div>\n"),
        }
    }
}
