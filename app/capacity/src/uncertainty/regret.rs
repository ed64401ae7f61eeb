//! The choice that one would regret least: what it costs too much where demand is low, and what it falls
//! short of where demand is high. Source: the least-regret rule of Netflix, service-capacity-modeling.

use crate::Error;

/// So many numbers of units are looked at in one pass over a range; in a wider one the next pass looks closer around the best.
const PASS: u32 = 64;
/// The most units that are bought.
const MOST: f64 = 1e6;

/// One way to buy: units of one price.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What a unit costs.
    pub price: f64,
    /// How many units each demand needs, in the order of the demands, which all offers share.
    pub needs: Vec<f64>,
}

/// What so many units of an offer are expected to be regretted for, in the money of its price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// Units, 1 or more.
    pub units: u32,
    /// Mean cost above the cheapest that would have carried the demand.
    pub overspent: f64,
    /// Mean penalty for demand that is not carried.
    pub shortfall: f64,
    /// Share of the demands that is carried.
    pub meets: f64,
}

impl Regret {
    /// Both together.
    pub fn total(&self) -> f64 {
        self.overspent + self.shortfall
    }
}

/// For each offer the number of units that is regretted least, and that regret. Demands count by their `weights`, which are as
/// many as every offer has needs; missing units cost `penalty` times the price of one, times their number to the power
/// `exponent`.
pub fn least_regret(
    offers: &[Offer],
    weights: &[f64],
    penalty: f64,
    exponent: f64,
) -> Result<Vec<Regret>, Error> {
    Error::check("demands", weights.len() as f64, "at least one", !weights.is_empty())?;
    let whole: f64 = weights.iter().sum();
    let all = weights.iter().all(|weight| *weight >= 0.0);
    Error::check("weights", whole, "zero or more each, and together more than zero", all && whole > 0.0)?;
    Error::check("penalty", penalty, "zero or more", penalty >= 0.0)?;
    Error::check("exponent", exponent, "between 0.1 and 4", (0.1..=4.0).contains(&exponent))?;
    for offer in offers {
        Error::check("price", offer.price, "more than zero", offer.price > 0.0)?;
        let count = offer.needs.len();
        Error::check("needs", count as f64, "as many as there are weights", count == weights.len())?;
        let most = offer.needs.iter().copied().fold(0.0, f64::max);
        let fits = offer.needs.iter().all(|need| (0.0..=MOST).contains(need));
        Error::check("needs", most, "between zero and a million units", fits)?;
    }
    let cheapest = (0..weights.len()).map(|at| cheapest(offers, at)).collect::<Vec<_>>();
    let weights: Vec<_> = weights.iter().map(|weight| weight / whole).collect();
    let beside = Beside { cheapest, weights, penalty, exponent };
    let found: Vec<_> = offers.iter().map(|offer| beside.least(offer)).collect();
    let sum = found.iter().map(Regret::total).sum();
    Error::check("regret", sum, "small enough to be a number", true)?;
    Ok(found)
}

/// The least that carries a demand, by any offer.
fn cheapest(offers: &[Offer], demand: usize) -> f64 {
    let costs = offers.iter().map(|offer| units(offer, demand) * offer.price);
    costs.fold(f64::INFINITY, f64::min)
}

/// Whole units that carry a demand.
fn units(offer: &Offer, demand: usize) -> f64 {
    libm::ceil(offer.needs.get(demand).copied().unwrap_or(0.0)).max(1.0)
}

/// What each number of units of an offer is held against.
struct Beside {
    cheapest: Vec<f64>,
    weights: Vec<f64>,
    penalty: f64,
    exponent: f64,
}

impl Beside {
    /// The number that is regretted least, of those up to what carries the largest demand.
    fn least(&self, offer: &Offer) -> Regret {
        let all = (0..self.weights.len()).map(|demand| units(offer, demand) as u32);
        let (mut low, mut high) = (1, all.max().unwrap_or(1));
        loop {
            let step = (high - low) / PASS + 1;
            let each = (low..=high).step_by(step as usize).map(|units| self.regret(offer, units));
            let best = each.min_by(|a, b| a.total().total_cmp(&b.total()));
            let Some(best) = best.filter(|_| step > 1) else {
                return best.unwrap_or(self.regret(offer, low));
            };
            (low, high) = (best.units.saturating_sub(step).max(low), (best.units + step).min(high));
        }
    }

