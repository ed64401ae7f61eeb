//! Files beside the pages: pictures that a page shows, and what it links to. No other file of the folder is sent.
//!
//! SECURITY: they come from authors. What is neither a picture nor plain text is only ever downloaded; a picture that is opened by
//! itself, SVG above all, is a document that may run, load and frame nothing.

use super::Handled;
use crate::web::body::Answer;
use crate::web::error::HttpError;
use crate::web::page::Asked;
use crate::web::policy::CachePolicy;
use crate::web::state::Web;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

/// What a file may do where it is opened by itself.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// What is downloaded.
const OTHER: &str = "application/octet-stream";

/// Types by what names end with. Nothing here is HTML or a script to a browser, whatever it holds.
const TYPES: [(&str, &[&str]); 8] = [
    ("image/avif", &["avif"]),
    ("image/gif", &["gif"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/png", &["png"]),
    ("image/svg+xml", &["svg"]),
    ("image/webp", &["webp"]),
    ("image/x-icon", &["ico"]),
    (
        "text/plain; charset=utf-8",
        &[
            "conf",
            "cql",
            "csv",
            "env",
            "ini",
            "json",
            "log",
            "properties",
            "rules",
            "sh",
            "sql",
            "toml",
            "tsv",
            "txt",
            "yaml",
            "yml",
        ],
    ),
];

/// The file at `path`, which holds `bytes`, of the docs of this number.
pub(super) async fn sent(web: &Web, asked: &Asked, number: u64, (path, bytes): (&str, &[u8])) -> Handled {
    let draw = || async { Ok::<_, HttpError>(answer(path, bytes)) };
    Ok(asked.respond(&*web.cache.get(&format!("file {path}"), number, draw).await?))
}

fn answer(path: &str, bytes: &[u8]) -> Answer {
    let kind = content_type(path);
    let answer = Answer::new(StatusCode::OK, kind, CachePolicy::Revalidate, Bytes::copy_from_slice(bytes));
    let answer = answer.with(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    match kind {
        OTHER => answer.with(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
        _ => answer,
    }
}

fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let known = TYPES.iter().find(|(_, endings)| endings.contains(&ending.as_str()));
    known.map_or(OTHER, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_could_run_is_downloaded() {
        for (path, kind) in [
            ("a/b.PNG", "image/png"),
            ("a.jpeg", "image/jpeg"),
            ("rules.yml", "text/plain; charset=utf-8"),
            ("a.html", OTHER),
            ("a.svgz", OTHER),
            ("a.js", OTHER),
            ("a.xml", OTHER),
            ("a.pdf", OTHER),
            ("a.png.html", OTHER),
            ("png", OTHER),
        ] {
            assert_eq!(content_type(path), kind, "{path}");
        }
    }
}
