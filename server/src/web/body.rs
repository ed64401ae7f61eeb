//! An answer as bytes: identity, brotli and gzip forms with strong validators, chosen by what the client takes.

use super::policy::CachePolicy;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, StatusCode};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::OnceLock;

/// Brotli's effort for what is drawn while the program runs: 4 ms for a page of 60 kB, a tenth larger than the best.
const BROTLI_QUALITY: u32 = 5;

/// Above this many bytes, brotli at its best takes too long.
const LARGE: usize = 4 << 20;

/// Below this many bytes, compression gains nothing.
const SMALL: usize = 256;

/// A form in which bytes are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli.
    Br,
    /// Gzip.
    Gzip,
    /// As they are.
    Identity,
}

impl Encoding {
    /// The best of those that `Accept-Encoding` takes (RFC 9110, section 12.5.3).
    pub fn accepted(headers: &HeaderMap) -> Encoding {
        let value = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        let takes = |wanted: &str| {
            value.split(',').any(|item| {
                let (name, quality) = item.split_once(';').unwrap_or((item, ""));
                let quality =
                    quality.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).unwrap_or(1.0);
                name.trim().eq_ignore_ascii_case(wanted) && quality > 0.0
            })
        };
        match () {
            () if takes("br") => Encoding::Br,
            () if takes("gzip") => Encoding::Gzip,
            () => Encoding::Identity,
        }
    }
}

/// An answer, drawn once and served as often as it is asked for.
#[derive(Debug)]
pub struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    tag: String,
    identity: Bytes,
    br: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
}

impl Answer {
    /// An answer of these bytes.
    pub fn new(
        status: StatusCode,
        content_type: &'static str,
        cache: CachePolicy,
        identity: Bytes,
    ) -> Answer {
        let headers = vec![
            (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
            (header::CACHE_CONTROL, cache.header()),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
        ];
        let tag = hex(&Sha256::digest(&identity)[..12]);
        Answer { status, headers, tag, identity, br: OnceLock::new(), gzip: OnceLock::new() }
    }

    /// The same with one more header.
    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Answer {
        self.headers.push((name, value));
        self
    }

    /// The same, which depends on these request headers too.
    pub fn varying(mut self, names: &str) -> Answer {
        for (_, value) in self.headers.iter_mut().filter(|(name, _)| name == header::VARY) {
            let all = [value.as_bytes(), b", ", names.as_bytes()].concat();
            *value = HeaderValue::from_bytes(&all).unwrap_or_else(|_| HeaderValue::from_static("*"));
        }
        self
    }

    /// The same with its compressed forms at hand, as they were made when the program was built.
    pub fn precompressed(self, br: Option<Bytes>, gzip: Option<Bytes>) -> Answer {
        Answer { br: OnceLock::from(br), gzip: OnceLock::from(gzip), ..self }
    }

    /// Compresses now, so that no visitor waits for it.
    pub fn prepare(&self) {
        self.form(Encoding::Br);
    }

    /// The same with brotli at its best, which takes a second or two a megabyte; larger ones are compressed as others are.
    pub fn smallest(self) -> Answer {
        let br = if self.identity.len() > LARGE {
            smaller(&self.identity, brotli)
        } else {
            smaller(&self.identity, best)
        };
        Answer { br: OnceLock::from(br), ..self }
    }

    /// What tells its bytes from others.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The same with another body of text.
    pub fn with_text(&self, text: String) -> Answer {
        let identity = Bytes::from(text);
        let tag = hex(&Sha256::digest(&identity)[..12]);
        let headers = self.headers.clone();
        Answer { status: self.status, headers, tag, identity, br: OnceLock::new(), gzip: OnceLock::new() }
    }

    /// Its body, if that is text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.identity).ok()
    }

    /// Its status code.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What is sent to a client with these request headers.
    pub fn respond(&self, method: &Method, request: &HeaderMap) -> Response {
        let (encoding, bytes) = self.form(Encoding::accepted(request));
        let tag = match encoding {
            Encoding::Br => format!("\"{}-br\"", self.tag),
            Encoding::Gzip => format!("\"{}-gz\"", self.tag),
            Encoding::Identity => format!("\"{}\"", self.tag),
        };
        let unchanged = self.status == StatusCode::OK && matches(request, &tag);
        let mut response = match unchanged || method == Method::HEAD {
            true => Body::empty().into_response(),
            false => Body::from(bytes.clone()).into_response(),
        };
        *response.status_mut() = if unchanged { StatusCode::NOT_MODIFIED } else { self.status };
        let headers = response.headers_mut();
        headers.extend(self.headers.iter().cloned());
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        if unchanged {
            headers.remove(header::CONTENT_TYPE);
            return response;
        }
        headers.insert(header::CONTENT_LENGTH, bytes.len().into());
        match encoding {
            Encoding::Br => headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br")),
            Encoding::Gzip => headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip")),
            Encoding::Identity => None,
        };
        response
    }

