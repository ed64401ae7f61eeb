//! All pages together: built from files, looked up, in reading order.

use std::collections::{HashMap, HashSet};

use crate::check;
use crate::file::{File, PAGE_LIMIT};
use crate::nav::{self, Crumb, Nav};
use crate::outline;
use crate::page::{Page, page_path};
use crate::problem::{Kind, Problem};
use crate::render::render_with;

/// Fewer items than this are not worth a thread.
const LEAST_SHARE: usize = 16;

/// The rendered docs of an estate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    /// Sorted by path; no two share one.
    pub pages: Vec<Page>,
    /// The tree of pages; an index page is the node of its folder, the root index is the first node.
    pub nav: Vec<Nav>,
    /// What is wrong, sorted by file and line.
    pub problems: Vec<Problem>,
}

impl Library {
    /// Renders all markdown and checks links, anchors and the components that pages name.
    ///
    /// Never fails: a file that cannot be shown becomes a page that says so, and a problem. Drafts are left out.
    /// Files that are no pages may be included by pages; `mkdocs.yml` or `SUMMARY.md` among them shapes the navigation.
    pub fn build(files: Vec<File>, known_components: &[String]) -> Library {
        let mut problems = Vec::new();
        let outline = outline::find(&files);
        let (markdown, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_page(&file.path));
        let files = one_per_address(markdown, &mut problems);
        let texts: HashMap<&str, &str> = others.iter().chain(&files).filter_map(includable).collect();
        let paths: HashSet<String> = files.iter().map(|file| page_path(&file.path)).collect();
        let mut pages: Vec<Page> = Vec::with_capacity(files.len());
        for (page, found) in shared_out(&files, &|file| rendered(file, &paths, &texts)) {
            if !page.draft {
                problems.extend(found);
                pages.push(page);
            }
        }
        problems.extend(check::links(&pages));
        problems.extend(check::components(&pages, known_components));
        problems.extend(check::redirects(&pages));
        let nav = match &outline {
            None => nav::tree(&pages),
            Some(outline) => {
                let (nav, lost) = nav::outlined(&outline.places, &pages);
                problems.extend(lost.iter().map(|place| check::lost_place(&outline.source, place, &pages)));
                nav
            }
        };
        problems.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
        Library { nav, pages, problems }
    }

    /// The page with this path: "butterfly/runbooks", "" for the root index.
    pub fn page(&self, path: &str) -> Option<&Page> {
        let index = self.pages.binary_search_by(|page| page.path.as_str().cmp(path)).ok()?;
        self.pages.get(index)
    }

    /// The page whose front matter says that this path leads to it; of several, the first.
    pub fn redirect(&self, path: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.redirect_from.iter().any(|old| old == path))
    }

    /// What has moved away from the page or address `path`: the fragment that meant it there, and the page and perhaps the
    /// heading that has it.
    pub fn moved<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a Page)> + 'a {
        let away = move |page: &'a Page| {
            let old = page.redirect_from.iter().filter_map(|old| old.split_once('#'));
            old.filter(move |(from, _)| *from == path).map(move |(_, fragment)| (fragment, page))
        };
        self.pages.iter().flat_map(away)
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

/// A file as a page, and what is wrong with it.
fn rendered(file: &File, paths: &HashSet<String>, texts: &HashMap<&str, &str>) -> (Page, Vec<Problem>) {
    let mut problems = Vec::new();
    let text = text(file, &mut problems);
    let (page, found) =
        render_with(&file.path, &text, &|path| paths.contains(path), &|path| texts.get(path).copied());
    problems.extend(found);
    (page, problems)
}

/// Whether a file is a page. Names that begin with `_`, but for Hugo's `_index.md`, are of parts that pages include.
fn is_page(path: &str) -> bool {
    path.ends_with(".md")
        && !path.split('/').any(|name| name.starts_with('_') && name != "_index.md")
        && !outline::is_summary(path)
}

/// A file's path and text, if pages may include it.
fn includable(file: &File) -> Option<(&str, &str)> {
    let bytes = file.content.as_ref().ok().filter(|bytes| bytes.len() <= PAGE_LIMIT)?;
    Some((file.path.as_str(), std::str::from_utf8(bytes).ok()?))
}

/// Files sorted by address. Of two with one address the first in order stays, and `index.md` is before `README.md`.
fn one_per_address(mut files: Vec<File>, problems: &mut Vec<Problem>) -> Vec<File> {
    files.sort_by_cached_key(|file| {
        (page_path(&file.path), file.path.ends_with("README.md"), file.path.clone())
    });
    let mut kept: Vec<File> = Vec::with_capacity(files.len());
    for file in files {
        match kept.last().filter(|last| page_path(&last.path) == page_path(&file.path)) {
            None => kept.push(file),
            Some(last) => {
                let message = format!("`{}` has the same address and is shown instead", last.path);
                problems.push(Problem::new(
                    Kind::SameAddress,
                    &file.path,
                    1,
                    message,
                    "merge or rename one of them",
                ));
            }
        }
    }
    kept
}

/// The file's text, or markdown that says why there is none.
fn text(file: &File, problems: &mut Vec<Problem>) -> String {
    let mut report = |kind, line, message: String, remedy| {
        problems.push(Problem::new(kind, &file.path, line, message, remedy));
    };
    match &file.content {
        Err(why) => {
            report(
                Kind::Unreadable,
                1,
                format!("the file cannot be read: {why}"),
                "check that it is readable",
            );
            "This page cannot be shown: its file could not be read.".to_owned()
        }
        Ok(bytes) if bytes.len() > PAGE_LIMIT => {
            report(
                Kind::TooLarge,
                1,
                "the file is larger than 1 MiB".to_owned(),
                "split it into several pages",
            );
            "This page cannot be shown: its file is larger than 1 MiB.".to_owned()
        }
        Ok(bytes) => {
            if let Some(line) = first_bad_line(bytes) {
                report(
                    Kind::Encoding,
                    line,
                    "the text is not UTF-8 or holds NUL".to_owned(),
                    "save the file as UTF-8",
                );
            }
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}

fn first_bad_line(bytes: &[u8]) -> Option<usize> {
    let valid = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
    let nul = bytes.iter().position(|byte| *byte == 0);
    let at = [valid, nul].into_iter().flatten().min()?;
    Some(bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1)
}

#[cfg(test)]
mod tests;
