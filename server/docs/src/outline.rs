//! The order of pages as other generators are told it: `nav` of MkDocs' `mkdocs.yml`, and mdBook's `SUMMARY.md`.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::file::File;
use crate::frontmatter::yaml::{self, Entry, Value};
use crate::link::join;

/// How deep places may stand in each other; deeper ones are left out.
const DEPTH: usize = 16;

/// What shapes the navigation.
#[derive(Debug)]
pub(crate) struct Outline {
    /// The file that says so.
    pub source: String,
    pub places: Vec<Place>,
}

/// A place in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// None to use the page's own.
    pub title: Option<String>,
    /// Path of the page's file below the docs root; none for a part that only holds others.
    pub source: Option<String>,
    pub children: Vec<Place>,
    /// Line in the outline, from 1.
    pub line: usize,
}

/// Whether the file is mdBook's outline, which is no page.
pub(crate) fn is_summary(path: &str) -> bool {
    path.rsplit('/').next() == Some("SUMMARY.md")
}

/// The outline that is nearest to the root, if one of the files is one.
pub(crate) fn find<'a>(files: impl Iterator<Item = &'a File>) -> Option<Outline> {
    let is_mkdocs = |path: &str| matches!(path.rsplit('/').next(), Some("mkdocs.yml" | "mkdocs.yaml"));
    let mut outlines: Vec<&File> =
        files.filter(|file| is_summary(&file.path) || is_mkdocs(&file.path)).collect();
    outlines.sort_by_key(|file| (file.path.matches('/').count(), file.path.as_str()));
    outlines.into_iter().find_map(|file| {
        let text = std::str::from_utf8(file.content.as_ref().ok()?).ok()?.replace("\r\n", "\n");
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let places = if is_summary(&file.path) { summary(folder, &text) } else { mkdocs(folder, &text) };
        (!places.is_empty()).then(|| Outline { source: file.path.clone(), places })
    })
}

fn mkdocs(folder: &str, text: &str) -> Vec<Place> {
    // What else the file holds may be more than is read here; only two of its keys matter.
    let (entries, _) = yaml::parse("mkdocs.yml", text);
    let docs = entries.iter().find(|entry| entry.key == "docs_dir");
    let docs = docs.map_or("docs", |entry| if let Value::Text(text) = &entry.value { text } else { "docs" });
    let Some(root) = join(folder, docs) else { return Vec::new() };
    match entries.into_iter().find(|entry| entry.key == "nav").map(|entry| entry.value) {
        Some(Value::List(items)) => items.into_iter().flat_map(|item| places(&root, item)).collect(),
        _ => Vec::new(),
    }
}

/// `page.md`, `Title: page.md` or `Title:` with a list below it.
fn places(root: &str, item: Entry) -> Vec<Place> {
    // The first line of the file is the second of a block.
    let line = item.line.saturating_sub(1);
    let leaf = |title: Option<String>, path: &str, line| {
        Some(Place { title, source: Some(file(root, path)?), children: Vec::new(), line })
    };
    match item.value {
        Value::Text(path) => leaf(None, &path, line).into_iter().collect(),
        Value::Map(entries) => entries
            .into_iter()
            .filter_map(|entry| match entry.value {
                Value::Text(path) => leaf(Some(entry.key), &path, entry.line.saturating_sub(1)),
                Value::List(items) => {
                    let children = items.into_iter().flat_map(|item| places(root, item)).collect();
                    Some(Place { title: Some(entry.key), source: None, children, line })
                }
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The file below the docs root; none for an address of another site.
fn file(folder: &str, path: &str) -> Option<String> {
    let path = path.split('#').next().unwrap_or(path);
    if path.is_empty() || path.contains("://") { None } else { join(folder, path) }
}

fn summary(folder: &str, text: &str) -> Vec<Place> {
    let mut levels: Vec<Vec<Place>> = vec![Vec::new()];
    let mut link: Option<Place> = None;
    let mut lists = 0_usize;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::List(_)) => {
                lists += 1;
                if lists > 1 && lists < DEPTH {
                    levels.push(Vec::new());
                }
            }
            Event::End(TagEnd::List(_)) => {
                if lists > 1 && lists < DEPTH {
                    let children = levels.pop().unwrap_or_default();
                    if let Some(parent) = levels.last_mut().and_then(|level| level.last_mut()) {
                        parent.children = children;
                    }
                }
                lists -= 1;
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let line = text[..range.start].matches('\n').count() + 1;
                let source = file(folder, &dest_url);
                link = Some(Place { title: Some(String::new()), source, children: Vec::new(), line });
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(title) = link.as_mut().and_then(|place| place.title.as_mut()) {
                    title.push_str(&words);
                }
            }
            Event::End(TagEnd::Link) => {
                if let (Some(place), Some(level)) = (link.take(), levels.last_mut()) {
                    level.push(place);
                }
            }
            _ => {}
        }
    }
    levels.into_iter().next().unwrap_or_default()
}
