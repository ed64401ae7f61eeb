//! What a loss costs: the share of requests that fail until others take over and until it is repaired, and how much of
//! the error budget that is.

use super::after::after;
use crate::availability::{Availability, request};
use crate::evaluate::size::Sizing;
use crate::panel::terms::said;
use crate::plan::{Item, Scaling, Term};
use crate::slo;
use crate::units::Format;
use crate::{Plan, Scenario};

/// The terms on which failures are judged.
pub(super) struct Prices<'a> {
    plan: &'a Plan,
    scenario: &'a Scenario,
    pub slo: f64,
    pub window: f64,
    pub zone_repair: f64,
    pub node_repair: f64,
}

/// What one loss costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cost {
    /// The share of requests that fail until others have taken over.
    pub first: f64,
    /// The share that fails from then on until it is repaired.
    pub then: f64,
    /// Seconds until others have taken over.
    pub failover: f64,
    /// Seconds until it is repaired.
    pub repair: f64,
    /// The share of the error budget that this spends.
    pub budget: f64,
}

impl<'a> Prices<'a> {
    pub fn of(plan: &'a Plan, scenario: &'a Scenario) -> Prices<'a> {
        let term = |term| said(plan, scenario, None, term).value;
        Prices {
            plan,
            scenario,
            slo: term(Term::Slo),
            window: term(Term::Window),
            zone_repair: term(Term::ZoneRepair),
            node_repair: term(Term::Repair),
        }
    }

    /// Seconds in which a replica of this item is repaired.
    pub fn repair(&self, item: &Item) -> f64 {
        said(self.plan, self.scenario, Some(item), Term::Repair).value
    }

    /// Seconds until others have taken over from it.
    fn failover(&self, item: &Item) -> f64 {
        said(self.plan, self.scenario, Some(item), Term::Failover).value
    }

    /// The cost of losing so many replicas of each of these items at once, for `repair` seconds.
    pub fn cost(&self, hit: &[(&Item, &Sizing, u32)], repair: f64) -> Cost {
        let first = failing(hit.iter().map(|(item, sizing, lost)| (at_once(item, sizing, *lost), sizing)));
        let then = failing(hit.iter().map(|(item, sizing, lost)| (lasting(item, sizing, *lost), sizing)));
        let failover = hit.iter().map(|(item, ..)| self.failover(item)).fold(0.0, f64::max);
        let lost = first.max(then) * failover + then * (repair - failover).max(0.0);
        let budget = slo::budget(self.slo, self.window).map_or(0.0, |budget| lost / budget);
        Cost { first: first.max(then), then, failover, repair, budget }
    }
}

/// The share of an item's own requests that fail until others have taken over.
pub(super) fn at_once(item: &Item, sizing: &Sizing, lost: u32) -> f64 {
    match item.scaling {
        // The primary is among what is lost: replicas are taken from the first on.
        Scaling::Up => 1.0,
        Scaling::Out => f64::from(lost) / f64::from(sizing.replicas.max(1)),
    }
}

/// The share that fails while what was lost is away: all where nothing can answer, else what is beyond what is left can do.
pub(super) fn lasting(item: &Item, sizing: &Sizing, lost: u32) -> f64 {
    let after = after(item, sizing, lost);
    if after.is_silent() || (item.scaling == Scaling::Up && after.fails.is_some()) {
        return 1.0;
    }
    if after.busy > 1.0 { 1.0 - 1.0 / after.busy } else { 0.0 }
}

/// The share of requests from outside that fail when so large a share of each item's own does: a request needs an item as
/// often as it visits it, and at most once.
fn failing<'a>(items: impl Iterator<Item = (f64, &'a &'a Sizing)>) -> f64 {
    let each = items.filter_map(|(share, sizing)| {
        let part = Availability::of_down(share.clamp(0.0, 1.0)).ok()?;
        Some((part, sizing.inputs.visits.clamp(0.0, 1.0)))
    });
    request(&each.collect::<Vec<_>>()).map_or(1.0, |whole| whole.down())
}

/// A share of the budget, which may be spent many times over.
pub(super) fn spent(budget: f64) -> String {
    match budget {
        none if none <= 0.0 => "none".into(),
        little if little < 0.001 => "less than 0.1 %".into(),
        share if share < 10.0 => Format::Share.text(share),
        times => format!("{} its size", Format::Factor.text(times)),
    }
}
