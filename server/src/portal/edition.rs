//! The docs at a moment, as pages are drawn from them.

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
        let runbooks = Arc::new(runbooks(&library));
        Edition { number: self.number + 1, library: Arc::new(library), search: self.search.clone(), runbooks }
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
