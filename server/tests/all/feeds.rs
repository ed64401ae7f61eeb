//! What programs read of the status page: kinds, validators, who may read it, and that it follows what people do.

use crate::support::{TestSite, fixture};
use http::Request;
use model::member::Role;
use model::time::HOUR;
use serde_json::{Value, json};

/// Every address, and the kind of what is there.
const ALL: [(&str, &str); 22] = [
    ("/api/v2/summary.json", "application/json"),
    ("/api/v2/status.json", "application/json"),
    ("/api/v2/components.json", "application/json"),
    ("/api/v2/incidents.json", "application/json"),
    ("/api/v2/incidents/unresolved.json", "application/json"),
    ("/api/v2/scheduled-maintenances.json", "application/json"),
    ("/api/v2/scheduled-maintenances/upcoming.json", "application/json"),
    ("/api/v2/scheduled-maintenances/active.json", "application/json"),
    ("/history.atom", "application/atom+xml"),
    ("/history.rss", "application/rss+xml"),
    ("/feed.json", "application/feed+json"),
    ("/calendar.ics", "text/calendar"),
    ("/status/shop/calendar.ics", "text/calendar"),
    ("/badge/shop/status.svg", "image/svg+xml"),
    ("/badge/shop/db/uptime.json", "application/json"),
    ("/preview.png", "image/png"),
    ("/preview/shop.png", "image/png"),
    ("/sitemap.xml", "application/xml"),
    ("/robots.txt", "text/plain"),
    ("/widget", "text/html"),
    ("/widget.js", "text/javascript"),
    ("/status.txt", "text/plain"),
];

