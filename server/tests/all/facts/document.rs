//! The documents that the guides name or link: each address leads to the page that took its place.

use super::content::Content;
use super::fact::{Fact, facts};
use docs::page_path;

/// Addresses that lead nowhere, or to another page than the table says.
///
/// Such a fact is the address below `/docs` that a guide's own relative path makes when the guide is the root of its system.
pub fn problems(content: &Content) -> Vec<String> {
    let facts = facts();
    let documents: Vec<&Fact> = facts.iter().filter(|fact| fact.kind == "document").collect();
    assert!(documents.len() > 20, "the table of facts names only {} documents", documents.len());
    documents.into_iter().filter_map(|fact| problem(content, fact)).collect()
}

fn problem(content: &Content, fact: &Fact) -> Option<String> {
    let path = page_path(fact.fact.trim_end_matches('/'));
    let library = &content.meant.library;
    let found = library.page(&path).or_else(|| library.redirect(&path)).map(|page| page.source.as_str());
    let wanted = fact.page.trim_start_matches("docs/");
    let problem = match found {
        Some(source) if source == wanted => return None,
        Some(source) => format!("leads to `{source}`"),
        None => "leads nowhere".to_owned(),
    };
    Some(format!("content/{}: /docs/{path} {problem}; add `{path}` to its `redirect_from`", fact.page))
}
