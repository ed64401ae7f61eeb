//! `/templates`: the messages of incidents, which editors may change. A file of the content is where each begins.

use super::error::HttpError;
use super::members::actor;
use super::page::{Asked, drawn, not_found};
use super::state::Web;
use crate::config::ladder;
use crate::config::templates::{NAMES, Templates, wrong};
use crate::portal::News;
use app::page::Page;
use app::route::Route;
use app::templates::{TemplatePart, TemplatesPage, Typed, VersionRow};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use model::member::caller::Caller;
use model::member::{Permission, Role};
use serde::Deserialize;
use std::sync::Arc;
use store::Records;
use store::records::Refused;
use store::records::templates::Version;

type Handled = Result<Response, HttpError>;

/// The most bytes of a form: a template, in which each byte may be written as three.
pub const MOST: usize = 64 << 10;

/// The template with this name as it holds: an editor's, or the file's. Nothing for a name that none has.
pub async fn text(web: &Web, name: &str) -> Result<Option<String>, HttpError> {
    let Some(file) = web.content.templates.named(name) else { return Ok(None) };
    let name = name.to_owned();
    let stored = web.members.records(move |records, _| records.template(&name)).await?;
    Ok(Some(stored.and_then(|it| it.text).unwrap_or_else(|| file.to_owned())))
}

/// The templates as they hold: an editor's, or the file's.
pub fn current(files: &Templates, records: &mut Records) -> Result<Templates, store::Error> {
    let mut current = files.clone();
    for name in NAMES {
        if let Some(text) = records.template(name)?.and_then(|it| it.text) {
            current.set(name, &text);
        }
    }
    Ok(current)
}

/// The same of a site.
pub async fn all(web: &Web) -> Result<Templates, HttpError> {
    let files = web.content.templates.clone();
    Ok(web.members.records(move |records, _| current(&files, records)).await?)
}

/// Lets pages of the docs show the templates as they hold.
async fn tell_docs(web: &Web) -> Result<(), HttpError> {
    let Some(news) = &web.news else { return Ok(()) };
    let current = all(web).await?;
    // Nobody listens any longer only when the program stops.
    let _ = news.send(News::Files(ladder::messages(&current)));
    Ok(())
}

/// `GET /templates`.
pub async fn page(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    show(&web, &asked, None, StatusCode::OK).await
}

/// What the form of a template sends.
#[derive(Deserialize)]
pub struct Sent {
    /// The version that was seen.
    seen: u32,
    #[serde(default)]
    text: String,
    /// `save`, or `restore` for the file's.
    #[serde(rename = "do")]
    wish: String,
}

/// `POST /templates/{template}`: changes a template, or lets the file's hold again.
pub async fn change(
    State(web): State<Arc<Web>>,
    Path(name): Path<String>,
    asked: Asked,
    Form(sent): Form<Sent>,
) -> Handled {
    if !NAMES.contains(&name.as_str()) {
        return not_found(&web, &asked).await;
    }
    let by = actor(&asked)?;
    // Browsers send the ends of lines as CR LF.
    let text = (sent.wish != "restore").then(|| sent.text.replace("\r\n", "\n"));
    let typed = |problem: String| Typed { name: name.clone(), text: sent.text.clone(), problem };
    if let Some(problem) = text.as_deref().and_then(wrong) {
        return show(&web, &asked, Some(typed(problem)), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let of = name.clone();
    let changed = web
        .members
        .records(move |records, now| records.set_template(&of, text.as_deref(), sent.seen, &by, now))
        .await?;
    match changed {
        Ok(_) => {
            tell_docs(&web).await?;
            Ok(Redirect::to(&format!("{}#{name}", Route::Templates.path())).into_response())
        }
        Err(Refused::Conflict) => {
            let words = "Nothing was saved: somebody else changed it while you wrote. Their text is the latest version \
                         below; save yours again to replace it.";
            show(&web, &asked, Some(typed(words.into())), StatusCode::CONFLICT).await
        }
        Err(refused) => {
            show(&web, &asked, Some(typed(refused.to_string())), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn show(web: &Arc<Web>, asked: &Asked, typed: Option<Typed>, status: StatusCode) -> Handled {
    let role = match asked.who.caller {
        Caller::Member { role, .. } | Caller::Token { role, .. } => role,
        Caller::Visitor => Role::Viewer,
    };
    let files = NAMES.map(|name| (name, web.content.templates.named(name).unwrap_or_default().to_owned()));
    let parts = web.members.records(move |records, _| {
        files.into_iter().map(|(name, file)| Ok(part(name, file, records.template_versions(name)?))).collect()
    });
    let may_edit = asked.who.caller.may(Permission::Edit);
    let page = TemplatesPage { role, may_edit, parts: parts.await?, typed };
    drawn(web, asked, &Route::Templates, Page::Templates(page), status).await
}

fn part(name: &'static str, file: String, versions: Vec<Version>) -> TemplatePart {
    let text = versions.first().and_then(|it| it.text.clone());
    let row = |it: Version| VersionRow { number: it.number, text: it.text, at: it.at, by: it.by.to_string() };
    let is_files = text.is_none();
    let versions = versions.into_iter().map(row).collect();
    TemplatePart { name, text: text.unwrap_or(file), is_files, versions }
}
