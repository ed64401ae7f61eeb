//! The past of small and real estates: what the script caused, all of it, and nothing else.

use super::*;
use crate::config::environment::Environment;
use crate::config::files::Files;
use model::alert::Alert;
use model::status::Status;
use model::time::{HOUR, MINUTE};
use model::timeline::Timeline;

const PHAROS: &str = "[site]\nname = \"Shop\"\nurl = \"https://shop.example\"\n";
const ESTATE: &str = r#"
    [system]
    id = "shop"
    name = "Shop"
    [[group]]
    id = "all"
    name = "All"
    [[component]]
    id = "web"
    name = "Web"
    group = "all"
    [[component.check]]
    id = "health"
    kind = "http"
    target = "http://web:80/"
    slow = "800ms"
"#;
const FAULTS: &str = r#"
    [[fault]]
    component = "shop/web"
    kind = "fail"
    days_ago = 40
    at = "04:12"
    lasts = "42m"
    [[fault]]
    component = "shop/web"
    kind = "slow"
    days_ago = 3
    at = "23:30"
    lasts = "1h"
"#;

#[test]
fn history_has_the_faults_of_the_script_and_no_others() {
    let files = [("pharos.toml", PHAROS), ("estate/shop.toml", ESTATE), ("demo.toml", FAULTS)];
    let (content, report) = crate::config::read(&Files::of(files), &Environment::default());
    let content = content.unwrap_or_else(|| panic!("{report:?}"));
    let estate = Arc::new(content.estate);
    let mut store = Store::memory().unwrap();
    let now = At(20_000 * DAY + 15 * HOUR);
    let count = replay(&estate, &content.demo, &mut store, &Clock::fixed(now)).unwrap();
    assert!((89 * 24 * 60 + 15 * 60..89 * 24 * 60 + 15 * 60 + 5).contains(&count), "{count}");

    let mut collector = Collector::new(estate.clone(), stored(&store, &estate, now).unwrap(), now);
    let public = collector.snapshot(now).public.clone();
    let component = public.components().next().unwrap();
    let troubles: Vec<_> =
        component.troubles.iter().rev().map(|trouble| (trouble.status, trouble.from, trouble.to)).collect();
    for (trouble, (past, status)) in
        troubles.iter().zip(content.demo.past.iter().zip([Status::MajorOutage, Status::Degraded]))
    {
        let (from, to) = past.span(now);
        assert_eq!(trouble.0, status);
        assert!((0..MINUTE).contains(&trouble.1.since(from)), "{} for {from}", trouble.1);
        assert!((0..MINUTE).contains(&trouble.2.unwrap().since(to)), "{:?} for {to}", trouble.2);
    }
    assert_eq!((troubles.len(), component.days.len()), (2, 90));
    assert!(component.days.iter().all(|day| day.latency.is_some()));

    // A second run goes on from where the first one ended.
    let later = now + HOUR;
    let count = replay(&estate, &content.demo, &mut store, &Clock::fixed(later)).unwrap();
    assert!((55..=66).contains(&count), "{count}");
    let mut collector = Collector::new(estate.clone(), stored(&store, &estate, later).unwrap(), later);
    let public = collector.snapshot(later).public.clone();
    let component = public.components().next().unwrap();
    assert_eq!(component.troubles.len(), 2, "{:?}", component.troubles);
    assert_eq!(component.days[89].clocks.unknown, 0);
}

const WINDOW: &str = r#"
    [[maintenance]]
    id = "window"
    title = "Weekly window"
    from = "2024-01-06T02:00"
    to = "2024-01-06T06:00"
    zone = "UTC"
    rule = "FREQ=WEEKLY;BYDAY=SA"
"#;

