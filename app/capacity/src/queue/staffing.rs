//! Rules of thumb for large systems, and how good they are.
//! Source: Halfin, Whitt: Heavy-Traffic Limits for Queues with Many Exponential Servers (1981).

use crate::Error;
use crate::special::{normal, root};

/// Square-root staffing: the whole number at or above a + beta sqrt(a), for `offered` erlangs a.
pub fn square_root(offered: f64, beta: f64) -> Result<f64, Error> {
    let range = (0.0..=1e15).contains(&offered);
    let offered = Error::check("offered load (erlangs)", offered, "between 0 and 1e15", range)?;
    let beta = Error::check("beta", beta, "between 0 and 1e6", (0.0..=1e6).contains(&beta))?;
    Ok(libm::ceil(offered + beta * libm::sqrt(offered)))
}

/// Probability of waiting in a large system staffed with `beta`, zero or more:
/// 1 / (1 + beta Phi(beta) / phi(beta)).
pub fn halfin_whitt(beta: f64) -> Result<f64, Error> {
    let beta = Error::check("beta", beta, "between 0 and 1e6", (0.0..=1e6).contains(&beta))?;
    Ok(waits(beta))
}

/// The beta at which a share `p` has to wait.
pub fn halfin_whitt_beta(p: f64) -> Result<f64, Error> {
    let p = Error::check("probability", p, "from 1e-290 to below 1", (1e-290..1.0).contains(&p))?;
    Ok(root::positive(1.0, |beta| waits(beta) <= p))
}

fn waits(beta: f64) -> f64 {
    let density = normal::density(beta);
    density / (density + beta * normal::cdf(beta))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::queue::erlang_c;

    #[test]
    fn large_systems_wait_as_often_as_the_limit_says() {
        let servers = square_root(10_000.0, 0.5).unwrap() as u32;
        let exact = erlang_c(servers, 10_000.0).unwrap();
        assert!((exact - halfin_whitt(0.5).unwrap()).abs() < 0.01 * exact);
    }

    #[test]
    fn beta_inverts_the_probability() {
        for p in [1e-200, 0.01, 0.2, 0.5, 0.999] {
            let back = halfin_whitt(halfin_whitt_beta(p).unwrap()).unwrap();
            assert!((back - p).abs() < 1e-11 * p, "{p}: {back}");
        }
        assert_eq!((halfin_whitt(0.0), halfin_whitt(1e3)), (Ok(1.0), Ok(0.0)));
        assert!(halfin_whitt(-1.0).is_err() && halfin_whitt_beta(1.0).is_err());
    }
}
