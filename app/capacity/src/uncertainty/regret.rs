//! The choice that one would regret least: what it costs too much where demand is low, and what it falls
//! short of where demand is high. Source: the least-regret rule of Netflix, service-capacity-modeling.

use crate::Error;

/// One way to buy: what it carries and what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The demand that it carries.
    pub capacity: f64,
    /// What it costs.
    pub cost: f64,
}

/// What a choice is expected to be regretted for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// Mean cost above the cheapest choice that would have carried the demand.
    pub overspent: f64,
    /// Mean penalty for demand that it does not carry.
    pub shortfall: f64,
    /// Share of the demands that it carries.
    pub meets: f64,
}

impl Regret {
    /// Both together.
    pub fn total(&self) -> f64 {
        self.overspent + self.shortfall
    }
}

/// The regret of each choice over equally likely `demands`, and the index of the least. A shortfall costs
/// `penalty` times itself to the power `exponent`.
pub fn least_regret(
    choices: &[Choice],
    demands: &[f64],
    penalty: f64,
    exponent: f64,
) -> Result<(usize, Vec<Regret>), Error> {
    Error::check("choices", choices.len() as f64, "at least one", !choices.is_empty())?;
    Error::check("demands", demands.len() as f64, "at least one", !demands.is_empty())?;
    let penalty = Error::check("penalty", penalty, "zero or more", penalty >= 0.0)?;
    let exponent = Error::check("exponent", exponent, "between 0.1 and 4", (0.1..=4.0).contains(&exponent))?;
    let n = demands.len() as f64;
    let mut regrets = Vec::with_capacity(choices.len());
    for choice in choices {
        let mut regret = Regret { overspent: 0.0, shortfall: 0.0, meets: 0.0 };
        for demand in demands {
            let carriers = choices.iter().filter(|other| other.capacity >= *demand);
            let cheapest = carriers.map(|other| other.cost).fold(f64::INFINITY, f64::min);
            if choice.capacity >= *demand {
                regret.meets += 1.0 / n;
                regret.overspent += (choice.cost - cheapest).max(0.0) / n;
            } else {
                regret.shortfall += penalty * libm::pow(demand - choice.capacity, exponent) / n;
            }
        }
        Error::check("regret", regret.total(), "small enough to be a number", true)?;
        regrets.push(regret);
    }
    let ranked = regrets.iter().enumerate().min_by(|(_, a), (_, b)| a.total().total_cmp(&b.total()));
    Ok((ranked.map_or(0, |(index, _)| index), regrets))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_small_penalty_buys_small_and_a_large_one_buys_large() {
        let choices =
            [(10.0, 100.0), (20.0, 200.0), (40.0, 400.0)].map(|(capacity, cost)| Choice { capacity, cost });
        let demands: Vec<f64> = (1..=30).map(f64::from).collect();
        let least = |penalty: f64| least_regret(&choices, &demands, penalty, 1.0).unwrap();
        assert_eq!(least(0.1).0, 0);
        let (index, regrets) = least(1000.0);
        assert_eq!((index, regrets[2].meets.round(), regrets[2].shortfall), (2, 1.0, 0.0));
        assert!(least_regret(&[], &demands, 1.0, 1.0).is_err());
    }
}
