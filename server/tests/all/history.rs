//! Months and days as a client asks for them: those of which something is known, and no others.

use crate::support::{NOW, TestSite, fixture};
use model::sample::{Outcome, Phases, Sample};
use std::sync::Arc;

/// A site whose web server has failed thrice today, 14 Nov 2023.
fn site() -> TestSite {
    let mut site = TestSite::new(&fixture(), false);
    for minute in 0..3 {
        site.collector.take(Sample {
            check: "shop/web/health".into(),
            location: "local".into(),
            at: NOW + minute * 60_000,
            outcome: Outcome::Fail,
            latency: 1_000,
            phases: Phases::default(),
            detail: "internal-detail".into(),
        });
    }
    site.snapshots.send_replace(Arc::new(site.collector.snapshot(NOW + 240_000)));
    site
}

#[tokio::test]
async fn the_current_month_tells_of_the_trouble_and_leads_to_its_day() {
    let site = site();
    let month = site.get("/history", &[]).await;
    assert_eq!(month.status, 200);
    assert!(month.text.contains("<h1>November 2023</h1>"), "{}", month.text);
    assert!(month.text.contains("href=\"/status/shop/web/2023-11-14\""), "{}", month.text);
    let day = site.get("/status/shop/web/2023-11-14", &[]).await;
    assert_eq!(day.status, 200);
    assert!(day.text.contains("major outage") && !day.text.contains("internal-"), "{}", day.text);
}

#[tokio::test]
async fn the_uptime_of_a_month_comes_in_three_forms() {
    let site = site();
    let page = site.get("/report/2023-11", &[]).await;
    assert!(page.text.contains("Uptime, ") && page.text.contains("The month so far"), "{}", page.text);
    let csv = site.get("/report/2023-11.csv", &[]).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.text.contains("\"shop/web\",\"Web\",0,"), "{}", csv.text);
    let json = site.get("/report/2023-11.json", &[]).await;
    let json: serde_json::Value = serde_json::from_str(&json.text).unwrap();
    assert_eq!((&json["month"], &json["complete"]), (&"2023-11".into(), &false.into()));
}

#[tokio::test]
async fn what_is_no_month_and_no_day_or_is_not_known_is_missing() {
    let site = site();
    for path in [
        "/history/2023-10",
        "/history/2023-12",
        "/history/2023-1",
        "/history/x",
        "/report/2023-10",
        "/report/2023-12.json",
        "/report/2023-11.xml",
        "/report/.csv",
        "/status/shop/web/2023-11-13",
        "/status/shop/web/2023-11-15",
        "/status/shop/web/today",
        "/status/shop/none/2023-11-14",
    ] {
        assert_eq!(site.get(path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn latencies_are_told_over_the_time_that_is_asked_for() {
    let site = site();
    let ask = async |query: &str| site.get(&format!("/status/shop/web{query}"), &[]).await;
    let canonical = "rel=\"canonical\" href=\"https://status.shop.example/status/shop/web\"";
    for range in ["day", "week", "month", "year"] {
        let page = ask(&format!("?range={range}")).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("Nothing answered in this time."), "{range}: {}", page.text);
        assert!(page.text.contains(canonical), "{range}: {}", page.text);
    }
    let plain = ask("").await;
    for query in ["?range=decade", "?range=quarter", "?utm_source=mail"] {
        assert_eq!(ask(query).await.header("etag"), plain.header("etag"), "{query}");
    }
    assert_eq!(site.get("/status/shop/none?range=day", &[]).await.status, 404);
}