    /// The body of what is sent to a client with these request headers.
    pub fn body(&self, request: &HeaderMap) -> Bytes {
        self.form(Encoding::accepted(request)).1.clone()
    }

    fn form(&self, wanted: Encoding) -> (Encoding, &Bytes) {
        let form = match wanted {
            Encoding::Br => self.br.get_or_init(|| smaller(&self.identity, brotli)),
            Encoding::Gzip => self.gzip.get_or_init(|| smaller(&self.identity, gzip)),
            Encoding::Identity => &None,
        };
        form.as_ref().map_or((Encoding::Identity, &self.identity), |bytes| (wanted, bytes))
    }
}

/// True if `If-None-Match` names this tag (RFC 9110, section 13.1.2: weak comparison).
fn matches(request: &HeaderMap, tag: &str) -> bool {
    let values = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

fn smaller(bytes: &Bytes, compress: fn(&[u8]) -> std::io::Result<Vec<u8>>) -> Option<Bytes> {
    let worth_it = |compressed: &Vec<u8>| compressed.len() < bytes.len();
    (bytes.len() > SMALL).then(|| compress(bytes).ok().filter(worth_it).map(Bytes::from)).flatten()
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    brotli_at(bytes, BROTLI_QUALITY, 20)
}

fn best(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    brotli_at(bytes, 11, 22)
}

/// Brotli of this quality, with a window of so many bits (RFC 7932, section 9.1).
fn brotli_at(bytes: &[u8], quality: u32, window: u32) -> std::io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 << 10, quality, window);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes)?;
    writer.finish()
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Answer {
        let bytes = Bytes::from("All systems are operational. ".repeat(100));
        Answer::new(StatusCode::OK, "text/html; charset=utf-8", CachePolicy::Revalidate, bytes)
    }

    fn ask(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn the_best_encoding_that_is_taken_is_sent() {
        for (accepts, sent) in [("gzip, br", "br"), ("gzip;q=0.5, br;q=0", "gzip"), ("GZIP", "gzip")] {
            let response = page().respond(&Method::GET, &ask("accept-encoding", accepts));
            assert_eq!(response.headers()["content-encoding"], sent, "{accepts}");
        }
        for none in ["", "br;q=0", "zstd"] {
            let response = page().respond(&Method::GET, &ask("accept-encoding", none));
            assert!(!response.headers().contains_key("content-encoding"), "{none}");
            assert_eq!(response.headers()["content-length"], "2900");
        }
    }

    #[test]
    fn each_encoding_has_its_own_strong_tag() {
        let tag = |accepts: &str| {
            let response = page().respond(&Method::GET, &ask("accept-encoding", accepts));
            response.headers()["etag"].to_str().unwrap().to_string()
        };
        assert_eq!(std::collections::BTreeSet::from([tag("br"), tag("gzip"), tag("")]).len(), 3);
        assert!(tag("").starts_with('"'));
    }

    #[test]
    fn a_client_that_has_it_gets_304() {
        let tag = page().respond(&Method::GET, &HeaderMap::new()).headers()["etag"].clone();
        let tag = tag.to_str().unwrap();
        for held in [tag.to_string(), format!("\"other\", W/{tag}"), "*".into()] {
            let response = page().respond(&Method::GET, &ask("if-none-match", &held));
            assert_eq!(response.status(), 304, "{held}");
            assert!(response.headers().contains_key("etag") && response.headers().contains_key("vary"));
        }
        assert_eq!(page().respond(&Method::GET, &ask("if-none-match", "\"other\"")).status(), 200);
    }

    #[tokio::test]
    async fn what_is_sent_is_what_was_drawn() {
        let response = page().respond(&Method::GET, &ask("accept-encoding", "br"));
        let sent = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let mut drawn = Vec::new();
        std::io::Read::read_to_end(&mut brotli::Decompressor::new(&sent[..], 4_096), &mut drawn).unwrap();
        assert_eq!(drawn, "All systems are operational. ".repeat(100).as_bytes());
    }
}
