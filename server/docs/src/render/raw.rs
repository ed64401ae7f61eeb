//! HTML of the author. Comments go; `<br>`, pictures, anchors and a few pairs of tags about words (`<kbd>`) mean what they
//! say, without their other attributes; all else is shown as written. A placeholder such as `<hostname>` therefore never
//! vanishes from a command or a sentence, and a tag without its partner cannot reach beyond its paragraph.

mod tag;

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Walk, text};
use crate::escape;
use crate::problem::Kind;
use tag::{Part, parts};

/// Tags that are written if both of a pair are there.
const PAIRS: [&str; 14] =
    ["b", "strong", "i", "em", "kbd", "sub", "sup", "s", "del", "ins", "mark", "small", "u", "code"];

/// How far back the partner of a tag is looked for, in tags.
const NEAR: usize = 32;

/// For each event whether it is a tag of a pair.
pub(super) fn paired(events: &[(Event<'_>, Range<usize>)]) -> Vec<bool> {
    let mut paired = vec![false; events.len()];
    let mut levels: Vec<Vec<(&'static str, usize)>> = vec![Vec::new()];
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => levels.push(Vec::new()),
            Event::End(_) => drop(levels.pop()),
            Event::InlineHtml(html) => {
                let (Some((name, is_end)), Some(level)) = (pair_tag(html), levels.last_mut()) else {
                    continue;
                };
                for place in partner(level, name, is_end, index).into_iter().flatten() {
                    paired[place] = true;
                }
            }
            _ => {}
        }
    }
    paired
}

/// Places of both tags of the pair that `name` at `index` ends; a tag that begins one waits among the `open`.
fn partner(
    open: &mut Vec<(&'static str, usize)>,
    name: &'static str,
    is_end: bool,
    index: usize,
) -> Option<[usize; 2]> {
    if !is_end {
        open.push((name, index));
        return None;
    }
    let back = open.iter().rev().take(NEAR).position(|(other, _)| *other == name)?;
    let at = open.len() - 1 - back;
    let start = open.get(at)?.1;
    open.truncate(at);
    Some([start, index])
}

/// The tag's name, and whether it is an end, if it may be of a pair.
fn pair_tag(html: &str) -> Option<(&'static str, bool)> {
    match parts(html).as_slice() {
        [Part::Tag { name, is_end, .. }] => {
            PAIRS.into_iter().find(|pair| name.eq_ignore_ascii_case(pair)).map(|pair| (pair, *is_end))
        }
        _ => None,
    }
}

impl<'a> Walk<'a> {
    /// The tag or comment at `index` of the events.
    pub(super) fn inline_html(&mut self, html: &'a str, index: usize, line: usize) {
        if self.check_comment(html) {
            return;
        }
        let is_paired = self.paired.get(index).copied().unwrap_or(false);
        let literal = self.html(html, &[is_paired], line);
        if !literal.is_empty() {
            self.report_raw(&literal, line);
        }
    }

    pub(super) fn html_block(&mut self, line: usize) {
        let inside = self.inside();
        self.at += inside.len() + 1;
        let html: String = inside.iter().map(|(event, _)| source(event)).collect();
        let marks = self.blocks.marks(&html);
        if !marks.is_empty() {
            return marks.into_iter().for_each(|mark| self.mark(mark));
        }
        let shown = visible(&html);
        let shown = shown.trim();
        if shown.is_empty() {
            for comment in html.split_inclusive("-->") {
                self.check_comment(comment);
            }
            return;
        }
        let parts = parts(shown);
        let mut open = Vec::new();
        let mut paired = vec![false; parts.len()];
        for (index, part) in parts.iter().enumerate() {
            let Some((name, is_end)) = (if let Part::Tag { raw, .. } = part { pair_tag(raw) } else { None })
            else {
                continue;
            };
            for place in partner(&mut open, name, is_end, index).into_iter().flatten() {
                paired[place] = true;
            }
        }
        self.out.push(Event::Start(Tag::Paragraph));
        let literal = self.html(shown, &paired, line);
        self.out.push(Event::End(pulldown_cmark::TagEnd::Paragraph));
        if !literal.is_empty() {
            self.report_raw(&literal, line);
        }
    }

    /// Writes what the parts of `html` mean, and gives what of it is shown as written.
    fn html(&mut self, html: &str, paired: &[bool], line: usize) -> String {
        let mut literal = String::new();
        for (index, part) in parts(html).into_iter().enumerate() {
            match part {
                Part::Comment => {}
                Part::Text(words) => self.lines(words),
                Part::Tag { name, is_end, .. } if paired.get(index) == Some(&true) => {
                    let slash = if is_end { "/" } else { "" };
                    self.out
                        .push(Event::InlineHtml(format!("<{slash}{}>", name.to_ascii_lowercase()).into()));
                }
                Part::Tag { name, raw, .. } => {
                    if !self.lone_tag(name, raw, line) {
                        literal.push_str(raw);
                        self.lines(raw);
                    }
                }
            }
        }
        literal
    }

    /// Writes a tag that means something by itself; false for any other.
    fn lone_tag(&mut self, name: &str, raw: &str, line: usize) -> bool {
        let is_end = raw.starts_with("</");
        match name.to_ascii_lowercase().as_str() {
            "br" if !is_end => self.out.push(Event::HardBreak),
            "img" if !is_end => {
                let Some(target) = tag::attribute(raw, "src") else { return false };
                let description = tag::attribute(raw, "alt").unwrap_or_default();
                self.picture(&target.into(), description, "", line);
            }
            "a" if !is_end && tag::attribute(raw, "href").is_none() => {
                let Some(id) = tag::attribute(raw, "id").or_else(|| tag::attribute(raw, "name")) else {
                    return false;
                };
                self.anchor(id);
            }
            // The end of an anchor; that of a link is shown as its start is.
            "a" if is_end && self.open_anchors > 0 => self.open_anchors -= 1,
            _ => return false,
        }
        true
    }

    fn anchor(&mut self, id: String) {
        self.open_anchors += 1;
        let is_id =
            !id.is_empty() && id.len() <= 200 && !id.contains(|c: char| c.is_whitespace() || c == ':');
        if is_id && self.headings.take(&id) {
            self.out.push(Event::InlineHtml(format!("<span id=\"{}\"></span>", escape::html(&id)).into()));
            self.anchors.push(id);
        }
    }

    /// Text whose line ends are line ends of the page too.
    fn lines(&mut self, words: &str) {
        for (index, words) in words.split('\n').enumerate() {
            if index > 0 {
                self.out.push(Event::HardBreak);
            }
            if !words.is_empty() {
                self.text(words.to_owned().into());
            }
        }
    }

    fn report_raw(&mut self, shown: &str, line: usize) {
        let message = format!("HTML is shown as text: {}", text::first_words(shown));
        self.report(Kind::RawHtml, line, message, "write markdown, or put a placeholder in backticks");
    }
}

fn source<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Html(text) | Event::Text(text) | Event::InlineHtml(text) => text,
        _ => "",
    }
}

