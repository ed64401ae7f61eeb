//! A scenario: one set of inputs to a plan, read from and written to the pairs of a URL's query.
//! `?traffic=2&utilisation=0.6&capsule.replicas=4&capsule.memory=3GiB`; what is left out is the plan's.

mod ask;
mod field;
mod inputs;
mod parse;

pub use ask::Ask;
pub use field::{Field, ItemOverride};
pub use inputs::Input;

use std::collections::BTreeMap;

use crate::plan::Origin;
use crate::{Plan, Problem};

/// What stands behind a value that was measured: `3 GiB measured`, or `3 GiB measured 2026-11-22` where the day is known.
pub const MEASURED: &str = " measured";

/// The newest version in which links and files write a scenario. Whatever an earlier one has written is still read; what a
/// newer one writes is told.
pub const VERSION: u32 = 1;

/// The key that says in which version a link is.
const VERSION_KEY: &str = "v";

/// A value, and the day on which it was measured, which may be empty; none for one that was typed.
fn dated(text: &str) -> (&str, Option<&str>) {
    let is_day = |byte: u8| byte.is_ascii_digit() || byte == b'-';
    match text.split_once(MEASURED) {
        Some((value, "")) => (value, Some("")),
        Some((value, day)) if day.len() == 11 && day.trim_start().bytes().all(is_day) => (value, Some(day)),
        _ => (text, None),
    }
}

/// Valid inputs; made by `Scenario::base` and `Scenario::parse`, changed by `Scenario::with`.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    traffic: f64,
    range: Option<(f64, f64)>,
    utilisation: f64,
    days: u32,
    percentile: u8,
    overrides: BTreeMap<String, ItemOverride>,
    /// Keys of what differs from the plan because it was measured, in order, each with a space and the day, if that is known.
    /// A list, because a map would add to the bundle.
    measured: Vec<(String, String)>,
    /// What is asked beside it, by the place of its key.
    asks: [String; ask::ASKS],
    /// What is asked of single archives, as pairs in order of their keys.
    policies: Vec<(String, String)>,
    /// The day that dates are counted from.
    #[cfg(feature = "panel")]
    today: Option<i64>,
}

impl Default for Scenario {
    fn default() -> Self {
        Scenario {
            traffic: 1.0,
            range: None,
            utilisation: 0.6,
            days: 365,
            percentile: 95,
            overrides: BTreeMap::new(),
            measured: Vec::new(),
            asks: Default::default(),
            policies: Vec::new(),
            #[cfg(feature = "panel")]
            today: None,
        }
    }
}

impl Scenario {
    /// The plan as it stands: traffic 1, utilisation at most 60 %, storage for 365 days, sized for 95 of 100 cases.
    pub fn base() -> Scenario {
        Scenario::default()
    }

    /// How many times the plan's load arrives: 0.1 to 100.
    pub fn traffic(&self) -> f64 {
        self.traffic
    }

    /// The range in which traffic lies nine times of ten, if one was given; `traffic` is its middle.
    pub fn range(&self) -> Option<(f64, f64)> {
        self.range
    }

    /// How far the ends of that range are from its middle, as a factor.
    pub(crate) fn range_factor(&self) -> Option<f64> {
        self.range.map(|(low, high)| libm::sqrt(high / low))
    }

    /// Traffic as one types it: a multiplier, or a range of two.
    fn traffic_text(&self) -> String {
        self.range.map_or_else(|| self.traffic.to_string(), |(low, high)| format!("{low} to {high}"))
    }

    /// The share of time that a replica may be busy: 0.3 to 0.95.
    pub fn utilisation(&self) -> f64 {
        self.utilisation
    }

    /// For how many days data grows: 1 to 1825.
    pub fn days(&self) -> u32 {
        self.days
    }

    /// Of a hundred cases, in how many what is needed is to be enough: 50, 80, 90, 95 or 99.
    pub fn percentile(&self) -> u8 {
        self.percentile
    }

    /// What differs from the plan for this item.
    pub fn item(&self, id: &str) -> Option<&ItemOverride> {
        self.overrides.get(id)
    }

