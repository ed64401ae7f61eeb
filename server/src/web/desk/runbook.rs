//! What to do about an incident, as the docs have it, with what is known of it in the place of the names in commands.

use super::Web;
use app::desk::incident::Runbook;
use app::route::Route;
use docs::{Filled, Library, Page, alert, key, url};
use model::incident::Incident;

/// The most pages that are named.
const MOST: usize = 12;

/// The page to stand beside `incident`: the one that is asked for by its path, or the first; and all of them, each with its
/// name and address: pages beside the incident, runbooks elsewhere where they are.
pub(super) fn beside(
    web: &Web,
    incident: &Incident,
    asked: Option<&str>,
) -> (Option<Runbook>, Vec<(String, String)>) {
    let library = &web.docs().library;
    let paths = paths(web, library, incident);
    let outside =
        incident.runbooks.iter().filter(|it| it.starts_with("https://") || it.starts_with("http://"));
    let outside = outside.map(|it| (it.clone(), it.clone()));
    let inside = paths.iter().filter_map(|path| {
        let page = page(library, path)?;
        Some((name(page, path), Route::DeskBeside(incident.id.clone(), path.clone()).path()))
    });
    let links = inside.chain(outside).take(MOST).collect();
    let wanted = asked.filter(|asked| page(library, asked).is_some()).map(str::to_owned);
    let chosen = wanted.or_else(|| paths.first().cloned());
    (chosen.and_then(|path| runbook(library, &path, &values(incident))), links)
}

/// The paths of the pages about what an incident affects: what its evidence names, the runbook of its alert, the pages of
/// its components, and those that name a component in their front matter.
pub(super) fn paths(web: &Web, library: &Library, incident: &Incident) -> Vec<String> {
    let named = incident.runbooks.iter().filter_map(|it| it.strip_prefix("/docs/")).map(str::to_owned);
    let alert = incident.labels().get("alertname").and_then(|name| alert::runbook(library, name));
    let alert = alert.map(|page| page.path.clone());
    let own = incident.impacts.keys().filter_map(|id| web.content.estate.component(id)?.docs.clone());
    let is_about = |page: &Page| page.components.iter().any(|id| incident.impacts.contains_key(id));
    let about = library.pages.iter().filter(|page| is_about(page)).map(|page| page.path.clone());
    let mut paths: Vec<String> = Vec::new();
    for path in named.chain(alert).chain(own).chain(about) {
        if !paths.contains(&path) && page(library, &path).is_some() {
            paths.push(path);
        }
    }
    paths
}

fn page<'a>(library: &'a Library, path: &str) -> Option<&'a Page> {
    library.page(path.split_once('#').map_or(path, |(page, _)| page))
}

/// The page's title, and the heading that is meant.
fn name(page: &Page, path: &str) -> String {
    let id = path.split_once('#').map_or("", |(_, id)| id);
    match page.contents.iter().find(|heading| heading.id == id) {
        Some(heading) => format!("{}: {}", page.title, heading.text),
        None => page.title.clone(),
    }
}

/// What is known of an incident that names in commands may mean: the labels of its alerts before what it is by itself.
fn values(incident: &Incident) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = incident.labels().into_iter().collect();
    values.push(("severity".to_owned(), incident.severity.to_string()));
    values.push(("incident".to_owned(), incident.id.clone()));
    // Of several components nobody knows which one is meant.
    if let [id] = incident.impacts.keys().collect::<Vec<_>>().as_slice() {
        let (system, component) = id.split_once('/').unwrap_or(("", id));
        values.push(("system".to_owned(), system.to_owned()));
        values.push(("component".to_owned(), component.to_owned()));
    }
    values
}

/// The part of a page that a path means, to stand on another page, filled with these values, and where it stands filled in
/// the same way.
fn runbook(library: &Library, path: &str, values: &[(String, String)]) -> Option<Runbook> {
    let found = page(library, path)?;
    let (at, id) = path.split_once('#').unwrap_or((path, ""));
    let address = address(found, at, values);
    let html = docs::filled(&found.section(id), &Filled::of(found, values));
    // A link within the page leads to the page.
    let html = html.replace("href=\"#", &format!("href=\"{}#", address.replace('&', "&amp;")));
    let path = if id.is_empty() { address } else { format!("{address}#{id}") };
    Some(Runbook { title: name(found, &format!("{at}#{id}")), path, html })
}

/// The address of a page with those of the values that it asks for.
fn address(page: &Page, path: &str, values: &[(String, String)]) -> String {
    let asks = |name: &str| page.asked().any(|variable| key(&variable.name) == key(name));
    let mut asked: Vec<(String, String)> = Vec::new();
    for (name, value) in values.iter().filter(|(name, value)| !value.is_empty() && asks(name)) {
        if !asked.iter().any(|(other, _)| key(other) == key(name)) {
            asked.push((name.clone(), value.clone()));
        }
    }
    match asked.is_empty() {
        true => url(path),
        false => Route::DocsFilled(path.to_owned(), asked).path(),
    }
}
