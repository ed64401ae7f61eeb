//! Wholes from independent parts, and from parts that fall together with their zone.
//! Sources: Trivedi, Probability and Statistics with Reliability (2002); the AWS Reliability Pillar.

use super::Availability;
use crate::Error;
use crate::queue::birth_death;

/// The most parts of a whole whose number that work is counted.
const MAX_PARTS: u32 = 10_000;

/// All parts are needed: A = product of A_i.
pub fn series(parts: &[Availability]) -> Availability {
    let log: f64 = parts.iter().map(|part| libm::log1p(-part.down)).sum();
    let up = parts.iter().map(|part| part.up).product();
    Availability::of_sums(up, 0.0 - libm::expm1(log))
}

/// One part suffices: U = product of U_i.
pub fn parallel(parts: &[Availability]) -> Availability {
    let log: f64 = parts.iter().map(|part| libm::log1p(-part.up)).sum();
    let down = parts.iter().map(|part| part.down).product();
    Availability::of_sums(0.0 - libm::expm1(log), down)
}

/// `k` of `n` equal parts are needed: the sum of C(n, i) a^i u^(n-i) over i from k to n.
pub fn k_of_n(k: u32, n: u32, each: Availability) -> Result<Availability, Error> {
    let fits = (1..=MAX_PARTS).contains(&n);
    Error::check("n", f64::from(n), "between 1 and 10000", fits)?;
    Error::check("k", f64::from(k), "at most n", k <= n)?;
    Ok(at_least(k, &binomial(n, each)?))
}

/// `k` of these parts are needed, which may differ.
pub fn k_of_mixed(k: u32, parts: &[Availability]) -> Result<Availability, Error> {
    Error::check("parts", parts.len() as f64, "1 to 10000", (1..=MAX_PARTS as usize).contains(&parts.len()))?;
    Error::check("k", f64::from(k), "at most the number of parts", k as usize <= parts.len())?;
    let none = vec![1.0];
    Ok(at_least(k, &parts.iter().fold(none, |counts, part| convolve(&counts, &[part.down, part.up]))))
}

/// One zone: how many parts stand in it, and its own availability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zone {
    /// Parts in the zone.
    pub parts: u32,
    /// What all of them fall with.
    pub zone: Availability,
}

/// `k` parts are needed out of those in these zones; a part works if its zone and itself do.
pub fn k_of_zones(k: u32, zones: &[Zone], each: Availability) -> Result<Availability, Error> {
    let total: u64 = zones.iter().map(|zone| u64::from(zone.parts)).sum();
    Error::check("parts", total as f64, "1 to 10000", (1..=u64::from(MAX_PARTS)).contains(&total))?;
    Error::check("k", f64::from(k), "at most the number of parts", u64::from(k) <= total)?;
    let mut counts = vec![1.0];
    for zone in zones {
        let mut inside = binomial(zone.parts, each)?;
        inside.iter_mut().for_each(|p| *p *= zone.zone.up);
        if let Some(none) = inside.first_mut() {
            *none += zone.zone.down;
        }
        counts = convolve(&counts, &inside);
    }
    Ok(at_least(k, &counts))
}

/// `k` of `n` equal parts are needed, and a share `beta` of each part's failures takes all of them.
pub fn with_common_cause(k: u32, n: u32, each: Availability, beta: f64) -> Result<Availability, Error> {
    let beta = Error::check("beta", beta, "between 0 and 1", (0.0..=1.0).contains(&beta))?;
    let own = Availability::of_down(each.down * (1.0 - beta))?;
    Ok(series(&[k_of_n(k, n, own)?, Availability::of_down(each.down * beta)?]))
}

/// Share of requests that succeed when each needs a dependency in so many of its cases:
/// the product of 1 - w_i u_i, with weights from 0 to 1.
pub fn request(dependencies: &[(Availability, f64)]) -> Result<Availability, Error> {
    let weighed = dependencies.iter().map(|(part, weight)| {
        let weight = Error::check("weight", *weight, "between 0 and 1", (0.0..=1.0).contains(weight))?;
        Availability::of_down(part.down * weight)
    });
    Ok(series(&weighed.collect::<Result<Vec<_>, _>>()?))
}

