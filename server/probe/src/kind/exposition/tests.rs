//! A real Prometheus' own metrics, a Spring Boot page, and what else may come.

#![allow(clippy::unwrap_used)]
use crate::loopback::daemon::{prometheus, until};
use crate::loopback::{NOW, check, judged, page, prober, respond, site, with_options};
use crate::question::Question;
use model::sample::Outcome;

/// As Micrometer writes it.
const SPRING: &str = "# HELP jvm_memory_used_bytes The amount of used memory
# TYPE jvm_memory_used_bytes gauge
jvm_memory_used_bytes{area=\"heap\",id=\"G1 Eden Space\"} 1.5E7
jvm_memory_used_bytes{area=\"heap\",id=\"G1 Old Gen\"} 2.5E7
jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"} 6.4E7
# TYPE http_server_requests_seconds summary
http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/**\"} 41
http_server_requests_seconds_count{method=\"GET\",status=\"500\",uri=\"/**\"} 1
process_cpu_usage NaN
";

fn pass() -> (Outcome, String) {
    (Outcome::Pass, String::new())
}

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

async fn spring() -> String {
    site(&[("/actuator/prometheus", "200 OK", SPRING)]).await + "/actuator/prometheus"
}

#[tokio::test]
async fn selected_series_are_summed() {
    let target = spring().await;
    let asked = async |series: &str, expect: &[&str]| {
        judged("exposition", &target, &[("series", series)], expect).await
    };
    let heap = ["[BODY].value == 40000000", "[BODY].series == 2", "[STATUS] == 200"];
    assert_eq!(asked("jvm_memory_used_bytes{area=\"heap\"}", &heap).await, pass());
    assert_eq!(asked("http_server_requests_seconds_count", &["[BODY].value < 50"]).await, pass());
    let errors = "http_server_requests_seconds_count{status=\"500\"}";
    assert_eq!(asked(errors, &["[BODY].value == 0"]).await, fail("[BODY].value (1) == 0 does not hold"));
    assert_eq!(asked("process_cpu_usage", &["[BODY].value == NaN"]).await, pass());
    assert_eq!(asked("up", &[]).await, fail("no series is up"));
    assert_eq!(asked("up", &["[BODY].series == 0"]).await, pass());
    assert_eq!(judged("exposition", &target, &[], &["[BODY].series == 6"]).await, pass());
}

#[tokio::test]
async fn a_page_without_metrics_fails_with_its_reason() {
    for (status, body, detail) in [
        ("404 Not Found", "gone", "status 404 Not Found, wanted 2xx"),
        ("200 OK", "<html>", "line 1 is no metric: it does not begin with a name"),
        ("200 OK", "up 1\n\nup{", "line 3 is no metric: a label has no name"),
        ("200 OK", "# EOF\n", "there is no series"),
    ] {
        let target = site(&[("/metrics", status, body)]).await + "/metrics";
        assert_eq!(judged("exposition", &target, &[], &[]).await, fail(detail), "{body}");
    }
    let long = "a 1\n".repeat(300_000);
    let target = format!("http://{}", respond(move |_| page("200 OK", &long)).await);
    assert_eq!(judged("exposition", &target, &[], &[]).await, fail("the metrics are longer than 1 MiB"));
}

#[tokio::test]
async fn a_number_is_measured_or_there_is_a_reason() {
    let target = spring().await;
    let measured = async |series: &str| {
        let check = with_options("exposition", &target, &[("series", series)]);
        prober().measure(&Question::of(&check).unwrap(), NOW).await
    };
    assert_eq!(measured("http_server_requests_seconds_count").await, Ok(42.0));
    assert_eq!(measured("process_cpu_usage").await, Err("the value is NaN".into()));
    assert_eq!(measured("up").await, Err("no series is up".into()));
}

#[tokio::test]
async fn the_metrics_of_a_real_prometheus_are_read() {
    let server = prometheus().await;
    let target = format!("{}/metrics", server.url());
    until(Outcome::Pass, &check("exposition", &target)).await;
    let asked = async |series: &str, condition: &str| {
        judged("exposition", &target, &[("series", series)], &[condition]).await
    };
    assert_eq!(judged("exposition", &target, &[], &["[BODY].series > 100"]).await, pass());
    assert_eq!(asked("go_info", "[BODY].value == 1").await, pass());
    assert_eq!(
        asked("prometheus_engine_query_duration_seconds{slice=\"inner_eval\"}", "[BODY].series == 3").await,
        pass()
    );
    assert_eq!(asked("process_start_time_seconds", "[BODY].value > 1700000000").await, pass());
}

#[tokio::test]
async fn a_real_prometheus_measures_one_series_and_no_more() {
    let server = prometheus().await;
    until(Outcome::Pass, &check("prometheus", &server.url())).await;
    let measured = async |query: &str| {
        let check = with_options("prometheus", &server.url(), &[("query", query)]);
        prober().measure(&Question::of(&check).unwrap(), NOW).await
    };
    assert_eq!(measured("vector(0.25)").await, Ok(0.25));
    let two = r#"label_replace(vector(1), "a", "1", "", "") or label_replace(vector(2), "a", "2", "", "")"#;
    assert!(measured(two).await.unwrap_err().starts_with("it gives several numbers"));
    assert_eq!(measured("vector(0)/0").await, Err("the value is NaN".into()));
}
