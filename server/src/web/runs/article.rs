//! A page of the docs as members read it: with what its runs say of it, and the form that starts one.

use super::may_respond;
use crate::web::body::Answer;
use crate::web::error::HttpError;
use crate::web::page::Asked;
use crate::web::render;
use crate::web::state::Web;
use app::page::Page;
use app::route::Route;
use app::runs::article::Runbook;
use docs::Library;
use http::StatusCode;
use model::incident::Incident;
use model::run::{Run, Usage, about, changed, usage};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::records::runs::Which;

/// How many runs of a page are looked at, the latest of them.
const LOOKED_AT: u32 = 100;
/// The most incidents that are offered.
const MOST_OFFERED: usize = 50;

/// The page of `version` as the member who asks reads it. Kept until the docs, a run or an incident change, for those who
/// may start a run and for those who may not.
pub async fn page(
    web: &Arc<Web>,
    asked: &Asked,
    (library, version): (&Arc<Library>, u64),
    path: &str,
) -> Result<Arc<Answer>, HttpError> {
    let route = Route::Docs(path.into()).path();
    let key = format!("{} {route}", reader(asked));
    let draw = || async {
        let Some(runbook) = runbook(web, library, path, may_respond(asked)).await? else {
            return Err(HttpError::NotFound);
        };
        let frame = web.frame(&route, asked.who.audience(), None);
        render::draw(frame, Page::Runbook(library.clone(), Box::new(runbook)), StatusCode::OK).await
    };
    web.cache.get(&key, version, draw).await
}

/// Which of the forms of a page the member who asks reads.
pub fn reader(asked: &Asked) -> &'static str {
    if may_respond(asked) { "responder" } else { "member" }
}

/// The version of what pages say of runs and incidents.
pub fn version(web: &Web) -> u64 {
    let incidents = web.incidents.as_ref().map(|it| it.kept().mark).unwrap_or_default();
    // Both grow, so their sum is another one whenever either does.
    web.runs.borrow().saturating_add(incidents.unsigned_abs())
}

async fn runbook(
    web: &Web,
    library: &Library,
    path: &str,
    may_respond: bool,
) -> Result<Option<Runbook>, HttpError> {
    let Some(page) = library.page(path) else { return Ok(None) };
    let which = Which::Page(path.to_owned());
    let runs = web.members.records(move |records, _| records.runs(&which, LOOKED_AT)).await?;
    let usage = usage(&runs);
    let kept = web.incidents.as_ref().map(|it| it.kept()).unwrap_or_default();
    let is_about = |incident: &&Incident| {
        page.components.iter().any(|id| incident.impacts.contains_key(id))
            || incident.runbooks.iter().any(|it| it.strip_prefix("/docs/") == Some(path))
    };
    let open = kept.all.iter().filter(|incident| incident.is_open());
    let (own, others): (Vec<_>, Vec<_>) = open.partition(is_about);
    let about = own.len();
    let incidents = own.into_iter().chain(others).take(MOST_OFFERED);
    Ok(Some(Runbook {
        path: path.to_owned(),
        steps: docs::steps(page).len(),
        may_respond,
        changed: since(web, page, &usage),
        dead: dead(library, page),
        usage,
        open: runs.into_iter().filter(|run: &Run| run.ended.is_none()).collect(),
        incidents: incidents.map(|it| (it.id.clone(), it.title.clone())).collect(),
        about,
    }))
}

/// What the page is about and has changed since it was last used, by name.
pub(in crate::web) fn since(web: &Web, page: &docs::Page, usage: &Usage) -> Vec<String> {
    let Some(last) = &usage.last else { return Vec::new() };
    let now: BTreeMap<String, String> = about(&web.content.estate, &page.components, &page.alerts);
    changed(&last.about, &now).into_iter().map(str::to_owned).collect()
}

/// How many links of the page lead nowhere.
pub(in crate::web) fn dead(library: &Library, page: &docs::Page) -> usize {
    let is_dead = |it: &&docs::Problem| {
        let leads_nowhere =
            matches!(it.kind, docs::Kind::MissingPage | docs::Kind::MissingAnchor | docs::Kind::MissingFile);
        it.file == page.source && leads_nowhere
    };
    library.problems.iter().filter(is_dead).count()
}
