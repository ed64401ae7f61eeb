//! `/api/v1/docs/pages`: the pages of the docs for programs, as a list and one by one.

use crate::web::body::Answer;
use crate::web::error::HttpError;
use crate::web::openapi::operation::{Operation, Parameter, of};
use crate::web::page::Asked;
use crate::web::policy::CachePolicy;
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::extract::{Query, State};
use axum::response::Response;
use docs::{Library, Page, alert, url};
use http::StatusCode;
use model::time::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What of pages the API does.
pub const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/api/v1/docs/pages",
        "listPages",
        "All pages of the docs, by path, without their text.",
        of::<Pages>,
    )
    .held(),
    Operation::new(
        "GET",
        "/api/v1/docs/page",
        "showPage",
        "A page of the docs with its text, as markdown and as HTML.",
        of::<Whole>,
    )
    .query(&[Parameter {
        name: "path",
        about: "The path of the page below `/docs`; the start page without it.",
        schema: of::<String>,
    }])
    .held()
    .refuses(&[404]),
];

/// Said of a page whose newest version is not shown.
const REFUSED: &str = "The newest version of the file has an error; this is the one before.";

/// The pages of the docs.
#[derive(Serialize, JsonSchema)]
struct Pages<'a> {
    /// By path.
    pages: Vec<View<'a>>,
}

/// A page of the docs.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DocsPage")]
struct View<'a> {
    /// Below `/docs`; empty for the start page.
    path: &'a str,
    title: &'a str,
    summary: Option<&'a str>,
    /// Where it is on this site.
    url: String,
    /// Whether it is a runbook.
    runbook: bool,
    /// The ids of the components that it is about.
    components: &'a [String],
    /// The alerts that it answers.
    alerts: &'a [String],
    /// Who keeps it right: a role.
    owner: Option<&'a str>,
    /// What a reader is asked to fill in.
    variables: Vec<VariableView>,
    /// The last change of its file, where the docs are in a repository of git.
    changed: Option<ChangeView<'a>>,
    /// Set if the newest version of its file has an error, and this is the one before.
    refused: Option<&'static str>,
}

/// A change of a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DocsChange")]
struct ChangeView<'a> {
    at: At,
    /// Its author's name.
    by: &'a str,
}

/// A name in commands.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DocsVariable")]
struct VariableView {
    name: String,
    /// `text`, `number` or `url`.
    kind: &'static str,
    default: Option<String>,
}

/// A page with its text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DocsPageWithText")]
struct Whole<'a> {
    page: View<'a>,
    /// As its author wrote it.
    markdown: &'a str,
    /// Its body without the title, sanitised.
    html: &'a str,
    /// In their order.
    headings: Vec<HeadingView<'a>>,
}

/// A heading of a page.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DocsHeading")]
struct HeadingView<'a> {
    /// From 2 on.
    level: u8,
    /// Its fragment.
    id: &'a str,
    text: &'a str,
}

/// Which page.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    path: String,
}

/// `GET /api/v1/docs/pages`.
pub async fn list(State(web): State<Arc<Web>>, asked: Asked) -> Result<Response, Problem> {
    let edition = web.docs();
    let view = |page| view(&edition.library, page);
    let draw =
        || async { answer(&Pages { pages: edition.library.pages.iter().map(|page| view(page)).collect() }) };
    Ok(asked.respond(&*web.cache.get("/api/v1/docs/pages", edition.number, draw).await?))
}

/// `GET /api/v1/docs/page`.
pub async fn one(
    State(web): State<Arc<Web>>,
    Query(Wanted { path }): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Problem> {
    let edition = web.docs();
    let Some(page) = edition.library.page(&path) else {
        return Err(Problem::missing("There is no page with this path.".to_owned()));
    };
    let headings = page.contents.iter();
    let headings = headings.map(|it| HeadingView { level: it.level, id: &it.id, text: &it.text }).collect();
    Ok(asked.respond(&answer(&Whole {
        page: view(&edition.library, page),
        markdown: &page.markdown,
        html: &page.html,
        headings,
    })?))
}

fn view<'a>(library: &'a Library, page: &'a Page) -> View<'a> {
    let variables =
        page.asked().map(|it| VariableView { name: it.name, kind: it.kind.name(), default: it.default });
    View {
        path: &page.path,
        title: &page.title,
        summary: page.summary.as_deref(),
        url: url(&page.path),
        runbook: alert::is_runbook(page),
        components: &page.components,
        alerts: &page.alerts,
        owner: page.owner.as_deref(),
        variables: variables.collect(),
        changed: library.changes.get(&page.source).map(|it| ChangeView { at: At(it.at), by: &it.by }),
        refused: page.refused.as_ref().map(|_| REFUSED),
    }
}

fn answer(value: &impl Serialize) -> Result<Answer, HttpError> {
    let json = serde_json::to_vec(value).map_err(|error| HttpError::Internal(error.to_string()))?;
    Ok(Answer::new(StatusCode::OK, "application/json", CachePolicy::Revalidate, json.into()))
}
