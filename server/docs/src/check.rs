//! Checks over all pages: links lead to pages, headings and files that are there, named components exist.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::escape;
use crate::file::File;
use crate::frontmatter;
use crate::link::relative;
use crate::nearest::nearest;
use crate::outline::Place;
use crate::page::{Link, Page};
use crate::problem::{Kind, Problem};

/// Links to pages or headings that do not exist.
pub(crate) fn links(pages: &[Arc<Page>]) -> Vec<Problem> {
    let by_path: HashMap<&str, &Arc<Page>> = pages.iter().map(|page| (page.path.as_str(), page)).collect();
    let ids: HashMap<&str, HashSet<&str>> =
        pages.iter().map(|page| (page.path.as_str(), ids(page).collect())).collect();
    let mut problems = Vec::new();
    for page in pages {
        for link in &page.links {
            let Some(path) = link.page.as_deref() else { continue };
            problems.extend(match by_path.get(path) {
                None => Some(missing_page(page, link, path, pages)),
                Some(_) if has_anchor(&ids[path], &link.fragment) => None,
                Some(target) => Some(missing_anchor(page, link, target)),
            });
        }
    }
    problems
}

/// Links to files beside the pages, images among them, that are not `there`, by path below the docs, or too large to be sent.
pub(crate) fn files(pages: &[Arc<Page>], there: &BTreeMap<String, Arc<File>>) -> Vec<Problem> {
    let links = pages.iter().flat_map(|page| page.links.iter().map(move |link| (page, link)));
    let unsent = links.filter_map(|(page, link)| {
        let path = file_path(link)?;
        let (why, remedy) = match there.get(&path) {
            Some(file) if file.is_whole() => return None,
            Some(_) => ("the file is not sent, as it has 4 MiB or more", "make it smaller".to_owned()),
            None => ("there is no such file", missing_file(page, &path, there)),
        };
        let message = format!("link to `{}`: {why}", link.target);
        Some(Problem::new(Kind::MissingFile, &page.source, link.line, message, remedy))
    });
    unsent.collect()
}

fn missing_file(page: &Page, path: &str, there: &BTreeMap<String, Arc<File>>) -> String {
    match nearest(path, there.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{}`?", relative(&page.source, near)),
        None => "put the file there or remove the link".to_owned(),
    }
}

/// The path below the docs of the file that a link leads to; none if it leads elsewhere, or to where a reader's values say.
pub(crate) fn file_path(link: &Link) -> Option<String> {
    let path = link.href.strip_prefix("/docs/").filter(|_| link.page.is_none())?;
    let path = escape::decode(path.split(['?', '#']).next()?);
    (!link.target.contains(['<', '{', '$'])).then_some(path)
}

fn ids(page: &Page) -> impl Iterator<Item = &str> {
    let headings = page.contents.iter().map(|heading| heading.id.as_str());
    let anchors = page.anchors.iter().map(String::as_str);
    headings.chain([page.title_id.as_str()]).chain(anchors)
}

/// `#` and `#top` lead to the top of any page; `#:~:` marks text for the browser to find.
fn has_anchor(ids: &HashSet<&str>, fragment: &str) -> bool {
    matches!(fragment, "" | "top") || fragment.starts_with(":~:") || ids.contains(fragment)
}

fn missing_page(page: &Page, link: &Link, path: &str, pages: &[Arc<Page>]) -> Problem {
    let near = nearest(path, pages.iter().map(|page| page.path.as_str()));
    let remedy = match near.and_then(|path| pages.iter().find(|page| page.path == path)) {
        Some(found) => format!("did you mean `{}`?", relative(&page.source, &found.source)),
        None => "write the page or remove the link".to_owned(),
    };
    let message = format!("link to `{}`: there is no such page", link.target);
    Problem::new(Kind::MissingPage, &page.source, link.line, message, remedy)
}

/// A place of the outline `source` that names a page that is not there.
pub(crate) fn lost_place(source: &str, place: &Place, pages: &[Arc<Page>]) -> Problem {
    let wanted = place.source.as_deref().unwrap_or_default();
    let remedy = match nearest(wanted, pages.iter().map(|page| page.source.as_str())) {
        Some(near) => format!("did you mean `{}`?", relative(source, near)),
        None => "write the page or remove the line".to_owned(),
    };
    let message = format!("the navigation names `{wanted}`: there is no such page");
    Problem::new(Kind::MissingPage, source, place.line, message, remedy)
}

fn missing_anchor(page: &Page, link: &Link, target: &Page) -> Problem {
    let remedy = match nearest(&link.fragment, ids(target)) {
        Some(id) => format!("did you mean `#{id}`?"),
        None => "link to a heading that is there".to_owned(),
    };
    let message =
        format!("link to `{}`: `{}` has no heading `#{}`", link.target, target.source, link.fragment);
    Problem::new(Kind::MissingAnchor, &page.source, link.line, message, remedy)
}

/// Components that no system has, in front matter and at steps that wait for a check.
pub(crate) fn components(pages: &[Arc<Page>], known: &[String]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for page in pages {
        for (id, line) in &page.checks {
            let name = id.match_indices('/').nth(1).map_or(id.as_str(), |(end, _)| &id[..end]);
            if !known.iter().any(|its| its == name) {
                problems.push(unknown_component(page, name, *line, known));
            }
        }
    }
    for page in pages.iter().filter(|page| !page.components.is_empty()) {
        for (name, line) in frontmatter::split(&page.source, &page.markdown).front.components {
            if !known.contains(&name) {
                problems.push(unknown_component(page, &name, line, known));
            }
        }
    }
    problems
}

fn unknown_component(page: &Page, name: &str, line: usize, known: &[String]) -> Problem {
    let remedy = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a component of the estate".to_owned(),
    };
    let message = format!("unknown component `{name}`");
    Problem::new(Kind::UnknownComponent, &page.source, line, message, remedy)
}

/// Addresses that lead to a page although another page has them.
pub(crate) fn redirects(pages: &[Arc<Page>]) -> Vec<Problem> {
    let mut taken: HashMap<String, &str> =
        pages.iter().map(|page| (page.path.clone(), page.source.as_str())).collect();
    let mut problems = Vec::new();
    for page in pages.iter().filter(|page| !page.redirect_from.is_empty()) {
        for (path, line) in frontmatter::split(&page.source, &page.markdown).front.redirect_from {
            if let Some(other) = taken.insert(path.clone(), &page.source) {
                let message = format!("`redirect_from` names `{path}`, which leads to `{other}`");
                let remedy = "remove the address from one of them";
                problems.push(Problem::new(Kind::SameAddress, &page.source, line, message, remedy));
            }
        }
    }
    problems
}
