//! Every figure that goes into the answer, and who set it.

use super::reasons::{Reasons, named};
use super::rows::Row;
use super::terms::said;
use super::{Drawing, Mark, Panel, Table, words};
use crate::evaluate::factor;
use crate::order;
use crate::plan::{Given, Item, Origin, Term};
use crate::scenario::Field;
use crate::trace::{Law, Trace};
use crate::units::si;
use crate::{Plan, Scenario};

const LEFT: f64 = 130.0;
const WIDE: f64 = 480.0;
const ROW: f64 = 20.0;
const ORIGINS: [Origin; 3] = [Origin::Measured, Origin::Yours, Origin::Default];
/// The classes of the parts of a bar, in that order: full, half, empty.
const CLASSES: [&str; 3] = ["capacity-path", "capacity-used", "capacity-item"];

/// One figure: where it belongs, what it is, its value, who set it, and where it stands.
struct Assumed {
    of: String,
    what: String,
    value: String,
    origin: Origin,
    source: Option<String>,
}

/// Every figure, in the order of the table.
fn all(plan: &Plan, scenario: &Scenario) -> Vec<Assumed> {
    of_plan(plan, scenario).into_iter().chain(of_items(plan, scenario)).collect()
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let all = all(plan, scenario);
    let count = |origin: Origin| all.iter().filter(|it| it.origin == origin).count();
    let [measured, yours, default] = ORIGINS.map(count);
    let row = |it: &Assumed| {
        let source = it.source.clone().unwrap_or_else(|| "-".into());
        vec![it.of.clone(), it.what.clone(), it.value.clone(), it.origin.word().to_owned(), source]
    };
    Some(Panel {
        id: "assumptions",
        title: "What it rests on",
        says: format!(
            "{} figures go into the answer: {measured} measured, {yours} yours, {default} assumed by default. What is \
             assumed is best replaced by what was measured.",
            all.len()
        ),
        drawing: Some(drawing(plan, &all)),
        table: Table {
            head: words(["Of", "Figure", "Value", "Set by", "Source"]),
            rows: all.iter().map(row).collect(),
        },
        source: "The plan's file, what the scenario changes, and the defaults that come with this planner",
    })
}

/// The figure of a row and how far it is taken to be off; else how much is assumed, and how far off an assumption is.
pub(super) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let all = all(plan, scenario);
    if let Some(row) = row {
        return of(plan, all.get(row.place)?, row.name);
    }
    let assumed = all.iter().filter(|it| it.origin == Origin::Default).count() as f64;
    let share = Law {
        formula: "share = d / n",
        symbols: &[("d", "figures that nobody has set or measured"), ("n", "figures in all")],
        source: "Counted",
        validity: "this scenario",
    }
    .trace(&[assumed, all.len() as f64], assumed / all.len() as f64);
    let spread = ORIGINS.map(|origin| {
        let name = format!("A figure that is {}, in 95 of 100 cases at most", origin.word());
        (name, high(1.0, factor(origin)))
    });
    Some([("Assumed, of all figures".to_owned(), share)].into_iter().chain(spread).collect())
}

/// The value of which 5 % of cases lie above.
fn high(value: f64, factor: f64) -> Trace {
    Law {
        formula: "high = v * f",
        symbols: &[("v", "the figure as it stands, in base units"), ("f", "factor by who set it")],
        source: "An assumption of this planner; a range that is typed takes its place",
        validity: "the load, and processor time, memory and growth of items: 5 % of cases lie above, and 5 % below v / f",
    }
    .trace(&[value, factor], value * factor)
}

/// A figure with who set it, and its spread if its cases are simulated.
fn of(plan: &Plan, its: &Assumed, name: &str) -> Option<Reasons> {
    let Assumed { what, value, origin, source, .. } = its;
    let from = source.as_ref().map_or(String::new(), |source| format!(", from {source}"));
    let stands = Trace {
        formula: "v = the value that stands in the plan, or in the scenario in its place",
        symbols: Vec::new(),
        substituted: format!("{}{from}: v = {value}", origin.word()),
        source: "The plan's file, the scenario, or a default of this planner, as its origin tells",
        validity: "until the scenario or the plan has another one",
    };
    let mut all = vec![(named(name, "value"), stands)];
    let labels = [Field::Cpu, Field::Memory, Field::Growth].map(Field::label);
    let is_spread = *what == plan.load.name || labels.contains(&what.as_str());
    let amount = si(value).ok().filter(|amount| is_spread && amount.is_finite());
    all.extend(
        amount.map(|amount| (named(name, "in 95 of 100 cases at most"), high(amount, factor(*origin)))),
    );
    Some(all)
}

/// What of an item no scenario changes.
fn fixed(item: &Item) -> Vec<Assumed> {
    let mut all = vec![figure(&item.name, "Replicas at least", Some(&item.replicas))];
    all.push(figure(&item.name, "Bytes in and out per visit", Some(&item.network)));
    all.push(figure(&item.name, "Copies", item.copies.as_ref()));
    all.push(figure(&item.name, "Disk per byte of data", item.overhead.as_ref()));
    all.push(figure(&item.name, "Open connections", item.connections.as_ref()));
    all.push(figure(&item.name, "Memory per connection", item.memory_per_connection.as_ref()));
    all.extend(
        item.calls
            .iter()
            .map(|(to, times)| figure(&item.name, &format!("Calls of {to} per visit"), Some(times))),
    );
    if let Some(backup) = &item.backup {
        all.push(figure(&item.name, "A backup every", Some(&backup.every)));
        all.push(figure(&item.name, "Restored at", Some(&backup.throughput)));
        all.push(figure(&item.name, "Read before it", backup.base.as_ref()));
        all.push(figure(&item.name, "Log that is replayed", backup.replays.as_ref()));
        all.push(figure(&item.name, "Lost at most", backup.rpo.as_ref()));
        all.push(figure(&item.name, "Restored within", backup.rto.as_ref()));
        all.push(figure(&item.name, "Price of a GB and month", backup.price_per_gb_month.as_ref()));
    }
    all.into_iter().flatten().collect()
}

