//! Events to HTML with the line breaks, escapes and order of attributes of `cmark`, which the suites compare with.

use std::fmt::Write;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

/// What becomes of the author's HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tags {
    /// It stays.
    All,
    /// It stays without those tags that GitHub does not allow.
    Filtered,
}

/// Tags that change how the HTML behind them is read (GFM 6.11).
const DISALLOWED: [&str; 9] =
    ["title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext"];

/// The HTML of these events.
pub(super) fn html<'a>(events: impl Iterator<Item = Event<'a>>, tags: Tags) -> String {
    let mut writer = Writer {
        out: String::new(),
        tags,
        alignments: Vec::new(),
        cell: 0,
        head: false,
        images: 0,
        title: String::new(),
    };
    for event in events {
        writer.event(event);
    }
    writer.out
}

/// Escaped for text and for attributes in double quotes.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// Encoded for URLs and escaped for attributes, as `houdini_escape_href` of `cmark` does.
pub(super) fn href(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ if byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/$~".contains(&byte) => {
                out.push(char::from(byte))
            }
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

struct Writer {
    out: String,
    tags: Tags,
    alignments: Vec<Alignment>,
    /// Index of the next cell of the row.
    cell: usize,
    head: bool,
    /// How many images are open; only their words are written, as a description.
    images: usize,
    /// The attribute that the open image has behind its description.
    title: String,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        if self.images > 0 {
            return self.description(&event);
        }
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.out.push_str(&text(&words)),
            Event::Code(code) => self.push(&["<code>", &text(&code), "</code>"]),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(&html),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br />\n"),
            Event::Rule => self.block("<hr />\n"),
            Event::TaskListMarker(done) => {
                let checked = if done { " checked=\"\"" } else { "" };
                self.push(&["<input type=\"checkbox\"", checked, " disabled=\"\" /> "]);
            }
            // Extensions that are not asked for.
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn description(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(words) | Event::Code(words) => self.out.push_str(&text(words)),
            Event::SoftBreak | Event::HardBreak => self.out.push(' '),
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => {
                self.images -= 1;
                if self.images == 0 {
                    let title = std::mem::take(&mut self.title);
                    self.push(&["\"", &title, " />"]);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.out.push_str(part));
    }

    /// `tag` at the start of a line.
    fn block(&mut self, tag: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(tag);
    }

    fn raw(&mut self, html: &str) {
        match self.tags {
            Tags::All => self.out.push_str(html),
            Tags::Filtered => self.out.push_str(&filtered(html)),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.block("<p>"),
            Tag::Heading { level, .. } => self.block(&format!("<{level}>")),
            Tag::BlockQuote(_) => self.block("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.code(kind),
            Tag::HtmlBlock => self.block(""),
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(start)) => self.block(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.block("<li>"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
                self.push(&["<a href=\"", scheme, &href(dest_url), "\"", &title_attribute(title), ">"]);
            }
            Tag::Image { dest_url, title, .. } => self.image(dest_url, title),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.block("<table>\n");
            }
            Tag::TableHead => {
                (self.head, self.cell) = (true, 0);
                self.block("<thead>\n<tr>\n");
            }
            Tag::TableRow => {
                self.cell = 0;
                let is_first = self.out.ends_with("</thead>\n");
                self.block(if is_first { "<tbody>\n<tr>\n" } else { "<tr>\n" });
            }
            Tag::TableCell => self.table_cell(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.push(&["</", &level.to_string(), ">\n"]),
            TagEnd::BlockQuote(_) => self.block("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::HtmlBlock => self.block(""),
            TagEnd::List(is_ordered) => self.block(if is_ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.out.push_str("</a>"),
            TagEnd::TableHead => {
                self.head = false;
                self.out.push_str("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.out.push_str(if self.head { "</th>\n" } else { "</td>\n" }),
            TagEnd::Table => {
                let has_rows = !self.out.ends_with("</thead>\n");
                self.out.push_str(if has_rows { "</tbody>\n</table>\n" } else { "</table>\n" });
            }
            _ => {}
        }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) {
        let info = if let CodeBlockKind::Fenced(info) = kind { info.as_ref() } else { "" };
        match info.split_whitespace().next() {
            None => self.block("<pre><code>"),
            Some(language) => self.block(&format!("<pre><code class=\"language-{}\">", text(language))),
        }
    }

    fn image(&mut self, url: &str, title: &str) {
        self.images = 1;
        self.title = title_attribute(title);
        self.push(&["<img src=\"", &href(url), "\" alt=\""]);
    }

    fn table_cell(&mut self) {
        let name = if self.head { "th" } else { "td" };
        let align = match self.alignments.get(self.cell) {
            Some(Alignment::Left) => " align=\"left\"",
            Some(Alignment::Center) => " align=\"center\"",
            Some(Alignment::Right) => " align=\"right\"",
            _ => "",
        };
        self.cell += 1;
        self.push(&["<", name, align, ">"]);
    }
}

fn title_attribute(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", text(title)) }
}

/// `html` with the `<` of tags that are not allowed escaped.
fn filtered(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut parts = html.split('<');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        out.push_str(if is_disallowed(part) { "&lt;" } else { "<" });
        out.push_str(part);
    }
    out
}

/// Whether what follows a `<` begins one of the tags that are not allowed.
fn is_disallowed(part: &str) -> bool {
    let part = part.strip_prefix('/').unwrap_or(part);
    let end = part.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(part.len());
    let (name, rest) = part.split_at(end);
    DISALLOWED.iter().any(|tag| tag.eq_ignore_ascii_case(name))
        && (rest.starts_with(|c: char| c.is_ascii_whitespace() || c == '>') || rest.starts_with("/>"))
}
