//! One pair of key and value into a scenario, or the problem with it.

use std::ops::RangeInclusive;

use super::ask::{KEYS, POLICY};
use super::{Field, Scenario};
use crate::plan::{Item, Kind};
use crate::units::{Rate, UnitError, si_range};
use crate::{Plan, Problem};

pub(super) const TRAFFIC: RangeInclusive<f64> = 0.1..=100.0;
pub(super) const UTILISATION: RangeInclusive<f64> = 0.3..=0.95;
pub(super) const DAYS: RangeInclusive<u32> = 1..=1825;
const PERCENTILES: [u8; 5] = [50, 80, 90, 95, 99];

/// Names of the general inputs, what people call them, and their ranges in words.
pub(super) const GENERAL: [(&str, &str, &str); 4] = [
    ("traffic", "Traffic", "a multiplier from 0.1 to 100, for example 2, or a rate such as 8k to 25k rps"),
    ("utilisation", "Utilisation at most", "a share from 0.3 to 0.95, for example 0.6 or 60%"),
    ("days", "Days of growth", "a whole number from 1 to 1825"),
    ("percentile", "Sized for", "P50, P80, P90, P95 or P99"),
];

/// Sets an input of the whole scenario.
pub(super) fn general(scenario: &mut Scenario, plan: &Plan, key: &str, value: &str) -> Result<(), Problem> {
    if let Some((_, asked)) = KEYS.into_iter().zip(&mut scenario.asks).find(|(name, _)| *name == key) {
        *asked = value.trim().into();
        return Ok(());
    }
    let Some((_, _, range)) = GENERAL.iter().find(|(name, _, _)| *name == key) else {
        return Err(unknown(
            key,
            "traffic, utilisation, days, percentile, or an item's id, a dot and a figure",
        ));
    };
    let base = Scenario::base();
    let text = value.trim();
    let set = match (key, text.is_empty()) {
        ("traffic", true) => {
            (scenario.traffic, scenario.range) = (base.traffic, None);
            true
        }
        ("utilisation", true) => put(&mut scenario.utilisation, Some(base.utilisation)),
        ("days", true) => put(&mut scenario.days, Some(base.days)),
        (_, true) => put(&mut scenario.percentile, Some(base.percentile)),
        ("traffic", false) => {
            let (low, high) = traffic(plan, text)
                .map_err(|message| Problem::new(key, message, format!("write {range}")))?;
            let is_range = low < high;
            scenario.traffic = if is_range { libm::sqrt(low * high) } else { low };
            scenario.range = is_range.then_some((low, high));
            true
        }
        ("utilisation", false) => put(&mut scenario.utilisation, share(text)),
        ("days", false) => put(&mut scenario.days, text.parse().ok().filter(|days| DAYS.contains(days))),
        (_, false) => {
            let number = text.trim_start_matches(['P', 'p']).parse().ok();
            put(&mut scenario.percentile, number.filter(|number| PERCENTILES.contains(number)))
        }
    };
    if set {
        Ok(())
    } else {
        Err(Problem::new(key, format!("`{value}` is out of range"), format!("write {range}")))
    }
}

/// Sets a figure of one item.
pub(super) fn item(
    scenario: &mut Scenario,
    plan: &Plan,
    id: &str,
    name: &str,
    value: &str,
) -> Result<(), Problem> {
    let key = format!("{id}.{name}");
    let Some(item) = plan.item(id) else {
        let ids: Vec<_> = plan.items.iter().map(|item| item.id.as_str()).collect();
        return Err(unknown(&key, &format!("one of the items {}", ids.join(", "))));
    };
    if item.kind == Kind::Archive && POLICY.contains(&name) {
        scenario.policies.retain(|(known, _)| *known != key);
        if !value.trim().is_empty() {
            let place = scenario.policies.iter().take_while(|(known, _)| *known < key).count();
            scenario.policies.insert(place, (key, value.trim().into()));
        }
        return Ok(());
    }
    let Some(field) = fields(item).find(|field| field.name() == name) else {
        let names: Vec<_> = fields(item).map(Field::name).collect();
        return Err(unknown(&key, &format!("{id}. and one of {}", names.join(", "))));
    };
    let mut changed = scenario.item(id).cloned().unwrap_or_default();
    let remedy = || format!("write {}", field.range());
    let planned = || plan.visits_of(id);
    field
        .set(&mut changed, item, planned, value.trim())
        .map_err(|message| Problem::new(&key, message, remedy()))?;
    if Field::ALL.iter().all(|field| field.changed(&changed).is_none()) {
        scenario.overrides.remove(id);
    } else {
        scenario.overrides.insert(id.to_string(), changed);
    }
    Ok(())
}

pub(super) fn fields(item: &Item) -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(|field| field.applies(item))
}

fn unknown(key: &str, remedy: &str) -> Problem {
    Problem::new(key, "the plan has no such input", format!("use {remedy}"))
}

fn put<T>(place: &mut T, value: Option<T>) -> bool {
    let known = value.is_some();
    if let Some(value) = value {
        *place = value;
    }
    known
}

/// The least and the most times the plan's load, from multipliers or rates.
fn traffic(plan: &Plan, text: &str) -> Result<(f64, f64), String> {
    let plain = |text: &str| text.trim().trim_end_matches('x').trim_end().parse::<f64>().ok();
    let (low, high) = text.split_once(" to ").unwrap_or((text, text));
    let out_of_range = || format!("`{text}` is out of range");
    let ends = match (plain(low), plain(high)) {
        (Some(low), Some(high)) => (low, high),
        _ => {
            let told = |error: UnitError| match error {
                UnitError::Kind { .. } | UnitError::Unknown { .. } => error.to_string(),
                _ => out_of_range(),
            };
            high.parse::<Rate>().map_err(told)?;
            let (low, high) = si_range(text).map_err(told)?;
            let load = plan.load.rps.value.si();
            (low / load, high / load)
        }
    };
    let fits = |end: f64| TRAFFIC.contains(&end);
    Some(ends).filter(|(low, high)| fits(*low) && fits(*high) && low <= high).ok_or_else(out_of_range)
}

fn number(text: &str, range: RangeInclusive<f64>) -> Option<f64> {
    text.trim().parse().ok().filter(|number| range.contains(number))
}

fn share(text: &str) -> Option<f64> {
    match text.strip_suffix('%') {
        Some(percent) => number(percent, 0.0..=100.0).map(|percent| percent / 100.0),
        None => number(text, UTILISATION),
    }
    .filter(|share| UTILISATION.contains(share))
}
