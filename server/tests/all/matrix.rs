//! Who may use which route: every row of the route table, by everyone who could ask, under every visibility.
//!
//! The expectations stand here a second time, by hand: a route without one fails, and so does one that lets in more.

use crate::support::{NOW, TestSite, fixture};
use axum::body::Body;
use http::Request;
use model::member::caller::Caller;
use model::member::session::Token;
use model::member::{Actor, Permission, Role};
use model::time::HOUR;
use pharos::members::secret::{Random, Secret};
use pharos::web::access::Section;
use pharos::web::route::TABLE;

/// Who may use a route.
#[derive(Clone, Copy)]
enum Open {
    /// Anyone.
    Anyone,
    /// Anyone if this section is public, else members and tokens that may read.
    AsSet(Section),
    /// Whoever has this permission, whatever is public.
    To(Permission),
    /// Whoever shows a secret that no member and no API token has.
    Apart,
}

use Open::{Anyone, Apart, AsSet, To};

/// Every route, and who may use it.
const EXPECTED: &[(&str, &str, Open)] = &[
    ("GET", "/", AsSet(Section::Status)),
    ("GET", "/status/{system}", AsSet(Section::Status)),
    ("GET", "/status/{system}/{component}", AsSet(Section::Status)),
    ("GET", "/status/{system}/{component}/{day}", AsSet(Section::Status)),
    ("GET", "/history", AsSet(Section::Status)),
    ("GET", "/history/{month}", AsSet(Section::Status)),
    ("GET", "/report", AsSet(Section::Status)),
    ("GET", "/report/{month}", AsSet(Section::Status)),
    ("GET", "/api/status.json", AsSet(Section::Status)),
    ("GET", "/api/events", AsSet(Section::Status)),
    ("GET", "/api/v2/summary.json", AsSet(Section::Status)),
    ("GET", "/api/v2/status.json", AsSet(Section::Status)),
    ("GET", "/api/v2/components.json", AsSet(Section::Status)),
    ("GET", "/api/v2/incidents.json", AsSet(Section::Status)),
    ("GET", "/api/v2/incidents/unresolved.json", AsSet(Section::Status)),
    ("GET", "/api/v2/scheduled-maintenances.json", AsSet(Section::Status)),
    ("GET", "/api/v2/scheduled-maintenances/upcoming.json", AsSet(Section::Status)),
    ("GET", "/api/v2/scheduled-maintenances/active.json", AsSet(Section::Status)),
    ("GET", "/history.atom", AsSet(Section::Status)),
    ("GET", "/history.rss", AsSet(Section::Status)),
    ("GET", "/feed.json", AsSet(Section::Status)),
    ("GET", "/calendar.ics", AsSet(Section::Status)),
    ("GET", "/status/{system}/calendar.ics", AsSet(Section::Status)),
    ("GET", "/status/{system}/{component}/calendar.ics", AsSet(Section::Status)),
    ("GET", "/badge/{system}/{file}", AsSet(Section::Status)),
    ("GET", "/badge/{system}/{component}/{file}", AsSet(Section::Status)),
    ("GET", "/preview.png", AsSet(Section::Status)),
    ("GET", "/preview/{file}", AsSet(Section::Status)),
    ("GET", "/sitemap.xml", AsSet(Section::Status)),
    ("GET", "/widget", AsSet(Section::Status)),
    ("GET", "/widget.js", Anyone),
    ("GET", "/status.txt", AsSet(Section::Status)),
    ("GET", "/incidents", AsSet(Section::Status)),
    ("GET", "/incidents/{id}", AsSet(Section::Status)),
    ("GET", "/docs", AsSet(Section::Docs)),
    ("GET", "/docs/", AsSet(Section::Docs)),
    ("GET", "/docs/search", AsSet(Section::Docs)),
    ("GET", "/docs/search.index", AsSet(Section::Docs)),
    ("GET", "/docs/coverage", To(Permission::Read)),
    ("GET", "/docs/lint", To(Permission::Read)),
    ("GET", "/docs/runs", To(Permission::Read)),
    ("POST", "/docs/runs", To(Permission::Respond)),
    ("GET", "/docs/runs/{id}", To(Permission::Read)),
    ("POST", "/docs/runs/{id}", To(Permission::Respond)),
    ("GET", "/r/{alert}", AsSet(Section::Docs)),
    ("GET", "/llms.txt", AsSet(Section::Docs)),
    ("GET", "/api/v1/docs/pages", AsSet(Section::Docs)),
    ("GET", "/api/v1/docs/page", AsSet(Section::Docs)),
    ("GET", "/api/v1/docs/search", AsSet(Section::Docs)),
    ("GET", "/docs/{*path}", AsSet(Section::Docs)),
    ("GET", "/capacity", AsSet(Section::Capacity)),
    ("GET", "/capacity/golden", AsSet(Section::Capacity)),
    ("GET", "/capacity/golden.json", AsSet(Section::Capacity)),
    ("GET", "/capacity/{plan}", AsSet(Section::Capacity)),
    ("GET", "/capacity/{plan}/export/{file}", AsSet(Section::Capacity)),
    ("GET", "/capacity/{plan}/measured", AsSet(Section::Capacity)),
    ("POST", "/capacity/{plan}/import", AsSet(Section::Capacity)),
    ("GET", "/pkg/{*path}", Anyone),
    ("GET", "/brand/{file}", Anyone),
    ("GET", "/favicon.svg", Anyone),
    ("GET", "/robots.txt", Anyone),
    ("GET", "/bars.js", Anyone),
    ("GET", "/search.js", Anyone),
    ("GET", "/runs.js", Anyone),
    ("GET", "/search-offline.js", Anyone),
    ("GET", "/offline.js", Anyone),
    ("GET", "/copies.js", Anyone),
    ("GET", "/offline.json", Anyone),
    ("GET", "/offline", Anyone),
    ("GET", "/planner.js", Anyone),
    ("GET", "/golden.js", Anyone),
    ("GET", "/kernel.js", Anyone),
    ("GET", "/copy.js", Anyone),
    ("GET", "/fill.js", Anyone),
    ("GET", "/contents.js", Anyone),
    ("GET", "/follow.js", Anyone),
    ("GET", "/push.js", Anyone),
    ("GET", "/sw.js", Anyone),
    ("GET", "/dev/reload.js", Anyone),
    ("GET", "/healthz", Anyone),
    ("GET", "/readyz", Anyone),
    ("POST", "/api/heartbeat/{token}", Anyone),
    ("POST", "/api/alertmanager/{receiver}", Apart),
    ("GET", "/api/v1/incidents", To(Permission::Read)),
    ("POST", "/api/v1/incidents", To(Permission::Respond)),
    ("GET", "/api/v1/incidents/{id}", To(Permission::Read)),
    ("GET", "/api/v1/incidents/{id}/messages/{template}", To(Permission::Read)),
    ("POST", "/api/v1/incidents/{id}/steps", To(Permission::Respond)),
    ("GET", "/api/v1/openapi.json", Anyone),
    ("GET", "/api/v1/components", AsSet(Section::Status)),
    ("GET", "/api/v1/components/{system}/{component}", AsSet(Section::Status)),
    ("GET", "/api/v1/maintenance", To(Permission::Read)),
    ("POST", "/api/v1/maintenance", To(Permission::Respond)),
    ("GET", "/api/v1/maintenance/{id}", To(Permission::Read)),
    ("DELETE", "/api/v1/maintenance/{id}", To(Permission::Respond)),
    ("GET", "/api/v1/runs", To(Permission::Read)),
    ("POST", "/api/v1/runs", To(Permission::Respond)),
    ("GET", "/api/v1/runs/{id}", To(Permission::Read)),
    ("POST", "/api/v1/runs/{id}/acts", To(Permission::Respond)),
    ("GET", "/api/v1/notices", To(Permission::Read)),
    ("GET", "/api/v1/notices/{id}", To(Permission::Read)),
    ("GET", "/api/v1/notices/{id}/attempts", To(Permission::Read)),
    ("GET", "/api/v1/subscribers", To(Permission::Manage)),
    ("POST", "/api/v1/subscribers", To(Permission::Edit)),
    ("GET", "/api/v1/subscribers/{id}", To(Permission::Manage)),
    ("DELETE", "/api/v1/subscribers/{id}", To(Permission::Manage)),
    ("GET", "/api/v1/members", To(Permission::Manage)),
    ("POST", "/api/v1/members", To(Permission::Manage)),
    ("GET", "/api/v1/members/{name}", To(Permission::Manage)),
    ("PUT", "/api/v1/members/{name}", To(Permission::Manage)),
    ("POST", "/api/v1/members/{name}/links", To(Permission::Manage)),
    ("GET", "/api/v1/tokens", To(Permission::Account)),
    ("POST", "/api/v1/tokens", To(Permission::Account)),
    ("DELETE", "/api/v1/tokens/{name}", To(Permission::Account)),
    ("GET", "/api/v1/audit", To(Permission::Read)),
    ("GET", "/desk", To(Permission::Read)),
    ("GET", "/desk/declare", To(Permission::Respond)),
    ("POST", "/desk/declare", To(Permission::Respond)),
    ("POST", "/desk/ticks", To(Permission::Respond)),
    ("GET", "/desk/{incident}", To(Permission::Read)),
    ("POST", "/desk/{incident}", To(Permission::Respond)),
    ("GET", "/subscribe", AsSet(Section::Status)),
    ("POST", "/subscribe", AsSet(Section::Status)),
    ("POST", "/subscribe/push", AsSet(Section::Status)),
    ("POST", "/subscribe/push/move", Anyone),
    ("GET", "/subscribe/sent", AsSet(Section::Status)),
    ("GET", "/subscribe/confirm/{token}", Anyone),
    ("POST", "/subscribe/confirm/{token}", Anyone),
    ("GET", "/subscriptions/{token}", Anyone),
    ("POST", "/subscriptions/{token}", Anyone),
    ("GET", "/subscriptions/{token}/unsubscribe", Anyone),
    ("POST", "/subscriptions/{token}/unsubscribe", Anyone),
    ("GET", "/sign-in", Anyone),
    ("POST", "/sign-in", Anyone),
    ("GET", "/sign-in/{provider}", Anyone),
    ("GET", "/sign-in/{provider}/back", Anyone),
    ("POST", "/sign-out", Anyone),
    ("GET", "/join/{token}", Anyone),
    ("POST", "/join/{token}", Anyone),
    ("GET", "/account", To(Permission::Account)),
    ("POST", "/account/profile", To(Permission::Account)),
    ("POST", "/account/password", To(Permission::Account)),
    ("POST", "/account/sessions/end", To(Permission::Account)),
    ("GET", "/account/link/{provider}", To(Permission::Account)),
    ("POST", "/account/unlink", To(Permission::Account)),
    ("POST", "/account/tokens", To(Permission::Account)),
    ("POST", "/account/tokens/revoke", To(Permission::Account)),
    ("GET", "/members", To(Permission::Manage)),
    ("POST", "/members/invite", To(Permission::Manage)),
    ("POST", "/members/reset", To(Permission::Manage)),
    ("POST", "/members/role", To(Permission::Manage)),
    ("POST", "/members/disable", To(Permission::Manage)),
    ("GET", "/subscribers", To(Permission::Manage)),
    ("POST", "/subscribers/remove", To(Permission::Manage)),
    ("GET", "/audit", To(Permission::Read)),
    ("GET", "/notices", To(Permission::Read)),
    ("GET", "/templates", To(Permission::Read)),
    ("POST", "/templates/{template}", To(Permission::Edit)),
    ("GET", "/demo", Anyone),
    ("GET", "/demo/mailbox", Anyone),
    ("POST", "/demo/faults", Anyone),
    ("POST", "/demo/faults/clear", Anyone),
];

