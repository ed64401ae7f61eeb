//! What a plan's named scenario comes to: inputs like any other, so that forms, addresses and files hold it, and the plan with
//! the language models that it names.

use std::borrow::Cow;

use crate::evaluate::size;
use crate::panel::failure::placed;
use crate::plan::{NamedScenario, ZONES};
use crate::scenario::Ask;
use crate::{Plan, Scenario};

const DAY: f64 = 86_400.0;

/// The named scenario that `scenario` was made from.
pub fn origin<'a>(plan: &'a Plan, scenario: &Scenario) -> Option<&'a NamedScenario> {
    plan.scenario(scenario.ask(Ask::Scenario)?)
}

/// The plan with the language models that the scenario was made with.
pub fn applied<'a>(plan: &'a Plan, scenario: &Scenario) -> Cow<'a, Plan> {
    let Some(named) = origin(plan, scenario).filter(|named| !named.models.is_empty()) else {
        return Cow::Borrowed(plan);
    };
    let mut plan = plan.clone();
    for item in &mut plan.items {
        item.model = named.models.get(&item.id).or(item.model.as_ref()).cloned();
    }
    Cow::Owned(plan)
}

/// The named scenario's inputs. The error says why it has none.
pub fn resolve(plan: &Plan, named: &NamedScenario) -> Result<Scenario, String> {
    let mut scenario = Scenario::base();
    let pairs = named.set.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    for (key, value) in pairs.chain([("name", named.name.as_str()), ("scenario", named.id.as_str())]) {
        scenario = scenario.with(plan, key, value).map_err(|problem| problem.to_string())?;
    }
    if let Some(lasts) = &named.lasts {
        scenario = while_it_lasts(plan, &scenario, lasts.value.si() / DAY)?;
    }
    match ZONES.iter().position(|zone| named.loses.as_deref() == Some(zone)) {
        Some(zone) => without(plan, &scenario, zone as u32),
        None => Ok(scenario),
    }
}

/// Data grows by the scenario's traffic for so many days, and by the plan's otherwise: as figures of growth at traffic 1 that
/// come to the same, (kept + (traffic - 1) days) / (traffic kept) times the plan's.
fn while_it_lasts(plan: &Plan, scenario: &Scenario, days: f64) -> Result<Scenario, String> {
    let traffic = scenario.traffic();
    let sizings = size::all(plan, scenario, traffic).map_err(|error| error.to_string())?;
    let mut lasting = scenario.clone();
    for (item, sizing) in plan.items.iter().zip(&sizings).filter(|(_, sizing)| sizing.inputs.growth > 0.0) {
        let kept = sizing.inputs.kept_days;
        let share = (kept + (traffic - 1.0) * days.min(kept)) / (traffic * kept);
        let growth = format!("{:.3} MB", sizing.inputs.growth * share / 1e6);
        let key = format!("{}.growth", item.id);
        lasting = lasting.with(plan, &key, &growth).map_err(|problem| problem.to_string())?;
    }
    Ok(lasting)
}

/// As many replicas as are left of those that the scenario comes to when a zone is lost.
fn without(plan: &Plan, scenario: &Scenario, zone: u32) -> Result<Scenario, String> {
    let sizings = size::all(plan, scenario, scenario.traffic()).map_err(|error| error.to_string())?;
    let mut left = scenario.clone();
    for (item, sizing) in plan.items.iter().zip(&sizings) {
        let lost = placed(sizing.replicas, zone);
        if lost == 0 || sizing.cores <= 0.0 {
            continue;
        }
        if lost == sizing.replicas {
            return Err(format!("{} has none left", item.name));
        }
        let key = format!("{}.replicas", item.id);
        let count = (sizing.replicas - lost).to_string();
        left = left.with(plan, &key, &count).map_err(|problem| problem.to_string())?;
    }
    Ok(left)
}
