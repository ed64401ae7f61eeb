//! The rate sheet of a plan: what is paid for disks, for traffic and for commitments, and in which currency. Nothing is
//! fetched: it is a table of the plan's file, or the same as lines that a visitor brings.

mod money;
mod sheet;

pub use sheet::Sheet;

use crate::Problem;
use crate::units::{Bytes, Share};

use super::Plan;

/// Prices and what they apply to; everything that is left out is nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    /// The currency's code, such as EUR.
    pub currency: String,
    /// What a dollar costs in it, because nodes and archives may be priced in dollars.
    pub dollar: f64,
    /// A GiB on disk for a month.
    pub disk: f64,
    /// A GiB in an object store for a month, where an archive has no price of its own.
    pub object: f64,
    /// A GB between zones, billed at either end.
    pub cross_zone: f64,
    /// A GB to the outside.
    pub egress: f64,
    /// What is saved of a node's price by a commitment for one year, and for three.
    pub saved: [f64; 2],
    /// Shares of the nodes that are so committed.
    pub committed: [f64; 2],
    /// The mean load of a month, as a share of the busiest time's.
    pub mean_load: f64,
    /// Bytes to the outside for each request that enters.
    pub egress_per_request: f64,
    /// What else the cost is told for, such as a guest, and how many of them there are in a month at traffic 1.
    pub unit: Option<(String, f64)>,
}

/// Every key, and what it takes.
const KEYS: [(&str, &str); 14] = [
    ("currency", "a code of letters, such as EUR"),
    ("dollar", "what a dollar costs in the currency, from 0.0001 to 1000000"),
    ("disk_gib_month", "a price from 0 to 1000000"),
    ("object_gib_month", "a price from 0 to 1000000"),
    ("cross_zone_gb", "a price from 0 to 1000000"),
    ("egress_gb", "a price from 0 to 1000000"),
    ("saved_1y", "a share below 100 %, such as 28 %"),
    ("saved_3y", "a share below 100 %, such as 46 %"),
    ("committed_1y", "a share up to 100 %, such as 40 %"),
    ("committed_3y", "a share that is with committed_1y at most 100 %"),
    ("mean_load", "a share above 0 % and up to 100 %, such as 35 %"),
    ("egress_per_request", "a size, such as 20 kB"),
    ("unit", "a word, such as guest"),
    ("units_month", "how many of the unit there are in a month, from 1 to 1e15"),
];

impl Default for Rates {
    fn default() -> Rates {
        Rates {
            currency: "USD".into(),
            dollar: 1.0,
            disk: 0.0,
            object: 0.0,
            cross_zone: 0.0,
            egress: 0.0,
            saved: [0.0; 2],
            committed: [0.0; 2],
            mean_load: 1.0,
            egress_per_request: 0.0,
            unit: None,
        }
    }
}

impl Rates {
    /// Those of a plan; a plan whose rates make no sense does not get past its validation, and counts as one without any.
    pub fn in_force(plan: &Plan) -> Rates {
        Rates::of(&plan.rates).unwrap_or_default()
    }

    /// Reads keys and values as the plan's `[rates]` has them.
    pub fn of(table: &Sheet) -> Result<Rates, Problem> {
        let text = |key: &str| table.get(key);
        if let Some(key) = table.keys().find(|key| KEYS.iter().all(|(known, _)| *known != *key)) {
            let known: Vec<_> = KEYS.iter().map(|(key, _)| *key).collect();
            let message = "there is no such rate";
            return Err(Problem::new(
                format!("rates.{key}"),
                message,
                format!("use one of {}", known.join(", ")),
            ));
        }
        let number =
            |key: &str, usual: f64, range: (f64, f64), read: Read| number(table, key, usual, range, read);
        let saved = |key: &str| number(key, 0.0, (0.0, 0.99), share);
        let currency = text("currency").unwrap_or("USD");
        let letters =
            (1..=6).contains(&currency.len()) && currency.bytes().all(|byte| byte.is_ascii_alphabetic());
        // Nodes may be priced in dollars, so another currency has to say what one costs.
        let priced = currency == "USD" || text("dollar").is_some();
        let holds = [("currency", letters), ("dollar", priced)].into_iter().find(|(_, holds)| !holds);
        if let Some((key, _)) = holds {
            return Err(wrong(key, text(key)));
        }
        let dollar = number("dollar", 1.0, (1e-4, 1e6), plain)?;
        let price = |key: &str| {
            money::price(table, key, &Rates { currency: currency.into(), dollar, ..Rates::default() })
        };
        let first = number("committed_1y", 0.0, (0.0, 1.0), share)?;
        let units =
            text("units_month").map(|_| number("units_month", 0.0, (1.0, 1e15), plain)).transpose()?;
        Ok(Rates {
            currency: currency.into(),
            dollar,
            disk: price("disk_gib_month")?,
            object: price("object_gib_month")?,
            cross_zone: price("cross_zone_gb")?,
            egress: price("egress_gb")?,
            saved: [saved("saved_1y")?, saved("saved_3y")?],
            committed: [first, number("committed_3y", 0.0, (0.0, 1.0 - first + 1e-12), share)?],
            mean_load: number("mean_load", 1.0, (1e-4, 1.0), share)?,
            egress_per_request: number("egress_per_request", 0.0, (0.0, 1e12), bytes)?,
            unit: text("unit").filter(|unit| !unit.is_empty()).map(str::to_owned).zip(units),
        })
    }
}

