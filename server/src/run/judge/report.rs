//! What recorded samples amount to, for people and for programs.

use crate::collect::collector::Collector;
use model::judge::Verdict;
use model::status::Status;
use model::time::{At, length};
use model::timeline::{Span, Turn};
use model::uptime::{Clocks, percent};
use serde_json::json;
use std::fmt::Write;

/// What recorded samples amount to.
#[derive(Default)]
pub(super) struct Report {
    /// Check and its new verdict, in the order in which they were known.
    verdicts: Vec<(String, Turn<Verdict>)>,
    components: Vec<Part>,
}

/// A component from its first sample to the last sample of all.
struct Part {
    id: String,
    spans: Vec<Span<Status>>,
    clocks: Clocks,
}

impl Report {
    /// What `collector` knows of the time from `from` to `to`.
    pub fn of(collector: &Collector, verdicts: Vec<(String, Turn<Verdict>)>, from: At, to: At) -> Report {
        let part = |(id, timeline): (&str, &model::timeline::Timeline<Status>)| Part {
            id: id.to_owned(),
            spans: timeline.spans(from, to).collect(),
            clocks: Clocks::over(timeline, from, to),
        };
        let components = collector.timelines().map(part).filter(|part| !part.spans.is_empty()).collect();
        Report { verdicts, components }
    }

    /// Tables for people.
    pub fn as_text(&self) -> String {
        let mut text = String::from("Verdicts\n");
        for (check, turn) in &self.verdicts {
            let _ = writeln!(text, "  {}  {check}  {}  {}", turn.from, turn.state.word(), turn.why);
        }
        for part in &self.components {
            let _ = writeln!(text, "\n{}", part.id);
            for span in &part.spans {
                let (word, lasted) = (span.state.label(), length(span.millis()));
                let _ = writeln!(text, "  {} to {}  {word}  {lasted}", span.from, span.to);
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
            let (at, verdict) = (turn.from.to_string(), turn.state.word());
            json!({"type": "verdict", "check": check, "at": at, "verdict": verdict, "why": turn.why})
        });
        let parts = self.components.iter().flat_map(|part| {
            let span = |span: &Span<Status>| {
                let (from, to) = (span.from.to_string(), span.to.to_string());
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

fn clocks(clocks: &Clocks) -> [(&'static str, i64); 5] {
    [
        ("up", clocks.up),
        ("degraded", clocks.degraded),
        ("down", clocks.down),
        ("maintenance", clocks.maintenance),
        ("unknown", clocks.unknown),
    ]
}
