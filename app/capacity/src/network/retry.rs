//! Retries: failures come back as load, which makes more failures.

use crate::Error;

/// Steps towards the fixed point; what has not settled by then creeps into a storm.
const STEPS: u32 = 10_000;

/// The load (1/s) that stations see when `arrival` requests per second come from outside and a share
/// `again` of the failures is sent once more: the smallest solution of
/// lambda_eff = lambda / (1 - p_fail(lambda_eff) again). `fails` gives the share of failures at a load and
/// rises with it. `Unstable` with the load that was reached over `arrival` when retries outrun `limit`, the
/// load (1/s) beyond which nothing is served any more.
pub fn with_retries(
    arrival: f64,
    again: f64,
    limit: f64,
    fails: impl Fn(f64) -> Result<f64, Error>,
) -> Result<f64, Error> {
    let arrival = Error::check("arrival rate (1/s)", arrival, "more than zero", arrival > 0.0)?;
    let again = Error::check("share retried", again, "between 0 and 1", (0.0..=1.0).contains(&again))?;
    let limit = Error::check("limit (1/s)", limit, "at least the arrival rate", limit >= arrival)?;
    let mut load = arrival;
    for _ in 0..STEPS {
        let lost = fails(load)?;
        let lost = Error::check("share of failures", lost, "between 0 and 1", (0.0..=1.0).contains(&lost))?;
        let next = arrival / (1.0 - lost * again);
        if next > limit {
            return Err(Error::Unstable { rho: next.min(limit.max(load) * 2.0) / arrival });
        }
        // From below, the load only rises, up to the smallest solution.
        if next - load <= 1e-13 * load {
            return Ok(next);
        }
        load = next;
    }
    Err(Error::Unstable { rho: load / arrival })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::queue::Bounded;

    #[test]
    fn a_constant_share_of_failures_has_a_closed_form() {
        let load = with_retries(100.0, 0.5, 1e6, |_| Ok(0.2)).unwrap();
        assert!((load - 100.0 / 0.9).abs() < 1e-10);
    }

    #[test]
    fn a_bounded_queue_settles_below_its_capacity_and_storms_above() {
        let lost = |load: f64| Ok(Bounded::with_room(load, 0.01, 1, 20)?.full());
        let calm = with_retries(80.0, 1.0, 1e5, lost).unwrap();
        let carried = calm * (1.0 - lost(calm).unwrap());
        assert!((carried - 80.0).abs() < 1e-9, "all come through in the end: {carried}");
        let storm = with_retries(101.0, 1.0, 1e5, lost);
        assert!(matches!(storm, Err(Error::Unstable { rho }) if rho > 1.0 && rho.is_finite()));
    }
}