#[test]
fn each_window_of_ninety_days_shows_maintenance_and_no_other_time_does() {
    let estate = format!("{ESTATE}{WINDOW}");
    let files = [("pharos.toml", PHAROS), ("estate/shop.toml", &estate)];
    let (content, report) = crate::config::read(&Files::of(files), &Environment::default());
    let estate = Arc::new(content.unwrap_or_else(|| panic!("{report:?}")).estate);
    let mut store = Store::memory().unwrap();
    // A Saturday, an hour into the window.
    let now = At(20_001 * DAY + 3 * HOUR);
    replay(&estate, &Script::default(), &mut store, &Clock::fixed(now)).unwrap();
    let mut collector = Collector::new(estate.clone(), stored(&store, &estate, now).unwrap(), now);
    let public = collector.snapshot(now).public.clone();
    let troubles = &public.components().next().unwrap().troubles;
    let windows: Vec<_> = (0..13).map(|week| At((20_001 - 7 * week) * DAY + 2 * HOUR)).collect();
    assert_eq!(troubles.iter().map(|trouble| trouble.from).collect::<Vec<_>>(), windows);
    assert!(troubles.iter().all(|trouble| trouble.status == Status::Maintenance));
    assert_eq!(troubles[0].to, None);
    assert!(troubles[1..].iter().all(|trouble| trouble.to == Some(trouble.from + 4 * HOUR)));
    // The running one and the four that come.
    assert_eq!(public.planned[0].windows.len(), 5);
}

const METRICS: &str = r#"
    [[component.metric]]
    id = "requests"
    name = "Requests"
    unit = "/s"
    kind = "exposition"
    target = "http://web:80/actuator/prometheus"
    series = "http_server_requests_seconds_count"
    rate = true
    public = true
    [[component.metric]]
    id = "cpu"
    name = "Processor"
    kind = "exposition"
    target = "http://web:80/actuator/prometheus"
    series = "process_cpu_usage"
"#;

#[test]
fn metrics_have_ninety_days_with_gaps_where_the_component_did_not_answer() {
    let estate = format!("{ESTATE}{METRICS}");
    let files = [("pharos.toml", PHAROS), ("estate/shop.toml", &estate), ("demo.toml", FAULTS)];
    let (content, report) = crate::config::read(&Files::of(files), &Environment::default());
    let content = content.unwrap_or_else(|| panic!("{report:?}"));
    let estate = Arc::new(content.estate);
    let mut store = Store::memory().unwrap();
    let now = At(20_000 * DAY + 15 * HOUR + 9 * MINUTE);
    replay(&estate, &content.demo, &mut store, &Clock::fixed(now)).unwrap();
    let kept = store.readings("shop/web/cpu", At(0), now).unwrap();
    let due = 89 * 288 + 15 * 12;
    // Nine minutes are one or two readings; 42 without an answer are eight or nine.
    assert!((due + 1 - 9..=due + 2 - 8).contains(&kept.len()), "{} of {due}", kept.len());
    assert!(kept.iter().all(|reading| (0.08..0.7).contains(&reading.value)));

    let mut collector = Collector::new(estate.clone(), stored(&store, &estate, now).unwrap(), now);
    let public = collector.snapshot(now).public.clone();
    let metrics = &public.components().next().unwrap().metrics;
    assert_eq!(metrics.iter().map(|metric| metric.name.as_str()).collect::<Vec<_>>(), ["Requests"]);
    assert_eq!(metrics[0].trace.points(now).count(), 144);
    assert!(metrics[0].trace.extent(now).is_some_and(|extent| extent.least > 3.0 && extent.most < 100.0));
}

#[test]
fn a_certificate_about_to_expire_is_told_by_the_check_that_looks_at_it_until_it_is_renewed() {
    let estate = shipped();
    let component = estate.component("jack/load-balancer").unwrap();
    let past = Past {
        component: component.id.clone(),
        kind: Kind::Expiring,
        days_ago: 4,
        at: HOUR,
        lasts: 74 * HOUR,
    };
    let (from, to) = past.span(AFTER);
    let script = Script { past: vec![past], ..Script::default() };
    for check in simulated(component, &script, AFTER) {
        let looks = check.check.kind == "tls";
        for sample in check.samples(from - HOUR, to + HOUR) {
            let left = (from + 5 * DAY).since(sample.at);
            let wanted = match (looks && (from..to).contains(&sample.at), left > 2 * DAY) {
                (false, _) => (Outcome::Pass, String::new()),
                (true, true) => {
                    (Outcome::Slow, format!("[CERTIFICATE_EXPIRATION] ({left}) > 14d does not hold"))
                }
                (true, false) => {
                    (Outcome::Fail, format!("[CERTIFICATE_EXPIRATION] ({left}) > 48h does not hold"))
                }
            };
            assert_eq!((sample.outcome, sample.detail), wanted, "{} at {}", sample.check, sample.at);
        }
    }
}

