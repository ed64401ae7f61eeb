//! Answers that were made, by path and class.

use super::sheet::Sheet;
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
    whole: Part,
    unchanged: Part,
}

/// What is sent to some.
#[derive(Debug)]
struct Part {
    status: StatusCode,
    headers: HeaderMap,
    sheet: Sheet,
}

impl Part {
    fn of(status: StatusCode, headers: HeaderMap, body: Bytes) -> Part {
        let mut head = format!("HTTP/1.1 {status}\r\n").into_bytes();
        for (name, value) in &headers {
            head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        if status == StatusCode::OK && !headers.contains_key(header::CONTENT_LENGTH) {
            head.extend(format!("content-length: {}\r\n", body.len()).into_bytes());
        }
        Part { status, headers, sheet: Sheet::of(head.into(), body) }
    }
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
        let shared = shared.map(|(value, name)| (name, value)).collect();
        let unchanged = Part::of(StatusCode::NOT_MODIFIED, shared, Bytes::new());
        Some(Kept { epoch, tag, whole: Part::of(StatusCode::OK, headers.clone(), body), unchanged })
    }

    /// It, or that it is unchanged for a client with this `If-None-Match`.
    pub fn respond(&self, known: Option<&HeaderValue>) -> Response {
        let part = self.part(known);
        let mut response = Response::new(Body::from(part.sheet.body().clone()));
        (*response.status_mut(), *response.headers_mut()) = (part.status, part.headers.clone());
        response
    }

    /// The same as the bytes of an answer in HTTP/1.1.
    pub fn wire(&self, known: Option<&HeaderValue>) -> &Sheet {
        &self.part(known).sheet
    }

    fn part(&self, known: Option<&HeaderValue>) -> &Part {
        let is_known = known.is_some_and(|known| names(known.as_bytes(), self.tag.as_bytes()));
        if is_known { &self.unchanged } else { &self.whole }
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

    /// Whether an answer at `path` was ever kept, for whatever class and epoch.
    pub fn has(&self, path: &str) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains_key(path)
    }

    /// Keeps an answer, unless there is one of a later epoch.
    pub fn keep(&self, path: String, class: u32, kept: Arc<Kept>) {
        let mut answers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST_PATHS {
            answers.clear();
        }
        let classes = answers.entry(path).or_default();
        match classes.iter_mut().find(|(of, _)| *of == class) {
            Some((_, before)) if before.epoch > kept.epoch => {}
            Some((_, before)) => *before = kept,
            None => classes.push((class, kept)),
        }
    }
}
