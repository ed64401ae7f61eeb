//! What a goal may be set on: a figure of one item, a sum over all of them, or what the nodes cost.

use crate::evaluate::size::{self, Sizing};
use crate::evaluate::{Resource, limit, sums};
use crate::panel::nodes;
use crate::plan::{Kind, Rates, Scaling};
use crate::sizing::cost::HOURS;
use crate::units::{Bandwidth, Bytes, Cores, Format, Price, PriceError, Quantity, Share, Time};
use crate::{Plan, Scenario};

/// Seconds of the month that a bill has.
const MONTH: f64 = HOURS * 3600.0;

/// A figure that a goal is set on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Output {
    /// How busy the item at this place is.
    Busy(usize),
    /// The time that this share of its answers does not exceed.
    Response(usize, f64),
    /// How many replicas it needs.
    Replicas(usize),
    /// What it needs of a resource; what all items need if there is no place.
    Need(Option<usize>, Resource),
    /// What the cheapest nodes cost in a month.
    Cost,
}

/// What a goal asks of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The figure's end, in base units.
    pub value: f64,
    /// Whether the figure has to reach it; else it must not exceed it.
    pub least: bool,
}

impl Bound {
    /// Whether a figure is as asked, but for rounding.
    pub fn holds(&self, figure: f64) -> bool {
        let slack = 1e-9 * self.value.abs();
        if self.least { figure >= self.value - slack } else { figure <= self.value + slack }
    }
}

impl Output {
    /// Every figure of a plan: its key in addresses, its name for people, and itself.
    pub fn all(plan: &Plan) -> Vec<(String, String, Output)> {
        let sum = |resource: Resource| {
            (
                resource.name().to_lowercase(),
                format!("{}, all items", resource.name()),
                Output::Need(None, resource),
            )
        };
        let mut all: Vec<_> = Resource::ALL.map(sum).to_vec();
        if plan.shapes.iter().any(|shape| shape.price.is_some()) {
            all.push(("cost".into(), "Cost of the nodes a month".into(), Output::Cost));
        }
        for (place, item) in plan.items.iter().enumerate() {
            let mut push = |key: &str, name: &str, output| {
                all.push((format!("{}.{key}", item.id), format!("{}, {name}", item.name), output));
            };
            if item.kind != Kind::Archive {
                push("busy", "utilisation", Output::Busy(place));
                push("replicas", "replicas", Output::Replicas(place));
            }
            if item.kind == Kind::Service {
                push("p95", "response, 95 %", Output::Response(place, 0.95));
                push("p99", "response, 99 %", Output::Response(place, 0.99));
            }
            push("storage", "storage", Output::Need(Some(place), Resource::Storage));
        }
        all
    }

    /// Whether it is told with replicas and cores as they are, because they grow with the load otherwise.
    pub fn is_held(self) -> bool {
        matches!(self, Output::Busy(_) | Output::Response(..))
    }

    /// The figure in base units; none where it has no value.
    pub fn figure(self, plan: &Plan, scenario: &Scenario, traffic: f64) -> Option<f64> {
        let sizings = size::all(plan, scenario, traffic).ok()?;
        match self {
            Output::Busy(place) => Some(held(plan, &sizings, place)?.utilisation),
            Output::Response(place, share) => {
                let queue = held(plan, &sizings, place)?.queue(plan.items.get(place)?.kind)?;
                queue.response_percentile(share).ok()
            }
            Output::Replicas(place) => Some(f64::from(sizings.get(place)?.replicas)),
            Output::Need(Some(place), resource) => Some(sizings.get(place)?.need(resource)),
            Output::Need(None, resource) => sums(&sizings).get(resource as usize).copied(),
            Output::Cost => {
                nodes::cheapest(plan, &sizings).map(|(cost, _)| cost * Rates::in_force(plan).dollar)
            }
        }
    }

