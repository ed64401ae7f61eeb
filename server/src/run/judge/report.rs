//! What recorded samples amount to, for people and for programs.

use model::judge::Verdict;
use model::status::Status;
use model::time::{At, SECOND, length};
use model::timeline::{Span, Timeline, Turn};
use model::uptime::{Clocks, percent};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;
use store::Batch;

/// What recorded samples amount to.
#[derive(Default)]
pub(super) struct Report {
    /// Check and its new verdict, in the order in which they were known.
    pub verdicts: Vec<(String, Turn<Verdict>)>,
    /// What each component with samples showed. A collector forgets what is older than the bar of a page; this does not.
    timelines: BTreeMap<String, Timeline<Status>>,
    /// Components with samples, by their ids.
    pub components: Vec<Part>,
}

/// A component from its first sample to the last sample of all.
pub(super) struct Part {
    pub id: String,
    pub spans: Vec<Span<Status>>,
    pub clocks: Clocks,
}

impl Report {
    /// Notes a sample of a component: with the first one its life begins, of which nothing is known yet.
    pub fn begins(&mut self, component: &str, at: At) {
        if !self.timelines.contains_key(component) {
            let turn = Turn { from: at, state: Status::Unknown, why: String::new() };
            self.timelines.insert(component.to_owned(), Timeline::new([turn]));
        }
    }

    /// Notes what a collector wants to be stored.
    pub fn note(&mut self, batch: Batch) {
        self.verdicts.extend(batch.verdicts);
        for (component, from, turns) in batch.statuses {
            if let Some(timeline) = self.timelines.get_mut(&component) {
                timeline.replace_from(from, turns);
            }
        }
    }

    /// Adds up what was noted, from `from` to `to`.
    pub fn over(mut self, from: At, to: At) -> Report {
        let part = |(id, timeline): (String, Timeline<Status>)| Part {
            id,
            spans: timeline.spans(from, to).collect(),
            clocks: Clocks::over(&timeline, from, to),
        };
        self.components = std::mem::take(&mut self.timelines).into_iter().map(part).collect();
        self
    }

    /// Tables for people.
    pub fn as_text(&self) -> String {
        let mut text = String::from("Verdicts\n");
        for (check, turn) in &self.verdicts {
            let _ = writeln!(text, "  {}  {check}  {}  {}", exact(turn.from), turn.state.word(), turn.why);
        }
        for part in &self.components {
            let _ = writeln!(text, "\n{}", part.id);
            for span in &part.spans {
                let (word, lasted) = (span.state.label(), length(span.millis()));
                let _ = writeln!(text, "  {} to {}  {word}  {lasted}", exact(span.from), exact(span.to));
            }
            let clocks = clocks(&part.clocks).map(|(name, millis)| format!("{name} {}", length(millis)));
            let _ = writeln!(text, "  {}", clocks.join(", "));
            let uptime = part.clocks.uptime().map_or_else(|| "nothing to count".into(), percent);
            let _ = writeln!(text, "  uptime = (up + degraded) / (up + degraded + down) = {uptime}");
        }
        text.trim_end().to_owned()
    }

    /// JSON, one object a line: verdicts, then spans and clocks of each component. Times are RFC 3339, lengths are
    /// milliseconds.
    pub fn as_json(&self) -> String {
        let verdicts = self.verdicts.iter().map(|(check, turn)| {
            let (at, verdict) = (exact(turn.from), turn.state.word());
            json!({"type": "verdict", "check": check, "at": at, "verdict": verdict, "why": turn.why})
        });
        let parts = self.components.iter().flat_map(|part| {
            let span = |span: &Span<Status>| {
                let (from, to) = (exact(span.from), exact(span.to));
                json!({"type": "span", "component": part.id, "from": from, "to": to, "status": span.state.slug()})
            };
            let mut object = json!({"type": "clocks", "component": part.id, "uptime": part.clocks.uptime()});
            for (name, millis) in clocks(&part.clocks) {
                object[format!("{name}_ms")] = json!(millis);
            }
            part.spans.iter().map(span).chain([object]).collect::<Vec<_>>()
        });
        verdicts.chain(parts).map(|object| object.to_string()).collect::<Vec<_>>().join("\n")
    }
}

/// RFC 3339, with milliseconds if there are any, so that spans can be added up.
fn exact(at: At) -> String {
    let (second, millis) = (at.to_string(), at.0.rem_euclid(SECOND));
    if millis == 0 { second } else { format!("{}.{millis:03}Z", second.trim_end_matches('Z')) }
}

fn clocks(clocks: &Clocks) -> [(&'static str, i64); 5] {
    [
        ("up", clocks.up),
        ("degraded", clocks.degraded),
        ("down", clocks.down),
        ("maintenance", clocks.maintenance),
        ("unknown", clocks.unknown),
    ]
}