/// A day in the estates that ship: each kind of fault, in several protocols.
const DAY_OF_FAULTS: &[(&str, Kind, i64, i64, Status)] = &[
    ("butterfly/nexus", Kind::Fail, 60, 20, Status::MajorOutage),
    ("jack/load-balancer", Kind::Expiring, 120, 30, Status::Degraded),
    ("butterfly/kafka", Kind::Fail, 180, 15, Status::MajorOutage),
    ("butterfly/redis", Kind::Fail, 300, 12, Status::PartialOutage),
    ("butterfly/postgresql", Kind::Slow, 420, 30, Status::Degraded),
    ("ai-challenge/mongodb", Kind::Fail, 540, 22, Status::Degraded),
    ("jack/gateway", Kind::Half, 660, 50, Status::Degraded),
    ("jack/channel-service", Kind::Flap, 840, 30, Status::Degraded),
    ("ai-challenge/loki", Kind::Gone, 1_020, 16, Status::MajorOutage),
    ("jack/integration-service", Kind::Gone, 1_140, 10, Status::MajorOutage),
    ("butterfly/cassandra", Kind::Slow, 1_200, 25, Status::Degraded),
    ("butterfly/nexus", Kind::Gone, 1_300, 9, Status::MajorOutage),
];

/// An hour after the day.
const AFTER: At = At(20_001 * DAY + HOUR);

/// The estates that ship.
fn shipped() -> Arc<Estate> {
    let (content, report) = crate::config::read(&Files::embedded(), &Environment::default());
    Arc::new(content.unwrap_or_else(|| panic!("{report:?}")).estate)
}

/// What the checks answer on the day and in the hour after it, in the order of time.
fn answers(estate: &Estate) -> Vec<Sample> {
    let past = |&(component, kind, at, lasts, _): &(&str, Kind, i64, i64, Status)| Past {
        component: component.into(),
        kind,
        days_ago: 1,
        at: at * MINUTE,
        lasts: lasts * MINUTE,
    };
    let script = Script { past: DAY_OF_FAULTS.iter().map(past).collect(), ..Script::default() };
    let checks = estate.components().flat_map(|component| simulated(component, &script, AFTER));
    let begin = AFTER.day().start() - DAY;
    let mut samples: Vec<_> =
        checks.flat_map(|check| check.samples(begin, AFTER).collect::<Vec<_>>()).collect();
    samples.sort_by_key(|sample| sample.at);
    samples
}

/// Judges `samples`; the collector is rebuilt from the store before each sample whose position is in `cuts`.
fn judged(estate: &Arc<Estate>, samples: &[Sample], cuts: &[usize]) -> (Store, Collector) {
    let mut store = Store::memory().unwrap();
    let mut collector = Collector::new(estate.clone(), Stored::default(), samples[0].at);
    for (position, sample) in samples.iter().enumerate() {
        if cuts.contains(&position) {
            store.append(&collector.drain()).unwrap();
            let known = stored(&store, estate, sample.at).unwrap();
            collector = Collector::new(estate.clone(), known, sample.at);
        }
        collector.take(sample.clone());
        collector.tick(sample.at);
        collector.alert(sample.at);
    }
    collector.tick(AFTER);
    store.append(&collector.drain_all()).unwrap();
    (store, collector)
}

/// Stretches of trouble without a break, and what each showed.
fn incidents(timeline: &Timeline<Status>) -> Vec<(At, At, Vec<Status>)> {
    let mut incidents: Vec<(At, At, Vec<Status>)> = Vec::new();
    for span in timeline.spans(At(0), AFTER).filter(|span| span.state.is_trouble()) {
        match incidents.last_mut().filter(|last| last.1 == span.from) {
            Some(last) => {
                last.1 = span.to;
                last.2.push(span.state);
            }
            None => incidents.push((span.from, span.to, vec![span.state])),
        }
    }
    incidents
}

