//! Pages as their authors wrote them, for programs that read markdown: by the ending `.md`, by `Accept: text/markdown`, and
//! all of them listed in `/llms.txt` (llmstxt.org).

use super::Handled;
use crate::config::drawn;
use crate::portal::edition::Edition;
use crate::web::body::Answer;
use crate::web::error::HttpError;
use crate::web::page::Asked;
use crate::web::policy::CachePolicy;
use crate::web::state::Web;
use crate::web::templates;
use axum::extract::State;
use docs::{Library, Nav, Page, url};
use http::StatusCode;
use std::sync::Arc;

/// Where the list is.
pub const LIST: &str = "/llms.txt";

/// The page that `path` names with its ending: `butterfly/runbooks/redis.md`, or a file's own path `butterfly/index.md`.
pub(super) fn named<'a>(library: &'a Library, path: &str) -> Option<&'a Page> {
    let stem = path.strip_suffix(".md")?;
    library.page(stem).or_else(|| library.pages.iter().map(Arc::as_ref).find(|page| page.source == path))
}

/// Whether a client would rather have markdown than a page.
pub(super) fn is_wanted(asked: &Asked) -> bool {
    let accepts = asked.headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/markdown") && !accepts.contains("text/html"))
}

/// The text of a page, with what it includes of the estate, the plans and the messages.
pub(super) async fn text(web: &Web, asked: &Asked, edition: &Edition, page: &Page) -> Handled {
    let key = format!("markdown {}", page.path);
    let draw = || async {
        let drawn = drawn::files(&web.content.estate, &web.content.plans, &templates::all(web).await?);
        Ok::<_, HttpError>(markdown(drawn::expanded(&page.markdown, &drawn).into_owned()))
    };
    Ok(asked.respond(&*web.cache.get(&key, edition.number, draw).await?))
}

/// `GET /llms.txt`: what there is to read, with a line on each page.
pub async fn list(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let (site, edition) = (&web.content.settings.site, web.docs());
    let draw = || async {
        let mut text = format!("# {}\n\n> {}\n", site.name, site.summary);
        for part in &edition.library.nav {
            text.push_str(&format!("\n## {}\n\n", part.title));
            entries(&edition.library, &site.url, part, &mut text);
        }
        Ok::<_, HttpError>(markdown(text))
    };
    Ok(asked.respond(&*web.cache.get(LIST, edition.number, draw).await?))
}

fn entries(library: &Library, site: &str, node: &Nav, text: &mut String) {
    if let Some(page) = node.path.as_deref().and_then(|path| library.page(path)) {
        let summary = page.summary.as_ref().map(|summary| format!(": {summary}")).unwrap_or_default();
        let path = if page.path.is_empty() { url("index") } else { url(&page.path) };
        text.push_str(&format!("- [{}]({site}{path}.md){summary}\n", page.title));
    }
    node.children.iter().for_each(|child| entries(library, site, child, text));
}

fn markdown(text: String) -> Answer {
    Answer::new(StatusCode::OK, "text/markdown; charset=utf-8", CachePolicy::Revalidate, text.into())
}