/// `html` without comments; one that is never closed runs to the end.
pub(super) fn visible(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    shown + rest
}

/// The words between the tags.
pub(super) fn without_tags(html: &str) -> String {
    let words = parts(html)
        .into_iter()
        .filter_map(|part| if let Part::Text(words) = part { Some(words) } else { None });
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a tag as a reader meets them: those of a tag that is shown as written.
pub(super) fn shown(html: &str) -> String {
    let is_meant = pair_tag(html).is_some()
        || matches!(parts(html).as_slice(), [Part::Tag { name, .. }] if ["br", "img", "a"].contains(&name.to_ascii_lowercase().as_str()));
    if is_meant { String::new() } else { visible(html) }
}

#[cfg(test)]
mod tests {
    use super::{visible, without_tags};

    #[test]
    fn comments_go() {
        let cases = [
            ("a<!-- b -->c<!--d-->", "ac"),
            ("<x><!-- open <y>", "<x>"),
            ("<!---->", ""),
            ("<hostname>", "<hostname>"),
        ];
        for (html, wanted) in cases {
            assert_eq!(visible(html), wanted);
        }
    }

    #[test]
    fn a_summary_is_its_words() {
        assert_eq!(without_tags(" <b>More</b>\n <i class='x'>of</i> it "), "More of it");
    }
}
