//! Runbooks that know what is broken: what of a page follows the estate, and who sees it.

use crate::support::{NOW, TestSite, fixture};
use model::member::Role;
use model::sample::{Outcome, Phases, Sample};
use std::sync::Arc;

const RUNBOOK: &str = "---\nalerts: [ShopWebDown]\ncomponents: [shop/web]\n---\n# When the shop is down\n\n\
    1. Wait. <!-- check: shop/web -->\n2. Ask. <!-- check: shop/db/port -->\n";

const PATH: &str = "/docs/shop/runbooks/web";

fn site(settings: &str) -> TestSite {
    let files = fixture().with("docs/shop/runbooks/web.md", RUNBOOK);
    TestSite::new(&files.with("pharos.toml", settings), false)
}

fn settings(status: &str) -> String {
    format!(
        "[site]\nname = \"Shop\"\nurl = \"https://shop.example\"\n[access]\nstatus = \"{status}\"\ndocs = \"public\"\n"
    )
}

/// Lets the check of the web fail until it is held to be down.
fn break_web(site: &mut TestSite) {
    let fail = Sample {
        check: "shop/web/health".into(),
        location: "local".into(),
        at: NOW,
        outcome: Outcome::Fail,
        latency: 1_000,
        phases: Phases::default(),
        detail: "status 503".into(),
    };
    for minute in 1..=3 {
        site.collector.take(Sample { at: NOW + minute * 60_000, ..fail.clone() });
    }
    site.snapshots.send_replace(Arc::new(site.collector.snapshot(NOW + 200_000)));
}

#[tokio::test]
async fn a_runbook_says_how_its_component_is_at_each_request_and_is_drawn_once() {
    let mut site = site(&settings("public"));
    let before = site.get(PATH, &[]).await;
    assert!(before.text.contains("aria-label=\"Status of what this page is about\""), "{}", before.text);
    assert!(!before.text.contains("Web fails"), "{}", before.text);
    break_web(&mut site);
    let after = site.get(PATH, &[]).await;
    assert!(after.text.contains("Web fails") && after.text.contains("Major outage"), "{}", after.text);
    let again = site.get(PATH, &[("if-none-match", after.header("etag"))]).await;
    assert_eq!(again.status, 304, "one picture, one page");
    let part = site.get(&format!("{PATH}?part=live"), &[]).await;
    assert!(part.text.starts_with("<div data-live=\"components\">") && part.text.contains("Web fails"));
    assert!(!part.text.contains("<html"), "{}", part.text);
}

#[tokio::test]
async fn what_is_internal_is_not_on_a_public_page() {
    let mut site = site(&settings("internal"));
    break_web(&mut site);
    for path in [PATH.to_owned(), format!("{PATH}?part=live")] {
        let page = site.get(&path, &[]).await;
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("Web fails") && !page.text.contains("Major outage"), "{}", page.text);
    }
    let member = site.signed_in(Role::Viewer).get_json(PATH).await;
    assert!(member.text.contains("Web fails"), "{}", member.text);
}

#[tokio::test]
async fn a_single_check_of_a_step_is_shown_to_members_alone() {
    let site = site(&settings("public"));
    let page = site.get(PATH, &[]).await;
    assert!(page.text.contains("data-check=\"shop/db/port\"></span>"), "{}", page.text);
    let member = site.signed_in(Role::Viewer).get_json(PATH).await;
    assert!(member.text.contains("shop/db/port is not known"), "{}", member.text);
}

#[tokio::test]
async fn components_list_their_runbooks_where_docs_may_be_read() {
    let public = site(&settings("public")).get("/status/shop/web", &[]).await;
    assert!(
        public.text.contains(&format!("<a href=\"{PATH}\">When the shop is down</a>")),
        "{}",
        public.text
    );
    let settings = settings("public").replace("docs = \"public\"", "docs = \"internal\"");
    let internal = site(&settings).get("/status/shop/web", &[]).await;
    assert!(!internal.text.contains("When the shop is down"), "{}", internal.text);
}

#[tokio::test]
async fn the_names_in_commands_are_filled_in_by_a_link_and_by_an_alert() {
    let text = "---\nalerts: [ShopWebDown]\nvariables:\n  pod:\n  count: {type: number, default: 3}\n---\n# Down\n\n\
        ```bash\nkubectl logs <pod> --tail=<count>\n```\n";
    let files = fixture().with("docs/shop/runbooks/web.md", text);
    let site = TestSite::new(&files, false);
    let plain = site.get(PATH, &[]).await;
    assert!(plain.text.contains(">&lt;pod&gt;</var>") && plain.text.contains(">3</var>"), "{}", plain.text);
    let alert = site.get("/r/ShopWebDown?pod=web-2&severity=P1", &[]).await;
    let filled = site.get(alert.header("location"), &[]).await;
    assert!(filled.text.contains(">web-2</var>"), "{}", filled.text);
    assert!(filled.text.contains("name=\"var.pod\" type=\"text\" value=\"web-2\""), "{}", filled.text);
    let hostile = site.get(&format!("{PATH}?var.pod=%24(id)%3Cb%3E&var.count=many"), &[]).await;
    assert!(hostile.text.contains(">&#39;$(id)&lt;b&gt;&#39;</var>"), "{}", hostile.text);
    assert!(hostile.text.contains("too long: count."), "{}", hostile.text);
    assert_eq!(site.get(PATH, &[]).await.text, plain.text, "nothing of it is kept");
}
