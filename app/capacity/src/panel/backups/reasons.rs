//! How an archive fills, what it costs, and how it comes back.

use super::{AFTER, Archive, YEAR, archive};
use crate::evaluate::size;
use crate::panel::reasons::{Reasons, named};
use crate::panel::rows::Row;
use crate::plan::{Kind, Rates};
use crate::trace::{Law, Trace};
use crate::{Plan, Scenario};

/// Each kind of figure of the archive of a row, else of the first.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let mut kept = plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind == Kind::Archive);
    let (item, sizing) = kept.nth(row.map_or(0, |row| row.place))?;
    let archive = archive(&Rates::in_force(plan), scenario, item, sizing);
    let name = |what: &str| named(archive.name, what);
    let day = Law {
        formula: "D = G * copies * v",
        symbols: &[
            ("G", "bytes written a day at the load of the scenario"),
            ("copies", "copies"),
            ("v", "bytes on disk for each of them"),
        ],
        source: "Arithmetic",
        validity: "what is written grows with the load",
    }
    .trace(&[sizing.growth, sizing.inputs.copies, sizing.inputs.overhead], archive.daily);
    let growth = plan.load.growth_per_year.as_ref().map_or(0.0, |growth| growth.value.si());
    let full = archive.kept.unwrap_or(YEAR);
    let mut all = vec![
        (name("a day, in bytes"), day),
        (name("when full, in bytes"), after(&archive, full)),
        (name("in a year, in bytes"), grown(&archive, growth)),
    ];
    if row.is_some() {
        let days = AFTER.map(|days| (name(&format!("after {days} days, in bytes")), after(&archive, days)));
        all.extend(days);
    }
    if let Some(restore) = archive.restore() {
        all.push((name("lost at most, in seconds"), restore.trace_loss()));
        all.push((name("restored within, in seconds"), restore.trace()));
    }
    all.extend(month(&Rates::in_force(plan), &archive).map(|trace| (name("a month, when full"), trace)));
    Some(all)
}

/// What an archive holds after so many days.
fn after(archive: &Archive<'_>, days: f64) -> Trace {
    Law {
        formula: "held = F + D * T",
        symbols: &[
            ("F", "bytes that were there at first"),
            ("D", "bytes a day, copies and overhead included"),
            ("T", "days, at most those that they are kept"),
        ],
        source: "Arithmetic",
        validity: "a load that stays as it is",
    }
    .trace(
        &[archive.first, archive.daily, archive.kept.map_or(days, |kept| kept.min(days))],
        archive.after(days),
    )
}

fn grown(archive: &Archive<'_>, growth: f64) -> Trace {
    Law {
        formula: "held = F + D * (e^(r * b) - e^(r * a)) / r",
        symbols: &[
            ("F", "bytes that were there at first"),
            ("D", "bytes a day"),
            ("r", "ln(1 + growth in a year) / 365"),
            ("b", "days from today to the end of the year"),
            ("a", "days from today to the oldest that is kept then"),
        ],
        source: "The integral of the daily bytes over the days that are kept",
        validity: "a load that grows evenly; without growth, F + D * T",
    }
    .trace(
        &[
            archive.first,
            archive.daily,
            libm::log1p(growth) / YEAR,
            YEAR,
            archive.kept.map_or(0.0, |kept| (YEAR - kept).max(0.0)),
        ],
        archive.grown(YEAR, growth),
    )
}

fn month(rates: &Rates, archive: &Archive<'_>) -> Option<Trace> {
    let price = archive.price?;
    let trace = Law {
        formula: "month = held / 1000000000 * price * d",
        symbols: &[
            ("held", "bytes when full"),
            ("price", "dollars for a gigabyte in a month"),
            ("d", "what a dollar costs in the currency of the rates"),
        ],
        source: "Arithmetic",
        validity: "a price by the gigabyte",
    }
    .trace(&[archive.after(archive.kept?), price, rates.dollar], archive.month()? * rates.dollar);
    Some(trace)
}
