//! Public pages in every language: which one a request gets, that each is whole, and what speaks English alone.

use crate::support::{Answer, TestSite, fixture};
use messages::{Lang, Locales};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A public page of every kind that the small site has, and its answer's status.
const PAGES: [(&str, u16); 10] = [
    ("/", 200),
    ("/status/shop", 200),
    ("/status/shop/web", 200),
    ("/status/shop/web?range=day", 200),
    ("/history", 200),
    ("/report", 200),
    ("/incidents", 200),
    ("/subscribe", 200),
    ("/offline", 200),
    ("/nowhere", 404),
];

/// What speaks English to everybody.
const ENGLISH: [&str; 12] = [
    "/docs",
    "/docs/shop",
    "/docs/search?q=shop",
    "/sign-in",
    "/api/status.json",
    "/api/v2/summary.json",
    "/api/v1/components",
    "/history.atom",
    "/feed.json",
    "/status.txt",
    "/widget",
    "/badge/shop/web/status.svg",
];

fn site() -> TestSite {
    TestSite::new(&fixture(), false)
}

async fn in_language(site: &TestSite, path: &str, lang: &str) -> Answer {
    site.get(path, &[("accept", "text/html"), ("accept-language", lang)]).await
}

/// How the document of an answer begins.
fn root(answer: &Answer) -> &str {
    let html = answer.text.strip_prefix("<!DOCTYPE html>").unwrap_or_default();
    html.split_inclusive('>').next().unwrap_or_default()
}

#[tokio::test]
async fn a_page_is_there_in_every_language_and_says_which_it_is() {
    let site = site();
    for (path, status) in PAGES {
        let mut tags = BTreeSet::new();
        for lang in Lang::ALL {
            let locale = Locales::embedded().get(lang);
            let answer = in_language(&site, path, lang.tag()).await;
            assert_eq!(answer.status, status, "{path}");
            let dir = if lang == Lang::Ar { " dir=\"rtl\"" } else { "" };
            assert_eq!(root(&answer), format!("<html lang=\"{}\"{dir}>", lang.tag()), "{path}");
            for words in ["skip", "nav-status", "languages"] {
                assert!(answer.text.contains(&locale.text(words)), "{path} in {}: {words}", lang.tag());
            }
            assert!(
                answer.text.contains("href=\"?lang=de\"") || answer.text.contains("?lang=de\" lang"),
                "{path}"
            );
            let listed = status == 200 && !["/offline", "/subscribe"].contains(&path);
            assert_eq!(answer.text.contains("hreflang=\"x-default\""), listed, "{path}");
            let vary = answer.header("vary");
            assert!(vary.contains("accept-language") && vary.contains("cookie"), "{path}: {vary}");
            assert!(tags.insert(answer.header("etag").to_owned()), "{path}: the bytes of each are its own");
        }
    }
}

#[tokio::test]
async fn no_english_sentence_is_left_on_a_page_of_another_language() {
    let site = site();
    let english = Locales::embedded().get(Lang::En);
    for lang in [Lang::De, Lang::Ar] {
        let its = Locales::embedded().get(lang);
        let others: Vec<_> = english
            .phrases()
            .filter(|(id, text)| !text.contains('{') && text.contains(' ') && its.text(id) != *text)
            .collect();
        assert!(others.len() > 60);
        for (path, _) in PAGES {
            let page = in_language(&site, path, lang.tag()).await.text;
            let left: Vec<_> = others.iter().filter(|(_, text)| page.contains(text)).collect();
            assert!(left.is_empty(), "{path} in {}: {left:?}", lang.tag());
        }
    }
}