#[tokio::test]
async fn any_site_may_read_it_and_whoever_has_it_gets_304() {
    let site = TestSite::new(&fixture(), false);
    for (path, kind) in ALL {
        let first = site.get(path, &[]).await;
        assert_eq!((first.status, first.header("access-control-allow-origin")), (200, "*"), "{path}");
        assert!(first.header("content-type").starts_with(kind), "{path}");
        assert_eq!(first.header("cache-control"), "public, max-age=15", "{path}");
        let again = site.get(path, &[("if-none-match", first.header("etag"))]).await;
        assert_eq!((again.status, again.text.as_str()), (304, ""), "{path}");
        assert!(!first.text.contains("internal-"), "{path} tells a target");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let site = TestSite::new(&fixture(), false);
    let missing = [
        "/badge/shop/colour.svg",
        "/badge/shop/status.png",
        "/badge/none/status.svg",
        "/badge/shop/none/status.svg",
        "/status/none/calendar.ics",
        "/preview/none.png",
        "/preview/shop",
        "/status/shop/none/calendar.ics",
    ];
    for path in missing {
        assert_eq!(site.get(path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn curl_reads_text_where_a_browser_reads_a_page() {
    let site = TestSite::new(&fixture(), false);
    for (accept, agent, kind) in [
        ("*/*", "curl/8.5.0", "text/plain"),
        ("text/plain", "Lynx", "text/plain"),
        ("text/html,*/*;q=0.8", "Mozilla/5.0", "text/html"),
        ("text/html", "curl/8.5.0", "text/html"),
        ("*/*", "Slackbot", "text/html"),
    ] {
        let answer = site.get("/", &[("accept", accept), ("user-agent", agent)]).await;
        assert!(answer.header("content-type").starts_with(kind), "{accept} {agent}");
        assert!(answer.header("vary").ends_with("accept, user-agent"), "{}", answer.header("vary"));
    }
    assert!(site.get("/", &[("user-agent", "curl/8.5.0")]).await.text.starts_with("Shop status\n"));
}

#[tokio::test]
async fn the_docs_are_in_the_sitemap_where_anyone_may_read_them() {
    let listed = async |files| {
        let sitemap = TestSite::new(&files, false).get("/sitemap.xml", &[]).await.text;
        sitemap.contains("<loc>https://status.shop.example/docs/shop</loc>")
    };
    assert!(listed(fixture()).await);
    let settings =
        "[site]\nname = \"Shop\"\nurl = \"https://status.shop.example\"\n[access]\nstatus = \"public\"\n";
    assert!(!listed(fixture().with("pharos.toml", settings)).await);
}

#[tokio::test]
async fn other_sites_may_frame_the_widget_and_nothing_else() {
    let site = TestSite::new(&fixture(), false);
    let widget = site.get("/widget", &[]).await;
    let policy = widget.header("content-security-policy");
    assert!(policy.contains("frame-ancestors *") && policy.contains("style-src 'sha256-"), "{policy}");
    assert_eq!(widget.header("x-frame-options"), "");
    let page = site.get("/", &[("accept", "text/html")]).await;
    assert_eq!(page.header("x-frame-options"), "DENY");
}

#[tokio::test]
async fn a_published_incident_and_planned_work_are_told_and_a_draft_is_not() {
    let mut site = TestSite::new(&fixture(), false).signed_in(Role::Responder);
    for (title, publish) in [("Database down", true), ("Secret draft", false)] {
        let impacts = json!([{ "component": "shop/db", "status": "major-outage" }]);
        let incident = json!({ "title": title, "severity": "P1", "impacts": impacts, "publish": publish,
                               "text": "We <b>look</b>." });
        let body = json!({ "incident": incident }).to_string();
        assert_eq!(site.post_json("/api/v1/incidents", &body, &[]).await.status, 201);
    }
    let from = crate::support::NOW + HOUR;
    let work = json!({ "title": "Disk change", "components": ["shop/db"], "from": from, "to": from + HOUR });
    let made = site.post_json("/api/v1/maintenance", &work.to_string(), &[]).await;
    assert_eq!(made.status, 201, "{}", made.text);
    site.show_incidents();
    let summary = site.get("/api/v2/summary.json", &[]).await.text;
    let read: Value = serde_json::from_str(&summary).unwrap();
    assert_eq!(read["incidents"].as_array().unwrap().len(), 1);
    assert_eq!(read["incidents"][0]["name"], "Database down");
    assert_eq!(read["scheduled_maintenances"][0]["name"], "Disk change");
    assert_eq!(read["status"]["indicator"], "critical");
    for path in ["/history.atom", "/history.rss", "/feed.json", "/status.txt", "/api/v2/incidents.json"] {
        let text = site.get(path, &[]).await.text;
        assert!(text.contains("Database down") && !text.contains("Secret draft"), "{path}: {text}");
        assert!(!text.contains("<b>") || path.ends_with("incidents.json"), "{path}: {text}");
    }
    let calendar = site.get("/status/shop/db/calendar.ics", &[]).await.text;
    assert!(
        calendar.contains("SUMMARY:Disk change\r\n") && calendar.contains("SEQUENCE:0\r\n"),
        "{calendar}"
    );
    let id = made.header("location").rsplit('/').next().unwrap().to_owned();
    let request = Request::delete(format!("/api/v1/maintenance/{id}"))
        .header("if-match", "*")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", site.session.clone().unwrap());
    let cancelled = site.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert!(cancelled.status < 300, "{}", cancelled.text);
    let calendar = site.get("/status/shop/db/calendar.ics", &[]).await.text;
    assert!(calendar.contains("STATUS:CANCELLED\r\n") && calendar.contains("SEQUENCE:1\r\n"), "{calendar}");
}

#[tokio::test]
async fn pages_say_where_the_feeds_are() {
    let page = TestSite::new(&fixture(), false).get("/", &[("accept", "text/html")]).await.text;
    for (path, kind) in [
        ("/history.atom", "application/atom+xml"),
        ("/history.rss", "application/rss+xml"),
        ("/feed.json", "application/feed+json"),
        ("/calendar.ics", "text/calendar"),
    ] {
        assert!(
            page.contains(&format!("rel=\"alternate\" type=\"{kind}\" href=\"{path}\"")),
            "{path}: {page}"
        );
    }
    let data = "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\"";
    assert!(page.contains(data), "{page}");
    assert!(
        page.contains("property=\"og:title\"") && page.contains("content=\"https://status.shop.example/\"")
    );
}
