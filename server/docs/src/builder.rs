//! A library that follows its files: after a change only the pages that it touches are rendered again.

mod text;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::check;
use crate::file::{File, PAGE_LIMIT};
use crate::library::{Library, shared_out};
use crate::nav;
use crate::outline;
use crate::page::{Page, page_path};
use crate::problem::{Kind, Problem, Severity};
use crate::render::render_with;

/// Files, and what was made of each that is a page.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    files: BTreeMap<String, Arc<File>>,
    /// By path of the file.
    made: BTreeMap<String, Made>,
    components: Vec<String>,
}

/// A page, what is wrong with its file, and what it depends on.
#[derive(Clone, Debug)]
struct Made {
    page: Arc<Page>,
    /// Whether the page is what its file says, or said when it was last right.
    is_good: bool,
    problems: Vec<Problem>,
    needs: Needs,
}

/// What a page asked about other files while it was rendered.
#[derive(Clone, Debug, Default)]
struct Needs {
    /// Paths of pages, each with whether there was one.
    pages: BTreeMap<String, bool>,
    /// Files to be included, there or not.
    files: BTreeSet<String>,
}

impl Needs {
    /// Whether a page that asked this is another one now.
    fn have_changed(&self, touched: &HashSet<String>, paths: &HashSet<String>) -> bool {
        self.files.iter().any(|path| touched.contains(path))
            || self.pages.iter().any(|(path, was)| paths.contains(path) != *was)
    }
}

impl Builder {
    /// Renders all pages among `files`, which may name the `components` by their ids.
    pub fn new(files: Vec<File>, components: Vec<String>) -> Builder {
        let mut builder = Builder { components, ..Builder::default() };
        builder.change(files, &[]);
        builder
    }

    /// Puts files in the place of those with their paths, takes away those at the paths `gone`, and renders what that
    /// touches. Says whether anything differs.
    ///
    /// A page that now has an error in its own file stays as it was when it last had none, and says so.
    pub fn change(&mut self, files: Vec<File>, gone: &[String]) -> bool {
        let mut touched = HashSet::new();
        for file in files {
            if self.files.get(&file.path).map(Arc::as_ref) != Some(&file) {
                touched.insert(file.path.clone());
                self.files.insert(file.path.clone(), Arc::new(file));
            }
        }
        for path in gone {
            if self.files.remove(path).is_some() {
                self.made.remove(path);
                touched.insert(path.clone());
            }
        }
        if !touched.is_empty() {
            self.render(&touched);
        }
        !touched.is_empty()
    }

    /// The paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The pages as they are now, their navigation, and what is wrong.
    pub fn library(&self) -> Library {
        let mut problems = Vec::new();
        let outline = outline::find(self.files.values().map(Arc::as_ref));
        let mut pages: Vec<Arc<Page>> = Vec::with_capacity(self.made.len());
        for made in one_per_address(self.made.values().collect(), &mut problems) {
            if !made.page.draft {
                problems.extend(made.problems.iter().cloned());
                pages.push(made.page.clone());
            }
        }
        problems.extend(check::links(&pages));
        problems.extend(check::files(&pages, &self.files));
        problems.extend(check::components(&pages, &self.components));
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
        // What is included several times is wrong as often.
        problems.dedup();
        let files = self.linked(&pages);
        Library { nav, pages, problems, files, ..Library::default() }
    }

    /// The files that pages show or link to.
    fn linked(&self, pages: &[Arc<Page>]) -> BTreeMap<String, Arc<File>> {
        let links = pages.iter().flat_map(|page| &page.links).filter_map(check::file_path);
        let files = links.filter_map(|path| self.files.get(&path)).filter(|file| file.is_whole());
        files.map(|file| (file.path.clone(), file.clone())).collect()
    }

    fn render(&mut self, touched: &HashSet<String>) {
        let pages = self.files.values().map(Arc::as_ref).filter(|file| is_page(&file.path));
        let paths: HashSet<String> = pages.clone().map(|file| page_path(&file.path)).collect();
        let is_stale = |file: &&File| {
            let made = self.made.get(&file.path).filter(|_| !touched.contains(&file.path));
            made.is_none_or(|made| made.needs.have_changed(touched, &paths))
        };
        let stale: Vec<&File> = pages.filter(is_stale).collect();
        let fresh = shared_out(&stale, &|file| rendered(file, &paths, &self.files));
        for made in fresh {
            let before = self.made.get(&made.page.source).filter(|before| before.is_good);
            let made = made.or_as_it_was(before);
            self.made.insert(made.page.source.clone(), made);
        }
    }
}

impl Made {
    /// The same, but with the page as it was before if it is bad now.
    fn or_as_it_was(self, before: Option<&Made>) -> Made {
        let refused = self.problems.iter().find(|problem| is_bad(problem)).cloned();
        match before.filter(|_| refused.is_some()) {
            Some(before) => {
                let page = Arc::new(Page { refused, ..Page::clone(&before.page) });
                Made { page, is_good: true, ..self }
            }
            None => Made { is_good: refused.is_none(), ..self },
        }
    }
}

/// Whether its author means something else than what is shown with this problem.
fn is_bad(problem: &Problem) -> bool {
    problem.severity == Severity::Error || problem.kind == Kind::Encoding
}

/// A file as a page, and what is wrong with it.
fn rendered(file: &File, paths: &HashSet<String>, files: &BTreeMap<String, Arc<File>>) -> Made {
    let (mut problems, needs) = (Vec::new(), RefCell::new(Needs::default()));
    let text = text::text(file, &mut problems);
    let known = |path: &str| {
        let is_there = paths.contains(path);
        needs.borrow_mut().pages.insert(path.to_owned(), is_there);
        is_there
    };
    let include = |path: &str| {
        needs.borrow_mut().files.insert(path.to_owned());
        includable(files.get(path)?)
    };
    let (page, found) = render_with(&file.path, &text, &known, &include);
    problems.extend(found);
    Made { page: Arc::new(page), is_good: true, problems, needs: needs.take() }
}

/// Whether a file is a page. Names that begin with `_`, but for Hugo's `_index.md`, are of parts that pages include.
fn is_page(path: &str) -> bool {
    path.ends_with(".md")
        && !path.split('/').any(|name| name.starts_with('_') && name != "_index.md")
        && !outline::is_summary(path)
}

/// A file's text, if pages may include it.
fn includable(file: &File) -> Option<&str> {
    let bytes = file.content.as_ref().ok().filter(|bytes| bytes.len() <= PAGE_LIMIT)?;
    std::str::from_utf8(bytes).ok()
}

/// Pages sorted by address. Of two with one address the first in order stays, and `index.md` is before `README.md`.
fn one_per_address<'a>(mut made: Vec<&'a Made>, problems: &mut Vec<Problem>) -> Vec<&'a Made> {
    made.sort_by_key(|made| {
        let Page { path, source, .. } = &*made.page;
        (path, source.ends_with("README.md"), source)
    });
    let mut kept: Vec<&Made> = Vec::with_capacity(made.len());
    for made in made {
        match kept.last().filter(|last| last.page.path == made.page.path) {
            None => kept.push(made),
            Some(last) => problems.push(same_address(&last.page.source, &made.page.source)),
        }
    }
    kept
}

fn same_address(shown: &str, other: &str) -> Problem {
    let message = format!("`{shown}` has the same address and is shown instead");
    Problem::new(Kind::SameAddress, other, 1, message, "merge or rename one of them")
}

#[cfg(test)]
mod tests;
