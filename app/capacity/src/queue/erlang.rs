//! Erlang B and Erlang C: the chance of finding all servers busy.
//! Source: the recursion of PDQ's ErlangR (`DrQz/pdq-qnm-pkg`), which cannot overflow.

use crate::Error;

/// The most servers that the recursion is run for; its cost grows with their number.
pub const MAX_SERVERS: u32 = 100_000;

/// Probability that a request is lost when `servers` servers have no line, at `offered` erlangs.
pub fn erlang_b(servers: u32, offered: f64) -> Result<f64, Error> {
    let in_range = (1..=MAX_SERVERS).contains(&servers);
    Error::check("servers", f64::from(servers), "between 1 and 100000", in_range)?;
    let offered =
        Error::check("offered load (erlangs)", offered, "between 0 and 1e9", (0.0..=1e9).contains(&offered))?;
    let mut lost = 1.0;
    for i in 1..=servers {
        lost = offered * lost / (f64::from(i) + offered * lost);
    }
    Ok(lost)
}

/// Probability that a request has to wait for one of `servers` servers, at `offered` erlangs.
/// `Unstable` when the offered load is not below the number of servers.
pub fn erlang_c(servers: u32, offered: f64) -> Result<f64, Error> {
    let lost = erlang_b(servers, offered)?;
    let rho = offered / f64::from(servers);
    if rho >= 1.0 {
        return Err(Error::Unstable { rho });
    }
    Ok(lost / (1.0 - rho * (1.0 - lost)))
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
}
