//! Erlang B and Erlang C: the chance of finding all servers busy.
//! Sources: the recursion of PDQ's ErlangR (`DrQz/pdq-qnm-pkg`), which cannot overflow; for many servers
//! and for fractions of one, the Poisson probability over the incomplete gamma function.

use crate::Error;
use crate::special::gamma;

/// The most servers of a queue.
pub const MAX_SERVERS: u32 = 1_000_000_000;

/// The most servers that the recursion is run for; its cost grows with their number, that of the gamma
/// form with the square root.
const MAX_RECURSION: u32 = 100_000;

/// Probability that a request is lost when `servers` servers have no line, at `offered` erlangs:
/// B(0) = 1, B(i) = a B(i-1) / (i + a B(i-1)).
pub fn erlang_b(servers: u32, offered: f64) -> Result<f64, Error> {
    let in_range = (1..=MAX_SERVERS).contains(&servers);
    Error::check("servers", f64::from(servers), "between 1 and 1000000000", in_range)?;
    let offered = checked(offered)?;
    if servers > MAX_RECURSION {
        return Ok(by_gamma(f64::from(servers), offered));
    }
    let mut lost = 1.0;
    for i in 1..=servers {
        lost = offered * lost / (f64::from(i) + offered * lost);
    }
    Ok(lost)
}

/// The same for any number of servers from 0 on, whole or not: B = poisson(c; a) / Q(c + 1, a).
pub fn erlang_b_continuous(servers: f64, offered: f64) -> Result<f64, Error> {
    let in_range = (0.0..=1e9).contains(&servers);
    let servers = Error::check("servers", servers, "between 0 and 1e9", in_range)?;
    Ok(by_gamma(servers, checked(offered)?))
}

/// Probability that a request has to wait for one of `servers` servers, at `offered` erlangs:
/// C = B / (1 - rho (1 - B)). `Unstable` when the offered load is not below the number of servers.
pub fn erlang_c(servers: u32, offered: f64) -> Result<f64, Error> {
    let lost = erlang_b(servers, offered)?;
    waiting(lost, f64::from(servers), offered)
}

/// The same for any number of servers from 1e-9 on, whole or not.
pub fn erlang_c_continuous(servers: f64, offered: f64) -> Result<f64, Error> {
    let servers = Error::check("servers", servers, "at least 1e-9", servers >= 1e-9)?;
    waiting(erlang_b_continuous(servers, offered)?, servers, offered)
}

fn waiting(lost: f64, servers: f64, offered: f64) -> Result<f64, Error> {
    let rho = offered / servers;
    if rho >= 1.0 {
        return Err(Error::unstable(rho));
    }
    Ok(lost / (1.0 - rho * (1.0 - lost)))
}

fn checked(offered: f64) -> Result<f64, Error> {
    Error::check("offered load (erlangs)", offered, "between 0 and 1e9", (0.0..=1e9).contains(&offered))
}

/// Gamma(c + 1, a) is expanded from the side on which its expansion has only positive terms.
fn by_gamma(c: f64, a: f64) -> f64 {
    if a >= c + 2.0 {
        return 1.0 / (a * gamma::fraction(c + 1.0, a));
    }
    let state = gamma::poisson(c, a);
    state / gamma::regularised(c + 1.0, a).1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nobody_waits_without_load_and_one_server_waits_as_often_as_it_is_busy() {
        assert_eq!(erlang_c(3, 0.0).unwrap(), 0.0);
        assert!((erlang_c(1, 0.8).unwrap() - 0.8).abs() < 1e-15);
    }

    #[test]
    fn a_full_system_is_unstable_for_waiting_but_not_for_losing() {
        assert_eq!(erlang_c(2, 2.0), Err(Error::Unstable { rho: 1.0 }));
        assert!((erlang_b(2, 2.0).unwrap() - 0.4).abs() < 1e-15);
    }

    #[test]
    fn servers_and_load_have_limits() {
        assert!(matches!(erlang_b(0, 1.0), Err(Error::Domain { field: "servers", .. })));
        assert!(matches!(erlang_b(MAX_SERVERS + 1, 1.0), Err(Error::Domain { field: "servers", .. })));
        assert!(erlang_b(1, f64::NAN).is_err());
        assert!(erlang_b(1, -1.0).is_err());
    }

    #[test]
    fn many_servers_and_fractions_of_one_agree_with_mpmath() {
        let close = |got: f64, want: f64| (got - want).abs() <= 1e-12 * want;
        assert!(close(erlang_b_continuous(2.5, 1.75).unwrap(), 0.25362953989226983));
        assert!(close(erlang_b_continuous(0.25, 3.0).unwrap(), 0.9351764009926693));
        assert!(close(erlang_b_continuous(40.5, 44.0).unwrap(), 0.16289886936454642));
        assert!(close(erlang_b(200_000, 199000.0).unwrap(), 7.353436095566778e-05));
        assert!(close(erlang_b(1000000, 1010000.0).unwrap(), 0.009998093755067801));
    }
}