    /// A value of it for people.
    pub fn text(self, plan: &Plan, value: f64) -> String {
        let bytes = Format::like(plan.resources.minimum.storage.value.unit());
        match self {
            Output::Busy(_) => Format::Share.text(value),
            Output::Response(..) => Format::Time.text(value),
            Output::Replicas(_) => Format::Count.text(value),
            Output::Need(_, Resource::Cpu) => Format::Cores.text(value),
            Output::Need(_, Resource::Network) => Format::Bandwidth.text(value),
            Output::Need(..) => bytes.text(value),
            Output::Cost => Rates::in_force(plan).text(value),
        }
    }

    /// What is asked if nothing is said: what a replica should be at most, what there is, or what it is now.
    pub fn usual(self, plan: &Plan, now: f64) -> Bound {
        let value = match self {
            Output::Busy(_) => 0.7,
            Output::Need(None, resource) => limit(&plan.resources.recommended, resource),
            _ => now * 2.0,
        };
        Bound { value, least: false }
    }

    /// A bound as typed: `70 %`, `at most 300 ms`, `at least 2 GB`, or `minimum` and `recommended` for what there is of a
    /// resource. The error says what is wrong with the text.
    pub fn bound(self, plan: &Plan, text: &str) -> Result<Bound, String> {
        let text = text.trim();
        let start = |starts: [&str; 2]| starts.iter().find_map(|start| text.strip_prefix(start));
        let (least, end) = match (start(["at least", ">="]), start(["at most", "<="])) {
            (Some(end), _) => (true, end),
            (None, end) => (false, end.unwrap_or(text)),
        };
        let end = end.trim();
        let limits = match end {
            "minimum" => Some(&plan.resources.minimum),
            "recommended" => Some(&plan.resources.recommended),
            _ => None,
        };
        let value = match (self, limits) {
            (Output::Need(_, resource), Some(limits)) => limit(limits, resource),
            (Output::Busy(_), _) => si::<Quantity<_>, _>(end, |share: Share| share.si())
                .or_else(|told| number(end).ok_or(told))?,
            (Output::Response(..), _) => si(end, |time: Time| time.si())?,
            (Output::Replicas(_), _) => number(end)
                .ok_or_else(|| format!("`{end}` is no number of replicas; write for example `4`"))?,
            (Output::Need(_, Resource::Cpu), _) => si(end, |cores: Cores| cores.si())?,
            (Output::Need(_, Resource::Network), _) => si(end, |bandwidth: Bandwidth| bandwidth.si())?,
            (Output::Need(..), _) => si(end, |bytes: Bytes| bytes.si())?,
            (Output::Cost, _) => money(&Rates::in_force(plan), end)?,
        };
        Ok(Bound { value, least })
    }
}

fn si<T, D>(text: &str, worth: impl Fn(T) -> f64) -> Result<f64, String>
where
    T: std::str::FromStr<Err = D>,
    D: ToString,
{
    text.parse().map(worth).map_err(|error: D| error.to_string())
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0)
}

/// Money a month in this currency: an amount alone is meant for a month, and a price over time may be in dollars too.
fn money(rates: &Rates, text: &str) -> Result<f64, String> {
    if let Some(amount) = rates.amount(text) {
        return Ok(amount);
    }
    let price: Price = text.parse().map_err(|error: PriceError| error.to_string())?;
    let dollars = rates.dollars(price.si(), price.currency());
    let foreign = || {
        let (why, remedy) = rates.foreign(&price, price.currency());
        format!("{why}; {remedy}")
    };
    dollars.map(|dollars| dollars * MONTH * rates.dollar).ok_or_else(foreign)
}

/// The item with the cores of a replica as they are, also where a single one carries all load.
pub(super) fn held(plan: &Plan, sizings: &[Sizing], place: usize) -> Option<Sizing> {
    let (item, sizing) = (plan.items.get(place)?, sizings.get(place)?);
    let sharing = if item.scaling == Scaling::Up { 1 } else { sizing.replicas };
    let cores = sizing.inputs.cores;
    let capacity = f64::from(sharing) * cores;
    let utilisation = if sizing.offered > 0.0 { sizing.offered / capacity } else { 0.0 };
    Some(Sizing { cores, capacity, utilisation, ..*sizing })
}
