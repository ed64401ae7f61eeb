//! The tree of pages, made from folders, and ways through it.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::outline::Place;
use crate::page::{Page, page_path, words};

/// A page or folder in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nav {
    /// Title of the page, or the folder's name in words.
    pub title: String,
    /// Path of the page; none for a folder without an index.
    pub path: Option<String>,
    /// Pages and folders below, by front matter `order` and then by title.
    pub children: Vec<Nav>,
}

/// A step on the way to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// As in the navigation.
    pub title: String,
    /// None for a folder without an index.
    pub path: Option<String>,
}

#[derive(Default)]
struct Folder<'a> {
    page: Option<&'a Page>,
    folders: BTreeMap<&'a str, Folder<'a>>,
}

/// The navigation over these pages.
pub(crate) fn tree<P: Borrow<Page>>(pages: &[P]) -> Vec<Nav> {
    let mut root = Folder::default();
    for page in pages.iter().map(Borrow::borrow) {
        let parts = page.path.split('/').filter(|part| !part.is_empty());
        parts.fold(&mut root, |folder, part| folder.folders.entry(part).or_default()).page = Some(page);
    }
    let index = root.page.map(leaf);
    index.into_iter().chain(children(root.folders)).collect()
}

/// The navigation as an outline asks for it, and the pages that it does not name behind it. Gives the lines of the outline
/// that name no page, too.
pub(crate) fn outlined(outline: &[Place], pages: &[Arc<Page>]) -> (Vec<Nav>, Vec<Place>) {
    let mut shaper = Shaper { pages, named: BTreeSet::new(), lost: Vec::new() };
    let mut nav = shaper.nodes(outline);
    let rest: Vec<&Page> =
        pages.iter().map(Arc::as_ref).filter(|page| !shaper.named.contains(page.path.as_str())).collect();
    nav.extend(tree(&rest));
    (nav, shaper.lost)
}

struct Shaper<'a> {
    pages: &'a [Arc<Page>],
    named: BTreeSet<&'a str>,
    lost: Vec<Place>,
}

impl Shaper<'_> {
    fn nodes(&mut self, outline: &[Place]) -> Vec<Nav> {
        outline.iter().filter_map(|place| self.node(place)).collect()
    }

    /// None for a place that names a page that is not there, or one that has a place already.
    fn node(&mut self, place: &Place) -> Option<Nav> {
        let path = place.source.as_deref().map(page_path);
        let page = path.as_deref().and_then(|path| {
            Some(&self.pages[self.pages.binary_search_by(|page| page.path.as_str().cmp(path)).ok()?])
        });
        if place.source.is_some() && page.is_none() {
            self.lost.push(Place { children: Vec::new(), ..place.clone() });
        }
        let page = page.filter(|page| self.named.insert(&page.path));
        let children = self.nodes(&place.children);
        let title = place.title.clone().or_else(|| page.map(|page| page.title.clone()));
        if page.is_none() && children.is_empty() {
            return None;
        }
        Some(Nav { title: title.unwrap_or_default(), path: page.map(|page| page.path.clone()), children })
    }
}

fn leaf(page: &Page) -> Nav {
    Nav { title: page.title.clone(), path: Some(page.path.clone()), children: Vec::new() }
}

fn children(folders: BTreeMap<&str, Folder<'_>>) -> Vec<Nav> {
    let mut nodes: Vec<(i64, Nav)> = folders.into_iter().map(|(name, folder)| node(name, folder)).collect();
    nodes.sort_by_cached_key(|(order, nav)| (*order, nav.title.to_lowercase()));
    nodes.into_iter().map(|(_, nav)| nav).collect()
}

fn node(name: &str, folder: Folder<'_>) -> (i64, Nav) {
    let children = children(folder.folders);
    match folder.page {
        Some(page) => (page.order.unwrap_or(i64::MAX), Nav { children, ..leaf(page) }),
        None => (i64::MAX, Nav { title: words(name), path: None, children }),
    }
}

/// Paths of all pages, each before those below it.
pub(crate) fn reading_order(nav: &[Nav]) -> Vec<&str> {
    let mut order = Vec::new();
    for node in nav {
        order.extend(node.path.as_deref());
        order.extend(reading_order(&node.children));
    }
    order
}

/// The way to a page from the top of the navigation, the page included; empty if it is not there.
pub(crate) fn trail(nav: &[Nav], path: &str) -> Vec<Crumb> {
    nav.iter().find_map(|node| way(node, path)).unwrap_or_default()
}

fn way(node: &Nav, path: &str) -> Option<Vec<Crumb>> {
    let crumb = Crumb { title: node.title.clone(), path: node.path.clone() };
    if node.path.as_deref() == Some(path) {
        return Some(vec![crumb]);
    }
    let mut below = node.children.iter().find_map(|child| way(child, path))?;
    below.insert(0, crumb);
    Some(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str, title: &str, order: Option<i64>) -> Page {
        Page { path: path.to_owned(), title: title.to_owned(), order, ..Page::default() }
    }

    fn shape(nav: &[Nav]) -> String {
        nav.iter()
            .map(|node| format!("{}({})", node.title, shape(&node.children)))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn folders_make_the_tree_and_order_sorts_it() {
        let pages = [
            page("", "Home", None),
            page("b", "Beta", Some(1)),
            page("b/z", "apple", None),
            page("b/y", "Banana", None),
            page("b/x", "Last by title", Some(-1)),
            page("a/deep/er", "Leaf", None),
        ];
        let nav = tree(&pages);
        assert_eq!(shape(&nav), "Home() Beta(Last by title() apple() Banana()) A(Deep(Leaf()))");
        assert_eq!(reading_order(&nav), ["", "b", "b/x", "b/z", "b/y", "a/deep/er"]);
    }

    #[test]
    fn the_trail_names_folders_without_an_index() {
        let nav = tree(&[page("a/deep/er", "Leaf", None)]);
        let titles: Vec<_> =
            trail(&nav, "a/deep/er").into_iter().map(|crumb| (crumb.title, crumb.path)).collect();
        let leaf = ("Leaf".to_owned(), Some("a/deep/er".to_owned()));
        assert_eq!(titles, [("A".to_owned(), None), ("Deep".to_owned(), None), leaf]);
        assert_eq!(trail(&nav, "a/deep"), []);
    }
}
