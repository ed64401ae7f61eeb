//! Measured figures that are brought in: every sample, what is pasted, and what the page then offers.

use super::{brought_back, site};
use crate::support::{TestSite, fixture};

/// BUTTERFLY's plan for the system of the tests.
fn butterfly() -> TestSite {
    let plan = include_str!("../../../../content/plans/butterfly.toml")
        .replace("system = \"butterfly\"", "system = \"shop\"");
    let (before, rest) = plan.split_once("[measured]").unwrap();
    let (_, after) = rest.split_once("[[shape]]").unwrap();
    let files = fixture().with("plans/butterfly.toml", &format!("{before}[[shape]]{after}"));
    let settings = "[site]\nname = \"x\"\nurl = \"https://x\"\n[access]\ncapacity = \"public\"\n";
    TestSite::new(&files.with("pharos.toml", settings), false)
}

/// Status and text of what a sample is answered.
async fn sample(site: &TestSite, name: &str) -> (u16, String) {
    let own = [("sec-fetch-site", "same-origin")];
    let answer = site.post("/capacity/butterfly/import?days=30", &format!("file=&sample={name}"), &own).await;
    let told = if answer.status == 303 { answer.header("location").to_owned() } else { answer.text };
    (answer.status, told)
}

#[tokio::test]
async fn every_sample_tells_figures_of_the_plan() {
    let site = butterfly();
    for (name, figures) in [
        ("openmetrics", &["traffic", "capsule.visits", "capsule.cpu", "nexus.memory"][..]),
        ("query-range", &["traffic", "plato.visits", "cassandra.memory"]),
        ("tsdb-dump", &["kafka.growth", "kafka.visits"]),
        ("pg-stat", &["postgresql.visits"]),
        ("redis-info", &["redis.memory", "redis.visits"]),
    ] {
        let (status, text) = sample(&site, name).await;
        assert_eq!(status, 200, "{name}: {text}");
        for figure in figures {
            assert!(text.contains(&format!("name=\"{figure}\" value=\"")), "{name} {figure}: {text}");
        }
        assert!(text.contains("name=\"days\" value=\"30\""), "{name} keeps the scenario");
    }
    let (status, to) = sample(&site, "load-test").await;
    assert!(status == 303 && to.starts_with("/capacity/butterfly?days=30&test=1%3A98%2C"), "{to}");
}

#[tokio::test]
async fn what_is_offered_leads_to_the_scenario_and_is_told_as_measured() {
    let site = butterfly();
    let (_, text) = sample(&site, "redis-info").await;
    assert!(text.contains("value=\"1.41 GiB measured 2026-11-22\""), "{text}");
    let page = site.get("/capacity/butterfly?redis.memory=1.41+GiB+measured+2026-11-22", &[]).await.text;
    assert!(page.contains("id=\"panel-measured\"") && page.contains("<td>2026-11-22</td>"), "{page}");
    assert!(page.contains("data-origin=\"measured\""));
}

#[tokio::test]
async fn what_cannot_be_read_is_told_by_its_line_and_hostile_names_are_text() {
    let site = site();
    let (status, _) = brought_back(&site, "# TYPE a gauge\na{ 1\n").await;
    assert_eq!(status, 400);
    let own = [("sec-fetch-site", "same-origin")];
    let form = "file=%23%20TYPE%20a%20gauge%0Aa%7Bx%3D%22%3Cscript%3E%22%7D%201%0A&query=%3Cscript%3E";
    let answer = site.post("/capacity/shop/import", form, &own).await;
    assert!(answer.status == 200 && !answer.text.contains("<script>\""), "{}", answer.text);
    let hostile = "file=%5B%7B%22metric%22%3A%7B%22__name__%22%3A%22%3Cscript%3Ex%22%7D%2C%22value%22%3A%5B1%2C%221%22%5D%7D%5D";
    let answer = site.post("/capacity/shop/import", hostile, &own).await;
    assert!(answer.status == 200 && answer.text.contains("&lt;script&gt;x"), "{}", answer.text);
}
