//! Several status pages of one process: the host chooses, and nothing of one is on another.

use crate::support::{TestSite, fixture};
use axum::body::Body;
use http::Request;
use model::member::Role;
use model::time::HOUR;
use pharos::config::files::Files;
use pharos::web::route::TABLE;
use serde_json::json;

const SETTINGS: &str = r##"
[site]
name = "Everything"
url = "https://status.example"
summary = "hidden-summary of all."
[brand]
accent = "#7a1fa2"
[subscribers]
webhook = true
push = true
[[page]]
id = "shop"
name = "Shop status"
url = "https://shop.example:8443"
hosts = ["Shop.Localhost"]
shows = ["shop", "bank#open"]
[page.brand]
accent = "#12507e"
[[page]]
id = "bank"
name = "hidden-page"
url = "https://bank.example"
shows = ["bank"]
access = "internal"
"##;

const BANK: &str = r#"
[system]
id = "bank"
name = "Bank"
[[group]]
id = "open"
name = "Open"
[[group]]
id = "closed"
name = "hidden-group"
[[component]]
id = "counter"
name = "Counter"
group = "open"
depends_on = ["vault"]
[[component.check]]
id = "port"
kind = "tcp"
target = "internal-counter.example:1"
[[component]]
id = "vault"
name = "hidden-vault"
group = "closed"
depends_on = ["counter"]
[[component.check]]
id = "port"
kind = "tcp"
target = "internal-vault.example:1"
[[maintenance]]
id = "locks"
title = "hidden-locks"
components = ["vault"]
from = "2023-11-14T23:00:00Z"
to = "2023-11-15T01:00:00Z"
"#;

fn files() -> Files {
    fixture().with("pharos.toml", SETTINGS).with("estate/bank.toml", BANK)
}

const SHOP: (&str, &str) = ("host", "shop.example:8443");
const BANK_HOST: (&str, &str) = ("host", "bank.example");
const PAGE: (&str, &str) = ("accept", "text/html");

/// The site with incidents and planned work that belong to no page but the bank's, and some that belong to both.
async fn site() -> (TestSite, String) {
    let mut site = TestSite::new(&files(), false).signed_in(Role::Responder);
    let mut hidden = String::new();
    for (title, on) in [
        ("Counter is shut", &["bank/counter", "bank/vault"][..]),
        ("hidden-theft", &["bank/vault"]),
        ("hidden-talk", &[]),
    ] {
        let impacts: Vec<_> =
            on.iter().map(|id| json!({ "component": id, "status": "major-outage" })).collect();
        let incident = json!({ "title": title, "severity": "P1", "impacts": impacts, "publish": true, "text": "We look." });
        let body = json!({ "incident": incident }).to_string();
        let made = site.post_json("/api/v1/incidents", &body, &[]).await;
        assert_eq!(made.status, 201, "{}", made.text);
        if title == "hidden-theft" {
            hidden = made.header("location").rsplit('/').next().unwrap().to_owned();
        }
    }
    let from = crate::support::NOW + HOUR;
    for (title, on) in
        [("Floor", ["bank/counter", "bank/vault"]), ("hidden-digging", ["bank/vault", "bank/vault"])]
    {
        let work = json!({ "title": title, "components": on, "from": from, "to": from + HOUR });
        let made = site.post_json("/api/v1/maintenance", &work.to_string(), &[]).await;
        assert_eq!(made.status, 201, "{}", made.text);
    }
    site.collector.note_planned(site.works.estate(), crate::support::NOW);
    site.show_incidents();
    (site, hidden)
}

#[tokio::test]
async fn the_host_chooses_the_page_and_the_site_answers_any_other() {
    let (site, _) = site().await;
    for (host, title) in [
        ("shop.example", "<title>Shop status status</title>"),
        ("SHOP.example.:80", "<title>Shop status status</title>"),
        ("shop.localhost:4040", "<title>Shop status status</title>"),
        ("status.example", "<title>Everything status</title>"),
        ("unknown.example", "<title>Everything status</title>"),
    ] {
        let page = site.get("/", &[("host", host), PAGE]).await.text;
        assert!(page.contains(title), "{host}: {page}");
    }
    let request = Request::get("http://shop.example/status.txt").header("host", "status.example");
    let answer = site.send(request.body(Body::empty()).unwrap()).await;
    assert!(answer.text.starts_with("Shop status"), "{}", answer.text);
}

#[tokio::test]
async fn a_page_tells_its_own_name_address_and_systems() {
    let (site, _) = site().await;
    let page = site.get("/", &[SHOP, PAGE]).await.text;
    for part in [
        "Database",
        "Counter",
        "Counter is shut",
        "Floor",
        "rel=\"canonical\" href=\"https://shop.example:8443/\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    for (path, part) in [
        ("/robots.txt", "Sitemap: https://shop.example:8443/sitemap.xml"),
        ("/sitemap.xml", "https://shop.example:8443/status/bank/counter<"),
        ("/history.atom", "tag:shop.example"),
        ("/api/v2/summary.json", "\"name\":\"Shop status\""),
        ("/api/status.json", "bank/counter"),
        ("/calendar.ics", "Floor"),
        ("/preview/bank.png", "PNG"),
    ] {
        let text = site.get(path, &[SHOP]).await.text;
        assert!(text.contains(part), "{path}: {text}");
    }
    let style = |text: &str| text.split("/brand/brand.").nth(1).map(|it| it[..16].to_owned()).unwrap();
    let whole = site.get("/", &[PAGE]).await.text;
    assert_ne!(style(&page), style(&whole), "each has a brand of its own");
    assert_eq!(site.get(&format!("/brand/brand.{}.css", style(&whole)), &[SHOP]).await.status, 404);
}

