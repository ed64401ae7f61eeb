//! When resources run out if the load grows as the plan expects or as it was measured to grow, what to order when, and
//! how far such a forecast has been off before.

mod drawing;
pub mod limits;
mod order;
mod pace;
mod reasons;

use self::order::Curve;
use self::pace::Pace;
pub(super) use self::reasons::{middle, reasons, short as loaded};
use super::{Panel, Table, when, words};
use crate::evaluate::{LARGEST_TRAFFIC, ROUNDING, Resource, limit, shares_at};
use crate::units::Format;
use crate::{Plan, Scenario};

/// Months that are looked ahead, the most days of growth that a scenario may have.
const MONTHS: u32 = 60;
const DAYS: f64 = 30.4375;
/// Halvings of the search for the load at which a resource is short.
const HALVINGS: u32 = 40;

/// Shares of the recommended by resource, for each month from 0 on, at one pace of growth.
type Path = Vec<[f64; 4]>;

/// What is to come for one resource.
struct Outlook {
    resource: Resource,
    /// Its needs at the fast, the middle and the slow pace, as shares of the recommended.
    paths: [Vec<f64>; 3],
    /// Days until the recommended is full at each of them.
    full: [Option<f64>; 3],
    /// What there is and what is ordered, so that the fast pace is met.
    curve: Curve,
    /// Times the plan's load from which it is short at today's data; none within what is looked at.
    short: Option<f64>,
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let (pace, lead) = (pace::pace(plan, scenario)?, lead(plan));
    let each = all(plan, scenario, &pace)?;
    Some(Panel {
        id: "outlook",
        title: "When it is full",
        says: says(scenario, &each, &pace, lead),
        drawing: Some(drawing::drawing(scenario, &each, plan.load.rps.value.si())),
        table: table(plan, scenario, &each, &pace, lead),
        source: "Load times (1 + g)^(days / 365), data grown until that day. An assumed g has 90 % of its cases within a \
                 factor of two; a measured one is the slope of the load's logarithm by Theil and Sen with its interval. \
                 Dates are those of the 90th, 50th and 10th percentile of g. An order comes when the fast pace would meet \
                 what there is. MASE and OWA (M4): below 1 a forecast is better than last week again; of three origins, \
                 two weeks each",
    })
}

/// Days from an order to its use.
fn lead(plan: &Plan) -> f64 {
    plan.load.lead_time.as_ref().map_or(0.0, |lead| lead.value.si() / 86_400.0)
}

/// What is to come for each resource at this pace; none for a scenario without an answer.
fn all(plan: &Plan, scenario: &Scenario, pace: &Pace) -> Option<[Outlook; 4]> {
    // Needs rise with the pace of growth, so a quantile of the pace gives the same quantile of the date.
    let paths = pace.quantiles.map(|pace| path(plan, scenario, pace));
    if paths.iter().any(Vec::is_empty) {
        return None;
    }
    Some(Resource::ALL.map(|resource| outlook(plan, scenario, &paths, resource, lead(plan))))
}

/// Days until the first resource is full at the middle pace, and that resource; none within five years, or where no growth is
/// expected.
pub(super) fn expected(plan: &Plan, scenario: &Scenario) -> Option<(f64, Resource)> {
    let [_, middle, _] = pace::pace(plan, scenario)?.quantiles;
    let path = path(plan, scenario, middle);
    let dates = Resource::ALL
        .into_iter()
        .filter_map(|resource| Some((crossed(&of(&path, resource), 1.0)?, resource)));
    dates.min_by(|a, b| a.0.total_cmp(&b.0))
}

fn outlook(plan: &Plan, scenario: &Scenario, paths: &[Path; 3], resource: Resource, lead: f64) -> Outlook {
    let paths = paths.each_ref().map(|path| of(path, resource));
    let added = plan.resources.order.as_ref().unwrap_or(&plan.resources.minimum);
    let step = limit(added, resource) / limit(&plan.resources.recommended, resource);
    Outlook {
        resource,
        full: paths.each_ref().map(|path| crossed(path, 1.0)),
        curve: order::curve(&paths[0], step, lead),
        short: short(plan, scenario, resource, 1.0),
        paths,
    }
}

/// The shares of one resource along a path.
#[inline(never)]
fn of(path: &Path, resource: Resource) -> Vec<f64> {
    path.iter().map(|shares| shares.get(resource as usize).copied().unwrap_or(0.0)).collect()
}

