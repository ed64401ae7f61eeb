//! One step of a run: what the page says, what is done about it, and the forms that say so.

use super::line;
use super::one::OneRun;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::PageStep;
use leptos::prelude::*;
use model::run::{State, Step};

/// The row of a step; `is_next` gives it the focus.
pub(super) fn row(page: &OneRun, step: &Step, text: Option<&PageStep>, is_next: bool) -> Drawn {
    let state = page.run.state(&step.id);
    let notes = page.run.notes(Some(&step.id));
    let notes = notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let (mark, more) = match page.may_act() {
        true => (tick(page, step, state, is_next), Some(more(page, step))),
        false => (seen(state), None),
    };
    view! {
        <li
            class="runs-step"
            id=format!("run-{}", step.id)
            data-step=step.id.clone()
            data-state=state.word()
            data-depth=step.depth.min(3)
            data-gone=step.gone.to_string()
        >
            <div class="runs-mark">{mark}</div>
            <div class="runs-text">
                {words(page, step, text)}
                {changes(step)}
                <p class="runs-told">{page.run.told(&step.id)}</p>
                <ul class="runs-notes">{notes}</ul>
                {more}
            </div>
        </li>
    }
    .drawn()
}

/// What the page says, or what it said when it was last looked at.
fn words(page: &OneRun, step: &Step, text: Option<&PageStep>) -> Drawn {
    let Some(text) = text else { return view! { <p>{step.words.clone()}</p> }.drawn() };
    // A link within the page leads to the page.
    let address = format!("href=\"{}#", ::docs::url(&page.run.started.page));
    let html = text.html.replace("href=\"#", &address);
    let heading = text.headed.then(|| view! { <h3>{step.words.clone()}</h3> });
    // The docs crate writes this HTML itself, tag by tag, and escapes all else.
    view! { {heading} <div class="docs-body" inner_html=html></div> }.drawn()
}

fn changes(step: &Step) -> Option<Drawn> {
    let gone = step.gone.then(|| view! { <p class="runs-changed">"The page has this step no longer."</p> });
    let was = step.was.clone();
    let was =
        was.map(|was| view! { <p class="runs-changed">"The page was edited. It said before: " {was}</p> });
    (gone.is_some() || was.is_some()).then(|| view! { {gone} {was} }.drawn())
}

fn tick(page: &OneRun, step: &Step, state: State, is_next: bool) -> Drawn {
    let (act, label) = if state == State::Done { ("take-back", "Take back") } else { ("tick", "Tick") };
    view! {
        <form method="post" action=page.action()>
            <input type="hidden" name="step" value=step.id.clone()/>
            <button
                class="runs-tick"
                name="do"
                value=act
                autofocus=is_next
                aria-label=format!("{label}: {}", step.words)
                data-words=step.words.clone()
            >
                {label}
            </button>
        </form>
    }
    .drawn()
}

/// The mark for whoever cannot change it.
fn seen(state: State) -> Drawn {
    let word = match state {
        State::Open => "Open",
        State::Done => "Done",
        State::Skipped => "Skipped",
        State::Failed => "Failed",
    };
    view! { <span class="runs-seen">{word}</span> }.drawn()
}

fn more(page: &OneRun, step: &Step) -> Drawn {
    let typed = page.typed(&step.id);
    view! {
        <details class="runs-more" open=!typed.is_empty()>
            <summary aria-label=format!("Skip, failed or note: {}", step.words)>"Skip, failed or note"</summary>
            <form class="runs-form" method="post" action=page.action()>
                <input type="hidden" name="step" value=step.id.clone()/>
                {line("Reason, or the note", typed)}
                <p>
                    <button name="do" value="skip">"Skip it"</button> " "
                    <button name="do" value="fail">"It failed"</button> " "
                    <button name="do" value="note">"Note it"</button> " "
                    <button name="do" value="take-back">"Open it again"</button>
                </p>
            </form>
        </details>
    }
    .drawn()
}