/// The path of a route with these in the place of its parameters.
fn filled(pattern: &str, system: &str, component: &str, incident: &str) -> String {
    let path =
        pattern.replace("{system}", system).replace("{component}", component).replace("{id}", incident);
    path.replace("{day}", "2023-11-14")
        .replace("{month}", "2023-11")
        .replace("{file}", "status.svg")
        .replace("{*path}", "index")
        .replace("{incident}", incident)
        .replace("{token}", "x")
        .replace("{provider}", "x")
        .replace("{alert}", "x")
        .replace("{plan}", "shop")
        .replace("{template}", "start")
        .replace("{name}", "ada")
}

#[tokio::test]
async fn no_route_of_a_page_names_what_belongs_to_another() {
    let (site, hidden) = site().await;
    let mut read = 0;
    for row in TABLE.iter().filter(|row| row.method == "GET" && row.path != "/api/events") {
        for (system, component) in [("shop", "db"), ("bank", "counter"), ("bank", "vault")] {
            let path = filled(row.path, system, component, &hidden);
            for accept in [PAGE, ("accept", "*/*")] {
                let answer = site.get(&path, &[SHOP, accept, ("user-agent", "curl/8")]).await;
                let text = format!("{} {:?}", answer.text, answer.headers);
                // An address that was asked for may be said again, as `/sign-in?to=` does.
                let others = ["hidden-", "bank.example", "#closed", "bank/vault"];
                let told = others.iter().any(|it| text.contains(it) && !path.contains(it));
                assert!(!told, "{path}: {text}");
                let others = path.contains("vault") || path.contains(&hidden);
                assert!(!others || answer.status != 200, "{path} answers {}", answer.status);
                read += usize::from(answer.status == 200);
            }
        }
    }
    assert!(read > 150, "only {read} answers say anything");
    for path in ["/incidents", "/history", "/report", "/subscribe", "/api/v1/components"] {
        assert_eq!(site.get(path, &[SHOP, PAGE]).await.status, 200, "{path}");
    }
    let whole = site.get("/", &[PAGE]).await.text;
    assert!(
        whole.contains("hidden-vault") && whole.contains("hidden-theft") && whole.contains("hidden-digging")
    );
}

#[tokio::test]
async fn what_is_of_the_whole_site_is_on_no_page() {
    let (site, _) = site().await;
    let cookie = site.session.clone().unwrap();
    for path in
        ["/docs", "/capacity", "/desk", "/members", "/audit", "/notices", "/api/v1/incidents", "/demo"]
    {
        assert_eq!(site.get(path, &[SHOP, PAGE, ("cookie", &cookie)]).await.status, 404, "{path}");
    }
    let account = site.get("/account", &[SHOP, PAGE, ("cookie", &cookie)]).await;
    assert_eq!(account.status, 200);
    assert!(
        account.text.contains("Sign out") && !account.text.contains("href=\"/audit\""),
        "{}",
        account.text
    );
}

#[tokio::test]
async fn a_page_for_members_is_for_members() {
    let (site, _) = site().await;
    let visitor = site.get("/", &[BANK_HOST, PAGE]).await;
    assert_eq!((visitor.status, visitor.header("location")), (303, "/sign-in?to=/"));
    assert_eq!(site.get("/api/v2/summary.json", &[BANK_HOST]).await.status, 403);
    let cookie = site.session.clone().unwrap();
    let member = site.get("/", &[BANK_HOST, PAGE, ("cookie", &cookie)]).await;
    assert!(member.status == 200 && member.text.contains("hidden-vault"), "{}", member.text);
    assert!(!member.text.contains("/status/shop"), "{}", member.text);
    assert_eq!(site.get("/", &[PAGE]).await.status, 200, "the site is as its own [access] says");
}

#[tokio::test]
async fn who_subscribes_on_a_page_is_told_of_what_is_on_it() {
    let (site, _) = site().await;
    let ask = |host: &'static str, components: &'static str| {
        let form = format!(
            "address=https://x.example/{host}{}&topic=incident&severity=P1{components}",
            components.len()
        );
        let (site, origin) = (&site, format!("https://{host}"));
        async move {
            let answer = site.post("/subscribe", &form, &[("host", host), ("origin", &origin)]).await;
            assert_eq!(answer.status, 303, "{}", answer.text);
            let all = site.records.lock().unwrap().subscribers(None, 1).unwrap();
            all[0].wish.clone()
        }
    };
    let wish = ask("shop.example", "").await;
    assert_eq!(
        (wish.page.as_str(), wish.choice.components),
        ("shop", vec!["bank/counter".into(), "shop".into()])
    );
    let wish = ask("shop.example", "&component=bank&component=bank/vault&component=shop/db").await;
    assert_eq!(wish.choice.components, ["bank/counter", "shop/db"]);
    let wish = ask("status.example", "").await;
    assert_eq!((wish.page.as_str(), wish.choice.components), ("", vec![]));
}
