//! Answers that were made, by path and class.

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The most paths of which answers are kept; far above what a site has.
const MOST_PATHS: usize = 20_000;

/// What a 304 repeats of the answer that it stands for (RFC 9110, section 15.4.5).
const OF_UNCHANGED: [HeaderName; 3] = [header::CACHE_CONTROL, header::ETAG, header::VARY];

/// An answer, ready to be sent.
#[derive(Debug)]
pub struct Kept {
    epoch: u64,
    tag: HeaderValue,
    headers: HeaderMap,
    unchanged: HeaderMap,
    body: Bytes,
}

impl Kept {
    /// The answer with these headers and this body, of this epoch; nothing if it has no strong validator to know it by, or gives
    /// its client a cookie.
    pub fn of(epoch: u64, headers: &HeaderMap, body: Bytes) -> Option<Kept> {
        if headers.contains_key(header::SET_COOKIE) {
            return None;
        }
        let tag = headers.get(header::ETAG).filter(|tag| tag.as_bytes().starts_with(b"\""))?.clone();
        let shared = OF_UNCHANGED.into_iter().filter_map(|name| Some((headers.get(&name)?.clone(), name)));
        let unchanged = shared.map(|(value, name)| (name, value)).collect();
        Some(Kept { epoch, tag, headers: headers.clone(), unchanged, body })
    }

    /// It, or that it is unchanged for a client with this `If-None-Match`.
    pub fn respond(&self, known: Option<&HeaderValue>) -> Response {
        let is_known = known.is_some_and(|known| names(known.as_bytes(), self.tag.as_bytes()));
        let (status, headers, body) = match is_known {
            true => (StatusCode::NOT_MODIFIED, &self.unchanged, Body::empty()),
            false => (StatusCode::OK, &self.headers, Body::from(self.body.clone())),
        };
        let mut response = Response::new(body);
        (*response.status_mut(), *response.headers_mut()) = (status, headers.clone());
        response
    }
}

/// An answer that is not kept, or that it is unchanged for a client with this `If-None-Match`.
pub fn unless_known(response: Response, known: Option<&HeaderValue>) -> Response {
    let tag = response.headers().get(header::ETAG).filter(|_| response.status() == StatusCode::OK);
    let is_known = known.zip(tag).is_some_and(|(known, tag)| names(known.as_bytes(), tag.as_bytes()));
    if !is_known {
        return response;
    }
    let (mut head, _) = response.into_parts();
    head.status = StatusCode::NOT_MODIFIED;
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING] {
        head.headers.remove(name);
    }
    Response::from_parts(head, Body::empty())
}

/// Whether a value of `If-None-Match` names this tag, by weak comparison (RFC 9110, section 13.1.2).
fn names(known: &[u8], tag: &[u8]) -> bool {
    let items = known.split(|&byte| byte == b',').map(<[u8]>::trim_ascii);
    items.map(bare).any(|item| item == bare(tag) || item == b"*")
}

/// A tag without the mark of a weak one.
fn bare(tag: &[u8]) -> &[u8] {
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

/// Answers of one path, by class.
type Classes = Vec<(u32, Arc<Kept>)>;

/// All answers that are kept.
#[derive(Debug, Default)]
pub struct Answers(RwLock<HashMap<String, Classes>>);

impl Answers {
    /// The answer at `path` for `class`, if it is of `epoch`.
    pub fn get(&self, path: &str, class: u32, epoch: u64) -> Option<Arc<Kept>> {
        let answers = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (_, kept) = answers.get(path)?.iter().find(|(of, _)| *of == class)?;
        (kept.epoch == epoch).then(|| kept.clone())
    }

    /// Keeps an answer, unless there is one of a later epoch.
    pub fn keep(&self, path: String, class: u32, kept: Kept) {
        let mut answers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST_PATHS {
            answers.clear();
        }
        let classes = answers.entry(path).or_default();
        match classes.iter_mut().find(|(of, _)| *of == class) {
            Some((_, before)) if before.epoch > kept.epoch => {}
            Some((_, before)) => *before = Arc::new(kept),
            None => classes.push((class, Arc::new(kept))),
        }
    }
}
