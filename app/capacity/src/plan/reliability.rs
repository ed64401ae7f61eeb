//! How often parts of a system fail, how fast they come back, and what is promised of the whole. What a plan does not say is
//! assumed: the figures below, which are starting points and no measurements.

use serde::{Deserialize, Serialize};

use super::{Given, Item, Origin, Plan};
use crate::units::{Dimension, Quantity, Share, Time};

/// What fails how often, for a plan or for one of its items; what is left out is the plan's, or assumed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reliability {
    /// The share of requests that is to succeed; of the plan alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slo: Option<Given<Share>>,
    /// The time over which that is counted; of the plan alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Given<Time>>,
    /// Mean time from one failure of a replica to its next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mtbf: Option<Given<Time>>,
    /// Mean time until a failed replica works again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repair: Option<Given<Time>>,
    /// Time until others have taken over from a failed replica.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failover: Option<Given<Time>>,
    /// Mean time from one failure of a zone to its next; of the plan alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone_mtbf: Option<Given<Time>>,
    /// Mean time until a failed zone works again; of the plan alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone_repair: Option<Given<Time>>,
}

/// A figure of reliability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// `slo`, as a share.
    Slo,
    /// `window`, in seconds, as all that follow.
    Window,
    /// `mtbf`
    Mtbf,
    /// `repair`
    Repair,
    /// `failover`
    Failover,
    /// `zone_mtbf`
    ZoneMtbf,
    /// `zone_repair`
    ZoneRepair,
}

const DAY: f64 = 86_400.0;

impl Term {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Term; 7] =
        [Term::Slo, Term::Window, Term::Mtbf, Term::Repair, Term::Failover, Term::ZoneMtbf, Term::ZoneRepair];

    /// Its key in a plan's file and in addresses, its name for people, and what is assumed where nobody says it.
    pub fn words(self) -> (&'static str, &'static str, f64) {
        match self {
            Term::Slo => ("slo", "Objective", 0.999),
            Term::Window => ("window", "Window of the objective", 30.0 * DAY),
            Term::Mtbf => ("mtbf", "A replica fails every", 90.0 * DAY),
            Term::Repair => ("repair", "A replica is repaired in", 3_600.0),
            Term::Failover => ("failover", "Others take over in", 30.0),
            Term::ZoneMtbf => ("zone-mtbf", "A zone fails every", 730.0 * DAY),
            Term::ZoneRepair => ("zone-repair", "A zone is repaired in", 4.0 * 3_600.0),
        }
    }

    /// The values it takes, in base units, and in words.
    pub fn range(self) -> (std::ops::RangeInclusive<f64>, &'static str) {
        match self {
            Term::Slo => (0.5..=0.999_999, "a share from 50 % to 99.9999 %"),
            Term::Failover => (0.0..=7.0 * DAY, "a time up to 7 d, for example 30 s"),
            Term::Window => (3_600.0..=366.0 * DAY, "a time from 1 h to 366 d, for example 30 d"),
            _ => (1.0..=36_500.0 * DAY, "a time from 1 s to 36500 d, for example 90 d"),
        }
    }
}

impl Reliability {
    /// What is said of a term: in base units, who said it, and where it stands.
    pub fn said(&self, term: Term) -> Option<(f64, Origin, Option<&str>)> {
        match term {
            Term::Slo => told(self.slo.as_ref()),
            Term::Window => told(self.window.as_ref()),
            Term::Mtbf => told(self.mtbf.as_ref()),
            Term::Repair => told(self.repair.as_ref()),
            Term::Failover => told(self.failover.as_ref()),
            Term::ZoneMtbf => told(self.zone_mtbf.as_ref()),
            Term::ZoneRepair => told(self.zone_repair.as_ref()),
        }
    }
}

fn told<D: Dimension>(given: Option<&Given<Quantity<D>>>) -> Option<(f64, Origin, Option<&str>)> {
    given.map(|given| (given.value.si(), given.origin, given.source.as_deref()))
}

/// Figures of reliability that make no sense, of the plan and of its items.
pub(super) fn validate(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    let own = plan.items.iter().map(|item: &Item| (format!("item {}: ", item.id), &item.reliability));
    for (place, said) in std::iter::once(("reliability.".to_owned(), &plan.reliability)).chain(own) {
        let Some(said) = said else { continue };
        for term in Term::ALL {
            let Some((value, ..)) = said.said(term) else { continue };
            let (range, words) = term.range();
            // As the file writes it, where a hyphen is none.
            let key = term.words().0.replace('-', "_");
            let remedy = format!("write {words}");
            require(range.contains(&value), format!("{place}{key}"), "it is out of range".into(), &remedy);
        }
    }
}
