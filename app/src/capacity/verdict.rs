//! The answer: one sentence, and each resource held against the minimum and the recommended as a bar.

use super::sheet::Sheet;
use ::capacity::Outcome;
use ::capacity::evaluate::{ItemOutcome, Level, State, Verdict};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How the scenario fares, in a sentence or two.
pub(super) fn headline(sheet: &Sheet) -> String {
    match &sheet.outcome {
        Ok(outcome) => match weak(outcome) {
            None => fit(outcome),
            Some((State::NoLoss, weak)) => format!("{} {weak}", fit(outcome)),
            Some((_, weak)) => format!("Does not hold. {weak} {}", fit(outcome)),
        },
        Err(error) => format!("This scenario has no answer: {error}."),
    }
}

fn fit(outcome: &Outcome) -> String {
    let at =
        |level| list(outcome.verdicts.iter().filter(|verdict| verdict.level == level).map(name).collect());
    match outcome.verdicts.iter().map(|verdict| verdict.level).max() {
        Some(Level::Beyond) => format!("Does not fit: {} beyond the recommended.", at(Level::Beyond)),
        Some(Level::WithinRecommended) => {
            format!("Fits the recommended; more than the minimum of {}.", at(Level::WithinRecommended))
        }
        _ => "Fits the minimum.".into(),
    }
}

fn name(verdict: &Verdict) -> String {
    match verdict.resource.name() {
        "CPU" => "CPU".into(),
        name => name.to_ascii_lowercase(),
    }
}

/// The worst of the items that do not hold, and the words for all of them.
fn weak(outcome: &Outcome) -> Option<(State, String)> {
    let weak = || outcome.items.iter().filter(|item| item.state != State::Holds);
    let worst: &ItemOutcome = weak().rev().max_by_key(|item| item.state)?;
    let more = match weak().count() - 1 {
        0 => String::new(),
        1 => "; one more does not hold".into(),
        more => format!("; {more} more do not hold"),
    };
    Some((worst.state, format!("{}: {}{more}.", worst.name, worst.state.words())))
}

fn list(mut names: Vec<String>) -> String {
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}

/// What the server draws below the bar of each resource, in the order of `Resource::ALL`. It is no part of what browsers are
/// sent of the island: there a worker draws it anew.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "()", into = "()")]
pub struct Below(pub Vec<String>);

impl From<()> for Below {
    fn from((): ()) -> Below {
        Below::default()
    }
}

impl From<Below> for () {
    fn from(_: Below) {}
}

/// The resources, each with its bar, and below it from when on each limit is short.
pub(super) fn bars(outcome: &Outcome, below: &Below) -> impl IntoView + use<> {
    let mut below = below.0.iter().cloned();
    let each = outcome.verdicts.iter().map(|verdict| resource(verdict, below.next())).collect_view();
    view! { <ul class="capacity-verdicts">{each}</ul> }
}

fn resource(verdict: &Verdict, below: Option<String>) -> impl IntoView + use<> {
    let name = verdict.resource.name();
    view! {
        <li class="capacity-verdict" data-level=slug(verdict.level)>
            <h3>{name}</h3>
            <p class="capacity-needed">{verdict.needed.text()}</p>
            <p class="capacity-level">
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d=shape(verdict.level)/></svg>
                {verdict.level.words()}
            </p>
            {bar(verdict)}
            {place(name, below)}
        </li>
    }
}

/// The place of what is drawn below the bar of the resource with this name.
#[cfg(feature = "ssr")]
fn place(name: &'static str, below: Option<String>) -> impl IntoView + use<> {
    view! { <div data-holds=name inner_html=below.unwrap_or_default()></div> }
}

#[cfg(not(feature = "ssr"))]
fn place(name: &'static str, _: Option<String>) -> impl IntoView + use<> {
    view! { <div data-holds=name></div> }
}

fn slug(level: Level) -> &'static str {
    match level {
        Level::WithinMinimum => "minimum",
        Level::WithinRecommended => "recommended",
        Level::Beyond => "beyond",
    }
}

/// A disc with a tick, a disc half full, an octagon with a cross: alike in no way but the box of 16 by 16.
fn shape(level: Level) -> &'static str {
    match level {
        Level::WithinMinimum => {
            "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM4.2 8.3 7 11.1l5-5-1.2-1.2L7 8.7 5.4 7.1z"
        }
        Level::WithinRecommended => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2v10A5 5 0 0 0 8 3z",
        Level::Beyond => {
            "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1zM5.9 4.6 4.6 5.9 6.7 8l-2.1 2.1 1.3 1.3L8 9.3l2.1 2.1 1.3-1.3L9.3 8l2.1-2.1-1.3-1.3L8 6.7z"
        }
    }
}

/// As wide as what it is drawn in.
pub(super) const WHOLE: &str = "100%";

/// The need as a bar over two zones that end at the minimum and at the recommended.
fn bar(verdict: &Verdict) -> impl IntoView + use<> {
    let needed = verdict.needed.value;
    let end = needed.max(verdict.recommended) * 1.02;
    let share = |value: f64| format!("{:.2}%", 100.0 * value / end);
    let (minimum, recommended) = (share(verdict.minimum), share(verdict.recommended));
    view! {
        <svg class="capacity-bar" width="100%" height="28" role="img" aria-label=verdict.sentence()>
            <rect class="capacity-zone-beyond" y="4" width=WHOLE height="20" rx="3"/>
            <rect class="capacity-zone-recommended" y="4" width=recommended.clone() height="20" rx="3"/>
            <rect class="capacity-zone-minimum" y="4" width=minimum.clone() height="20" rx="3"/>
            <rect class="capacity-need" y="9" width=share(needed) height="10" rx="2"/>
            <line class="capacity-mark" x1=minimum.clone() x2=minimum y1="1" y2="27"/>
            <line class="capacity-mark" x1=recommended.clone() x2=recommended y1="1" y2="27"/>
        </svg>
    }
}

/// How it is in one word, as the style sheet has it: the worst level, or beyond all if an item does not hold.
pub(super) fn worst(sheet: &Sheet) -> &'static str {
    let Ok(outcome) = &sheet.outcome else { return slug(Level::Beyond) };
    if weak(outcome).is_some_and(|(state, _)| state > State::NoLoss) {
        return slug(Level::Beyond);
    }
    outcome.verdicts.iter().map(|verdict| verdict.level).max().map_or("", slug)
}
