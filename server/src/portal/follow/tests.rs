//! The docs follow their folder while the program runs.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "a test of a thread waits for it")]

use super::*;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// How long anything may take to come true.
const PATIENCE: Duration = Duration::from_secs(20);

struct Running {
    editions: watch::Receiver<Arc<Edition>>,
    news: Sender<News>,
    stop: watch::Sender<bool>,
    thread: std::thread::JoinHandle<()>,
}

impl Running {
    fn over(root: &Path) -> Running {
        let file = |name: &str| File::new(name, fs::read(root.join(name)).unwrap());
        let builder = Builder::new(vec![file("a.md"), File::new("_estate/x.md", "One")], Vec::new());
        let library = builder.library();
        let portal = Portal::new(builder, library, Some(root.into()));
        let (editions, news) = (portal.editions(), portal.news());
        let (stop, stopping) = watch::channel(false);
        Running { editions, news, stop, thread: std::thread::spawn(move || portal.run(&stopping)) }
    }

    /// Waits until the newest edition is so.
    fn until(&self, what: &str, holds: impl Fn(&Edition) -> bool) -> Arc<Edition> {
        let begun = Instant::now();
        loop {
            let edition = self.editions.borrow().clone();
            if holds(&edition) {
                return edition;
            }
            assert!(begun.elapsed() < PATIENCE, "{what} does not come true");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn ended(self) {
        self.stop.send_replace(true);
        self.thread.join().unwrap();
    }
}

fn title(edition: &Edition, path: &str) -> Option<String> {
    edition.library.page(path).map(|page| page.title.clone())
}

#[test]
fn pages_search_and_problems_follow_the_folder() {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(root.path().join(name), text).unwrap();
    write("a.md", "# Aardvark\n\n<!--@include: @/_estate/x.md-->\n");
    let running = Running::over(root.path());
    let first = running.editions.borrow().clone();
    assert_eq!(title(&first, "a").as_deref(), Some("Aardvark"));
    write("a.md", "# Buffalo\n\n[b](b.md)\n");
    let changed = running.until("another title", |it| title(it, "a").as_deref() == Some("Buffalo"));
    assert!(
        changed.number > first.number && changed.library.problems.len() == 1,
        "{:?}",
        changed.library.problems
    );
    write("b.md", "# Chinchilla\n");
    let found = running
        .until("a search", |it| it.search.find("Chinchilla", 1).first().is_some_and(|it| it.path == "b"));
    assert_eq!(found.library.problems, []);
    write("b.md", "---\norder: first\n---\n# Dromedary\n");
    let bad = running.until("a problem", |it| !it.library.problems.is_empty());
    assert_eq!(title(&bad, "b").as_deref(), Some("Chinchilla"), "the last good version stays");
    fs::remove_file(root.path().join("b.md")).unwrap();
    running.until("no page", |it| it.library.page("b").is_none());
    running.ended();
}

#[test]
fn messages_of_the_estate_and_changes_of_git_become_a_part_of_pages() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("_estate")).unwrap();
    fs::write(root.path().join("_estate/x.md"), "Forged").unwrap();
    fs::write(root.path().join("a.md"), "# A\n\n<!--@include: @/_estate/x.md-->\n").unwrap();
    let running = Running::over(root.path());
    let shows = |words: &'static str| move |it: &Edition| it.library.page("a").unwrap().html.contains(words);
    running.until("the first message", shows("One"));
    running.news.send(News::Files(vec![File::new("_estate/x.md", "Two")])).unwrap();
    running.until("the second message", shows("Two"));
    let change = Change { at: 7, by: "Ada".into() };
    let told = running.until("a change", |it| {
        // Told again and again: git, which knows no change here, is asked at the start and may answer last.
        running.news.send(News::Changes(BTreeMap::from([("a.md".into(), change.clone())]))).unwrap();
        !it.library.changes.is_empty()
    });
    assert_eq!((told.library.changes.get("a.md"), shows("Two")(&told)), (Some(&change), true));
    running.ended();
}
