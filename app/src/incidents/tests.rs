use crate::page::Page;
use crate::status::sample::{NOW, html, public};
use model::incident::{Severity, State, Told};
use model::public::{Public, PublicImpact, PublicIncident, Whole};
use model::status::Status;
use model::time::{DAY, MINUTE};
use std::sync::Arc;

/// An incident that began so many days ago; of those that are over it is known when they ended.
fn incident(id: &str, days: i64, state: State) -> PublicIncident {
    let began = NOW - days * DAY - 30 * MINUTE;
    let told = |entry, minutes, state, text: &str| Told {
        entry,
        happened: began + minutes * MINUTE,
        state,
        text: text.into(),
        edited: (entry == 2).then_some(began + 9 * MINUTE),
    };
    let is_over = !state.is_open();
    let turns = [(began, Status::MajorOutage), (began + 20 * MINUTE, Status::Operational)];
    PublicIncident {
        id: id.into(),
        title: format!("{id} <is> down"),
        severity: Severity::P2,
        state,
        began,
        resolved: is_over.then_some(began + 20 * MINUTE),
        impacts: vec![PublicImpact {
            component: "butterfly/cassandra".into(),
            name: "Cassandra".into(),
            turns: turns[..if is_over { 2 } else { 1 }].into(),
        }],
        updates: vec![
            told(3, 20, state, "**Second** word <img src=x>"),
            told(2, 0, State::Investigating, "First word"),
        ],
        promised: (!is_over).then_some(NOW + 10 * MINUTE),
        merged: None,
        postmortem: is_over.then(|| "It was the disk.".into()),
    }
}

fn with(incidents: Vec<PublicIncident>) -> Arc<Public> {
    let incidents = Arc::new(incidents.into_iter().map(Arc::new).collect());
    Arc::new(Public { incidents, ..public() })
}

#[test]
fn what_is_open_stands_on_the_first_page_with_what_was_told_last() {
    let first = |incidents| html(&Page::Overview(with(incidents)));
    let html = first(vec![incident("kafka", 0, State::Identified), incident("old", 9, State::Resolved)]);
    assert!(html.contains(r#"<a href="/incidents/kafka">kafka &lt;is&gt; down</a>"#), "{html}");
    assert!(html.contains("<strong>Second</strong> word &lt;img src=x&gt;") && !html.contains("First word"));
    assert!(html.contains("Next update by") && html.contains("20 Nov 2026, 23:19 UTC"));
    assert!(!html.contains("/incidents/old"));
    assert!(!first(vec![]).contains("Open incidents"));
}

#[test]
fn incidents_stand_under_the_month_in_which_they_began() {
    let html = html(&Page::Incidents(with(vec![
        incident("kafka", 0, State::Monitoring),
        incident("redis", 3, State::Resolved),
        incident("old", 25, State::Postmortem),
    ])));
    let place = |words: &str| html.find(words).unwrap_or_else(|| panic!("{words} is not in {html}"));
    assert!(
        place(">November 2026<") < place("/incidents/kafka")
            && place("/incidents/redis") < place(">October 2026<")
    );
    assert!(place(">October 2026<") < place("/incidents/old"));
    assert!(html.contains("lasted 20 min") && html.contains(">30 min</span> so far"));
}

#[test]
fn no_incident_is_said_in_words() {
    assert!(html(&Page::Incidents(with(vec![]))).contains("Nothing has been broken"));
}

#[test]
fn an_incident_shows_its_updates_newest_first_and_what_was_learnt() {
    let html = html(&Page::Incident(with(vec![incident("redis", 3, State::Postmortem)]), "redis".into()));
    assert!(html.find("Second").zip(html.find("First word")).is_some_and(|(second, first)| second < first));
    assert!(html.contains(", edited ") && html.contains("It was the disk."));
    assert!(html.contains(r#"<a href="/status/butterfly/cassandra">Cassandra</a>"#));
    assert_eq!(html.matches("</svg>Major outage").count(), 1);
    assert!(!html.contains(" style=") && !html.contains("<img"));
}

#[test]
fn a_part_leads_to_the_whole_if_visitors_see_that() {
    let part = |merged| PublicIncident { merged: Some(merged), ..incident("part", 0, State::Identified) };
    let page = |merged| html(&Page::Incident(with(vec![part(merged)]), "part".into()));
    assert!(page(Whole::Shown("whole".into())).contains(r#"<a href="/incidents/whole">"#));
    assert!(!page(Whole::Hidden).contains("<a href=\"/incidents/"));
    assert!(html(&Page::Incident(with(vec![]), "gone".into())).contains("There is no page here"));
}
