//! The planner's pages, the files that it writes, and what it reads back.

mod files;
mod live;
mod samples;
mod schema;

use crate::support::{NOW, TestSite, fixture};
use model::member::Role;
use model::metric::Reading;
use std::sync::Arc;

const PLAN: &str = include_str!("../fixtures/plan.toml");

fn site() -> TestSite {
    site_with(PLAN)
}

fn site_with(plan: &str) -> TestSite {
    let files = fixture().with("plans/shop.toml", plan);
    let settings = "[site]\nname = \"x\"\nurl = \"https://x\"\n[access]\ncapacity = \"public\"\n";
    TestSite::new(&files.with("pharos.toml", settings), false)
}

/// What a form with this file in it is answered: its status, and where it leads.
async fn brought_back(site: &TestSite, file: &str) -> (u16, String) {
    let body: String = file.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let own = [("sec-fetch-site", "same-origin")];
    let answer = site.post("/capacity/shop/import", &format!("file={body}"), &own).await;
    (answer.status, answer.header("location").to_owned())
}

#[tokio::test]
async fn plans_are_listed_and_each_has_a_page() {
    let site = site();
    let list = site.get("/capacity", &[]).await;
    assert!(list.status == 200 && list.text.contains("href=\"/capacity/shop\""), "{}", list.text);
    let page = site.get("/capacity/shop?traffic=2", &[]).await;
    assert!(page.status == 200 && page.text.contains("id=\"panel-failure\""));
}

