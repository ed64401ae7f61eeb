//! The backup policy in force: what the plan says of an archive, with what the scenario asks in its place.

use std::ops::RangeInclusive;

use crate::Scenario;
use crate::plan::{Backup, Given, Item, Origin, Rates};
use crate::units::{Dimension, Money, Quantity};

/// The shortest and the longest time of a policy, in seconds.
const TIMES: RangeInclusive<f64> = 1e-3..=3.2e8;

/// The policy of an archive, none if neither says one; and what of the scenario's makes no sense, in words.
pub(super) fn policy(rates: &Rates, item: &Item, scenario: &Scenario) -> (Option<Backup>, Vec<String>) {
    let mut wrong = Vec::new();
    let every = asked(item, scenario, "every", TIMES, &mut wrong);
    let throughput = asked(item, scenario, "throughput", 1.0..=1e15, &mut wrong);
    let rpo = asked(item, scenario, "rpo", TIMES, &mut wrong);
    let rto = asked(item, scenario, "rto", TIMES, &mut wrong);
    let price = price(rates, item, scenario, &mut wrong);
    // Without a plan's, it takes the first two to know a way back.
    let planned = item.backup.clone().or_else(|| {
        let (every, throughput) = (every.clone()?, throughput.clone()?);
        let (base, replays, rpo, rto, price_per_gb_month) = (None, None, None, None, None);
        Some(Backup { every, throughput, base, replays, rpo, rto, price_per_gb_month })
    });
    let backup = planned.map(|planned| Backup {
        every: every.unwrap_or(planned.every),
        throughput: throughput.unwrap_or(planned.throughput),
        rpo: rpo.or(planned.rpo),
        rto: rto.or(planned.rto),
        price_per_gb_month: price.or(planned.price_per_gb_month),
        base: planned.base,
        replays: planned.replays,
    });
    (backup, wrong)
}

/// A figure that the scenario asks for; none if it does not, or what it says is none.
fn asked<D: Dimension>(
    item: &Item,
    scenario: &Scenario,
    name: &str,
    range: RangeInclusive<f64>,
    wrong: &mut Vec<String>,
) -> Option<Given<Quantity<D>>> {
    let text = scenario.policy(&format!("{}.{name}", item.id))?;
    let problem = match text.parse::<Quantity<D>>() {
        Ok(value) if range.contains(&value.si()) => {
            return Some(Given { value, origin: Origin::Yours, source: None });
        }
        Ok(_) => format!("`{text}` is out of range"),
        Err(error) => error.to_string(),
    };
    wrong.push(format!("{}.{name}: {problem}", item.id));
    None
}

/// What a gigabyte costs in a month, in a currency that the rates know; a number alone is in dollars.
fn price(rates: &Rates, item: &Item, scenario: &Scenario, wrong: &mut Vec<String>) -> Option<Given<Money>> {
    let text = scenario.policy(&format!("{}.price", item.id))?;
    let price = match Money::read(text).ok().filter(|price| (0.0..=1e6).contains(&price.amount)) {
        Some(value) => rates.money(value).map(|_| value).map_err(|(why, remedy)| format!("{why}; {remedy}")),
        None => Err(format!(
            "`{text}` is no price; write an amount from 0 to 1000000, such as $0.023 or 0.02 EUR"
        )),
    };
    match price {
        Ok(value) => Some(Given { value, origin: Origin::Yours, source: None }),
        Err(why) => {
            wrong.push(format!("{}.price: {why}", item.id));
            None
        }
    }
}
