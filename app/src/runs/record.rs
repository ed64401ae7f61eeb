//! Everything that was done in a run, in the order in which it happened: also what changed nothing, because somebody else
//! was first.

use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::run::{Entry, Run};

/// The record, folded away.
pub(super) fn record(run: &Run) -> Drawn {
    let rows = run.entries.iter().map(|entry| row(run, entry)).collect_view();
    view! {
        <details class="runs-record">
            <summary>"Everything that was done"</summary>
            <ol>
                <li>{format!("{}: {} started the run", run.clock(run.started.began), run.started.by)}</li>
                {rows}
            </ol>
        </details>
    }
    .drawn()
}

fn row(run: &Run, entry: &Entry) -> Drawn {
    let did = match entry.act.word() {
        "taken-back" => "took back",
        "failed" => "saw fail",
        word => word,
    };
    let step = entry.act.step().and_then(|id| run.step(id)).map(|step| format!(" \"{}\"", step.words));
    let text = entry.act.text();
    let text = if text.is_empty() { String::new() } else { format!(": {text}") };
    let late = if entry.at.since(entry.happened) >= model::time::SECOND {
        format!(", told at {}", run.clock(entry.at))
    } else {
        String::new()
    };
    let words = format!(
        "{}: {} {did}{}{text}{late}",
        run.clock(entry.happened),
        entry.by,
        step.unwrap_or_else(|| if entry.act.ends() { " the run".into() } else { String::new() })
    );
    view! { <li>{words}</li> }.drawn()
}
