//! Who is told of a run: the timeline of its incident, as notes, and the audit log.

use crate::error::Fault;
use crate::records::audit;
use crate::records::incidents::{Maker, Place, note};
use model::member::Actor;
use model::run::{Entry, Run, State};
use model::time::At;

/// Letters of a step's words in a note.
const MOST_WORDS: usize = 120;
/// The most steps that a note names.
const MOST_NAMED: usize = 30;

/// A run was started.
pub(super) fn started(place: Place<'_>, run: &Run) -> Result<(), Fault> {
    let (at, by) = (run.started.began, &run.started.by);
    audit::note(place.0, at, by, "run.started", &run.id, &run.started.page)?;
    to_incident(place, run, at, by, format!("Started a run of {}.", link(run)))
}

/// Something was done in a run. Its incident hears of the end, and then of what was skipped or did not work.
pub(super) fn acted(place: Place<'_>, run: &Run, entry: &Entry) -> Result<(), Fault> {
    let step = entry.act.step().and_then(|id| run.step(id)).map_or("", |step| &step.words);
    let detail = match (step, entry.act.text()) {
        (words, "") | ("", words) => words.to_owned(),
        (step, text) => format!("{step}: {text}"),
    };
    let action = format!("run.{}", entry.act.word());
    audit::note(place.0, entry.at, &entry.by, &action, &run.id, &detail)?;
    if entry.act.ends() {
        to_incident(place, run, entry.happened, &entry.by, ended(run, entry))?;
    }
    Ok(())
}

fn to_incident(place: Place<'_>, run: &Run, at: At, by: &Actor, text: String) -> Result<(), Fault> {
    match &run.started.incident {
        Some(incident) => note(place, incident, &Maker::new(at, by.clone()), text),
        None => Ok(()),
    }
}

/// What the timeline says of the end, in markdown.
fn ended(run: &Run, entry: &Entry) -> String {
    let count = run.count();
    let word = if entry.act.word() == "finished" { "Finished" } else { "Abandoned" };
    let mut text = format!("{word} the run of {}: {} of {} steps done.", link(run), count.done, count.all);
    let said = entry.act.text().trim();
    if !said.is_empty() {
        text.push_str(&format!("\n\n{}", plain(said)));
    }
    for (state, word) in [(State::Skipped, "Skipped"), (State::Failed, "Failed")] {
        for (step, progress) in run.settled(state).take(MOST_NAMED) {
            let why = progress.text.trim();
            let why = if why.is_empty() { String::new() } else { format!(": {}", short(why)) };
            text.push_str(&format!("\n\n- {word}: {}{}", plain(&short(&step.words)), plain(&why)));
        }
    }
    text
}

fn link(run: &Run) -> String {
    format!("[{}](/docs/runs/{})", plain(&run.started.title), run.id)
}

fn short(words: &str) -> String {
    words.chars().take(MOST_WORDS).collect()
}

/// Text as markdown that says just that (CommonMark, section 2.4).
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if letter.is_ascii_punctuation() && !matches!(letter, '.' | ',' | ':' | ';' | '?' | '\'' | '/') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
