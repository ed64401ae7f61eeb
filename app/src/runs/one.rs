//! `/docs/runs/{run}`: the steps of a page, each with what is done about it, and how the run ends.

use super::{line, record, step, time};
use crate::route::Route;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::PageStep;
use leptos::prelude::*;
use messages::Locale;
use model::run::{Run, Step};

/// What the page shows.
#[derive(Clone)]
pub struct OneRun {
    /// Whether whoever looks may do anything in it.
    pub may_respond: bool,
    /// Who looks, as a timeline names them.
    pub who: String,
    /// The run, over the steps that its page has.
    pub run: Run,
    /// Its steps in order, each with its text if the page has it.
    pub steps: Vec<(Step, Option<PageStep>)>,
    /// What was typed and not kept.
    pub refused: Option<Refused>,
}

/// What was typed and not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub problem: String,
    /// The step that it was about, by id; empty for the run as a whole.
    pub step: String,
    /// What was typed.
    pub text: String,
}

impl OneRun {
    pub(super) fn body(&self, locale: &Locale) -> Drawn {
        let run = &self.run;
        let problem = self.refused.as_ref().map(|it| it.problem.clone());
        let problem = problem.map(|words| view! { <p class="runs-problem" role="alert">{words}</p> });
        view! {
            <div
                class="runs-run"
                data-run=run.id.clone()
                data-state=run.word()
                data-who=self.may_respond.then(|| self.who.clone())
            >
                {self.header(locale)}
                {problem}
                <p class="runs-said" role="status"></p>
                {self.sections()}
                {self.notes()}
                {self.end()}
                {record::record(run)}
            </div>
            <script type="module" src="/runs.js"></script>
        }
        .drawn()
    }

    fn header(&self, locale: &Locale) -> Drawn {
        let (started, count) = (&self.run.started, self.run.count());
        let page = ::docs::url(&started.page);
        let incident = started.incident.clone().map(|id| {
            view! { ", in the incident " <a href=Route::Desk(id.clone()).path()>{id.clone()}</a> }
        });
        let ended = self.run.ended.as_ref().map(|ended| {
            let (word, said) = (self.run.word(), ended.text.clone());
            let said = if said.is_empty() { said } else { format!(": {said}") };
            view! { <p class="runs-ended">{format!("It was {word} by {} ", ended.by)} {time(ended.at)} {said} "."</p> }
        });
        view! {
            <header class="runs-head">
                {crumbs(locale, [(Route::Runs, "Runs".into())], &started.title)}
                <h1>{started.title.clone()}</h1>
                <p class="docs-summary">
                    "A run of " <a href=page>"this page"</a> ", started by " {started.by.to_string()} " " {time(started.began)}
                    {incident} "."
                </p>
                {ended}
                <p class="runs-standing" role="status">{self.run.standing()}</p>
                <progress class="runs-progress" max=count.all.max(1).to_string() value=settled(&self.run).to_string() aria-label="Steps that are settled"></progress>
            </header>
        }
        .drawn()
    }

    /// The steps, under the headings under which they stand on the page.
    fn sections(&self) -> Drawn {
        if self.steps.is_empty() {
            return view! { <p>"The page has no steps any longer, and nothing was done."</p> }.drawn();
        }
        let next = self.next();
        let begins = |a: &(Step, Option<PageStep>), b: &(Step, Option<PageStep>)| {
            b.0.depth > 0 || a.0.section == b.0.section
        };
        let sections = self.steps.chunk_by(begins).map(|steps| {
            let name = steps.first().map_or("", |(step, _)| step.section.as_str()).to_owned();
            let rows = steps
                .iter()
                .map(|(step, text)| step::row(self, step, text.as_ref(), next == Some(step.id.as_str())));
            let heading = (!name.is_empty()).then(|| view! { <h2>{name}</h2> });
            view! { <section>{heading} <ol class="runs-steps">{rows.collect_view()}</ol></section> }
        });
        sections.collect_view().drawn()
    }

    /// The step to be done next, which has the focus.
    fn next(&self) -> Option<&str> {
        let is_open = |step: &&Step| !step.gone && !self.run.progress.contains_key(&step.id);
        let steps = self.steps.iter().map(|(step, _)| step);
        let next = (self.may_act() && self.refused.is_none()).then(|| steps.into_iter().find(is_open));
        next.flatten().map(|step| step.id.as_str())
    }

    fn notes(&self) -> Drawn {
        let notes = self.run.notes(None);
        let rows = notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
        let form = self.may_act().then(|| {
            view! {
                <form class="runs-form" method="post" action=self.action()>
                    {line("A note on the run", self.typed(""))}
                    <button name="do" value="note">"Note it"</button>
                </form>
            }
        });
        view! { <section class="runs-whole"><h2>"Notes"</h2> <ul class="runs-notes" id="run-notes">{rows}</ul> {form}</section> }
            .drawn()
    }

    fn end(&self) -> Option<Drawn> {
        let form = view! {
            <section class="runs-whole">
                <h2>"End of the run"</h2>
                <form class="runs-form" method="post" action=self.action()>
                    {line("What is to be said of it; may be empty", "")}
                    <p>
                        <button name="do" value="finish" class="runs-finish">"Finish the run"</button> " "
                        <button name="do" value="abandon">"Abandon it"</button>
                    </p>
                </form>
            </section>
        };
        self.may_act().then(|| form.drawn())
    }

    /// Whether whoever looks may do something in it as it is.
    pub(super) fn may_act(&self) -> bool {
        self.may_respond && self.run.ended.is_none()
    }

    /// Where its forms are sent.
    pub(super) fn action(&self) -> String {
        Route::Run(self.run.id.clone()).path()
    }

    /// What was typed about a step and not kept.
    pub(super) fn typed(&self, step: &str) -> &str {
        self.refused.as_ref().filter(|it| it.step == step).map_or("", |it| &it.text)
    }
}

/// How many of its steps are settled.
fn settled(run: &Run) -> usize {
    let count = run.count();
    count.done + count.skipped + count.failed
}
