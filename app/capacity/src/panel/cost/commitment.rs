//! What commitments save: the price of a node for one year and for three, how much it has to run for that to pay, and
//! the mix.

use super::bill::{self, Bill, paid};
use crate::panel::reasons::{Reasons, named};
use crate::panel::rows::Row;
use crate::panel::scenarios::named::applied;
use crate::panel::{Panel, Table, words};
use crate::trace::{Law, Trace};
use crate::units::Format;
use crate::{Plan, Scenario};

/// The table of commitments; none where the rates name none.
pub(in crate::panel) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let bill = bill::bill(&applied(plan, scenario), scenario)?;
    let rates = &bill.rates;
    if rates.saved == [0.0; 2] {
        return None;
    }
    let [first, third] = rates.committed;
    let share = |share: f64| Format::Share.text(share);
    let money = |amount: f64| rates.text(amount);
    let row = |name: &str, part: f64, saved: f64| {
        let month = bill.on_demand * (1.0 - saved);
        let even = if saved > 0.0 { share(1.0 - saved) } else { "-".into() };
        vec![name.to_owned(), share(part), share(saved), even, money(month), money(12.0 * month)]
    };
    let rows = vec![
        row("On demand", 1.0 - first - third, 0.0),
        row("Committed for 1 year", first, rates.saved[0]),
        row("Committed for 3 years", third, rates.saved[1]),
        row("The mix", 1.0, 1.0 - paid(rates)),
    ];
    let says = format!(
        "A node that runs for more than {} of the time is cheaper committed for 1 year than on demand, one that runs \
         for more than {} committed for 3. The mix saves {} a month of the {} that the nodes cost on demand.",
        share(1.0 - rates.saved[0]),
        share(1.0 - rates.saved[1]),
        money(bill.on_demand - bill.total.nodes),
        money(bill.on_demand),
    );
    let head =
        words(["Nodes", "In the mix", "Saved", "Pays from a use of", "All so, a month", "All so, a year"]);
    Some(Panel {
        id: "commitment",
        title: "Commitments",
        says,
        drawing: None,
        table: Table { head, rows },
        source: "A commitment is paid whether a node runs or not, so it breaks even where use x price on demand is \
                 what it costs: at 1 - what is saved",
    })
}

/// From which use on the commitment of a row pays and what all nodes cost so, else of each commitment; and what the mix
/// comes to.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let bill = bill::bill(plan, scenario)?;
    let ([first, third], [one, three]) = (bill.rates.saved, bill.rates.committed);
    let code = &bill.rates.currency;
    let mix = ("The mix, paid of the price on demand".to_owned(), mixed(&bill));
    let Some(row) = row else {
        return Some(vec![
            (format!("Committed for 3 years, all so, a month in {code}"), all_so(&bill, third)),
            (named("Committed for 1 year", "use from which it pays"), even(first)),
            (named("Committed for 3 years", "use from which it pays"), even(third)),
            mix,
        ]);
    };
    // In the order of the table.
    let saved = [0.0, first, third, one * first + three * third].get(row.place).copied()?;
    let mut all = vec![(format!("{}, all so, a month in {code}", row.name), all_so(&bill, saved))];
    all.extend((saved > 0.0).then(|| (named(row.name, "use from which it pays"), even(saved))));
    all.extend((row.place == 3).then_some(mix));
    Some(all)
}

fn even(saved: f64) -> Trace {
    Law {
        formula: "u = 1 - s",
        symbols: &[("s", "saved of the price on demand")],
        source: "Arithmetic: use x price on demand = price x (1 - saved)",
        validity: "a node that is paid for throughout",
    }
    .trace(&[saved], 1.0 - saved)
}

fn all_so(bill: &Bill, saved: f64) -> Trace {
    Law {
        formula: "month = all * (1 - s)",
        symbols: &[("all", "what the nodes cost on demand"), ("s", "saved of that")],
        source: "Arithmetic",
        validity: "every node committed in the same way",
    }
    .trace(&[bill.on_demand, saved], bill.on_demand * (1.0 - saved))
}

fn mixed(bill: &Bill) -> Trace {
    let ([first, third], [one, three]) = (bill.rates.saved, bill.rates.committed);
    Law {
        formula: "p = 1 - a * s - b * r",
        symbols: &[
            ("a", "share that is committed for 1 year"),
            ("s", "saved by that"),
            ("b", "share that is committed for 3 years"),
            ("r", "saved by that"),
        ],
        source: "Arithmetic",
        validity: "nodes that run throughout",
    }
    .trace(&[one, first, three, third], paid(&bill.rates))
}