#[tokio::test]
async fn the_address_comes_first_then_what_was_chosen_then_what_the_browser_asks_for() {
    let site = site();
    let lang = async |path: &str, headers: &[(&str, &str)]| {
        let answer = site.get(path, &[&[("accept", "text/html")], headers].concat()).await;
        root(&answer).split('"').nth(1).unwrap_or_default().to_owned()
    };
    let (cookie, accepts) = (("cookie", "a=b; pharos-lang=de"), ("accept-language", "ar-EG, en;q=0.8"));
    assert_eq!(lang("/history?lang=en", &[cookie, accepts]).await, "en");
    assert_eq!(lang("/history", &[cookie, accepts]).await, "de");
    assert_eq!(lang("/history", &[accepts]).await, "ar");
    assert_eq!(lang("/history", &[("accept-language", "fr")]).await, "en");
    assert_eq!(lang("/history", &[]).await, "en");
}

#[tokio::test]
async fn a_choice_is_kept_and_what_is_none_is_not() {
    let site = site();
    let page = site.get("/status/shop?lang=de", &[("sec-fetch-dest", "document")]).await;
    let cookie = page.header("set-cookie");
    assert!(cookie.starts_with("pharos-lang=de; Path=/; SameSite=Lax; Max-Age="), "{cookie}");
    let next = site.get("/history", &[("cookie", cookie.split(';').next().unwrap())]).await;
    assert!(root(&next).contains("\"de\"") && next.header("set-cookie").is_empty());
    for hostile in [
        "lang=fr",
        "lang=DE",
        "lang=",
        "lang",
        "lang=de%0d%0aset-cookie:%20a=b",
        "lang=%3Cscript%3E",
        "lang=../../etc/passwd",
        "lang=de;Path=/x",
        "lang[]=de",
    ] {
        let answer = site.get(&format!("/history?{hostile}"), &[("accept-language", "en")]).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (200, ""), "{hostile}");
        assert!(root(&answer).contains("\"en\"") && !answer.text.contains("<script>"), "{hostile}");
    }
    // What a page fetches for itself, and what is no page, chooses nothing.
    let fetched = site.get("/status/shop?lang=ar", &[("sec-fetch-dest", "empty")]).await;
    assert!(root(&fetched).contains("\"ar\"") && fetched.header("set-cookie").is_empty());
    for path in ["/api/status.json?lang=de", "/history.atom?lang=de", "/docs?lang=de", "/sign-in?lang=de"] {
        assert_eq!(site.get(path, &[]).await.header("set-cookie"), "", "{path}");
    }
}

#[tokio::test]
async fn what_programs_and_members_read_stays_english() {
    let site = site();
    for path in ENGLISH {
        let of =
            async |lang| site.get(path, &[("accept", "text/html, */*"), ("accept-language", lang)]).await;
        let (english, arabic) = (of("en").await, of("ar").await);
        assert_eq!((arabic.status, &arabic.text), (english.status, &english.text), "{path}");
        assert!(!arabic.header("vary").contains("accept-language"), "{path}");
    }
}

#[tokio::test]
async fn what_programs_read_is_in_the_language_that_its_address_names() {
    let site = site();
    let german = Locales::embedded().get(Lang::De);
    let unchecked = german.text("headline-unchecked");
    for (path, words) in [
        ("/history.atom", "xml:lang=\"de\""),
        ("/history.rss", "<language>de</language>"),
        ("/feed.json", "\"language\":\"de\""),
        ("/calendar.ics", "//DE"),
        ("/status.txt", unchecked.as_str()),
        ("/widget", unchecked.as_str()),
        ("/badge/shop/uptime.svg", "Verf\u{fc}gbarkeit"),
    ] {
        let asked = site.get(&format!("{path}?lang=de"), &[("accept-language", "ar")]).await;
        assert!(asked.text.contains(words), "{path}: {}", asked.text);
        assert!(!site.get(path, &[("accept-language", "de")]).await.text.contains(words), "{path}");
    }
    let page = in_language(&site, "/", "de").await.text;
    for path in ["/history.atom", "/history.rss", "/feed.json", "/calendar.ics"] {
        assert!(page.contains(&format!("href=\"{path}?lang=de\"")), "{path}");
    }
}

