//! The front before a router that counts how often it is asked.

use super::*;
use axum::body::Body;
use axum::routing::get;
use http::HeaderValue;
use std::sync::atomic::{AtomicU64, Ordering};

/// Whose epoch the test sets; clients with a cookie are answered one by one.
#[derive(Clone, Default)]
pub(super) struct Counted(Arc<AtomicU64>, Arc<AtomicU64>);

impl Site for Counted {
    fn epoch(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    fn class(&self, headers: &HeaderMap) -> Option<u32> {
        (!headers.contains_key(header::COOKIE)).then(|| headers.get("x-class").map_or(0, |_| 1))
    }

    fn now(&self) -> u64 {
        1_000_000_000
    }
}

impl Counted {
    pub(super) fn change_to(&self, epoch: u64) {
        self.0.store(epoch, Ordering::SeqCst);
    }

    pub(super) fn asked(&self) -> u64 {
        self.1.load(Ordering::SeqCst)
    }

    /// `/` may be sent again, `/own` may not, `/loose` has no validator, `/large` fills more than a socket takes at once.
    pub(super) fn front(&self) -> Front {
        let page = |tag: &'static str, reusable: bool| {
            let asked = self.1.clone();
            get(move || async move {
                let text = format!("{}", asked.fetch_add(1, Ordering::SeqCst));
                let mut response = Response::new(Body::from(text.clone()));
                response.headers_mut().insert(header::VARY, HeaderValue::from_static("x-class"));
                if !tag.is_empty() {
                    response.headers_mut().insert(header::ETAG, HeaderValue::from_static(tag));
                }
                if reusable {
                    response.extensions_mut().insert(Reusable(text.into()));
                }
                response
            })
        };
        let router = Router::new().route("/", page("\"a\"", true)).route("/own", page("\"a\"", false));
        let large = get(async || {
            let mut response = Response::new(Body::from(large()));
            response.headers_mut().insert(header::ETAG, HeaderValue::from_static("\"l\""));
            response.extensions_mut().insert(Reusable(large().into()));
            response
        });
        let router = router.route("/loose", page("", true)).route("/large", large);
        Front::new(router, self.clone(), std::env::temp_dir())
    }
}

/// The body of `/large`.
pub(super) fn large() -> String {
    (0..20_000).map(|number| format!("{number} ")).collect()
}

async fn ask(
    front: &Front,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
) -> (u16, HeaderMap, String) {
    let request =
        headers.iter().fold(Request::builder().method(method).uri(path), |request, (name, value)| {
            request.header(*name, *value)
        });
    let response = front.answer(request.body(Body::empty()).unwrap()).await;
    let (head, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 1_000).await.unwrap();
    (head.status.as_u16(), head.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn an_answer_is_made_once_an_epoch_and_class_and_sent_with_its_headers() {
    let site = Counted::default();
    let front = site.front();
    for _ in 0..3 {
        let (status, headers, text) = ask(&front, Method::GET, "/", &[]).await;
        assert_eq!((status, text.as_str()), (200, "0"));
        assert_eq!(headers[header::VARY], "x-class");
    }
    assert_eq!(ask(&front, Method::GET, "/", &[("x-class", "1")]).await.2, "1");
    assert_eq!(ask(&front, Method::GET, "/", &[]).await.2, "0");
    site.change_to(1);
    assert_eq!(ask(&front, Method::GET, "/", &[]).await.2, "2");
    assert_eq!(site.asked(), 3);
}

#[tokio::test]
async fn who_holds_the_answer_gets_304_with_what_belongs_to_it() {
    let site = Counted::default();
    let front = site.front();
    for known in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
        let (status, headers, text) = ask(&front, Method::GET, "/", &[("if-none-match", known)]).await;
        assert_eq!((status, text.as_str()), (304, ""), "{known}");
        assert_eq!(headers[header::ETAG], "\"a\"");
    }
    assert_eq!(ask(&front, Method::GET, "/", &[("if-none-match", "\"b\"")]).await.0, 200);
    assert_eq!(site.asked(), 1, "what was made for who has it is there for others");
    for (path, known, status) in [("/own", "\"a\"", 304), ("/own", "\"b\"", 200), ("/loose", "\"a\"", 200)] {
        assert_eq!(ask(&front, Method::GET, path, &[("if-none-match", known)]).await.0, status, "{path}");
    }
}

#[tokio::test]
async fn what_may_be_for_one_client_alone_is_never_sent_again() {
    let site = Counted::default();
    let front = site.front();
    ask(&front, Method::GET, "/", &[]).await;
    for (number, (method, path, headers)) in [
        (Method::GET, "/", &[("cookie", "x=y")][..]),
        (Method::GET, "/?x=y", &[]),
        (Method::HEAD, "/", &[]),
        (Method::GET, "http://other/", &[]),
        (Method::GET, "/own", &[]),
        (Method::GET, "/own", &[]),
        (Method::GET, "/loose", &[]),
        (Method::GET, "/loose", &[]),
    ]
    .into_iter()
    .enumerate()
    {
        ask(&front, method, path, headers).await;
        assert_eq!(site.asked(), number as u64 + 2, "{path}");
    }
}

#[test]
fn an_answer_that_gives_a_cookie_is_not_kept() {
    let mut headers = HeaderMap::from_iter([(header::ETAG, HeaderValue::from_static("\"a\""))]);
    assert!(Kept::of(1, &headers, Bytes::new()).is_some());
    headers.insert(header::SET_COOKIE, HeaderValue::from_static("a=b"));
    assert!(Kept::of(1, &headers, Bytes::new()).is_none());
}

#[test]
fn an_answer_of_an_earlier_epoch_takes_no_later_ones_place() {
    let headers = HeaderMap::from_iter([(header::ETAG, HeaderValue::from_static("\"a\""))]);
    let answers = Answers::default();
    for epoch in [2, 1] {
        answers.keep("/".into(), 0, Kept::of(epoch, &headers, Bytes::new()).unwrap().into());
    }
    assert!(answers.get("/", 0, 2).is_some() && answers.get("/", 0, 1).is_none());
}