/// How a value is read.
type Read = fn(&str) -> Option<f64>;

/// A number of the table within its range, the usual one where there is none.
#[inline(never)]
fn number(
    table: &Sheet,
    key: &str,
    usual: f64,
    (least, most): (f64, f64),
    read: Read,
) -> Result<f64, Problem> {
    let value = table.get(key).map_or(Some(usual), read);
    value.filter(|value| (least..=most).contains(value)).ok_or_else(|| wrong(key, table.get(key)))
}

#[inline(never)]
fn wrong(key: &str, value: Option<&str>) -> Problem {
    let takes = KEYS.iter().find(|(known, _)| *known == key).map_or("", |(_, takes)| takes);
    let message = value.map_or("it is missing".to_owned(), |value| format!("`{value}` cannot be its value"));
    Problem::new(format!("rates.{key}"), message, format!("write {takes}"))
}

fn plain(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn share(text: &str) -> Option<f64> {
    text.parse().ok().map(|share: Share| share.si())
}

fn bytes(text: &str) -> Option<f64> {
    text.parse().ok().map(|bytes: Bytes| bytes.si())
}

/// Rates that make no sense.
pub(super) fn validate(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    if let Err(problem) = Rates::of(&plan.rates) {
        require(false, problem.field, problem.message, &problem.remedy);
        return;
    }
    if let Some((of, message, remedy)) = Rates::in_force(plan).unpriced(&plan.shapes, &plan.items) {
        require(false, of, message, &remedy);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn lines_are_a_sheet_and_wrong_ones_are_told() {
        let rates = |lines: &str| Rates::of(&Sheet::lines(lines));
        let euro = rates(
            "currency = EUR\ndollar = 0.9 # in November\nsaved_1y = 28 %\nunit = guest\nunits_month = 100",
        )
        .unwrap();
        assert_eq!(
            (euro.dollar, euro.saved[0], euro.unit.clone()),
            (0.9, 0.28, Some(("guest".into(), 100.0)))
        );
        let wrong = |lines: &str| rates(lines).unwrap_err().to_string();
        assert_eq!(
            wrong("currency = EUR"),
            "rates.dollar: it is missing; write what a dollar costs in the currency, from 0.0001 to 1000000"
        );
        assert!(
            wrong("egress_gb = -1").starts_with("rates.egress_gb: `-1` cannot be its value; write a price")
        );
        let prices =
            rates("currency = EUR\ndollar = 0.5\ndisk_gib_month = \u{20ac}0.1\negress_gb = 0.1 USD").unwrap();
        assert_eq!((prices.disk, prices.egress), (0.1, 0.05));
        assert_eq!(
            wrong("currency = EUR\ndollar = 0.5\negress_gb = \u{a3}0.1"),
            "rates.egress_gb: `\u{a3}0.1` is in GBP, but the rates know EUR and USD alone; write it in EUR or USD, or bring \
             rates with `currency = GBP` and what a `dollar` costs in it"
        );
        assert!(
            wrong("egress_gb = \u{20ac}0.1")
                .contains("is in EUR, but the rates know USD alone; write it in USD, or")
        );
        assert!(wrong("egress_gb = $2000000").starts_with("rates.egress_gb: `$2000000` cannot be its value"));
        assert!(wrong("disk_gib_month = NaN").starts_with("rates.disk_gib_month: "));
        assert!(wrong("committed_1y = 60 %\ncommitted_3y = 50 %").starts_with("rates.committed_3y: "));
        assert!(
            wrong("colour = red")
                .starts_with("rates.colour: there is no such rate; use one of currency, dollar")
        );
    }
}
