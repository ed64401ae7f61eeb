//! The docs at a moment, as pages are drawn from them.

use super::tree::Trees;
use docs::{Library, Search};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::watch;

/// The docs at a moment.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// Grows with each change: a part of the version of whatever is drawn from it.
    pub number: u64,
    /// The pages.
    pub library: Arc<Library>,
    /// The pages, ready to be searched; for a moment after a change as they were before it.
    pub search: Arc<Search>,
    /// The tree of the pages, as browsers get it.
    pub trees: Arc<Trees>,
    /// Title and path of the runbooks that name a component, by its id.
    pub runbooks: Arc<BTreeMap<String, Vec<(String, String)>>>,
}

impl Edition {
    /// The first edition.
    pub fn of(library: Library) -> Edition {
        let search = Arc::new(Search::of(&library));
        Edition { search, ..Edition::default().with_library(library) }
    }

    /// A first edition after which no other comes.
    pub fn only(library: Library) -> watch::Receiver<Arc<Edition>> {
        watch::channel(Arc::new(Edition::of(library))).1
    }

    /// The next edition, with other pages.
    pub fn with_library(&self, library: Library) -> Edition {
        let (trees, runbooks) = (self.trees(&library), Arc::new(runbooks(&library)));
        let (library, search) = (Arc::new(library), self.search.clone());
        Edition { number: self.number + 1, library, search, trees, runbooks }
    }

    /// The trees over another library; those of before where no title and no path is another one.
    fn trees(&self, library: &Library) -> Arc<Trees> {
        match self.number > 0 && self.library.nav == library.nav {
            true => self.trees.clone(),
            false => Arc::new(Trees::of(&library.nav)),
        }
    }

    /// The next edition, with the search that belongs to its pages.
    pub fn with_search(&self, search: Search) -> Edition {
        Edition { number: self.number + 1, search: Arc::new(search), ..self.clone() }
    }
}

fn runbooks(library: &Library) -> BTreeMap<String, Vec<(String, String)>> {
    let mut by_component: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for page in library.pages.iter().filter(|page| docs::alert::is_runbook(page)) {
        for id in &page.components {
            by_component.entry(id.clone()).or_default().push((page.title.clone(), page.path.clone()));
        }
    }
    by_component
}
