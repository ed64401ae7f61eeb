//! Headers in one place: how long an answer may be kept, and what a page may do.

use super::state::Web;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};
use std::sync::Arc;

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// Keep it, but ask each time whether it is still right: pages and data, which have validators.
    Revalidate,
    /// Keep it for ever: its name holds the hash of its content.
    Immutable,
    /// Keep it for a quarter of a minute, as a change may take to arrive: feeds, badges and what programs ask for often.
    Brief,
    /// Keep it for an hour: public files with plain names.
    Hour,
    /// Do not keep it: events, health, answers to forms.
    NoStore,
}

impl CachePolicy {
    /// The value of `Cache-Control`.
    pub fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            CachePolicy::Revalidate => "no-cache",
            CachePolicy::Immutable => "public, max-age=31536000, immutable",
            CachePolicy::Brief => "public, max-age=15",
            CachePolicy::Hour => "public, max-age=3600",
            CachePolicy::NoStore => "no-store",
        })
    }
}

/// What a page may load and do: only what comes from this site, and no script, style or handler within the page. No script makes
/// markup or code out of text (W3C Trusted Types); the policy that is named is that of `public/trusted.js`.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'; \
     require-trusted-types-for 'script'; trusted-types pharos";

/// What of a policy lets other sites have an answer in a frame.
pub const FRAMED: &str = "frame-ancestors *";

/// Keeps what a member gets from being kept for anyone else. Where some pages differ for members, all pages say so. What is kept
/// for ever stays in the member's own browser, where only a page of theirs names it.
pub fn for_audience(headers: &mut HeaderMap, signed_in: bool, differs: bool) {
    if differs || signed_in {
        also_by(headers, "cookie, authorization");
    }
    if signed_in {
        let for_ever = headers.get(header::CACHE_CONTROL) == Some(&CachePolicy::Immutable.header());
        let kept = if for_ever { "private, max-age=31536000, immutable" } else { "private, no-store" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    }
}

/// Says that the answer depends on these request headers too.
pub fn also_by(headers: &mut HeaderMap, names: &str) {
    let before = headers.get(header::VARY).and_then(|value| value.to_str().ok()).unwrap_or("accept-encoding");
    let is_new = |name: &&str| before.split(", ").all(|its| its != *name);
    let names = [before].into_iter().chain(names.split(", ").filter(is_new));
    if let Ok(all) = HeaderValue::try_from(names.collect::<Vec<_>>().join(", ")) {
        headers.insert(header::VARY, all);
    }
}

/// Adds to every answer what none may lack; a handler's own headers stay.
pub async fn headers(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in &web.headers {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    if policy.is_some_and(|policy| policy.contains(FRAMED)) {
        headers.remove(header::X_FRAME_OPTIONS);
    }
    response
}

/// The headers that every answer of the site at `url` has.
pub fn common(url: &str) -> HeaderMap {
    let rows: [(HeaderName, &str); 7] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; \
             trusted-types 'none'",
        ),
    ];
    let mut headers: HeaderMap =
        rows.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect();
    if url.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_site_on_https_asks_for_https() {
        assert!(common("https://x").contains_key("strict-transport-security"));
        assert!(!common("http://x").contains_key("strict-transport-security"));
    }
}
