//! What a plan costs in a month and in a year: by item, for nodes, disks, traffic between zones and to the outside; and
//! for each thousand requests, each million tokens and each unit that the plan names.

mod bill;
mod commitment;
mod reasons;

pub(super) use self::bill::total;
pub(super) use self::commitment::{panel as commitment, reasons as commitment_reasons};
pub(super) use self::reasons::{month, reasons};

use self::bill::{Bill, Line};
use super::scenarios::named::applied;
use super::{Drawing, Mark, Panel, Table, sheet, words};
use crate::order;
use crate::sizing::cost::Cost;
use crate::units::Format;
use crate::{Plan, Scenario};

const LEFT: f64 = 190.0;
const WIDE: f64 = 320.0;
const ROW: f64 = 24.0;
/// So many items are drawn, the dearest first.
const DRAWN: usize = 10;

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let wrong = sheet::brought(plan, scenario).rates.and_then(Result::err);
    let wrong = wrong.map_or(String::new(), |wrong| format!("{wrong}. So the plan's rates hold. "));
    let bill = bill::bill(&applied(plan, scenario), scenario)?;
    Some(Panel {
        id: "cost",
        title: "Cost",
        says: wrong + &says(&bill),
        drawing: Some(drawing(&bill)),
        table: table(&bill),
        source: "Nodes x price x 730 hours, less what commitments save, shared out by the mean of each item's share of \
                 cores and of memory, and by graphics processors; disks and archives at the end of the horizon; \
                 between zones two thirds of what an item sends and receives, at the mean load, billed at its end; \
                 prices are those of the plan or of the rates below, none is fetched",
    })
}

fn says(bill: &Bill) -> String {
    let money = |amount: f64| bill.rates.text(amount);
    let total = bill.total.total();
    let mut text = format!("{} a month, {} a year", money(total), money(12.0 * total));
    text += &format!("; {} for 1,000 requests", money(1000.0 * total / bill.requests.max(1.0)));
    if let Some((unit, count)) = &bill.rates.unit {
        text += &format!(", {} for each {unit}", money(total / (count * bill.traffic)));
    }
    for line in bill.lines.iter().filter(|line| line.tokens > 0.0) {
        let each = line.cost.total() / (line.tokens / 1e6);
        text += &format!(", {} for a million tokens of {}", money(each), line.name);
    }
    let dearest = bill.lines.iter().max_by(|a, b| a.cost.total().total_cmp(&b.cost.total()));
    let dearest = dearest.map_or(String::new(), |line| {
        format!(
            " {} costs most, {} of it.",
            line.name,
            Format::Share.text(line.cost.total() / total.max(1e-300))
        )
    });
    format!("{text}.{dearest} The nodes are priced as {}.", bill.nodes)
}

fn table(bill: &Bill) -> Table {
    let total = bill.total.total();
    let row = |name: &str, cost: &Cost, egress: f64| {
        let month = cost.total();
        let parts = [cost.nodes, cost.storage, (cost.traffic - egress).max(0.0), egress, month, 12.0 * month];
        let mut cells = vec![name.to_owned()];
        cells.extend(parts.map(|amount| bill.rates.text(amount)));
        cells.push(Format::Share.text(month / total.max(1e-300)));
        cells
    };
    let mut rows: Vec<_> = bill.lines.iter().map(|line| row(&line.name, &line.cost, line.egress)).collect();
    rows.push(row("All", &bill.total, bill.lines.iter().map(|line| line.egress).sum()));
    let head = words([
        "Item",
        "Nodes",
        "Disks and archives",
        "Between zones",
        "To the outside",
        "A month",
        "A year",
        "Share",
    ]);
    Table { head, rows }
}

fn drawing(bill: &Bill) -> Drawing {
    let mut lines: Vec<&Line> = bill.lines.iter().collect();
    order::by(&mut lines, |line| -line.cost.total());
    lines.truncate(DRAWN);
    let most = lines.first().map_or(1.0, |line| line.cost.total()).max(1e-300);
    let mut marks = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let y = 6.0 + place as f64 * ROW;
        let wide = WIDE * line.cost.total() / most;
        marks.push(Mark::Text("capacity-note capacity-before", (LEFT - 8.0, y + 12.0), line.name.clone()));
        marks.push(Mark::Box("capacity-swing", [LEFT, y, wide.max(1.0), ROW - 8.0]));
        let text = bill.rates.text(line.cost.total());
        marks.push(Mark::Text("capacity-note", (LEFT + wide + 8.0, y + 12.0), text));
    }
    let label = format!("What the {} dearest items cost a month; the table has all of them", lines.len());
    Drawing { width: LEFT + WIDE + 90.0, height: 10.0 + lines.len() as f64 * ROW, label, marks }
}
