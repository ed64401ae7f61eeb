//! All pages together: built from files, looked up, in reading order.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::builder::Builder;
use crate::change::Change;
use crate::file::File;
use crate::nav::{self, Crumb, Nav};
use crate::page::Page;
use crate::problem::Problem;

/// Fewer items than this are not worth a thread.
const LEAST_SHARE: usize = 16;

/// The rendered docs of an estate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    /// Sorted by path; no two share one.
    pub pages: Vec<Arc<Page>>,
    /// The tree of pages; an index page is the node of its folder, the root index is the first node.
    pub nav: Vec<Nav>,
    /// What is wrong, sorted by file and line.
    pub problems: Vec<Problem>,
    /// Files that pages show or link to, pictures above all, by their paths below the docs.
    pub files: BTreeMap<String, Arc<File>>,
    /// Who changed the file of a page last and when, by its path, as far as that is known.
    pub changes: Arc<BTreeMap<String, Change>>,
}

impl Library {
    /// Renders all markdown and checks links, anchors and the components that pages name.
    ///
    /// Never fails: a file that cannot be shown becomes a page that says so, and a problem. Drafts are left out.
    /// Files that are no pages may be included by pages; `mkdocs.yml` or `SUMMARY.md` among them shapes the navigation.
    pub fn build(files: Vec<File>, known_components: &[String]) -> Library {
        Builder::new(files, known_components.to_vec()).library()
    }

    /// The page with this path: "butterfly/runbooks", "" for the root index.
    pub fn page(&self, path: &str) -> Option<&Page> {
        let index = self.pages.binary_search_by(|page| page.path.as_str().cmp(path)).ok()?;
        self.pages.get(index).map(Arc::as_ref)
    }

    /// What the file at this path holds, if a page shows it or links to it.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path)?.content.as_deref().ok()
    }

    /// The page whose front matter says that this path leads to it; of several, the first.
    pub fn redirect(&self, path: &str) -> Option<&Page> {
        let leads = |page: &&Arc<Page>| page.redirect_from.iter().any(|old| old == path);
        self.pages.iter().find(leads).map(Arc::as_ref)
    }

    /// What has moved away from the page or address `path`: the fragment that meant it there, and the page and perhaps the
    /// heading that has it.
    pub fn moved<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a Page)> + 'a {
        let away = move |page: &'a Page| {
            let old = page.redirect_from.iter().filter_map(|old| old.split_once('#'));
            old.filter(move |(from, _)| *from == path).map(move |(_, fragment)| (fragment, page))
        };
        self.pages.iter().map(Arc::as_ref).flat_map(away)
    }

    /// The pages before and after this one, in the order of the navigation.
    pub fn neighbours(&self, path: &str) -> (Option<&Page>, Option<&Page>) {
        let order = nav::reading_order(&self.nav);
        let Some(at) = order.iter().position(|other| *other == path) else { return (None, None) };
        let page = |index: usize| order.get(index).and_then(|path| self.page(path));
        (at.checked_sub(1).and_then(page), page(at + 1))
    }

    /// The way from the root index, if there is one, to this page, both included; empty if it is unknown.
    pub fn trail(&self, path: &str) -> Vec<Crumb> {
        let mut trail = nav::trail(&self.nav, path);
        if !path.is_empty() && !trail.is_empty() {
            trail.splice(
                0..0,
                self.page("").map(|root| Crumb { title: root.title.clone(), path: Some(String::new()) }),
            );
        }
        trail
    }
}

/// What `make` makes of each item, in their order. Every processor gets its share: thousands of pages are rendered before
/// the first can be read.
pub(crate) fn shared_out<T: Sync, R: Send>(items: &[T], make: &(dyn Fn(&T) -> R + Sync)) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(threads).max(LEAST_SHARE);
    std::thread::scope(|scope| {
        let shares = items
            .chunks(share)
            .map(|items| (items, scope.spawn(|| items.iter().map(make).collect::<Vec<R>>())));
        let shares: Vec<_> = shares.collect();
        // A thread that panicked has said why; what it had to do is done here, and says so again.
        let made = |(items, thread): (&[T], std::thread::ScopedJoinHandle<'_, Vec<R>>)| {
            thread.join().unwrap_or_else(|_| items.iter().map(make).collect())
        };
        shares.into_iter().flat_map(made).collect()
    })
}

#[cfg(test)]
mod tests;
