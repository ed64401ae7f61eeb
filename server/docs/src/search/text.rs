//! The HTML of a page back to plain text, section by section. Only HTML of this crate comes in, so that a scan of its
//! tags is enough: whatever stands between them is what the reader sees.

use ::search::{Body, Section};

use crate::page::Heading;

/// The text above the first heading, and the headings with the text below each.
pub(super) fn sections(html: &str, contents: &[Heading]) -> (Body, Vec<Section>) {
    let mut headings = contents.iter();
    let mut scan = Scan::default();
    let mut rest = html;
    while let Some((text, tag, after)) = next_tag(rest) {
        scan.text(text);
        match opened(tag) {
            Some(level) => scan.heading(level, headings.next()),
            None => scan.tag(tag),
        }
        rest = after;
    }
    scan.text(rest);
    for body in
        std::iter::once(&mut scan.start).chain(scan.sections.iter_mut().map(|section| &mut section.body))
    {
        body.prose.shrink_to_fit();
        body.commands.shrink_to_fit();
    }
    (scan.start, scan.sections)
}

/// What stands before the next tag, the tag without its brackets, and what comes after it.
fn next_tag(html: &str) -> Option<(&str, &str, &str)> {
    let (text, rest) = html.split_once('<')?;
    let (tag, after) = rest.split_once('>')?;
    Some((text, tag, after))
}

/// The level of the heading that a tag begins; the author's own text has no such tag.
fn opened(tag: &str) -> Option<u8> {
    let level = tag.strip_prefix('h')?.as_bytes().first().filter(|it| (b'2'..=b'6').contains(*it))?;
    tag.get(2..)?.starts_with(" id=\"").then_some(level - b'0')
}

#[derive(Default)]
struct Scan {
    start: Body,
    sections: Vec<Section>,
    /// The level of the heading whose words are passed by: they are known.
    heading: Option<u8>,
    /// How many `<pre>` are open.
    code: usize,
    /// The element whose text is no text of the page: names of languages, signs for links.
    aside: Option<&'static str>,
}

impl Scan {
    fn heading(&mut self, level: u8, heading: Option<&Heading>) {
        let Some(Heading { id, text, .. }) = heading else { return };
        self.heading = Some(level);
        self.sections.push(Section { id: id.clone(), heading: text.clone(), body: Body::default() });
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        let ends = tag.starts_with('/');
        if let Some(aside) = self.aside {
            self.aside = (!ends || name != aside).then_some(aside);
            return;
        }
        match name {
            "pre" if ends => self.code = self.code.saturating_sub(1),
            "pre" => self.code += 1,
            "figcaption" if !ends => self.aside = Some("figcaption"),
            "button" if !ends => self.aside = Some("button"),
            // A drawing's source says the same.
            "svg" if !ends => self.aside = Some("svg"),
            "a" if tag.contains("class=\"anchor\"") => self.aside = Some("a"),
            "h2" | "h3" | "h4" | "h5" | "h6" if ends => self.heading = None,
            _ => {}
        }
        if matches!(name, "p" | "li" | "tr" | "pre" | "br" | "div" | "figure" | "dd" | "dt" | "summary") {
            self.push("\n");
        } else if ends && matches!(name, "td" | "th") {
            self.push(" ");
        }
    }

    fn text(&mut self, html: &str) {
        if self.heading.is_none() && self.aside.is_none() && !html.is_empty() {
            self.push(&plain(html));
        }
    }

    fn push(&mut self, text: &str) {
        let body = self.sections.last_mut().map_or(&mut self.start, |section| &mut section.body);
        let (into, is_code) =
            if self.code > 0 { (&mut body.commands, true) } else { (&mut body.prose, false) };
        match is_code {
            true => into.push_str(text),
            // A sentence goes on over the lines of its source.
            false if text == "\n" => into.push('\n'),
            false => into.push_str(&text.replace('\n', " ")),
        }
    }
}

/// Text of HTML: the five characters that this crate escapes.
fn plain(html: &str) -> String {
    if !html.contains('&') {
        return html.to_owned();
    }
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    pairs.iter().fold(html.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}
