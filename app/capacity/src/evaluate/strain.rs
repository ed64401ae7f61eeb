//! How hard a scenario strains what is recommended, as one number.

use super::outcome::Resource;
use super::{limit, size, sums};
use crate::{Plan, Scenario};

/// The resource of whose recommended amount the largest share is needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strain {
    /// Needed over recommended.
    pub share: f64,
    /// The resource.
    pub resource: Resource,
}

/// The strain of the plan in this scenario; none where it has no answer.
pub fn strain(plan: &Plan, scenario: &Scenario) -> Option<Strain> {
    shares_at(plan, scenario, scenario.traffic())?.into_iter().max_by(|a, b| a.share.total_cmp(&b.share))
}

/// Needed over recommended by resource, in the order of `Resource::ALL`.
pub(crate) fn shares_at(plan: &Plan, scenario: &Scenario, traffic: f64) -> Option<[Strain; 4]> {
    let sums = sums(&size::all(plan, scenario, traffic).ok()?);
    let share = |resource: Resource| {
        let needed = sums.get(resource as usize).copied().unwrap_or(0.0);
        Strain { share: needed / limit(&plan.resources.recommended, resource), resource }
    };
    Some(Resource::ALL.map(share))
}
