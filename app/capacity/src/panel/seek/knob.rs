//! What is changed to reach a goal: one input of the scenario over all values that it takes, or time.

use super::super::tornado::lower;
use crate::evaluate::size;
use crate::scenario::Input;
use crate::units::Format;
use crate::{Plan, Scenario};

/// The key of time, in months from today: the load grows as the plan expects, and data with it.
pub const MONTHS: &str = "months";
/// Months that are looked ahead.
const MOST_MONTHS: f64 = 60.0;
const DAYS_A_MONTH: f64 = 30.4375;
/// A quantity is looked at down to and up to this factor of what it is.
const FACTOR: f64 = 1024.0;
/// The most replicas that are looked at.
const MOST_REPLICAS: f64 = 1000.0;
/// Points over the whole range.
const POINTS: u32 = 48;

/// One input and the values that it takes, as numbers in its own unit.
pub struct Knob<'a> {
    plan: &'a Plan,
    scenario: Scenario,
    key: String,
    /// Its name for people.
    pub name: String,
    unit: String,
    /// What it is now.
    pub now: f64,
    /// The values that are looked at.
    pub range: (f64, f64),
    /// Whether only whole numbers make sense.
    pub whole: bool,
}

/// Every input that can be changed: its key in addresses and its name for people.
pub fn all(plan: &Plan) -> Vec<(String, String)> {
    let inputs = Scenario::base().inputs(plan);
    let mut all: Vec<_> = inputs
        .iter()
        .filter(|input| input.key != "percentile")
        .map(|input| (input.key.clone(), name(plan, input)))
        .collect();
    if plan.load.growth_per_year.is_some() {
        all.insert(1, (MONTHS.into(), "Months from today, at the plan's growth".into()));
    }
    all
}

fn name(plan: &Plan, input: &Input) -> String {
    match input.item.as_ref().and_then(|id| plan.item(id)) {
        Some(item) => format!("{}, {}", item.name, lower(input.label)),
        None => input.label.to_owned(),
    }
}

/// A figure as typed: its number and its unit; 0 for one that is open.
fn parts(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    if text.is_empty() { Some((0.0, unit)) } else { Some((number.parse().ok()?, unit)) }
}

/// A figure of the kind that this key takes.
fn begin(key: &str) -> &'static str {
    match key.rsplit('.').next() {
        Some("retention") => "30 d",
        Some("cpu") => "1 ms",
        Some("cores") => "1 core",
        Some("visits") => "1",
        _ => "1 GiB",
    }
}

impl<'a> Knob<'a> {
    /// The input with this key in a scenario; none if there is none.
    pub fn new(plan: &'a Plan, scenario: &Scenario, key: &str) -> Option<Knob<'a>> {
        let knob = |name: String, unit: &str, now: f64, range, whole| {
            let (scenario, key, unit) = (scenario.clone(), key.to_owned(), unit.to_owned());
            Some(Knob { plan, scenario, key, name, unit, now, range, whole })
        };
        if key == MONTHS {
            plan.load.growth_per_year.as_ref()?;
            return knob("Time".into(), "", 0.0, (0.0, MOST_MONTHS), false);
        }
        let inputs = scenario.inputs(plan);
        let input = inputs.iter().find(|input| input.key == key)?;
        let label = name(plan, input);
        match key {
            "traffic" => knob(label, "", scenario.traffic(), (0.1, 100.0), false),
            "utilisation" => knob(label, "", scenario.utilisation(), (0.3, 0.95), false),
            "days" => knob(label, "", f64::from(scenario.days()), (1.0, 1825.0), true),
            _ if key.ends_with(".replicas") => {
                let place = plan.items.iter().position(|item| Some(&item.id) == input.item.as_ref())?;
                let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
                knob(label, "", f64::from(sizings.get(place)?.replicas), (1.0, MOST_REPLICAS), true)
            }
            _ => {
                let (now, unit) = parts(&input.value)?;
                // Of what is nothing now, or open, one of its units is where a search begins.
                let (middle, unit) = if now > 0.0 { (now, unit) } else { parts(begin(key))? };
                knob(label, unit, now, (middle / FACTOR, middle * FACTOR), false)
            }
        }
    }

    /// The scenario with the input at `value`, and its traffic; none where the input takes no such value.
    pub fn at(&self, value: f64) -> Option<(Scenario, f64)> {
        if self.key == MONTHS {
            let growth = self.plan.load.growth_per_year.as_ref()?.value.si();
            let days = libm::round((value * DAYS_A_MONTH).clamp(1.0, 1825.0));
            let then = self.scenario.with(self.plan, "days", &days.to_string()).ok()?;
            return Some((then, self.scenario.traffic() * libm::pow(1.0 + growth, value / 12.0)));
        }
        let there = self.scenario.with(self.plan, &self.key, &format!("{value}{}", self.unit)).ok()?;
        let traffic = there.traffic();
        Some((there, traffic))
    }

    /// A value for people.
    pub fn text(&self, value: f64) -> String {
        match self.key.as_str() {
            MONTHS => format!("month {value:.1}"),
            "traffic" => {
                let load = self.plan.load.rps.value.si();
                format!("{} ({})", Format::Factor.text(value), Format::Rate.text(value * load))
            }
            "utilisation" => Format::Share.text(value),
            _ if self.whole => format!("{value:.0}"),
            _ => format!("{}{}", Format::Factor.text(value).trim_end_matches('x'), self.unit),
        }
    }

    /// The values that are looked at first, rising, with what it is now among them.
    pub fn grid(&self) -> Vec<f64> {
        let (low, high) = self.range;
        let share = |point: u32| f64::from(point) / f64::from(POINTS);
        let log = |point: u32| low * libm::pow(high / low, share(point));
        let even = |point: u32| low + (high - low) * share(point);
        let is_log = low > 0.0 && high / low > 10.0;
        let mut grid: Vec<f64> =
            (0..=POINTS).map(|point| if is_log { log(point) } else { even(point) }).collect();
        grid.push(self.now);
        if self.whole {
            grid.extend((1..20).map(f64::from));
            grid.iter_mut().for_each(|value| *value = libm::round(*value));
        }
        // What is now as near as makes no difference is now.
        grid.iter_mut()
            .filter(|value| (**value / self.now - 1.0).abs() < 1e-9)
            .for_each(|value| *value = self.now);
        grid.retain(|value| (low..=high).contains(value));
        grid.sort_by(f64::total_cmp);
        grid.dedup();
        grid
    }
}