/// Probability of each number of parts that work: the long run of parts that fail and come back.
fn binomial(n: u32, each: Availability) -> Result<Vec<f64>, Error> {
    let n = n as usize;
    let certain = |count: usize| (0..=n).map(|i| if i == count { 1.0 } else { 0.0 }).collect();
    if each.down <= 0.0 || each.up <= 0.0 {
        return Ok(certain(if each.up > 0.0 { n } else { 0 }));
    }
    let births: Vec<f64> = (0..n).map(|i| (n - i) as f64 * each.up).collect();
    let deaths: Vec<f64> = (1..=n).map(|i| i as f64 * each.down).collect();
    // A share too small to divide by is none.
    birth_death::steady(&births, &deaths).or_else(|_| Ok(certain(if each.up > each.down { n } else { 0 })))
}

fn at_least(k: u32, counts: &[f64]) -> Availability {
    let (fewer, enough) = counts.split_at((k as usize).min(counts.len()));
    Availability::of_sums(enough.iter().rev().sum(), fewer.iter().sum())
}

fn convolve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let term = |sum: usize| {
        let from = (sum + 1).saturating_sub(b.len());
        let pairs = a.iter().enumerate().skip(from).take(sum + 1 - from);
        pairs.filter_map(|(i, x)| b.get(sum - i).map(|y| x * y)).sum()
    };
    (0..(a.len() + b.len()).saturating_sub(1)).map(term).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn up(share: f64) -> Availability {
        Availability::of_up(share).unwrap()
    }

    fn near(got: f64, want: f64) -> bool {
        (got - want).abs() <= 1e-13 * want
    }

    #[test]
    fn many_nines_keep_their_digits() {
        let part = Availability::of_down(1e-12).unwrap();
        assert!(near(k_of_n(1, 3, part).unwrap().down(), 1e-36));
        assert!(near(series(&[part; 1000]).down(), 1e-9 * (1.0 - 499.5e-12)));
        assert!(near(parallel(&[part; 2]).down(), 1e-24));
    }

    #[test]
    fn different_parts_and_equal_ones_agree() {
        let (equal, mixed) = (k_of_n(3, 5, up(0.9)).unwrap(), k_of_mixed(3, &[up(0.9); 5]).unwrap());
        assert!(near(equal.up(), 0.99144) && near(mixed.up(), 0.99144));
        assert_eq!(k_of_n(0, 2, up(0.0)).unwrap().up(), 1.0);
        assert_eq!(k_of_n(2, 2, up(1.0)).unwrap().down(), 0.0);
    }

    #[test]
    fn zones_take_their_parts_with_them() {
        let zone = |parts| Zone { parts, zone: up(0.99) };
        let each = up(0.9);
        // By hand: both zones up and at least one part of two, or one zone up and its part.
        let want = 0.99 * 0.99 * (1.0 - 0.01) + 2.0 * 0.99 * 0.01 * 0.9;
        assert!(near(k_of_zones(1, &[zone(1), zone(1)], each).unwrap().up(), want));
        let one = k_of_zones(2, &[zone(3)], each).unwrap().up();
        assert!(near(one, 0.99 * k_of_n(2, 3, each).unwrap().up()));
    }

    #[test]
    fn a_common_cause_limits_what_replicas_gain() {
        let each = Availability::of_down(1e-3).unwrap();
        let common = with_common_cause(1, 5, each, 0.1).unwrap();
        assert!((common.down() - 1e-4).abs() < 1e-9);
        assert!(near(with_common_cause(2, 3, each, 0.0).unwrap().down(), k_of_n(2, 3, each).unwrap().down()));
    }

    #[test]
    fn a_soft_dependency_counts_by_its_weight() {
        assert!(near(request(&[(up(0.99), 1.0), (up(0.9), 0.1)]).unwrap().up(), 0.99 * 0.99));
        assert!(request(&[(up(0.9), 1.5)]).is_err());
    }
}
