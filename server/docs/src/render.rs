//! One file's text to one page: markdown events are walked once, what needs more than the parser's own HTML is
//! replaced on the way, and only then is HTML written.
//!
//! SECURITY: the HTML events that reach the writer are those made here, with every text in them escaped; HTML of
//! the author becomes text. So the tags of a page are a closed list by construction.

mod blocks;
mod check;
mod code;
mod heading;
mod link;
mod mark;
mod math;
mod note;
mod quote;
mod raw;
mod table;
mod task;
mod text;
mod words;

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset, html};

use crate::frontmatter::{self, Parts};
use crate::page::{self, Link, Page};
use crate::problem::{Kind, Problem};
use crate::variable::{self, Known};
use blocks::{Blocks, Includes};
use text::Lines;

/// Exactly what the portal documents; other extensions change the meaning of plain CommonMark.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// Renders the file `source` (path relative to the docs root) with this text.
///
/// `known` says whether a page with a given path exists; it decides whether a link without `.md` leads to a page.
/// Never fails: what is wrong is in the problems, and the page shows as much as can be shown.
pub fn render(source: &str, text: &str, known: &dyn Fn(&str) -> bool) -> (Page, Vec<Problem>) {
    render_with(source, text, known, &|_| None)
}

/// As [`render`], where `includes` gives the text of another file of the docs root by its path.
pub(crate) fn render_with<'a>(
    source: &'a str,
    text: &str,
    known: &dyn Fn(&str) -> bool,
    includes: &'a Includes<'a>,
) -> (Page, Vec<Problem>) {
    let markdown = text::normal(text);
    let Parts { front, body, body_line, problems } = frontmatter::split(source, &markdown);
    let path = page::page_path(source);
    let has_title = front.title.is_some();
    let fallback = front.title.clone().unwrap_or_else(|| page::words(&path));
    let (blocks, found) = blocks::find(source, body, body_line, includes);
    // Dollars are prompts, prices and variables in the docs of operations.
    let options = if front.math { OPTIONS | Options::ENABLE_MATH } else { OPTIONS };
    let parser = Parser::new_ext(&blocks.text, options).into_offset_iter();
    let events: Vec<_> = TextMergeWithOffset::new(parser).collect();
    let mut walk = Walk::new(source, known, &events, &blocks, fallback);
    walk.problems = problems;
    walk.names.declared = front.variables.iter().map(|(variable, _)| variable::key(&variable.name)).collect();
    walk.problems.extend(found);
    walk.run();
    let Walk { mut out, headings, links, problems, anchors, checks, found, .. } = walk;
    let titled = has_title || headings.has_title();
    let (title, contents) = headings.finish();
    mark::put_contents(&mut out, &contents);
    let mut html = String::with_capacity(body.len() * 2);
    html::push_html(&mut html, out.into_iter());
    // Pages stay for as long as the program runs.
    html.shrink_to_fit();
    let page = Page {
        path,
        source: source.to_owned(),
        title: title.text,
        titled,
        title_id: title.id,
        summary: front.summary,
        components: front.components.into_iter().map(|(name, _)| name).collect(),
        order: front.order,
        owner: front.owner.map(|(owner, _)| owner),
        severity: front.severity.map(|(severity, _)| severity),
        alerts: front.alerts.into_iter().map(|(name, _)| name).collect(),
        redirect_from: front.redirect_from.into_iter().map(|(path, _)| path).collect(),
        variables: front.variables.into_iter().map(|(variable, _)| variable).collect(),
        found,
        draft: front.draft,
        html,
        contents,
        anchors,
        checks,
        links,
        markdown,
        refused: None,
    };
    (page, problems)
}

