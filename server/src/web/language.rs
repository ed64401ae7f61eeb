//! In which language a page is read: as its address says, or as was chosen before, or as the browser asks, in that order.

use app::route::LANG;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, header};
use messages::Lang;

/// The name of the cookie that keeps what was chosen. It holds a tag of ours, and says nothing of who has it.
const COOKIE: &str = "pharos-lang";

/// How long a choice is kept, in seconds: a year.
const KEPT: u32 = 365 * 24 * 60 * 60;

/// What the language of a page depends on besides its address.
pub const VARY: &str = "accept-language, cookie";

/// The language of the answer to a request with this query and these headers.
pub fn asked(query: Option<&str>, headers: &HeaderMap) -> Lang {
    let accepted = || {
        let values = headers.get_all(header::ACCEPT_LANGUAGE).iter();
        values.filter_map(|value| value.to_str().ok()).find_map(Lang::accepted)
    };
    named(query).or_else(|| kept(headers)).or_else(accepted).unwrap_or_default()
}

/// The language that a query names; nothing if it names none, or one that is not there.
pub fn named(query: Option<&str>) -> Option<Lang> {
    let pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| *name == LANG).find_map(|(_, tag)| Lang::from_tag(tag))
}

/// The language that was chosen before.
fn kept(headers: &HeaderMap) -> Option<Lang> {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == COOKIE).find_map(|(_, tag)| Lang::from_tag(tag))
}

/// Has the browser keep the language that an address names, if somebody went to a page there: what a page fetches for itself
/// chooses nothing.
pub async fn keep(request: Request, next: Next) -> Response {
    let named = named(request.uri().query()).filter(|_| goes_there(&request));
    let mut response = next.run(request).await;
    if let Some(lang) = named.filter(|_| is_page(response.headers())) {
        let cookie = format!("{COOKIE}={}; Path=/; SameSite=Lax; Max-Age={KEPT}", lang.tag());
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// Whether a browser shows the answer, as far as it says so (W3C Fetch Metadata, section 2.1).
fn goes_there(request: &Request) -> bool {
    let shown = request.headers().get("sec-fetch-dest").is_none_or(|dest| dest == "document");
    request.method() == Method::GET && shown
}

fn is_page(headers: &HeaderMap) -> bool {
    let varies = headers.get(header::VARY).and_then(|vary| vary.to_str().ok());
    let is_html =
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    is_html && varies.is_some_and(|vary| vary.contains("accept-language"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderName;
    use proptest::prelude::*;

    fn of(query: Option<&str>, cookie: &str, accepts: &str) -> Lang {
        let value = |text: &str| HeaderValue::from_str(text).unwrap();
        let rows: [(HeaderName, &str); 2] = [(header::COOKIE, cookie), (header::ACCEPT_LANGUAGE, accepts)];
        asked(query, &rows.into_iter().map(|(name, text)| (name, value(text))).collect())
    }

    #[test]
    fn the_address_comes_before_the_cookie_and_that_before_the_browser() {
        assert_eq!(of(Some("range=day&lang=ar"), "pharos-lang=de", "en"), Lang::Ar);
        assert_eq!(of(Some("range=day"), "a=b; pharos-lang=de", "ar"), Lang::De);
        assert_eq!(of(None, "a=b", "ar-EG, en;q=0.5"), Lang::Ar);
        assert_eq!(of(None, "", ""), Lang::En);
    }

    #[test]
    fn what_is_no_language_of_ours_says_nothing() {
        for query in
            ["lang=", "lang=DE", "lang=fr", "lang=de%0d%0aset-cookie:x", "lang", "xlang=de", "lang=../de"]
        {
            assert_eq!(of(Some(query), "pharos-lang=xx", "de"), Lang::De, "{query}");
        }
        assert_eq!(of(Some("lang=fr&lang=ar"), "", ""), Lang::Ar);
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_answered(query in "\\PC{0,60}", sent in "[ -~]{0,60}") {
            let _ = of(Some(&query), &sent, &sent);
        }
    }
}