/// The shares month by month until the plan has no answer any more.
#[inline(never)]
fn path(plan: &Plan, scenario: &Scenario, growth: f64) -> Path {
    let month = |month: u32| {
        let days = f64::from(month) * DAYS;
        let then = scenario.with(plan, "days", &format!("{:.0}", days.clamp(1.0, 1825.0))).ok()?;
        let traffic = scenario.traffic() * libm::pow(1.0 + growth, days / 365.0);
        Some(shares_at(plan, &then, traffic)?.map(|strain| strain.share))
    };
    (0..=MONTHS).map_while(month).collect()
}

/// Days until a path is above `share`, between months by a straight line.
#[inline(never)]
fn crossed(path: &[f64], share: f64) -> Option<f64> {
    let month = path.iter().position(|need| *need > share)?;
    let Some(before) = month.checked_sub(1) else { return Some(0.0) };
    let (low, high) = (path.get(before)?, path.get(month)?);
    Some((before as f64 + (share - low) / (high - low)) * DAYS)
}

/// The load from which more than this share of the recommended is needed of a resource, in times the plan's; none up to the
/// largest that is looked at, 0 if the data alone are more.
#[inline(never)]
fn short(plan: &Plan, scenario: &Scenario, resource: Resource, most: f64) -> Option<f64> {
    let most = most * (1.0 + ROUNDING);
    let fits = |traffic: f64| {
        let shares = shares_at(plan, scenario, traffic);
        shares.and_then(|shares| shares.get(resource as usize).map(|it| it.share <= most)).unwrap_or(false)
    };
    if fits(LARGEST_TRAFFIC) {
        return None;
    }
    let (mut low, mut high) = (1e-4, LARGEST_TRAFFIC);
    if !fits(low) {
        return Some(0.0);
    }
    for _ in 0..HALVINGS {
        let middle = libm::sqrt(low * high);
        if fits(middle) { low = middle } else { high = middle }
    }
    Some(low)
}

fn says(scenario: &Scenario, each: &[Outlook; 4], pace: &Pace, lead: f64) -> String {
    let early = each.iter().filter_map(|it| Some((it.full[0]?, it.resource)));
    let first = early.min_by(|a, b| a.0.total_cmp(&b.0));
    let growth = Format::Share.text(pace.quantiles[1]);
    let when = match first {
        None => format!("With {growth} a year the recommended resources last for more than five years."),
        Some((days, resource)) => format!(
            "With {growth} a year {} is short first: with a chance of one in ten {} {}. With {lead} days from order to \
             use, {}.",
            lower(resource),
            if scenario.today().is_some() { "by" } else { "within" },
            when::day(scenario, days),
            when::order(scenario, days - lead)
        ),
    };
    format!("{when} {}", pace.says)
}

fn lower(resource: Resource) -> String {
    if resource == Resource::Cpu { "CPU".into() } else { resource.name().to_lowercase() }
}

fn table(plan: &Plan, scenario: &Scenario, each: &[Outlook; 4], pace: &Pace, lead: f64) -> Table {
    let text =
        |days: Option<f64>| days.map_or("more than 5 years".to_owned(), |days| when::day(scenario, days));
    let load = plan.load.rps.value.si();
    let row = |it: &Outlook| {
        let [early, middle, late] = it.full;
        let by = early.map_or("-".to_owned(), |days| when::order(scenario, days - lead));
        let used = it.paths[1].first().copied().unwrap_or(0.0);
        let short = it.short.map_or("no load looked at".to_owned(), |traffic| {
            format!("{} ({})", Format::Rate.text(traffic * load), Format::Factor.text(traffic))
        });
        let mut cells = vec![it.resource.name().to_owned(), text(early), text(middle), text(late), by];
        cells.extend([Format::Share.text(used), short, it.curve.text(scenario), pace.score.clone()]);
        cells
    };
    let chance = |p: &str| format!("Full {}, {p}", if scenario.today().is_some() { "on" } else { "within" });
    let lead = plan.load.lead_time.as_ref().map_or("none stated".into(), |lead| lead.value.to_string());
    let mut head = words(["Resource"]);
    head.extend([chance("P10"), chance("P50"), chance("P90"), format!("Order (lead time {lead})")]);
    head.extend(words(["Used today", "Short from", "Orders within five years", "Back-test"]));
    Table { head, rows: each.iter().map(row).collect() }
}
