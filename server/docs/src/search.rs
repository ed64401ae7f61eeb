//! Pages as the search engine takes them, and what it finds with the line that tells why.

mod text;

use std::sync::Arc;

use ::search::{Document, Excerpt, Index};

use crate::library::{Library, shared_out};
use crate::page::{Page, url};

pub use ::search::{MOST_QUERY, Part};

/// All pages, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Each page with its text, by path.
    documents: Vec<(Arc<Page>, Arc<Document>)>,
    /// The engine's side of them.
    pub index: Index,
}

/// A page, heading or command that answers a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// URL with its fragment: `/docs/butterfly/runbooks/disk-full#verification`.
    pub url: String,
    /// The path of the page below `/docs`.
    pub path: String,
    /// The page's title.
    pub title: String,
    /// The heading; none for the page itself.
    pub heading: Option<String>,
    /// How well it answers, from 1 to 1,400.
    pub score: u32,
    /// The line there that holds most of the query.
    pub excerpt: Option<Excerpt>,
}

impl Search {
    /// The pages of `library` as they are read: what a page includes or draws is found in it.
    pub fn of(library: &Library) -> Search {
        Search::default().again(library)
    }

    /// The pages of `library`, of which those that are the same as in this search are not read again.
    pub fn again(&self, library: &Library) -> Search {
        let read = |page: &Arc<Page>| {
            let known = self.at(&page.path).filter(|(known, _)| Arc::ptr_eq(known, page));
            known.cloned().unwrap_or_else(|| (page.clone(), Arc::new(document(page))))
        };
        let documents = shared_out(&library.pages, &read);
        Search { index: Index::build(documents.iter().map(|(_, document)| document.as_ref())), documents }
    }

    /// The best `most` answers to `query`, of which no more than [`MOST_QUERY`] letters are looked at.
    pub fn find(&self, query: &str, most: usize) -> Vec<Found> {
        let hits = self.index.find(query, most).into_iter();
        let found = hits.map(|hit| {
            let document = self.document(hit.path);
            let fragment = if hit.id.is_empty() { String::new() } else { format!("#{}", hit.id) };
            Found {
                url: url(hit.path) + &fragment,
                path: hit.path.to_owned(),
                title: hit.title.to_owned(),
                heading: (!hit.id.is_empty()).then(|| hit.heading.to_owned()),
                score: hit.score,
                excerpt: document.and_then(|its| excerpt(its, hit.id, query)),
            }
        });
        found.collect()
    }

    fn at(&self, path: &str) -> Option<&(Arc<Page>, Arc<Document>)> {
        let at = self.documents.binary_search_by(|(page, _)| page.path.as_str().cmp(path)).ok()?;
        self.documents.get(at)
    }

    fn document(&self, path: &str) -> Option<&Document> {
        self.at(path).map(|(_, document)| document.as_ref())
    }
}

/// The line that answers under a heading; for a page that begins with a heading, the line under that.
fn excerpt(document: &Document, id: &str, query: &str) -> Option<Excerpt> {
    let of = |body| ::search::excerpt(body, query);
    let first = || document.sections.iter().filter(|_| id.is_empty()).find_map(|section| of(&section.body));
    of(document.body(id)).or_else(first)
}

fn document(page: &Page) -> Document {
    let (mut start, sections) = text::sections(&page.html, &page.contents);
    if let Some(summary) = &page.summary {
        start.prose = format!("{summary}\n{}", start.prose);
    }
    Document {
        path: page.path.clone(),
        title: page.title.clone(),
        alerts: page.alerts.clone(),
        start,
        sections,
    }
}

#[cfg(test)]
mod tests;
