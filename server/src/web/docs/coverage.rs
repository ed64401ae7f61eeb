//! `/docs/coverage`: checks, alerts and components against the runbooks that answer them, and how these were used. For
//! members: it names checks.

use super::{Handled, listed, missing};
use crate::config::facts::facts;
use crate::web::page::Asked;
use crate::web::runs::article::{dead, since};
use crate::web::state::Web;
use app::docs::list::DocsList;
use app::docs::list::coverage::{AlertRow, ComponentRow, CoveragePage, RunbookLink};
use app::route::Route;
use axum::extract::State;
use docs::{Library, Page, alert, url};
use http::StatusCode;
use model::estate::{Component, Estate};
use model::run::{Run, usage};
use model::time::At;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::records::runs::Which;

/// How many runs are looked at, the latest of all pages.
const LOOKED_AT: u32 = 500;

/// `GET /docs/coverage`.
pub async fn page(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let missed = missing::all(&web).await?;
    let runs =
        web.members.records(|records, _| records.runs(&Which::Before(At(i64::MAX)), LOOKED_AT)).await?;
    let library = web.docs().library.clone();
    let problems = docs::lint(&library, Some(&facts(&web.content.estate)));
    let problems = problems.iter().fold(BTreeMap::new(), |mut counts: BTreeMap<&str, usize>, problem| {
        *counts.entry(&problem.file).or_default() += 1;
        counts
    });
    let link = |page: &Page| {
        let own = |run: &&Run| run.started.page == page.path;
        let usage = usage(runs.iter().filter(own));
        RunbookLink {
            changed: since(&web, page, &usage),
            dead: dead(&library, page),
            problems: problems.get(page.source.as_str()).copied().unwrap_or_default(),
            usage,
            ..link(page)
        }
    };
    let page = covered(&web.content.estate, &library, &missed, &link);
    listed(&web, &asked, &Route::DocsCoverage, DocsList::Coverage(page), StatusCode::OK).await
}

fn covered(
    estate: &Estate,
    library: &Library,
    missed: &BTreeMap<String, u32>,
    link: &dyn Fn(&Page) -> RunbookLink,
) -> CoveragePage {
    let mut components: Vec<_> = estate.components().map(|it| component(it, library, link)).collect();
    components.sort_by_key(|row| !row.runbooks.is_empty());
    let named = library.pages.iter().flat_map(|page| {
        page.alerts.iter().map(|name| AlertRow { alert: name.clone(), runbook: Some(link(page)), missed: 0 })
    });
    let in_vain = missed.iter().filter(|(name, _)| alert::runbook(library, name).is_none());
    let in_vain =
        in_vain.map(|(name, times)| AlertRow { alert: name.clone(), runbook: None, missed: *times });
    let mut alerts: Vec<_> = in_vain.chain(named).collect();
    alerts.sort_by(|a, b| {
        let order = |row: &AlertRow| (row.runbook.is_some(), std::cmp::Reverse(row.missed));
        order(a).cmp(&order(b)).then_with(|| a.alert.cmp(&b.alert))
    });
    let mut runbooks: Vec<_> =
        library.pages.iter().filter(|page| alert::is_runbook(page)).map(|page| link(page)).collect();
    // Those that nobody used come first, then those that were used longest ago.
    runbooks.sort_by_key(|it| it.usage.last.as_ref().map(|last| last.at));
    CoveragePage { alerts, components, runbooks }
}

fn component(component: &Component, library: &Library, link: &dyn Fn(&Page) -> RunbookLink) -> ComponentRow {
    let names = |page: &&Page| alert::is_runbook(page) && page.components.contains(&component.id);
    let own = |id: &str| id.strip_prefix(&format!("{}/", component.id)).unwrap_or(id).to_owned();
    ComponentRow {
        id: component.id.clone(),
        name: component.name.clone(),
        checks: component.checks.iter().map(|check| own(&check.id)).collect(),
        runbooks: library.pages.iter().map(Arc::as_ref).filter(names).map(link).collect(),
    }
}

/// A runbook of which nothing is known but what its page says.
fn link(page: &Page) -> RunbookLink {
    RunbookLink {
        title: page.title.clone(),
        url: url(&page.path),
        owner: page.owner.clone(),
        ..RunbookLink::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use docs::File;
    use model::estate::{Check, Group, System};

    #[test]
    fn what_has_no_runbook_comes_first_and_a_missed_alert_ends_with_its_page() {
        let check = |id: &str| Check::new(id, "tcp", "db:1");
        let mut system = System::new("shop", "Shop");
        system.groups = vec![Group::new("g", "G")];
        system.components = vec![
            Component::new("shop/db", "Database", "g", vec![check("shop/db/tcp")]),
            Component::new("shop/web", "Web", "g", vec![check("shop/web/health")]),
        ];
        let text = "---\nalerts: [DbDown]\ncomponents: [shop/db]\nowner: Databases\n---\n# Db\n";
        let files =
            vec![File::new("runbooks/db.md", text), File::new("db.md", "---\ncomponents: [shop/web]\n---\n")];
        let library = Library::build(files, &[]);
        let missed = BTreeMap::from([("dbdown".to_owned(), 4), ("WebDown".to_owned(), 2)]);
        let page = covered(&Estate { systems: vec![system] }, &library, &missed, &link);
        let components: Vec<_> = page
            .components
            .iter()
            .map(|row| (row.name.as_str(), row.checks.join(","), row.runbooks.len()))
            .collect();
        assert_eq!(components, [("Web", "health".into(), 0), ("Database", "tcp".into(), 1)]);
        let alerts: Vec<_> =
            page.alerts.iter().map(|row| (row.alert.as_str(), row.runbook.is_some(), row.missed)).collect();
        assert_eq!(alerts, [("WebDown", false, 2), ("DbDown", true, 0)]);
        assert_eq!(page.runbooks.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["Db"]);
    }
}
