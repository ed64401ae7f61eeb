//! What commitments save: the price of a node for one year and for three, how much it has to run for that to pay, and
//! the mix.

use super::bill::{self, paid};
use crate::panel::reasons::Reasons;
use crate::panel::scenarios::named::applied;
use crate::panel::{Panel, Table, words};
use crate::trace::{Trace, symbol};
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

/// From which use on a commitment pays, and what the mix comes to.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let bill = bill::bill(plan, scenario)?;
    let ([first, third], [one, three]) = (bill.rates.saved, bill.rates.committed);
    let source = "Arithmetic: use x price on demand = price x (1 - saved)";
    let even = |name: &str, saved: f64| {
        let symbols = [symbol("s", "saved of the price on demand", saved)];
        (
            name.to_owned(),
            Trace::of("u = 1 - s", &symbols, 1.0 - saved, source, "a node that is paid for throughout"),
        )
    };
    let symbols = [
        symbol("a", "share that is committed for 1 year", one),
        symbol("s", "saved by that", first),
        symbol("b", "share that is committed for 3 years", three),
        symbol("r", "saved by that", third),
    ];
    let paid = Trace::of(
        "p = 1 - a * s - b * r",
        &symbols,
        paid(&bill.rates),
        "Arithmetic",
        "nodes that run throughout",
    );
    let month = bill.on_demand * (1.0 - third);
    let so = Trace::of(
        "month = all * (1 - s)",
        &[
            symbol("all", "what the nodes cost on demand", bill.on_demand),
            symbol("s", "saved by 3 years", third),
        ],
        month,
        "Arithmetic",
        "every node committed in the same way",
    );
    Some(vec![
        (format!("All so, a month in {}, for 3 years", bill.rates.currency), so),
        even("Use from which 1 year pays", first),
        even("Use from which 3 years pay", third),
        ("Paid of the price on demand".into(), paid),
    ])
}