#[tokio::test]
async fn an_open_page_is_told_in_its_own_language() {
    let site = site();
    let headline = async |path: &str| {
        let answer = site.get(path, &[("accept-language", "ar")]).await;
        let json: Value = serde_json::from_str(&answer.text).unwrap();
        json["headline"].as_str().unwrap().to_owned()
    };
    let english = Locales::embedded().get(Lang::En).text("headline-unchecked");
    let german = Locales::embedded().get(Lang::De).text("headline-unchecked");
    assert_eq!(headline("/api/status.json").await, english);
    assert_eq!(headline("/api/status.json?lang=de").await, german);
    assert_eq!(headline("/api/status.json?lang=xx").await, english);
    let page = in_language(&site, "/", "de").await.text;
    assert!(page.contains(&german) && page.contains("data-lang=\"de\""), "{page}");
    assert!(page.contains("since = seit { $time }") && !page.contains("since = since"), "{page}");
}

#[tokio::test]
async fn a_form_says_what_is_wrong_in_the_language_of_its_sender() {
    let site = site();
    let headers = [
        ("accept-language", "de"),
        ("origin", "https://status.shop.example"),
        ("sec-fetch-site", "same-origin"),
    ];
    let answer = site.post("/subscribe", "address=x&topic=incident&severity=P1", &headers).await;
    let german = Locales::embedded().get(Lang::De);
    assert_eq!(answer.status, 422, "{}", answer.text);
    let told = ["wrong-email", "wrong-webhook"].map(|id| answer.text.contains(&german.text(id)));
    assert!(told.contains(&true), "{}", answer.text);
}

/// The texts of all files of a folder, and of those below it.
fn texts(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all += &texts(&path),
            false => all += &std::fs::read_to_string(&path).unwrap_or_default(),
        }
    }
    all
}

#[test]
fn every_message_is_used_and_what_is_used_is_a_message() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders =
        ["../app/src", "../app/messages/src", "feeds/src", "notices/src", "src/subscribers", "src/web"];
    let code: String = folders.iter().map(|folder| texts(&root.join(folder))).collect();
    let english = Locales::embedded().get(Lang::En);
    let ids: BTreeSet<&str> = english.phrases().map(|(id, _)| id.split('.').next().unwrap_or(id)).collect();
    let literals: BTreeSet<&str> = code.split('"').collect();
    let made: Vec<(&str, &str)> = literals
        .iter()
        .filter(|it| !it.contains([' ', '\n', '/']))
        .filter_map(|it| match it.split_once('{') {
            Some((start, rest)) => Some((start, rest.split_once('}')?.1)),
            None => it.ends_with('-').then_some((*it, "")),
        })
        .filter(|(start, end)| match start.is_empty() {
            true => end.starts_with('-') && end.len() > 3,
            false => start.ends_with('-') && start.len() > 3,
        })
        .collect();
    let is_made = |id: &str| made.iter().any(|(start, end)| id.starts_with(start) && id.ends_with(end));
    let unused: Vec<_> = ids.iter().filter(|id| !literals.contains(**id) && !is_made(id)).collect();
    assert!(unused.is_empty(), "no page says {unused:?}");
    for call in ["locale.text(\"", "locale.fill(\"", "locale.count(\""] {
        let used = code.split(call).skip(1).filter_map(|rest| rest.split('"').next());
        let missing: Vec<_> = used.filter(|id| !ids.contains(id)).collect();
        assert!(missing.is_empty(), "there is no message {missing:?}");
    }
}

#[tokio::test]
async fn the_copy_of_the_page_without_one_follows_the_language() {
    let site = site();
    let mark = async |lang: &str| {
        let list = site.get("/offline.json", &[("accept-language", lang)]).await;
        let list: Value = serde_json::from_str(&list.text).unwrap();
        let all = list["site"].as_array().unwrap();
        all.iter().find(|it| it[0] == "/offline").unwrap()[1].as_str().unwrap().to_owned()
    };
    assert_eq!(mark("de").await, mark("de-AT").await);
    assert_ne!(mark("de").await, mark("en").await);
}