#[test]
fn a_day_of_faults_gives_exactly_the_incidents_that_the_script_caused() {
    let estate = shipped();
    let (_, collector) = judged(&estate, &answers(&estate), &[]);
    let day = AFTER.day().start() - DAY;
    for (component, timeline) in collector.timelines() {
        let mut incidents = incidents(timeline).into_iter().peekable();
        for &(_, kind, at, lasts, status) in DAY_OF_FAULTS.iter().filter(|fault| fault.0 == component) {
            let (begin, end) = (day + at * MINUTE, day + (at + lasts) * MINUTE);
            let caused: Vec<_> =
                std::iter::from_fn(|| incidents.next_if(|incident| incident.0 < end)).collect();
            let (from, to) = (caused[0].0, caused[caused.len() - 1].1);
            // A first outage is not yet known to be the beginning of more, so that flapping is an incident of its own;
            // and what flaps is held to be ill until its latest 21 answers were quiet enough.
            let is_steady = !matches!(kind, Kind::Half | Kind::Flap);
            let (most, early, late) =
                if is_steady { (1, MINUTE, MINUTE) } else { (2, 5 * MINUTE, 25 * MINUTE) };
            assert!(caused.len() <= most, "{component} is ill {caused:?}");
            assert!((0..=early).contains(&from.since(begin)), "{component} is ill from {from}");
            assert!((0..=late).contains(&to.since(end)), "{component} is ill until {to}");
            let shown: Vec<_> = caused.into_iter().flat_map(|incident| incident.2).collect();
            assert!(shown.contains(&status), "{component} shows {shown:?}");
            assert!(!is_steady || shown.iter().max() == Some(&status), "{component} shows {shown:?}");
        }
        assert_eq!(incidents.collect::<Vec<_>>(), [], "{component} is ill without a fault");
    }
}

#[test]
fn a_day_of_faults_brings_an_alert_for_each_fault_and_no_other() {
    let estate = shipped();
    let (store, _) = judged(&estate, &answers(&estate), &[]);
    let (mut alerts, day) = (store.alerts(At(0)).unwrap(), AFTER.day().start() - DAY);
    for &(component, _, at, lasts, _) in DAY_OF_FAULTS {
        let (begin, end) = (day + at * MINUTE, day + (at + lasts) * MINUTE);
        let is_its = |alert: &Alert| alert.component == component && (begin..end).contains(&alert.opened);
        let its: Vec<_> = alerts.extract_if(.., |alert| is_its(alert)).collect();
        assert_eq!(its.len(), 1, "{component}: {its:?}");
        assert!(its[0].resolved.is_some_and(|at| at >= begin), "{component}: {its:?}");
    }
    assert_eq!(alerts, []);
}

#[test]
fn the_same_day_with_restarts_thrown_in_gives_the_same_record() {
    let estate = shipped();
    let samples = answers(&estate);
    let (whole, _) = judged(&estate, &samples, &[]);
    let cuts: Vec<_> = (0..24).map(|seed| mix(seed) as usize % samples.len()).collect();
    let (cut, _) = judged(&estate, &samples, &cuts);
    let record = |store: &Store| {
        let (statuses, verdicts) = (store.statuses(At(0)).unwrap(), store.verdicts(At(0)).unwrap());
        let alerts = store.alerts(At(0)).unwrap();
        (statuses, verdicts, store.days(At(0).day()).unwrap(), store.streaks().unwrap(), alerts)
    };
    let (whole, cut) = (record(&whole), record(&cut));
    for (id, turns) in &whole.0 {
        assert_eq!(cut.0.get(id), Some(turns), "what {id} shows");
    }
    for (id, turns) in &whole.1 {
        assert_eq!(cut.1.get(id), Some(turns), "what {id} is held to be");
    }
    for (id, days) in &whole.2 {
        assert_eq!(cut.2.get(id), Some(days), "the days of {id}");
    }
    assert_eq!(cut, whole);
    assert!(whole.2.values().all(|days| days.len() == 1), "{:?}", whole.2);
}
