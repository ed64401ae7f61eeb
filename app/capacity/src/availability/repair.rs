//! Machines that fail and are repaired by a limited number of crews.
//! Source: Trivedi (2002), the machine repairman as a birth-death chain: rates (n - i) / MTBF and
//! min(i, r) / MTTR with i machines down.

use super::Availability;
use crate::Error;
use crate::queue::birth_death;

/// The long run of repaired machines; times are in the unit of the inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repairable {
    /// Share of time in which enough machines work.
    pub availability: Availability,
    /// Mean time from one outage of the whole to the next; none if it never fails.
    pub between_outages: Option<f64>,
    /// Mean length of an outage of the whole; none if it never fails.
    pub outage: Option<f64>,
}

/// `k` of `n` machines are needed, each fails after `mtbf` on average, and each of `crews` crews repairs one
/// in `mttr`.
pub fn repairable(k: u32, n: u32, mtbf: f64, mttr: f64, crews: u32) -> Result<Repairable, Error> {
    Error::check("n", f64::from(n), "between 1 and 10000", (1..=10_000).contains(&n))?;
    Error::check("k", f64::from(k), "between 1 and n", (1..=n).contains(&k))?;
    Error::check("crews", f64::from(crews), "at least 1", crews >= 1)?;
    let mtbf = Error::check("MTBF", mtbf, "between 1e-9 and 1e15", (1e-9..=1e15).contains(&mtbf))?;
    let mttr = Error::check("MTTR", mttr, "between 1e-9 and 1e15", (1e-9..=1e15).contains(&mttr))?;
    let failures: Vec<f64> = (0..n).map(|down| f64::from(n - down) / mtbf).collect();
    let repairs: Vec<f64> = (1..=n).map(|down| f64::from(down.min(crews)) / mttr).collect();
    let states = birth_death::steady(&failures, &repairs)?;
    let (enough, fewer) = states.split_at((n - k) as usize + 1);
    let availability = Availability::of_sums(enough.iter().sum(), fewer.iter().rev().sum());
    // The whole fails when one of just enough does.
    let rate = enough.last().copied().unwrap_or(0.0) * f64::from(k) / mtbf;
    let over = |share: f64| Some(share / rate).filter(|time| rate > 0.0 && time.is_finite());
    Ok(Repairable { availability, between_outages: over(1.0), outage: over(availability.down()) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::availability::k_of_n;

    #[test]
    fn a_crew_for_each_machine_makes_them_independent() {
        let each = Availability::of_times(1000.0, 10.0).unwrap();
        let (chain, plain) = (repairable(2, 3, 1000.0, 10.0, 3).unwrap(), k_of_n(2, 3, each).unwrap());
        assert!((chain.availability.down() - plain.down()).abs() < 1e-15);
    }

    #[test]
    fn one_crew_is_worse_and_one_machine_fails_as_often_as_it_says() {
        let down = |crews| repairable(2, 5, 1000.0, 50.0, crews).unwrap().availability.down();
        assert!(down(1) > down(2) && down(2) > down(5));
        let one = repairable(1, 1, 1000.0, 10.0, 1).unwrap();
        assert!((one.between_outages.unwrap() - 1010.0).abs() < 1e-9);
        assert!((one.outage.unwrap() - 10.0).abs() < 1e-10);
    }
}
