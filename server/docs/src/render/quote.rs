//! Quotes, and GitHub's alerts (`> [!NOTE]`) as an aside that says its kind in words.

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::Walk;

impl Walk<'_> {
    // The role keeps alerts out of the list of landmarks, where many of one name would be in the way.
    pub(super) fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.containers += 1;
        match kind {
            None => self.out.push(Event::Start(Tag::BlockQuote(None))),
            Some(kind) => {
                let (class, label) = name(kind);
                self.write(format!(
                    "<aside class=\"docs-alert docs-alert-{class}\" role=\"note\">\
                     <p class=\"docs-alert-label\">{label}</p>\n"
                ));
            }
        }
    }

    pub(super) fn quote_end(&mut self, kind: Option<BlockQuoteKind>) {
        self.end_container();
        match kind {
            None => self.out.push(Event::End(TagEnd::BlockQuote(None))),
            Some(_) => self.write("</aside>\n"),
        }
        self.end_late();
    }
}

fn name(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    }
}