    /// What is asked, as typed; none if nothing is.
    pub fn ask(&self, ask: Ask) -> Option<&str> {
        self.asks.get(ask as usize).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// These inputs with what is asked beside `other`, but for its name and where its inputs are from.
    #[cfg(feature = "panel")]
    pub(crate) fn asked_as(&self, other: &Scenario) -> Scenario {
        let own = |place: usize| place == Ask::Name as usize || place == Ask::Scenario as usize;
        let both = self.asks.iter().zip(&other.asks).enumerate();
        let asks = both.map(|(place, (mine, theirs))| if own(place) { mine } else { theirs }.clone());
        let mut asked = self.clone();
        asked.asks.iter_mut().zip(asks.collect::<Vec<_>>()).for_each(|(ask, text)| *ask = text);
        asked
    }

    /// What is asked of the backup policy of an archive, by the archive's id, a dot and the figure, as typed.
    #[cfg(feature = "panel")]
    pub(crate) fn policy(&self, key: &str) -> Option<&str> {
        self.policies.iter().find(|(known, _)| known == key).map(|(_, text)| text.as_str())
    }

    /// The same scenario, looked at on this day, counted from 1970-01-01: panels then tell dates in place of distances.
    #[cfg(feature = "panel")]
    pub fn on(mut self, today: i64) -> Scenario {
        self.today = Some(today);
        self
    }

    /// The day on which it is looked at, counted from 1970-01-01.
    #[cfg(feature = "panel")]
    pub fn today(&self) -> Option<i64> {
        self.today
    }

    /// Whether nothing differs from the plan, whatever is asked.
    pub fn is_base(&self) -> bool {
        let mut plain = self.clone();
        (plain.asks, plain.policies) = Default::default();
        #[cfg(feature = "panel")]
        {
            plain.today = None;
        }
        plain == Scenario::base()
    }

    /// Reads pairs of key and value. A pair that makes no sense is told and left out; an empty value means
    /// the plan's; of pairs with the same key the last one counts.
    pub fn parse(plan: &Plan, pairs: &[(String, String)]) -> (Scenario, Vec<Problem>) {
        let mut scenario = Scenario::base();
        let mut problems = Vec::new();
        for (key, value) in pairs {
            if key == VERSION_KEY && value.parse().is_ok_and(|version: u32| version <= VERSION) {
                continue;
            }
            match scenario.with(plan, key, value) {
                Ok(next) => scenario = next,
                Err(problem) => problems.push(problem),
            }
        }
        (scenario, problems)
    }

    /// The same scenario with one input changed; an empty value puts the plan's back.
    pub fn with(&self, plan: &Plan, key: &str, value: &str) -> Result<Scenario, Problem> {
        let mut next = self.clone();
        // What is asked is kept as typed, whatever it ends with.
        let (value, day) = if ask::KEYS.contains(&key) { (value, None) } else { dated(value) };
        match key.split_once('.') {
            Some((id, field)) => parse::item(&mut next, plan, id, field, value)?,
            None => parse::general(&mut next, plan, key, value)?,
        }
        next.measured.retain(|(known, _)| known != key);
        if let Some(day) = day {
            let place = next.measured.iter().take_while(|(known, _)| known.as_str() < key).count();
            next.measured.insert(place, (key.into(), day.into()));
        }
        Ok(next)
    }

    /// Who set an input that differs from the plan.
    pub(crate) fn origin(&self, key: &str) -> Origin {
        if self.measured_on(key).is_some() { Origin::Measured } else { Origin::Yours }
    }

    /// The day on which the value of an input was measured, empty if nobody has said it; none if it was not measured.
    pub(crate) fn measured_on(&self, key: &str) -> Option<&str> {
        self.measured.iter().find(|(known, _)| known == key).map(|(_, day)| day.trim_start())
    }

    /// The pairs that `parse` reads back to this scenario; what equals the plan is left out.
    pub fn to_pairs(&self) -> Vec<(String, String)> {
        let base = Scenario::base();
        let mut pairs = Vec::new();
        let mut push = |differs: bool, key: &str, value: String| {
            if differs {
                pairs.push((key.to_string(), value));
            }
        };
        push((self.traffic, self.range) != (base.traffic, base.range), "traffic", self.traffic_text());
        push(self.utilisation != base.utilisation, "utilisation", self.utilisation.to_string());
        push(self.days != base.days, "days", self.days.to_string());
        push(self.percentile != base.percentile, "percentile", self.percentile.to_string());
        for (id, changed) in &self.overrides {
            for field in Field::ALL {
                if let Some(value) = field.changed(changed) {
                    pairs.push((format!("{id}.{}", field.name()), value));
                }
            }
        }
        let asks = ask::KEYS.into_iter().zip(&self.asks).filter(|(_, text)| !text.is_empty());
        pairs.extend(asks.map(|(key, text)| (key.to_string(), text.clone())));
        pairs.extend(self.policies.iter().cloned());
        for (key, value) in &mut pairs {
            if let Some((_, day)) = self.measured.iter().find(|(known, _)| known == key) {
                value.push_str(MEASURED);
                value.push_str(day);
            }
        }
        pairs
    }
}
