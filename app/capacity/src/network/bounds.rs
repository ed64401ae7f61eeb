//! What a closed network can do at best and at worst, without solving it.
//! Source: Lazowska et al. (1984), chapter 5.

use crate::Error;

/// Limits of throughput (1/s) and response time (s), for N users who think Z seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Throughput is at least this.
    pub throughput_low: f64,
    /// Throughput is at most this.
    pub throughput_high: f64,
    /// Response time is at least this.
    pub response_low: f64,
    /// Response time is at most this.
    pub response_high: f64,
    /// Users from whom on the bottleneck is what limits: (sum D + Z) / D_max.
    pub knee: f64,
}

/// Asymptotic bounds: N / (N D + Z) <= X <= min(N / (D + Z), 1 / D_max).
pub fn asymptotic(demands: &[f64], users: f64, think: f64) -> Result<Limits, Error> {
    let (total, largest) = checked(demands, users, think)?;
    limits(total, largest, users, think, 0.0, users - 1.0)
}

/// Bounds by balanced systems, which are tighter: those who are ahead of a request are taken to be spread
/// evenly at best, and all at the bottleneck at worst.
pub fn balanced(demands: &[f64], users: f64, think: f64) -> Result<Limits, Error> {
    let (total, largest) = checked(demands, users, think)?;
    let average = total / demands.len() as f64;
    let best = (users - 1.0) * average / (1.0 + think / total) / total;
    let worst = (users - 1.0) * largest / (1.0 + think / (users * total)) / total;
    limits(total, largest, users, think, best, worst)
}

/// `best` and `worst` are how many others a request meets, in units of the total demand.
fn limits(total: f64, largest: f64, users: f64, think: f64, best: f64, worst: f64) -> Result<Limits, Error> {
    // Responses are not taken as N / X - Z: beside a long time to think, nothing is left of their digits.
    let fast = (total * (1.0 + best)).max(users * largest - think);
    let slow = (total * (1.0 + worst)).max(fast);
    let high = (users / (think + total * (1.0 + best))).min(1.0 / largest);
    let low = (users / (think + total * (1.0 + worst))).min(high);
    let number = |field, value| Error::check(field, value, "small enough to be a number", true);
    Ok(Limits {
        throughput_low: number("throughput (1/s)", low)?,
        throughput_high: number("throughput (1/s)", high)?,
        response_low: number("response (s)", fast)?,
        response_high: number("response (s)", slow)?,
        knee: number("knee", (total + think) / largest)?,
    })
}

fn checked(demands: &[f64], users: f64, think: f64) -> Result<(f64, f64), Error> {
    let users = Error::check("users", users, "between 1 and 1e12", (1.0..=1e12).contains(&users))?;
    Error::check("think time (s)", think, "zero or more", think >= 0.0 && users > 0.0)?;
    let holds = demands.iter().all(|demand| *demand >= 0.0);
    let (total, largest) = (demands.iter().sum(), demands.iter().copied().fold(0.0, f64::max));
    let total =
        Error::check("total demand (s)", total, "more than zero, no part negative", holds && largest > 0.0)?;
    Ok((total, largest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn balanced_bounds_lie_within_asymptotic_ones() {
        for think in [0.0, 3.0, 120.0] {
            for users in [1.0, 2.0, 7.0, 40.0] {
                let demands = [2.0, 0.5, 1.25];
                let (wide, tight) =
                    (asymptotic(&demands, users, think).unwrap(), balanced(&demands, users, think).unwrap());
                assert!(wide.throughput_low <= tight.throughput_low * (1.0 + 1e-12));
                assert!(tight.throughput_low <= tight.throughput_high);
                assert!(tight.throughput_high <= wide.throughput_high * (1.0 + 1e-12));
            }
        }
    }

    #[test]
    fn one_user_never_meets_another() {
        let limits = balanced(&[2.0, 0.5], 1.0, 1.5).unwrap();
        assert_eq!((limits.throughput_low, limits.throughput_high), (0.25, 0.25));
        assert_eq!(limits.knee, 2.0);
    }
}
