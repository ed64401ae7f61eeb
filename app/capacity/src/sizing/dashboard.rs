//! Dashboards such as Grafana's: the queries that they send to Prometheus and Loki.

use super::{amount, positive};
use crate::Error;

/// Queries per second of `users` who each keep a dashboard of `panels` open that is drawn anew every `refresh`
/// seconds.
pub fn query_rate(users: f64, panels: f64, refresh: f64) -> Result<f64, Error> {
    Ok(amount("users", users)? * amount("panels", panels)? / positive("refresh (s)", refresh)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn each_panel_of_each_user_is_a_query_per_refresh() {
        assert_eq!(query_rate(20.0, 15.0, 30.0).unwrap(), 10.0);
        assert!(query_rate(20.0, 15.0, 0.0).is_err());
    }
}