    fn regret(&self, offer: &Offer, units: u32) -> Regret {
        let bought = f64::from(units);
        let mut regret = Regret { units, overspent: 0.0, shortfall: 0.0, meets: 0.0 };
        for ((need, cheapest), weight) in offer.needs.iter().zip(&self.cheapest).zip(&self.weights) {
            if *need <= bought {
                regret.meets += weight;
                regret.overspent += weight * (bought * offer.price - cheapest).max(0.0);
            } else {
                let short = need - bought;
                let short = if self.exponent == 1.0 { short } else { libm::pow(short, self.exponent) };
                regret.shortfall += weight * self.penalty * offer.price * short;
            }
        }
        regret
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn offer(price: f64, needs: impl IntoIterator<Item = f64>) -> Offer {
        Offer { price, needs: needs.into_iter().collect() }
    }

    #[test]
    fn a_small_penalty_buys_little_and_a_large_one_buys_all() {
        let demands = || (1..=100).map(f64::from);
        let least = |penalty| least_regret(&[offer(10.0, demands())], &[1.0; 100], penalty, 1.0).unwrap()[0];
        assert_eq!(least(0.0).units, 1);
        let all = least(1000.0);
        assert_eq!((all.units, all.shortfall), (100, 0.0));
        assert!((all.meets - 1.0).abs() < 1e-12);
        // 100 units cost 10 x (100 - demand) too much, 495 on average.
        assert!((all.overspent - 495.0).abs() < 1e-9, "{all:?}");
    }

    #[test]
    fn the_best_is_between_what_the_others_would_cost() {
        // Small units at 1, and large ones that hold as much as ten of them, at 8.
        let demands: Vec<f64> = (1..=40).map(f64::from).collect();
        let large = demands.iter().map(|demand| demand / 10.0);
        let offers = [offer(1.0, demands.clone()), offer(8.0, large)];
        let found = least_regret(&offers, &[1.0; 40], 1e6, 1.0).unwrap();
        assert_eq!([found[0].units, found[1].units], [40, 4]);
        assert!(found[1].total() < found[0].total());
    }

    #[test]
    fn demands_count_by_their_weight() {
        let offers = [offer(1.0, [1.0, 10.0])];
        let units = |weights: [f64; 2]| least_regret(&offers, &weights, 20.0, 1.0).unwrap()[0].units;
        assert_eq!((units([1.0, 1.0]), units([1.0, 0.01])), (10, 1));
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        let offers = |need| [offer(1.0, [need])];
        assert!(least_regret(&offers(1.0), &[], 1.0, 1.0).is_err());
        assert!(least_regret(&offers(f64::NAN), &[1.0], 1.0, 1.0).is_err());
        assert!(least_regret(&offers(1e9), &[1.0], 1.0, 1.0).is_err());
        assert!(least_regret(&offers(1.0), &[0.0], 1.0, 1.0).is_err());
        assert!(least_regret(&[offer(0.0, [1.0])], &[1.0], 1.0, 1.0).is_err());
        assert!(least_regret(&offers(1.0), &[1.0, 1.0], 1.0, 1.0).is_err());
    }

    proptest! {
        #[test]
        fn no_other_number_of_a_narrow_range_is_regretted_less(
            needs in prop::collection::vec(0.0..60.0_f64, 1..40),
            price in 0.1..100.0_f64,
            penalty in 0.0..50.0_f64,
        ) {
            let weights = vec![1.0; needs.len()];
            let offers = [offer(price, needs.clone()), offer(price * 3.0, needs.iter().map(|need| need / 4.0))];
            let found = least_regret(&offers, &weights, penalty, 1.0).unwrap();
            for (offer, least) in offers.iter().zip(&found) {
                for units in 1..=60_u32 {
                    let bought = f64::from(units);
                    let regret: f64 = (0..needs.len()).map(|at| {
                        let need = offer.needs[at];
                        let cheapest = offers.iter().map(|it| it.needs[at].ceil().max(1.0) * it.price).fold(f64::MAX, f64::min);
                        if need <= bought { bought * offer.price - cheapest } else { penalty * offer.price * (need - bought) }
                    }).sum::<f64>() / needs.len() as f64;
                    prop_assert!(least.total() <= regret + 1e-9 * regret.abs().max(1.0), "{least:?} {units} {regret}");
                }
            }
        }
    }
}