fn figure<T: ToString>(of: &str, what: &str, given: Option<&Given<T>>) -> Option<Assumed> {
    let given = given?;
    let (value, source) = (given.value.to_string(), given.source.clone());
    Some(Assumed { of: of.into(), what: what.into(), value, origin: given.origin, source })
}

/// What there is to run on.
fn limits(plan: &Plan) -> Vec<Assumed> {
    let sizes = [("Minimum", &plan.resources.minimum), ("Recommended", &plan.resources.recommended)];
    let sizes = sizes.into_iter().chain(plan.resources.order.iter().map(|order| ("One order", order)));
    let each = sizes.flat_map(|(name, limits)| {
        let of = |what: &str| format!("{name} {what}");
        [
            figure(&plan.name, &of("CPU"), Some(&limits.cpu)),
            figure(&plan.name, &of("memory"), Some(&limits.memory)),
            figure(&plan.name, &of("storage"), Some(&limits.storage)),
            figure(&plan.name, &of("network"), Some(&limits.network)),
        ]
    });
    let prices = plan
        .shapes
        .iter()
        .map(|shape| figure(&plan.name, &format!("Price of {}", shape.name), shape.price.as_ref()));
    each.chain(prices).flatten().collect()
}

/// What is said of the plan as a whole.
fn of_plan(plan: &Plan, scenario: &Scenario) -> Vec<Assumed> {
    let of = |what: &str, value: String, origin: Origin, source: Option<String>| Assumed {
        of: plan.name.clone(),
        what: what.into(),
        value,
        origin,
        source,
    };
    let load = &plan.load;
    let mut all = vec![of(&load.name, load.rps.value.to_string(), load.rps.origin, load.rps.source.clone())];
    all.extend(
        load.growth_per_year
            .iter()
            .map(|it| of("Growth in a year", it.value.to_string(), it.origin, it.source.clone())),
    );
    all.extend(
        load.lead_time
            .iter()
            .map(|it| of("From order to use", it.value.to_string(), it.origin, it.source.clone())),
    );
    let terms = Term::ALL.map(|term| (term, said(plan, scenario, None, term)));
    all.extend(terms.map(|(term, it)| of(term.words().1, it.text(term), it.origin, it.source)));
    let general = scenario.inputs(plan).into_iter().filter(|input| input.item.is_none());
    all.extend(general.map(|input| of(input.label, input.value, input.origin, input.source)));
    all.extend(limits(plan));
    all
}

fn of_items(plan: &Plan, scenario: &Scenario) -> Vec<Assumed> {
    let inputs = scenario.inputs(plan).into_iter().filter(|input| !input.value.is_empty());
    let named = inputs.filter_map(|input| {
        let of = plan.item(input.item.as_deref()?)?.name.clone();
        Some(Assumed {
            of,
            what: input.label.into(),
            value: input.value,
            origin: input.origin,
            source: input.source,
        })
    });
    let mut all: Vec<Assumed> = named.chain(plan.items.iter().flat_map(fixed)).collect();
    // What belongs to no item comes first.
    let place = |it: &Assumed| plan.items.iter().position(|item| item.name == it.of);
    order::by(&mut all, |it| place(it).map_or(-1.0, |place| place as f64));
    all
}

/// A bar for each item: how many of its figures were measured, are somebody's, or assumed.
fn drawing(plan: &Plan, all: &[Assumed]) -> Drawing {
    let names: Vec<&str> =
        std::iter::once(plan.name.as_str()).chain(plan.items.iter().map(|item| item.name.as_str())).collect();
    let of = |name: &str| all.iter().filter(|it| it.of == name).collect::<Vec<_>>();
    let most = names.iter().map(|name| of(name).len()).max().unwrap_or(1).max(1) as f64;
    let mut marks = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let (y, own) = (4.0 + index as f64 * ROW, of(name));
        marks.push(Mark::Text("capacity-note capacity-before", (LEFT - 8.0, y + 10.0), (*name).to_owned()));
        let mut x = LEFT;
        for (origin, class) in ORIGINS.into_iter().zip(CLASSES) {
            let count = own.iter().filter(|it| it.origin == origin).count() as f64;
            let wide = WIDE * count / most;
            if count > 0.0 {
                marks.push(Mark::Box(class, [x, y, wide, ROW - 8.0]));
            }
            x += wide;
        }
        let told = ORIGINS.map(|origin| own.iter().filter(|it| it.origin == origin).count());
        marks.push(Mark::Text(
            "capacity-note",
            (x + 6.0, y + 10.0),
            told.map(|it| it.to_string()).join(" + "),
        ));
    }
    let height = 20.0 + names.len() as f64 * ROW;
    let words = "measured + yours + default".to_owned();
    marks.push(Mark::Text("capacity-note", (LEFT, height - 4.0), words));
    let label = "How many figures of each item were measured, are yours, or are assumed; the table has every one of them";
    Drawing { width: LEFT + WIDE + 70.0, height: height + 4.0, label: label.into(), marks }
}
