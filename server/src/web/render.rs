//! From page to bytes. The only module that knows Leptos' integration.
//!
//! The body is drained inside a task of its own, so that what Leptos holds for it is always let go, whatever the
//! client does.

use super::body::Answer;
use super::error::HttpError;
use super::policy::{CachePolicy, content_security_policy};
use app::frame::Frame;
use app::page::Page;
use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, header};
use leptos::nonce::Nonce;
use leptos::prelude::provide_context;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The most that a page may hold.
const MOST_BYTES: usize = 16 << 20;

/// Draws `page` within `frame`.
pub async fn draw(frame: Frame, page: Page, status: StatusCode) -> Result<Answer, HttpError> {
    let drawn = tokio::spawn(async move {
        let html = html(frame, page).await?;
        let answer = answer(html, status)?;
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
    // A nonce would differ from render to render; scripts are allowed by hash, so that bytes can be kept.
    let handler = leptos_axum::render_app_async_with_context(|| provide_context(Nonce::from_value("")), view);
    let response = handler(Request::new(Body::empty())).await;
    to_bytes(response.into_body(), MOST_BYTES).await.map_err(|error| HttpError::Internal(error.to_string()))
}

fn answer(html: Bytes, status: StatusCode) -> Result<Answer, HttpError> {
    let hashes: Vec<_> = inline_scripts(&html).map(hash).collect();
    let policy = content_security_policy(hashes.iter().map(String::as_str));
    let policy = HeaderValue::try_from(policy).map_err(|error| HttpError::Internal(error.to_string()))?;
    let answer = Answer::new(status, "text/html; charset=utf-8", CachePolicy::Revalidate, html);
    Ok(answer.with(header::CONTENT_SECURITY_POLICY, policy))
}

/// What stands in the page's inline scripts: those that Leptos adds, for pages have none of their own.
fn inline_scripts(html: &[u8]) -> impl Iterator<Item = &str> {
    let text = std::str::from_utf8(html).unwrap_or_default();
    text.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(script)
    })
}

fn hash(script: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(script.as_bytes())))
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0u32, |group, byte| (group << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * place)) as usize & 63] as char;
            text.push(if place <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn only_inline_scripts_are_hashed() {
        let html = b"<script src=\"/a.js\"></script><p>x</p><script>one()</script><script type=\"module\">two()</script>";
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["one()", "two()"]);
    }

    #[test]
    fn the_hash_is_what_browsers_compute() {
        // The example of the W3C's Content Security Policy Level 3, section 2.3.1.
        assert_eq!(hash("doSomething();"), "sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=");
    }
}
