#![allow(clippy::unwrap_used)]

use super::{HistoryPage, Measured, PastWork};
use crate::page::Page;
use crate::status::sample::{NOW, html, public};
use model::incident::{Severity, State};
use model::maintenance::Window;
use model::public::{Public, PublicIncident};
use model::time::{DAY, HOUR, MINUTE, Month};
use std::sync::Arc;

/// An incident that began two days ago and took a day.
fn incident() -> PublicIncident {
    PublicIncident {
        id: "odd".into(),
        title: "Odd <prices>".into(),
        severity: Severity::P2,
        state: State::Resolved,
        began: NOW - 2 * DAY,
        resolved: Some(NOW - DAY),
        impacts: Vec::new(),
        updates: Vec::new(),
        promised: None,
        merged: None,
        postmortem: None,
    }
}

fn page(month: &str) -> String {
    let mut public = Public { incidents: Arc::new(vec![Arc::new(incident())]), ..public() };
    let loki = &mut public.systems[1].groups[0].components[0];
    // On 12 Nov.
    loki.days[0].clocks.maintenance = HOUR;
    let from = loki.days[0].day.start();
    let work = |title: &str, days: i64| PastWork {
        title: title.into(),
        components: vec!["ai-challenge/loki".into()],
        window: Window { from: from + days * DAY, to: from + days * DAY + 2 * HOUR },
    };
    let month = Month::parse(month).unwrap();
    let measured = public.components().map(|its| Measured::of(its, month.first())).collect();
    let works = vec![work("Bigger disks", 0), work("Never done", 1)];
    let earliest = Month::parse("2026-08").unwrap();
    html(&Page::History(HistoryPage { public: Arc::new(public), month, earliest, measured, works }))
}

#[test]
fn days_with_something_to_tell_tell_it() {
    let html = page("2026-11");
    assert!(html.contains("<h1>November 2026</h1>"), "{html}");
    assert_eq!(html.matches(r#"<a href="/incidents/odd">Odd &lt;prices&gt;</a>"#).count(), 2);
    assert!(html.contains("resolved <time datetime=\"2026-11-19T23:09:39Z\">23:09 UTC</time>"), "{html}");
    assert!(html.contains("began <time datetime=\"2026-11-18T23:09:39Z\">23:09 UTC</time>"));
    assert!(html.contains(r#"<a href="/status/butterfly/cassandra/2026-11-20">Cassandra</a>"#), "{html}");
    assert!(html.contains("Bigger disks") && !html.contains("Never done"));
    assert!(html.contains("4 days with something to tell, 16 days quiet."), "{html}");
}

#[test]
fn quiet_days_are_said_to_be_quiet_in_one_line() {
    let html = page("2026-11");
    assert!(html.contains("Sun 1 Nov 2026</time> to"), "{html}");
    assert!(html.contains("Wed 11 Nov 2026</time></p><p>Quiet: no incident"), "{html}");
    assert!(!html.contains("21 Nov 2026"));
}

#[test]
fn a_month_before_anything_was_watched_is_not_quiet() {
    let html = page("2026-07");
    assert!(
        html.contains("Nothing is known of this month.") && html.contains("No data: nothing was watched.")
    );
    assert!(!html.contains("Quiet:"));
}

#[test]
fn months_lead_to_their_neighbours_up_to_the_current_one() {
    let html = page("2026-10");
    assert!(html.contains(r#"href="/history/2026-09" rel="prev""#), "{html}");
    assert!(html.contains(r#"href="/history/2026-11" rel="next""#));
    assert!(!page("2026-11").contains(r#"rel="next""#) && !page("2026-08").contains(r#"rel="prev""#));
}

#[test]
fn the_first_page_tells_of_the_last_days() {
    let html = html(&Page::Overview(Arc::new(public())));
    assert!(html.contains("id=\"recent\"") && html.contains("down 12 min"), "{html}");
    assert!(html.contains("Sat 14 Nov 2026</time> to") && html.contains("Quiet: no incident"), "{html}");
    assert!(NOW.since(NOW.day().start()) > 12 * MINUTE);
}
