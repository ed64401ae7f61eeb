//! Headings: the first H1 is the page's title, the others get ids, anchors and levels without a gap.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::{Walk, text};
use crate::page::{Heading, heading_tag};
use crate::slug::Slugs;
use crate::{escape, hidden};

/// What the headings of a page have come to so far.
pub(super) struct Headings {
    slugs: Slugs,
    /// Title to use if the body has no H1.
    fallback: String,
    title: Option<Heading>,
    contents: Vec<Heading>,
    /// Levels, as written, of the headings that the next one may stand below.
    above: Vec<HeadingLevel>,
    /// The heading being written, unless it is empty and becomes a paragraph.
    open: Option<Heading>,
}

impl Headings {
    pub(super) fn new(fallback: String) -> Headings {
        let slugs = Slugs::default();
        Headings { slugs, fallback, title: None, contents: Vec::new(), above: Vec::new(), open: None }
    }

    /// Whether the body itself has a title.
    pub(super) fn has_title(&self) -> bool {
        self.title.is_some()
    }

    /// Whether `id` was free; it is taken then.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.slugs.take(id)
    }

    /// The title and the contents of the page.
    pub(super) fn finish(mut self) -> (Heading, Vec<Heading>) {
        let id = self.slugs.next(&self.fallback);
        let title = self.title.unwrap_or(Heading { level: 1, id, text: self.fallback });
        (title, self.contents)
    }

    /// Text of the heading that governs what comes next.
    pub(super) fn nearest(&self) -> &str {
        self.contents.last().or(self.title.as_ref()).map_or(&self.fallback, |heading| &heading.text)
    }

    /// Level in the page: one below the nearest heading above of a lower level; the page starts at 2.
    fn place(&mut self, written: HeadingLevel) -> u8 {
        while self.above.last().is_some_and(|above| *above >= written) {
            self.above.pop();
        }
        self.above.push(written);
        u8::try_from(self.above.len() + 1).map_or(6, |level| level.min(6))
    }
}

impl Walk<'_> {
    pub(super) fn heading(&mut self, written: HeadingLevel) {
        let inside = self.inside();
        let label = hidden::named(&self.blocks.restore(&text::plain(inside))).into_owned();
        if label.is_empty() {
            self.headings.open = None;
            return self.out.push(Event::Start(Tag::Paragraph));
        }
        let id = self.headings.slugs.next(&text::for_slug(inside));
        if written == HeadingLevel::H1 && self.containers == 0 && self.headings.title.is_none() {
            self.headings.title = Some(Heading { level: 1, id, text: label });
            self.at += inside.len() + 1;
            return;
        }
        let level = self.headings.place(written);
        let heading = Heading { level, id, text: label };
        self.write(heading_tag(&heading));
        self.headings.contents.push(heading.clone());
        self.headings.open = Some(heading);
    }

    // The anchor stands beside the heading, so that it is not part of the heading's name.
    pub(super) fn heading_end(&mut self) {
        match self.headings.open.take() {
            None => self.out.push(Event::End(TagEnd::Paragraph)),
            Some(Heading { level, id, text }) => self.write(format!(
                "</h{level}><a class=\"anchor\" href=\"#{}\" aria-label=\"Link to section {}\">\
                 <span aria-hidden=\"true\">#</span></a></div>\n",
                escape::html(&escape::href(&id)),
                escape::html(&text)
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::render::render;

    fn page(text: &str) -> Page {
        render("butterfly/index.md", text, &|_| false).0
    }

    #[test]
    fn the_first_h1_is_the_title() {
        let page = page("Intro\n\n# Disk `full` *now*\n\n## A\n");
        assert_eq!((page.title.as_str(), page.title_id.as_str()), ("Disk full now", "disk-full-now"));
        assert!(
            page.html.starts_with("<p>Intro</p>\n<div class=\"docs-heading\"><h2 id=\"a\">A</h2>"),
            "{}",
            page.html
        );
    }

    #[test]
    fn without_h1_front_matter_and_then_the_name_give_the_title() {
        assert_eq!(page("---\ntitle: T\n---\n## A").title, "T");
        assert_eq!(page("> # quoted\n").title, "Butterfly");
        assert_eq!(render("ops/disk-full.md", "", &|_| false).0.title, "Disk full");
    }

    #[test]
    fn levels_never_skip_and_start_at_two() {
        let levels = |text: &str| page(text).contents.iter().map(|heading| heading.level).collect::<Vec<_>>();
        assert_eq!(levels("# T\n## a\n### b\n## c"), [2, 3, 2]);
        assert_eq!(levels("# T\n### a\n## b\n##### c\n#### d"), [2, 2, 3, 3]);
        assert_eq!(levels("# T\n# a\n## b\n# c"), [2, 3, 2]);
        assert_eq!(levels("# T\n# a\n## b\n### c\n#### d\n##### e\n###### f"), [2, 3, 4, 5, 6, 6]);
    }

    #[test]
    fn headings_have_github_ids_and_named_anchors() {
        let page = page("# A\n\n## A\n\n## Using <hostname> & `x`\n\n##\n");
        let ids: Vec<_> =
            page.contents.iter().map(|heading| (heading.id.as_str(), heading.text.as_str())).collect();
        assert_eq!(ids, [("a-1", "A"), ("using---x", "Using <hostname> & x")]);
        assert!(
            page.html.contains("<h2 id=\"using---x\">Using &lt;hostname&gt; &amp; <code>x</code></h2>"),
            "{}",
            page.html
        );
        assert!(page.html.contains("href=\"#a-1\" aria-label=\"Link to section A\">"), "{}", page.html);
        assert!(!page.html.contains("<h2></h2>"));
    }
}
