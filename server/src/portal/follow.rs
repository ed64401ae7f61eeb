//! Follows what the docs are made of, until the program stops.

use super::edition::Edition;
use super::errand::Errand;
use super::folder::{Differences, Folder};
use super::git;
use crate::config::ladder;
use docs::{Builder, Change, File, Library, Search};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use tokio::sync::watch;

/// From the end of a look to the next one.
const PAUSE: Duration = Duration::from_millis(50);
/// The pause for each file, so that many files cost little of one processor: a look takes 2 or 3 microseconds a file.
const PAUSE_OF_FILE: Duration = Duration::from_micros(60);
/// The longest pause; also how long the program waits for this when it stops.
const LONGEST: Duration = Duration::from_millis(500);

/// What is to become a part of the docs.
#[derive(Debug)]
pub enum News {
    /// Files that pages include, in the place of those with their paths.
    Files(Vec<File>),
    /// The last changes of the files, by path.
    Changes(BTreeMap<String, Change>),
    /// The search over pages that were new a moment ago.
    Search(Search),
}

/// The docs and what they are made of.
pub struct Portal {
    builder: Builder,
    folder: Option<Folder>,
    changes: Arc<BTreeMap<String, Change>>,
    editions: watch::Sender<Arc<Edition>>,
    news: Sender<News>,
    heard: Receiver<News>,
    asking: Errand,
    indexing: Errand,
    /// Whether the folder could be read at the last look.
    is_readable: bool,
}

impl Portal {
    /// The docs of `builder`, which are `library`; if they were read from a folder, they follow it.
    pub fn new(builder: Builder, library: Library, folder: Option<PathBuf>) -> Portal {
        let (news, heard) = channel();
        let of_authors = builder.paths().filter(|path| !path.starts_with(ladder::FOLDER));
        let folder = folder.map(|root| Folder::new(root, of_authors));
        Portal {
            folder,
            changes: Arc::default(),
            editions: watch::Sender::new(Arc::new(Edition::of(library))),
            news,
            heard,
            asking: Errand::default(),
            indexing: Errand::default(),
            is_readable: true,
            builder,
        }
    }

    /// The newest edition of the docs.
    pub fn editions(&self) -> watch::Receiver<Arc<Edition>> {
        self.editions.subscribe()
    }

    /// Where news are told.
    pub fn news(&self) -> Sender<News> {
        self.news.clone()
    }

    /// Makes new editions until the program stops. Blocks.
    pub fn run(mut self, stopping: &watch::Receiver<bool>) {
        if self.asking.want() {
            self.ask_git();
        }
        let mut pause = PAUSE;
        while !*stopping.borrow() {
            if let Ok(news) = self.heard.recv_timeout(pause) {
                self.take(news);
            }
            pause = self.look();
        }
    }

    /// Looks at the folder, and gives the pause until the next look.
    fn look(&mut self) -> Duration {
        let Some(folder) = &mut self.folder else { return LONGEST };
        let found = folder.look();
        let files = u32::try_from(folder.len()).unwrap_or(u32::MAX);
        match found {
            Ok(differences) => self.follow(differences),
            Err(error) => self.unreadable(&error),
        }
        PAUSE_OF_FILE.saturating_mul(files).clamp(PAUSE, LONGEST)
    }

    fn follow(&mut self, Differences { mut files, mut gone }: Differences) {
        self.is_readable = true;
        files.retain(|file| !file.path.starts_with(ladder::FOLDER));
        gone.retain(|path| !path.starts_with(ladder::FOLDER));
        if self.builder.change(files, &gone) {
            self.pages_changed();
            if self.asking.want() {
                self.ask_git();
            }
        }
    }

    fn unreadable(&mut self, error: &io::Error) {
        if std::mem::take(&mut self.is_readable) {
            tracing::warn!(%error, "the docs' folder cannot be read; they stay as they are");
        }
    }

    fn take(&mut self, news: News) {
        match news {
            News::Files(files) => {
                if self.builder.change(files, &[]) {
                    self.pages_changed();
                }
            }
            News::Changes(changes) => {
                if *self.changes != changes {
                    self.changes = Arc::new(changes);
                    let library = Library::clone(&self.editions.borrow().library);
                    self.publish(library);
                }
                if self.asking.done() {
                    self.ask_git();
                }
            }
            News::Search(search) => {
                let next = self.editions.borrow().with_search(search);
                self.editions.send_replace(Arc::new(next));
                if self.indexing.done() {
                    self.index();
                }
            }
        }
    }

    /// Shows the pages as they are now; the search over them comes after.
    fn pages_changed(&mut self) {
        let library = self.builder.library();
        let before = self.editions.borrow().library.clone();
        let is_new = |problem: &&docs::Problem| !before.problems.contains(problem);
        library.problems.iter().filter(is_new).for_each(|problem| tracing::warn!("docs/{problem}"));
        tracing::info!(
            pages = library.pages.len(),
            problems = library.problems.len(),
            "the docs have changed"
        );
        self.publish(library);
        if self.indexing.want() {
            self.index();
        }
    }

    fn publish(&self, library: Library) {
        let library = Library { changes: self.changes.clone(), ..library };
        let next = self.editions.borrow().with_library(library);
        self.editions.send_replace(Arc::new(next));
    }

    /// Makes the search over the newest pages, beside the rest.
    fn index(&self) {
        let (edition, news) = (self.editions.borrow().clone(), self.news.clone());
        std::thread::spawn(move || news.send(News::Search(edition.search.again(&edition.library))));
    }

    /// Asks git for the last changes, beside the rest.
    fn ask_git(&self) {
        if let Some(folder) = &self.folder {
            let (root, news) = (folder.root().to_owned(), self.news.clone());
            std::thread::spawn(move || news.send(News::Changes(git::changes(&root))));
        }
    }
}

#[cfg(test)]
mod tests;
