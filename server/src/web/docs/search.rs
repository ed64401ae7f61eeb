//! `/docs/search` and `/api/v1/docs/search`: pages, headings and commands for a query; and the index for browsers that
//! search by themselves.

use super::{Handled, listed};
use crate::web::body::Answer;
use crate::web::error::HttpError;
use crate::web::openapi::operation::{Operation, Parameter, of};
use crate::web::page::Asked;
use crate::web::policy::CachePolicy;
use crate::web::problem::Problem;
use crate::web::state::Web;
use app::docs::list::DocsList;
use app::docs::list::search::SearchPage;
use app::route::Route;
use axum::extract::{Query, State};
use axum::response::Response;
use docs::{Found, MOST_QUERY};
use http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where browsers get the index.
pub const INDEX: &str = "/docs/search.index";

/// Answers of a page.
const ANSWERS: usize = 30;
/// The most answers that a program can ask for.
const MOST: usize = 100;

/// What of searching the API does.
pub const OPERATIONS: &[Operation] = &[Operation::new(
    "GET",
    "/api/v1/docs/search",
    "searchDocs",
    "Pages, headings and commands of the docs for a query, the best first; at most three of a page.",
    of::<Answers>,
)
.query(&[
    Parameter { name: "q", about: "What to look for; its first 200 characters count.", schema: of::<String> },
    Parameter {
        name: "most",
        about: "How many answers at most, up to 100; 30 without it.",
        schema: of::<u32>,
    },
])
.held()];

/// What is asked for.
#[derive(Deserialize)]
pub struct Wanted {
    q: Option<String>,
    most: Option<u32>,
}

impl Wanted {
    /// The query, no longer than what is looked at.
    fn query(&self) -> String {
        self.q.as_deref().unwrap_or_default().trim().chars().take(MOST_QUERY).collect()
    }
}

/// What was found.
#[derive(Serialize, JsonSchema)]
struct Answers {
    query: String,
    /// The best first.
    answers: Vec<AnswerView>,
}

/// A page, a heading or a command.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DocsAnswer")]
struct AnswerView {
    /// The path of the page below `/docs`.
    page: String,
    title: String,
    /// None for the page itself.
    heading: Option<String>,
    /// Where it is on this site, with its fragment.
    url: String,
    /// From 1 to 1,400.
    score: u32,
    /// The line there that holds most of the query.
    line: Option<String>,
    /// True if that line is code.
    command: bool,
}

/// `GET /docs/search`.
pub async fn page(State(web): State<Arc<Web>>, Query(wanted): Query<Wanted>, asked: Asked) -> Handled {
    let query = wanted.query();
    let found = web.docs().search.find(&query, ANSWERS);
    let route = Route::DocsSearch(None);
    let list = DocsList::Search(SearchPage { query, found });
    listed(&web, &asked, &route, list, StatusCode::OK).await
}

/// `GET /api/v1/docs/search`.
pub async fn api(
    State(web): State<Arc<Web>>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Problem> {
    let most = wanted.most.map_or(ANSWERS, |most| usize::try_from(most).unwrap_or(MOST).min(MOST));
    let query = wanted.query();
    let answers = web.docs().search.find(&query, most).into_iter().map(view).collect();
    let json = serde_json::to_vec(&Answers { query, answers })
        .map_err(|error| HttpError::Internal(error.to_string()))?;
    let answer = Answer::new(StatusCode::OK, "application/json", CachePolicy::Revalidate, json.into());
    Ok(asked.respond(&answer))
}

fn view(found: Found) -> AnswerView {
    let Found { url, path, title, heading, score, excerpt } = found;
    let command = excerpt.as_ref().is_some_and(|excerpt| excerpt.command);
    let line = excerpt.map(|excerpt| excerpt.parts.into_iter().map(|part| part.text).collect());
    AnswerView { page: path, title, heading, url, score, line, command }
}

/// `GET /docs/search.index`: the index as `search::Index::decode` reads it.
pub async fn index(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let edition = web.docs();
    let draw = || async {
        let bytes = edition.search.index.encode();
        let answer =
            Answer::new(StatusCode::OK, "application/octet-stream", CachePolicy::Revalidate, bytes.into());
        let smallest = tokio::task::spawn_blocking(move || answer.smallest());
        smallest.await.map_err(|error| HttpError::Internal(error.to_string()))
    };
    Ok(asked.respond(&*web.cache.get(INDEX, edition.number, draw).await?))
}
