//! From page to bytes. The only module that knows Leptos' integration.
//!
//! The body is drained inside a task of its own, so that what Leptos holds for it is always let go, whatever the
//! client does.

use super::body::Answer;
use super::error::HttpError;
use super::language;
use super::policy::{CachePolicy, PAGE_POLICY};
use app::frame::Frame;
use app::page::Page;
use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, header};
use leptos::nonce::Nonce;
use leptos::prelude::provide_context;
use std::sync::Arc;

/// The most that a page may hold.
const MOST_BYTES: usize = 16 << 20;

/// Draws `page` within `frame`.
pub async fn draw(frame: Frame, page: Page, status: StatusCode) -> Result<Answer, HttpError> {
    let drawn = tokio::spawn(async move {
        let translated = frame.translated;
        let policy = policy(&page);
        let mut answer = answer(html(frame, page).await?, status, policy);
        if translated {
            answer = answer.varying(language::VARY);
        }
        answer.prepare();
        Ok(answer)
    });
    drawn.await.map_err(|error| HttpError::Internal(format!("a page could not be drawn: {error}")))?
}

async fn html(frame: Frame, page: Page) -> Result<Bytes, HttpError> {
    // Leptos spawns on the executor that it was told of; telling it again changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let frame = Arc::new(frame);
    let view = move || app::document(&frame, &page);
    // A nonce would differ from render to render, and bytes could not be kept.
    let handler = leptos_axum::render_app_async_with_context(|| provide_context(Nonce::from_value("")), view);
    let response = handler(Request::new(Body::empty())).await;
    to_bytes(response.into_body(), MOST_BYTES).await.map_err(|error| HttpError::Internal(error.to_string()))
}

fn answer(html: Bytes, status: StatusCode, policy: HeaderValue) -> Answer {
    let answer = Answer::new(status, "text/html; charset=utf-8", CachePolicy::Revalidate, document(html));
    answer.with(header::CONTENT_SECURITY_POLICY, policy)
}

/// The policy of all pages, which lets a page connect to this site and to what it names besides.
fn policy(page: &Page) -> HeaderValue {
    let connects = page.connects();
    let plain = HeaderValue::from_static(PAGE_POLICY);
    if connects.is_empty() {
        return plain;
    }
    let own = "connect-src 'self'";
    let wider = PAGE_POLICY.replace(own, &format!("{own} {}", connects.join(" ")));
    HeaderValue::try_from(wider).unwrap_or(plain)
}

/// The document alone: Leptos adds inline scripts behind it, for resources that no page of ours has.
fn document(html: Bytes) -> Bytes {
    const END: &[u8] = b"</html>";
    let end = html.windows(END.len()).rposition(|window| window == END);
    end.map_or_else(|| html.clone(), |end| html.slice(..end + END.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stands_behind_the_document() {
        let html = Bytes::from_static(b"<html><p>&lt;/html></p></html><script>x=[]</script>");
        assert_eq!(document(html), "<html><p>&lt;/html></p></html>");
        assert_eq!(document(Bytes::from_static(b"<p>")), "<p>");
    }
}
