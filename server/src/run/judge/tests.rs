//! Recorded samples by example.

use super::*;

fn recorded(outcomes: &[&str]) -> Vec<Sample> {
    let lines: String = outcomes
        .iter()
        .enumerate()
        .map(|(minute, outcome)| {
            let at = At(1_767_225_600_000) + 60_000 * minute as i64;
            format!("{{\"check\":\"shop/db\",\"at\":\"{at}\",\"outcome\":\"{outcome}\",\"latency_us\":9,\"detail\":\"refused\"}}\n")
        })
        .collect();
    read(lines.as_bytes()).unwrap()
}

fn report(outcomes: &[&str]) -> Report {
    let samples = recorded(outcomes);
    judge(Arc::new(with_unknown(Estate::default(), &samples, 60_000, Rule::default())), samples)
}

#[test]
fn an_outage_is_told_with_its_why_its_span_and_its_clocks() {
    let text = report(&["pass", "pass", "fail", "fail", "fail", "pass", "pass", "pass", "pass"]).as_text();
    assert_eq!(
        text,
        "Verdicts
  2026-01-01T00:00:00Z  shop/db  up  1 of 1 passed since 2026-01-01T00:00:00Z
  2026-01-01T00:02:00Z  shop/db  down  3 in a row failed since 2026-01-01T00:02:00Z: refused, no maintenance
  2026-01-01T00:05:00Z  shop/db  up  2 in a row passed since 2026-01-01T00:05:00Z

shop/db
  2026-01-01T00:00:00Z to 2026-01-01T00:02:00Z  Operational  2 min
  2026-01-01T00:02:00Z to 2026-01-01T00:05:00Z  Major outage  3 min
  2026-01-01T00:05:00Z to 2026-01-01T00:08:00Z  Operational  3 min
  up 5 min, degraded 0 s, down 3 min, maintenance 0 s, unknown 0 s
  uptime = (up + degraded) / (up + degraded + down) = 62.500 %"
    );
}

#[test]
fn json_is_one_object_a_line() {
    let json = report(&["pass", "fail", "fail", "fail"]).as_json();
    let objects: Vec<serde_json::Value> =
        json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let types: Vec<_> = objects.iter().map(|object| object["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["verdict", "verdict", "span", "span", "clocks"]);
    assert_eq!(objects[4]["down_ms"], 120_000);
}

#[test]
fn nothing_recorded_is_nothing_told() {
    assert_eq!(report(&[]).as_json(), "");
}

#[test]
fn a_line_that_is_no_sample_is_told_by_its_number() {
    let sample = "{\"check\":\"a\",\"at\":1,\"outcome\":\"pass\",\"latency_us\":1}";
    for (line, words) in [
        ("{}", "missing field `check`"),
        ("{\"check\":\"a\",\"at\":\"noon\",\"outcome\":\"pass\",\"latency_us\":1}", "RFC 3339"),
        ("{\"check\":\"a\",\"at\":1,\"outcome\":\"up\",\"latency_us\":1}", "pass, slow, fail, blind"),
    ] {
        let why = read(format!("{sample}\n{line}\n").as_bytes()).unwrap_err();
        assert!(why.starts_with("Line 2 is no sample: ") && why.contains(words), "{why}");
    }
}
