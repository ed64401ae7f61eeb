//! A filled-in plan: what was typed, what it means, and what follows from it. Pure.

use ::capacity::plan::Origin;
use ::capacity::scenario::Input;
use ::capacity::units::Format;
use ::capacity::{Error, Outcome, Plan, Problem, Scenario, evaluate};

/// Keys and values as a form sends them: `capsule.memory` and `3 GiB`.
pub type Pairs = Vec<(String, String)>;

/// A plan with a scenario filled in.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What the pairs mean; a pair that makes no sense is left out.
    pub scenario: Scenario,
    /// What is wrong with the pairs.
    pub problems: Vec<Problem>,
    /// Every input in the plan's order: always the same keys for one plan.
    pub inputs: Vec<Input>,
    /// What the scenario needs.
    pub outcome: Result<Outcome, Error>,
}

impl Sheet {
    /// Reads `pairs` against `plan` and evaluates what they mean.
    pub fn of(plan: &Plan, pairs: &[(String, String)]) -> Sheet {
        let (scenario, problems) = Scenario::parse(plan, pairs);
        let inputs = scenario.inputs(plan);
        let outcome = evaluate(plan, &scenario);
        Sheet { scenario, problems, inputs, outcome }
    }

    /// What is wrong with the value of this key.
    pub fn problem(&self, key: &str) -> Option<&Problem> {
        self.problems.iter().rev().find(|problem| problem.field == key)
    }

    /// How many figures of items nobody has confirmed, and how many there are.
    pub fn assumptions(&self) -> (usize, usize) {
        let figures = || self.inputs.iter().filter(|input| input.item.is_some() && !input.planned.is_empty());
        (figures().filter(|input| input.origin == Origin::Default).count(), figures().count())
    }
}

/// What stands in the field of `input`: as typed, else the value in force.
pub(super) fn typed(pairs: &[(String, String)], input: &Input) -> String {
    let typed = pairs.iter().rev().find(|(key, value)| *key == input.key && !value.is_empty());
    match typed {
        Some((_, value)) => value.clone(),
        None if input.key == "utilisation" => percent(&input.value),
        None => input.value.clone(),
    }
}

fn percent(share: &str) -> String {
    share.parse().map_or_else(|_| share.to_owned(), |share| Format::Share.text(share))
}
