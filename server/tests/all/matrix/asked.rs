//! Each route asked for by everyone.

use super::EXPECTED;
use super::Open::{self, Anyone, Apart, AsSet, To};
use super::asker::{Asker, askers, may};
use crate::support::{TestSite, fixture};
use axum::body::Body;
use http::Request;
use model::member::caller::Caller;
use model::member::{Permission, Role};
use pharos::web::access::Section;
use pharos::web::route::TABLE;

pub(super) fn example(pattern: &str) -> String {
    let path = pattern.replace("/docs/{*path}", "/docs/shop").replace("/pkg/{*path}", "/pkg/app.css");
    path.replace("{system}", "shop")
        .replace("{component}", "web")
        .replace("{plan}", "shop")
        .replace("{day}", "2023-11-14")
        .replace("{month}", "2023-11")
        .replace("{token}", "x")
        .replace("{receiver}", "x")
        .replace("{id}", "x")
        .replace("{mark}", "0123456789abcdef")
        .replace("{incident}", "x")
        .replace("{name}", "x")
        .replace("{provider}", "x")
        .replace("{template}", "update")
        .replace("{file}", "status.svg")
}

/// The sections whose visibility is a setting.
const SET: [(&str, Section); 3] =
    [("status", Section::Status), ("docs", Section::Docs), ("capacity", Section::Capacity)];

/// A site in which the sections are internal whose bit is set.
pub(super) fn site(internal: usize) -> TestSite {
    let word = |bit: usize| if internal >> bit & 1 == 1 { "internal" } else { "public" };
    let lines = SET.iter().enumerate().map(|(bit, (key, _))| format!("{key} = \"{}\"\n", word(bit)));
    let settings =
        format!("[site]\nname = \"x\"\nurl = \"https://x\"\n[access]\n{}", lines.collect::<String>());
    TestSite::new(&fixture().with("pharos.toml", &settings), true)
}

fn expected(method: &str, path: &str) -> Open {
    let found = EXPECTED.iter().find(|(its, at, _)| *its == method && *at == path);
    found.unwrap_or_else(|| panic!("{method} {path} has no row in the authorization matrix")).2
}

/// Routes that change who asks, so that nobody asks twice.
const ENDING: [&str; 2] = ["/sign-out", "/account/sessions/end"];

#[tokio::test]
async fn each_route_is_open_to_those_it_is_meant_for_and_to_nobody_else() {
    let mut asked = 0;
    for internal in 0..1 << SET.len() {
        let mut site = site(internal);
        let mut all = askers(&site);
        let is_internal = |section: Section| {
            SET.iter().position(|(_, its)| *its == section).is_some_and(|bit| internal >> bit & 1 == 1)
        };
        for row in TABLE {
            let open = expected(row.method, row.path);
            for asker in &all {
                let allowed = match open {
                    Anyone => true,
                    AsSet(section) => !is_internal(section) || may(&asker.caller, Permission::Read),
                    To(permission) => may(&asker.caller, permission),
                    Apart => false,
                };
                let status = ask(&site, row.method, &example(row.path), asker, "same-origin").await;
                let words = format!("{} {} by {:?}: {status}", row.method, row.path, asker.caller);
                // Who could be let in by showing more is told so.
                let visits = asker.caller == Caller::Visitor && row.path.starts_with("/api/v1/");
                let is_unknown = matches!(open, Apart) || (visits && !allowed);
                assert_eq!(![401, 403].contains(&status), allowed, "{words}, internal {internal:03b}");
                assert!((status == 401) == is_unknown && status < 500, "{words}");
                asked += 1;
            }
            if ENDING.contains(&row.path) {
                site = self::site(internal);
                all = askers(&site);
            }
        }
    }
    assert_eq!(asked, 8 * TABLE.len() * 19);
}

#[tokio::test]
async fn no_row_is_left_over() {
    for (method, path, _) in EXPECTED {
        let there = TABLE.iter().any(|row| row.method == *method && row.path == *path);
        assert!(there, "{method} {path} is in no table of routes");
    }
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing_for_whoever_is_signed_in() {
    let site = site(7);
    let admin = askers(&site)
        .into_iter()
        .find(|asker| matches!(&asker.caller, Caller::Member { role: Role::Admin, .. }));
    let admin = admin.unwrap();
    for row in TABLE.iter().filter(|row| row.method != "GET" && !row.rule.section.has_own_secrets()) {
        for from in ["cross-site", "same-site", "", "other"] {
            let status = ask(&site, row.method, &example(row.path), &admin, from).await;
            assert_eq!(status, 403, "{} from {from}", row.path);
        }
    }
    assert_eq!(ask(&site, "GET", "/account", &admin, "cross-site").await, 200);
}

/// The status of the answer. Without `from`, the request does not say which site's page sent it.
async fn ask(site: &TestSite, method: &str, path: &str, asker: &Asker, from: &str) -> u16 {
    let mut request = Request::builder().method(method).uri(path);
    if !from.is_empty() {
        request = request.header("sec-fetch-site", from);
    }
    if method == "POST" {
        request = request.header("content-type", "application/x-www-form-urlencoded");
    }
    for (name, value) in &asker.headers {
        request = request.header(*name, value);
    }
    site.status(request.body(Body::empty()).unwrap()).await
}
