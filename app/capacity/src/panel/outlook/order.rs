//! What there is over time: the recommended amount, and an order each time the need would meet it.

use super::{DAYS, crossed};
use crate::Scenario;
use crate::panel::when;

/// The most orders of a resource that are told one by one.
const TOLD: usize = 3;
/// The most that are looked at; a need that takes more is not met by orders of this size.
const MOST: usize = 200;

/// A capacity curve: what there is from which day on, as shares of the recommended.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curve {
    /// What one order adds.
    pub step: f64,
    /// Days on which an order has to be in use, rising.
    pub used: Vec<f64>,
    lead: f64,
}

/// The curve that meets this path of needs by orders of `step` that take `lead` days.
pub(super) fn curve(path: &[f64], step: f64, lead: f64) -> Curve {
    let there = |orders: usize| 1.0 + step * orders as f64;
    let used = (0..MOST).map_while(|orders| crossed(path, there(orders))).collect();
    Curve { step, used, lead }
}

impl Curve {
    /// What there is in this month.
    pub fn at(&self, month: f64) -> f64 {
        1.0 + self.step * self.used.iter().filter(|day| **day <= month * DAYS).count() as f64
    }

    /// How many orders there are and when the first of them are due.
    pub fn text(&self, scenario: &Scenario) -> String {
        let due = self.used.iter().take(TOLD).map(|day| when::order(scenario, day - self.lead));
        let due: Vec<_> = due.map(|text| text.replace("order ", "")).collect();
        match self.used.len() {
            0 => "none".into(),
            count if count > TOLD => format!("{count}: {}, and more", due.join(", ")),
            count => format!("{count}: {}", due.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_come_as_often_as_the_need_meets_what_there_is() {
        // A twentieth more each month from 90 % on: full after 2 months, then every 5.
        let path: Vec<f64> = (0..=20).map(|month| 0.9 + 0.05 * f64::from(month)).collect();
        let curve = curve(&path, 0.25, 10.0);
        assert_eq!(curve.used.len(), 4, "{curve:?}");
        assert!(curve.used.windows(2).all(|days| ((days[1] - days[0]) / DAYS - 5.0).abs() < 1e-6));
        assert!((0..=20).all(|month| curve.at(f64::from(month)) + 1e-9 >= path[month as usize] - 0.05));
        assert_eq!((curve.at(0.0), curve.at(20.0)), (1.0, 2.0));
        assert!(curve.text(&Scenario::base()).starts_with("4: within 50 days, within "), "{curve:?}");
    }
}