/// The way through the events of one page, and what has been gathered on it.
struct Walk<'a> {
    source: &'a str,
    known: &'a dyn Fn(&str) -> bool,
    blocks: &'a Blocks,
    lines: Lines<'a>,
    /// Line of the file that the present event is from.
    line: usize,
    events: &'a [(Event<'a>, Range<usize>)],
    /// Index of the event to take next.
    at: usize,
    out: Vec<Event<'a>>,
    headings: heading::Headings,
    notes: note::Notes<'a>,
    table: table::Columns,
    /// For each event, whether it is a tag of a pair.
    paired: Vec<bool>,
    /// How many `<a>` without an address are open.
    open_anchors: usize,
    anchors: Vec<String>,
    /// What is known of names in commands, and those that were found and are not declared.
    names: Known,
    found: Vec<String>,
    /// The checks that steps wait for, and where they are named.
    checks: Vec<(String, usize)>,
    marks: mark::Open,
    /// For each open link, whether it was written as a link.
    open_links: Vec<bool>,
    /// How many quotes, lists, their items and footnotes are open.
    containers: usize,
    /// How often each region label is in use, because regions need different names.
    labels: HashMap<String, usize>,
    links: Vec<Link>,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    fn new(
        source: &'a str,
        known: &'a dyn Fn(&str) -> bool,
        events: &'a [(Event<'a>, Range<usize>)],
        blocks: &'a Blocks,
        fallback_title: String,
    ) -> Self {
        Walk {
            source,
            known,
            blocks,
            lines: Lines::new(&blocks.text, &blocks.origins),
            line: 1,
            events,
            at: 0,
            paired: raw::paired(events),
            open_anchors: 0,
            anchors: Vec::new(),
            names: Known { assigned: variable::assigned(&blocks.text), ..Known::default() },
            found: Vec::new(),
            checks: Vec::new(),
            marks: mark::Open::default(),
            out: Vec::with_capacity(events.len()),
            headings: heading::Headings::new(fallback_title),
            notes: note::Notes::default(),
            table: table::Columns::default(),
            open_links: Vec::new(),
            containers: 0,
            labels: HashMap::new(),
            links: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn run(&mut self) {
        while let Some((event, range)) = self.events.get(self.at) {
            self.at += 1;
            let (index, line) = (self.at - 1, self.lines.at(range.start));
            self.line = line;
            match event {
                Event::Text(words) => self.text(words.clone()),
                Event::Code(code) => self.code(code),
                Event::InlineMath(tex) => self.math(tex, false),
                Event::DisplayMath(tex) => self.math(tex, true),
                Event::Start(tag) => self.open(tag, line),
                Event::End(tag) => self.close(tag),
                Event::InlineHtml(html) => self.inline_html(html, index, line),
                Event::FootnoteReference(name) => self.note_reference(name),
                Event::TaskListMarker(done) => self.task_marker(*done),
                other => self.out.push(other.clone()),
            }
        }
        self.end_all();
        self.write_notes();
    }

    fn open(&mut self, tag: &'a Tag<'a>, line: usize) {
        match tag {
            Tag::Heading { level, .. } => self.heading(*level),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::HtmlBlock => self.html_block(line),
            Tag::Table(columns) => self.table_start(columns),
            Tag::TableHead | Tag::TableRow | Tag::TableCell => self.table_part(tag),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title, line),
            Tag::Image { dest_url, title, .. } => self.image(dest_url, title, line),
            Tag::FootnoteDefinition(name) => self.note_start(name),
            Tag::BlockQuote(kind) => self.quote(*kind),
            Tag::Item => self.item(),
            Tag::List(_) => {
                self.containers += 1;
                self.out.push(Event::Start(tag.clone()));
            }
            _ => self.out.push(Event::Start(tag.clone())),
        }
    }

    fn close(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.heading_end(),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => self.table_end(tag),
            TagEnd::Link => self.link_end(),
            TagEnd::FootnoteDefinition => self.note_end(),
            TagEnd::BlockQuote(kind) => self.quote_end(*kind),
            TagEnd::List(_) | TagEnd::Item => {
                self.end_container();
                self.out.push(Event::End(*tag));
                self.end_late();
            }
            _ => self.out.push(Event::End(*tag)),
        }
    }

    /// HTML made here, with everything in it escaped.
    fn write(&mut self, html: impl Into<CowStr<'a>>) {
        self.out.push(Event::Html(html.into()));
    }

    /// As [`Self::write`], within a line.
    fn write_inline(&mut self, html: String) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// The events up to the end of the element that has just been opened.
    fn inside(&self) -> &'a [(Event<'a>, Range<usize>)] {
        let rest = &self.events[self.at..];
        &rest[..text::end(rest)]
    }

    /// `label`, with a number behind it if it is taken.
    fn unique_label(&mut self, label: String) -> String {
        let uses = self.labels.entry(label.clone()).or_insert(0);
        *uses += 1;
        if *uses == 1 { label } else { format!("{label} ({uses})") }
    }

    /// Notes a name that the reader is asked for, if it is not declared.
    fn find(&mut self, name: &str) {
        let key = variable::key(name);
        let is_known =
            self.names.declared.contains(&key) || self.found.iter().any(|its| variable::key(its) == key);
        if !is_known && self.found.len() < variable::MOST_VARIABLES {
            self.found.push(name.to_owned());
        }
    }

    fn report(&mut self, kind: Kind, line: usize, message: String, remedy: &str) {
        self.problems.push(Problem::new(kind, self.source, line, message, remedy));
    }
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;