#[tokio::test]
async fn every_file_names_its_scenario_and_brings_it_back() {
    let site = site();
    for file in app::capacity::EXPORTS.map(|(file, _)| file) {
        let path = format!("/capacity/shop/export/{file}?traffic=1%20to%204&web.memory=1GiB");
        let answer = site.get(&path, &[]).await;
        assert_eq!(answer.status, 200, "{file}: {}", answer.text);
        let named = format!("attachment; filename=\"shop-{file}\"");
        assert_eq!(answer.header("content-disposition"), named);
        let back = (303, "/capacity/shop?traffic=1%20to%204&web.memory=1GiB".to_owned());
        assert_eq!(brought_back(&site, &answer.text).await, back, "{file}");
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_in_words() {
    let site = site();
    let refused = site.get("/capacity/shop/export/plan.json?traffic=lots", &[]).await;
    assert!(refused.status == 400 && refused.text.contains("`lots` is out of range"), "{}", refused.text);
    assert_eq!(site.get("/capacity/shop/export/plan.exe", &[]).await.status, 404);
    assert_eq!(site.get("/capacity/none/export/plan.json", &[]).await.status, 404);
    assert_eq!(brought_back(&site, "hello").await.0, 400);
    assert_eq!(brought_back(&site, "pharos-scenario: other?traffic=2").await.0, 400);
    assert_eq!(brought_back(&site, "pharos-scenario: //evil.example/x").await.0, 400);
    let many = "&a=1".repeat(500);
    assert_eq!(site.get(&format!("/capacity/shop/export/plan.json?b=1{many}"), &[]).await.status, 400);
}

#[tokio::test]
async fn a_measured_load_becomes_the_traffic() {
    let lines = "time,rps\n1,8\n2,25\n3,19\n";
    let led = brought_back(&site(), lines).await;
    assert_eq!(led, (303, "/capacity/shop?traffic=25+rps+measured+2023-11-14".to_owned()));
}

#[tokio::test]
async fn a_load_test_stands_beside_the_scenario_and_has_its_law() {
    let site = site();
    let led = brought_back(&site, "users,rps\n1,10\n2,19\n4,34\n8,52\n16,60\n").await;
    assert_eq!(led, (303, "/capacity/shop?test=1%3A10%2C2%3A19%2C4%3A34%2C8%3A52%2C16%3A60".to_owned()));
    let page = site.get(&led.1, &[]).await.text;
    assert!(page.contains("id=\"panel-test\"") && page.contains("It peaks at "), "{page}");
    let few = site.get("/capacity/shop?test=1:10", &[]).await.text;
    assert!(few.contains("This load test has no law: "), "{few}");
}

#[tokio::test]
async fn golden_cases_are_evaluated_and_given_away() {
    let site = site();
    let page = site.get("/capacity/golden", &[]).await;
    assert!(page.status == 200 && page.text.contains("All 99 cases pass on this server."), "{}", page.text);
    let cases = site.get("/capacity/golden.json", &[]).await;
    assert_eq!((cases.status, cases.header("content-type")), (200, "application/json"));
    assert!(cases.text.contains("\"usl-fit-specsdm91\""));
}

#[tokio::test]
async fn what_was_measured_takes_the_place_of_an_assumption() {
    let mut site = site_with(&PLAN.replace("[load]", "[measured]\ntraffic = \"db/connections\"\n[load]"));
    let link = "/capacity/shop/measured?days=30";
    assert!(site.get("/capacity/shop?days=30", &[]).await.text.contains(&format!("href=\"{link}\"")));
    let nothing = site.get(link, &[]).await;
    assert!(nothing.status == 400 && nothing.text.contains("Nothing"), "{}", nothing.text);
    for (minute, value) in [(0, 42.0), (1, 17.0)] {
        let at = NOW + minute * 60_000;
        site.collector.read(Reading { metric: "shop/db/connections".into(), at, value });
    }
    site.snapshots.send_replace(Arc::new(site.collector.snapshot(NOW + 61_000)));
    let led = site.get(link, &[]).await;
    let scenario = "/capacity/shop?traffic=42%20measured%202023-11-14&days=30";
    assert_eq!((led.status, led.header("location")), (303, scenario));
    assert!(site.get(scenario, &[]).await.text.contains("value=\"42 measured 2023-11-14\""));
    assert_eq!(site.get("/capacity/none/measured", &[]).await.status, 404);
}

#[tokio::test]
async fn one_metric_is_told_for_one_of_another() {
    let plan =
        PLAN.replace("[load]", "[measured]\n\"web.visits\" = \"db/connections / db/connections\"\n[load]");
    let mut site = site_with(&plan.replace("visits = 1.0", "visits = 3.0"));
    site.collector.read(Reading { metric: "shop/db/connections".into(), at: NOW, value: 42.0 });
    site.snapshots.send_replace(Arc::new(site.collector.snapshot(NOW + 61_000)));
    let led = site.get("/capacity/shop/measured", &[]).await;
    assert_eq!(
        (led.status, led.header("location")),
        (303, "/capacity/shop?web.visits=1%20measured%202023-11-14")
    );
}

#[tokio::test]
async fn what_is_internal_is_offered_to_members_alone() {
    let plan = PLAN.replace("[load]", "[measured]\ntraffic = \"db/queue\"\n[load]");
    let offers = |site: TestSite| async move {
        site.get_json("/capacity/shop").await.text.contains("href=\"/capacity/shop/measured\"")
    };
    assert!(!offers(site_with(&plan)).await);
    assert!(offers(site_with(&plan).signed_in(Role::Viewer)).await);
    assert!(offers(site_with(&plan.replace("db/queue", "db/connections"))).await);
    let mut site = site_with(&plan);
    site.collector.read(Reading { metric: "shop/db/queue".into(), at: NOW, value: 42.0 });
    site.snapshots.send_replace(Arc::new(site.collector.snapshot(NOW + 61_000)));
    assert_eq!(site.get("/capacity/shop/measured", &[]).await.status, 400);
}

#[tokio::test]
async fn a_scenario_is_kept_beside_others_by_the_form_alone() {
    let site = site();
    let page = site.get("/capacity/shop?traffic=2", &[]).await.text;
    assert!(page.contains("formaction=\"/capacity/shop/keep\""), "{page}");
    // The form sends its other fields too, as they are.
    let sent =
        "/capacity/shop/keep?traffic=2&utilisation=60+%25&days=365&name=Autumn&keep=&base=&web.memory=64+MiB";
    let led = site.get(sent, &[]).await;
    let kept = "/capacity/shop?traffic=2&keep=Autumn%3Btraffic%3D2";
    assert_eq!((led.status, led.header("location")), (303, kept));
    let page = site.get(kept, &[]).await.text;
    assert!(
        page.contains("<th scope=\"col\">Autumn</th>") && page.contains("value=\"Autumn;traffic=2\""),
        "{page}"
    );
    let keep: Vec<_> = (0..6).map(|number| format!("{number};traffic=2")).collect();
    let full = format!(
        "/capacity/shop/keep?name=seventh&keep={}",
        keep.join("%7C").replace(';', "%3B").replace('=', "%3D")
    );
    let refused = site.get(&full, &[]).await;
    assert!(
        refused.status == 400 && refused.text.contains("6 scenarios are kept already"),
        "{}",
        refused.text
    );
    assert_eq!(site.get("/capacity/none/keep", &[]).await.status, 404);
}
