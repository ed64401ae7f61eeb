//! What browsers are told to keep: what whoever asks may see, and what has changed.

use crate::support::{TestSite, fixture};
use model::member::Role;
use std::collections::BTreeMap;

/// The page of the shop, in other words.
const SHOP: &str =
    "---\ntitle: Shop\nsummary: How the shop runs.\ncomponents: [shop/web]\n---\n\n## Web\n\nOther words.\n";

/// What the address of the tree of all pages begins with.
const TREE: &str = "/docs/tree/";

/// Addresses and marks of the docs in the list.
async fn docs(site: &TestSite, cookie: &str) -> BTreeMap<String, String> {
    let answer = site.get("/offline.json", &[("cookie", cookie)]).await;
    assert_eq!(answer.status, 200);
    let list: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    serde_json::from_value::<Vec<(String, String)>>(list["docs"].clone()).unwrap().into_iter().collect()
}

fn cookie(site: &TestSite) -> String {
    format!("__Host-pharos={}", site.member("ada", Role::Viewer).text())
}

#[tokio::test]
async fn internal_docs_are_in_the_list_of_members_alone() {
    let settings = "[site]\nname = \"x\"\nurl = \"https://x\"\n[access]\ndocs = \"internal\"\n";
    let site = TestSite::new(&fixture().with("pharos.toml", settings), false);
    let visitor = site.get("/offline.json", &[]).await;
    assert_eq!((visitor.header("cache-control"), docs(&site, "").await.len()), ("no-cache", 0));
    assert!(!visitor.text.contains("/docs/"), "{}", visitor.text);
    let cookie = cookie(&site);
    let member = site.get("/offline.json", &[("cookie", &cookie)]).await;
    assert_eq!(member.header("cache-control"), "private, no-store");
    let held = docs(&site, &cookie).await;
    for path in ["/docs", "/docs/shop", "/docs/search", "/docs/search.index", "/docs/tree"] {
        assert!(held.contains_key(path), "{path}: {held:?}");
    }
    assert!(held.keys().any(|path| path.starts_with(TREE)), "{held:?}");
    for path in held.keys() {
        assert_eq!(site.get(path, &[("cookie", &cookie)]).await.status, 200, "{path}");
    }
    let same = [("cookie", cookie.as_str()), ("if-none-match", member.header("etag"))];
    let again = site.get("/offline.json", &same).await;
    assert_eq!((again.status, again.header("cache-control")), (304, "private, no-store"));
    let signed_out = site.get("/offline.json", &[("if-none-match", member.header("etag"))]).await;
    assert_eq!((signed_out.status, signed_out.header("cache-control")), (200, "no-cache"));
}

#[tokio::test]
async fn a_mark_changes_with_its_page_and_all_do_with_what_all_pages_show() {
    let held = |name: &'static str, text: &'static str| async move {
        docs(&TestSite::new(&fixture().with(name, text), false), "").await
    };
    let before = docs(&TestSite::new(&fixture(), false), "").await;
    let after = held("docs/shop/index.md", SHOP).await;
    let differ = |after: &BTreeMap<String, String>| -> Vec<String> {
        before
            .iter()
            .filter(|(path, mark)| after.get(*path) != Some(mark))
            .map(|(path, _)| path.clone())
            .collect()
    };
    assert_eq!(differ(&before), Vec::<String>::new());
    assert_eq!(differ(&after), ["/docs/search.index", "/docs/shop"]);
    let settings = "[site]\nname = \"Another\"\nurl = \"https://x\"\n[access]\ndocs = \"public\"\n";
    let renamed = held("pharos.toml", settings).await;
    let names_site = |path: &&String| *path != "/docs/search.index" && !path.starts_with(TREE);
    assert_eq!(differ(&renamed), before.keys().filter(names_site).cloned().collect::<Vec<_>>());
}

#[tokio::test]
async fn there_is_a_page_for_what_was_not_kept() {
    let site = TestSite::new(&fixture(), false);
    let none = site.get("/offline", &[]).await;
    assert_eq!(none.status, 200);
    assert!(none.text.contains("There is no copy of this page</h1>"), "{}", none.text);
    let listed = site.get("/offline.json", &[]).await.text;
    assert!(listed.contains("\"site\":[[\"/offline\",\""), "{listed}");
}
