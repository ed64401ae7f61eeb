//! Planned work that is near or runs, with its checklist and who does what; and when no work is done.

use super::time;
use crate::route::DESK_TICK;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::maintenance::{Freeze, Item, Maintenance, Phase, Tick, Window};
use model::time::At;

/// A window that is near, runs or has just ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The system's id.
    pub system: String,
    /// As people write it.
    pub system_name: String,
    /// The work.
    pub work: Maintenance,
    /// The window of it.
    pub window: Window,
    /// What of its checklist is done.
    pub ticks: Vec<Tick>,
}

/// A time in which no planned work is done on a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// The system, as people write it.
    pub system: String,
    /// From when until when, and why.
    pub freeze: Freeze,
}

/// The windows and freezes; nothing where there is none.
pub(super) fn plans(plans: &[Plan], frozen: &[Frozen], may_respond: bool, now: At) -> Option<Drawn> {
    if plans.is_empty() && frozen.is_empty() {
        return None;
    }
    let rows = plans.iter().map(|plan| row(plan, may_respond, now)).collect_view();
    let rows = (!plans.is_empty()).then(|| view! { <ul class="desk-plans">{rows}</ul> }.drawn());
    let freezes = frozen.iter().map(|it| freeze(it, now)).collect_view();
    let freezes = (!frozen.is_empty()).then(|| view! { <ul class="desk-freezes">{freezes}</ul> }.drawn());
    Some(
        view! {
            <section aria-labelledby="desk-plans">
                <h2 id="desk-plans">"Planned maintenance"</h2>
                {freezes}
                {rows}
            </section>
        }
        .drawn(),
    )
}

fn freeze(Frozen { system, freeze }: &Frozen, now: At) -> Drawn {
    let Window { from, to } = freeze.window;
    view! {
        <li>
            <strong>{freeze.title.clone()}</strong> ": no planned work on " {system.clone()} " from " {time(from, now)}
            " to " {time(to, now)}
        </li>
    }
    .drawn()
}

fn row(plan: &Plan, may_respond: bool, now: At) -> Drawn {
    let Window { from, to } = plan.window;
    let state = match () {
        () if plan.window.holds(now) => "running",
        () if now < from => "near",
        () => "over",
    };
    let lists =
        Phase::ALL.map(|phase| list(plan, phase, may_respond, now)).into_iter().flatten().collect_view();
    view! {
        <li>
            <h3>{plan.work.title.clone()}</h3>
            <p class="incident-meta">
                {plan.system_name.clone()} ", " {time(from, now)} " to " {time(to, now)} " " <strong>{state}</strong>
            </p>
            {roles(&plan.work.roles)}
            {lists}
        </li>
    }
    .drawn()
}

/// Who does what, as role and name; nothing if nobody is named.
pub(crate) fn roles(roles: &[(String, String)]) -> Option<Drawn> {
    let rows = roles.iter().map(|(role, who)| {
        view! { <div><dt>{role.replace('-', " ")}</dt> <dd>{who.clone()}</dd></div> }
    });
    (!roles.is_empty()).then(|| view! { <dl class="desk-roles">{rows.collect_view()}</dl> }.drawn())
}

/// The steps of a part of the checklist; nothing if it has none.
fn list(plan: &Plan, phase: Phase, may_respond: bool, now: At) -> Option<Drawn> {
    let steps = plan.work.checklist.steps(phase);
    let rows = steps.iter().map(|words| step(plan, phase, words, may_respond, now)).collect_view();
    let heading = match phase {
        Phase::Before => "Before",
        Phase::During => "During",
        Phase::After => "After",
    };
    (!steps.is_empty()).then(|| view! { <h4>{heading}</h4> <ul class="desk-steps">{rows}</ul> }.drawn())
}

fn step(plan: &Plan, phase: Phase, words: &str, may_respond: bool, now: At) -> Drawn {
    let tick = plan.ticks.iter().find(|tick| tick.item.phase == phase && tick.item.step == words);
    let mark = if tick.is_some() { "\u{2611} " } else { "\u{2610} " };
    let said = if tick.is_some() { "Done: " } else { "To do: " };
    let by = tick.map(|tick| {
        view! { <span class="incident-meta">" " {tick.by.to_string()} ", " {time(tick.at, now)}</span> }
            .drawn()
    });
    let item = Item {
        system: plan.system.clone(),
        work: plan.work.id.clone(),
        window: plan.window.from,
        phase,
        step: words.into(),
    };
    let content = view! {
        <span>
            <span aria-hidden="true">{mark}</span> <span class="frame-unseen">{said}</span> {words.to_owned()} {by}
        </span>
    };
    match may_respond {
        true => view! { <li>{form(item, tick.is_some(), content.drawn())}</li> }.drawn(),
        false => view! { <li>{content}</li> }.drawn(),
    }
}

fn form(item: Item, done: bool, content: Drawn) -> Drawn {
    let (label, word) = if done { ("Take back", "false") } else { ("Tick", "true") };
    let name = format!("{label}: {}", item.step);
    view! {
        <form method="post" action=DESK_TICK>
            <input type="hidden" name="system" value=item.system/>
            <input type="hidden" name="work" value=item.work/>
            <input type="hidden" name="window" value=item.window.0.to_string()/>
            <input type="hidden" name="phase" value=item.phase.word()/>
            <input type="hidden" name="step" value=item.step/>
            {content}
            <button name="done" value=word aria-label=name>{label}</button>
        </form>
    }
    .drawn()
}
