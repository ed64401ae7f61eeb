//! A run as the API shows it to members.

use model::member::Actor;
use model::run::{Entry, Progress, Run, State, Step};
use model::time::At;
use schemars::JsonSchema;
use serde::Serialize;

/// A run with all that was done in it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Run")]
pub(super) struct View {
    id: String,
    /// How many entries it has.
    version: u32,
    /// Path of the page under `/docs/`.
    page: String,
    title: String,
    /// The incident that it belongs to.
    incident: Option<String>,
    began: At,
    by: Actor,
    /// `open`, `finished` or `abandoned`.
    state: &'static str,
    ended: Option<At>,
    /// How it stands, in words.
    standing: String,
    /// Notes on the run as a whole, each with who wrote it and when.
    notes: Vec<String>,
    steps: Vec<StepView>,
    entries: Vec<Entry>,
}

/// A step of a run.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RunStep")]
struct StepView {
    /// Stays what it is while the page is edited.
    id: String,
    words: String,
    /// The heading under which it stands.
    section: String,
    /// In how many other steps it stands.
    depth: u8,
    /// What it said before the page was edited.
    was: Option<String>,
    /// Whether the page has it no longer.
    gone: bool,
    state: State,
    at: Option<At>,
    by: Option<Actor>,
    /// Milliseconds since the step that was settled before it, or since the run began.
    took: Option<i64>,
    /// What is known of it, in words; empty while it is open.
    told: String,
    /// Notes on it, each with who wrote it and when.
    notes: Vec<String>,
}

impl View {
    /// The text of its tag.
    pub(super) fn version(&self) -> u32 {
        self.version
    }

    /// Where the API has it.
    pub(super) fn path(&self) -> String {
        format!("/api/v1/runs/{}", self.id)
    }

    /// What is shown of a run.
    pub(super) fn of(run: Run) -> View {
        let steps = run.started.steps.iter().map(|step| StepView::of(&run, step)).collect();
        View {
            version: run.version(),
            state: run.word(),
            ended: run.ended.as_ref().map(|ended| ended.at),
            standing: run.standing(),
            notes: run.notes(None),
            steps,
            id: run.id,
            page: run.started.page,
            title: run.started.title,
            incident: run.started.incident,
            began: run.started.began,
            by: run.started.by,
            entries: run.entries,
        }
    }
}

impl StepView {
    fn of(run: &Run, step: &Step) -> StepView {
        let progress: Option<&Progress> = run.progress.get(&step.id);
        let Step { id, words, section, depth, was, gone } = step.clone();
        StepView {
            state: run.state(&id),
            at: progress.map(|it| it.at),
            by: progress.map(|it| it.by.clone()),
            took: progress.map(|it| it.took),
            told: run.told(&id),
            notes: run.notes(Some(&id)),
            id,
            words,
            section,
            depth,
            was,
            gone,
        }
    }
}