/// Somebody who asks, and the headers that say so.
struct Asker {
    caller: Caller,
    headers: Vec<(&'static str, String)>,
}

/// A visitor, a member of each role, a token of each scope by a maker of each role, and those whose time is over.
fn askers(site: &TestSite) -> Vec<Asker> {
    let random = Random::system();
    let cookie = |secret: &Secret| vec![("cookie", format!("a=b; __Host-pharos={}", secret.text()))];
    let unknown = Secret::draw(&random).unwrap();
    let mut askers = vec![
        Asker { caller: Caller::Visitor, headers: Vec::new() },
        Asker { caller: Caller::Visitor, headers: cookie(&unknown) },
        Asker { caller: Caller::Visitor, headers: vec![("cookie", "__Host-pharos=x; pharos=y".into())] },
    ];
    for role in Role::ALL {
        let name = role.name().to_string();
        let session = site.member(&name, role);
        askers.push(Asker { caller: Caller::Member { name: name.clone(), role }, headers: cookie(&session) });
        for scope in Permission::SCOPES {
            let secret = Secret::draw(&random).unwrap();
            let label = format!("{} of {name}", scope.name());
            let token = Token {
                name: label.clone(),
                scopes: vec![scope],
                made: NOW,
                expires: NOW + HOUR,
                used: None,
            };
            let made =
                site.records.lock().unwrap().make_token(&name, &token, &secret.digest(), &Actor::Console);
            made.unwrap().unwrap();
            let headers = vec![("authorization", format!("Bearer {}", secret.token_text()))];
            askers.push(Asker { caller: Caller::Token { name: label, role, scopes: vec![scope] }, headers });
        }
    }
    askers
}

/// The rule as the roles' descriptions say it, without the code that is tested.
fn may(caller: &Caller, permission: Permission) -> bool {
    let rank =
        |role: Role| ["viewer", "responder", "editor", "admin"].iter().position(|name| *name == role.name());
    let least = match permission {
        Permission::Read | Permission::Account => 0,
        Permission::Respond => 1,
        Permission::Edit => 2,
        Permission::Manage => 3,
    };
    match caller {
        Caller::Visitor => false,
        Caller::Member { role, .. } => rank(*role) >= Some(least),
        Caller::Token { role, scopes, .. } => {
            let never = [Permission::Manage, Permission::Account].contains(&permission);
            !never && scopes.contains(&permission) && rank(*role) >= Some(least)
        }
    }
}

fn example(pattern: &str) -> String {
    let path = pattern.replace("/docs/{*path}", "/docs/shop").replace("/pkg/{*path}", "/pkg/app.css");
    path.replace("{system}", "shop")
        .replace("{component}", "web")
        .replace("{plan}", "shop")
        .replace("{day}", "2023-11-14")
        .replace("{month}", "2023-11")
        .replace("{token}", "x")
        .replace("{receiver}", "x")
        .replace("{id}", "x")
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
fn site(internal: usize) -> TestSite {
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
