//! Against forms of other sites: what changes something comes from a page of this one, or from a program.

use super::access::Section;
use super::error::HttpError;
use axum::extract::Request;
use http::{HeaderMap, Uri, header};
use model::member::caller::Caller;

/// Refuses a change that another site's page sends. API tokens, and what a section's own senders show, are secrets
/// that no browser adds by itself, so they need no such check.
pub fn check(request: &Request, caller: &Caller, section: Section) -> Result<(), HttpError> {
    let exempt = matches!(caller, Caller::Token { .. }) || section.has_own_secrets();
    if request.method().is_safe() || exempt {
        return Ok(());
    }
    match own(request.headers()) {
        Some(true) => Ok(()),
        // No browser that has a session leaves both headers out.
        None if *caller == Caller::Visitor => Ok(()),
        _ => Err(HttpError::ForeignOrigin),
    }
}

/// Whether a page of this site sent these headers; nothing if they do not say. Browsers say it in `Sec-Fetch-Site` (W3C
/// Fetch Metadata) where the site has https or is this machine, and in `Origin` (RFC 6454) everywhere.
pub fn own(headers: &HeaderMap) -> Option<bool> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    if let Some(site) = text("sec-fetch-site") {
        return Some(matches!(site, "same-origin" | "none"));
    }
    let origin = text(header::ORIGIN.as_str())?.parse::<Uri>();
    let origin = origin.ok().and_then(|origin| origin.authority().map(ToString::to_string));
    Some(origin.is_some_and(|origin| text(header::HOST.as_str()) == Some(origin.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    #[test]
    fn a_page_of_this_site_is_known_by_what_browsers_send() {
        let own = |rows: &[(&'static str, &'static str)]| {
            let rows = rows
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            own(&rows.collect())
        };
        let host = ("host", "x:4040");
        assert_eq!(own(&[host]), None);
        for (site, known) in
            [("same-origin", true), ("none", true), ("same-site", false), ("cross-site", false)]
        {
            assert_eq!(own(&[host, ("sec-fetch-site", site)]), Some(known), "{site}");
        }
        for (origin, known) in [
            ("http://x:4040", true),
            ("https://x:4040", true),
            ("http://x", false),
            ("http://x:4040.evil.example", false),
            ("null", false),
            ("", false),
        ] {
            assert_eq!(own(&[host, ("origin", origin)]), Some(known), "{origin}");
        }
        assert_eq!(own(&[host, ("sec-fetch-site", "cross-site"), ("origin", "http://x:4040")]), Some(false));
    }
}
