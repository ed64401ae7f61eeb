//! Planned work on the desk: which windows are near, and what of their checklists is done.

use super::{Handled, incidents, may_respond};
use crate::web::error::HttpError;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::desk::plan::{Frozen, Plan};
use app::route::Route;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use calendar::plan::held;
use model::estate::{Estate, System};
use model::maintenance::{Item, Maintenance, Phase, Tick};
use model::time::{At, DAY};
use serde::Deserialize;
use std::sync::Arc;

/// How long before it begins a window is near.
const NEAR: i64 = 2 * DAY;
/// How long a window stays on the desk when it has ended.
const LEFT: i64 = DAY;
/// How far ahead freezes are told.
const FREEZES: i64 = 30 * DAY;

/// The windows that are near, run or have just ended, those that begin first before the others.
pub(super) async fn plans(web: &Web, now: At) -> Result<Vec<Plan>, HttpError> {
    let estate = web.planned();
    let mut plans: Vec<Plan> = estate.systems.iter().flat_map(|system| of(system, now)).collect();
    let Some(first) = plans.iter().map(|plan| plan.window.from).min() else { return Ok(plans) };
    let ticks = web.members.records(move |records, _| records.ticks(first)).await?;
    for plan in &mut plans {
        plan.ticks = ticks.iter().filter(|tick| is_of(tick, plan)).cloned().collect();
    }
    plans.sort_by_key(|plan| plan.window.from);
    Ok(plans)
}

fn is_of(tick: &Tick, plan: &Plan) -> bool {
    let Item { system, work, window, .. } = &tick.item;
    *system == plan.system && *work == plan.work.id && *window == plan.window.from
}

fn of(system: &System, now: At) -> impl Iterator<Item = Plan> + '_ {
    system.maintenance.iter().flat_map(move |work| {
        held(system, work, now - LEFT, now + NEAR).map(move |window| Plan {
            system: system.id.clone(),
            system_name: system.name.clone(),
            work: work.clone(),
            window,
            ticks: Vec::new(),
        })
    })
}

/// The freezes that hold or come soon.
pub(super) fn frozen(estate: &Estate, now: At) -> Vec<Frozen> {
    let of = |system: &System| {
        let soon = |window: model::maintenance::Window| now < window.to && window.from < now + FREEZES;
        let freezes = system.freezes.iter().filter(move |freeze| soon(freeze.window));
        let frozen = |freeze: &model::maintenance::Freeze| Frozen {
            system: system.name.clone(),
            freeze: freeze.clone(),
        };
        freezes.map(frozen).collect::<Vec<_>>()
    };
    estate.systems.iter().flat_map(of).collect()
}

/// What the form of a step sends.
#[derive(Deserialize)]
pub struct Ticked {
    system: String,
    work: String,
    window: i64,
    phase: String,
    step: String,
    done: bool,
}

/// `POST /desk/ticks`: ticks a step of a checklist, or takes the tick away. Only what is on the desk can be ticked.
pub async fn tick(State(web): State<Arc<Web>>, asked: Asked, Form(sent): Form<Ticked>) -> Handled {
    if !may_respond(&asked) {
        return Err(HttpError::Forbidden("Only responders tick checklists.".into()));
    }
    let gone = || {
        HttpError::BadRequest(
            "That step is not on the desk any more. Go back and load the page again.".into(),
        )
    };
    let now = incidents(&web)?.now();
    let phase = Phase::of_word(&sent.phase).ok_or_else(gone)?;
    let estate = web.planned();
    let system = estate.system(&sent.system).ok_or_else(gone)?;
    let is_it = |work: &&Maintenance| work.id == sent.work && work.has_step(phase, &sent.step);
    let work = system.maintenance.iter().find(is_it).ok_or_else(gone)?;
    let window = held(system, work, now - LEFT, now + NEAR).find(|window| window.from.0 == sent.window);
    let window = window.ok_or_else(gone)?.from;
    let by = super::by(&asked)?.actor;
    let item = Item { system: sent.system, work: sent.work, window, phase, step: sent.step };
    web.members.records(move |records, now| records.tick(&item, sent.done, &by, now)).await?;
    web.ticked.send_modify(|ticked| *ticked += 1);
    Ok(Redirect::to(&format!("{}#desk-plans", Route::Desk(String::new()).path())).into_response())
}
