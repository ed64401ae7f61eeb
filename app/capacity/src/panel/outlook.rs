//! When the recommended resources run out if the load grows as the plan expects, and when to order more.

use super::{Drawing, Mark, Panel, Table, words};
use crate::evaluate::{Resource, shares_at};
use crate::special::normal;
use crate::units::Format;
use crate::{Plan, Scenario};

/// Months that are looked ahead, the most days of growth that a scenario may have.
const MONTHS: u32 = 60;
const DAYS: f64 = 30.4375;
/// The 5th and the 95th percentile of the growth lie this factor below and above what is expected.
const SPREAD: f64 = 2.0;

const LEFT: f64 = 46.0;
const WIDE: f64 = 560.0;
const TALL: f64 = 190.0;

/// Shares of the recommended by resource, for each month from 0 on, at one pace of growth.
type Path = Vec<[f64; 4]>;

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let growth = plan.load.growth_per_year.as_ref()?.value.si();
    let lead = plan.load.lead_time.as_ref().map_or(0.0, |lead| lead.value.si() / 86_400.0);
    // Needs rise with the pace of growth, so a quantile of the pace gives the same quantile of the date.
    let paces = [0.9, 0.5, 0.1]
        .map(|p| growth * libm::exp(libm::log(SPREAD) / normal::quantile(0.95) * normal::quantile(p)));
    let paths = paces.map(|pace| path(plan, scenario, pace));
    let [fast, middle, slow] = &paths;
    if fast.is_empty() {
        return None;
    }
    let dates = Resource::ALL.map(|resource| [fast, middle, slow].map(|path| full(path, resource)));
    let first =
        Resource::ALL.into_iter().zip(dates).filter_map(|(resource, [early, ..])| Some((early?, resource)));
    let first = first.min_by(|a, b| a.0.total_cmp(&b.0));
    let says = match first {
        None => format!(
            "With {} a year the recommended resources last for more than five years.",
            Format::Share.text(growth)
        ),
        Some((days, resource)) => format!(
            "With {} a year {} is short first: with a chance of one in ten within {} days. With {lead} days from order \
             to use, {}.",
            Format::Share.text(growth),
            lower(resource),
            days.round(),
            order(days - lead)
        ),
    };
    Some(Panel {
        id: "outlook",
        title: "When it is full",
        says,
        drawing: Some(drawing(&paths)),
        table: table(plan, &dates, lead),
        source: "Load times (1 + g)^(days / 365), data grown until that day; g has the expected growth as its median \
                 and 90 % of its cases within a factor of two; dates are those of its 90th, 50th and 10th percentile",
    })
}

/// Days until the first resource is full if the load grows as expected, and that resource; none within five years, or where
/// no growth is expected.
pub(super) fn expected(plan: &Plan, scenario: &Scenario) -> Option<(f64, Resource)> {
    let path = path(plan, scenario, plan.load.growth_per_year.as_ref()?.value.si());
    let dates = Resource::ALL.into_iter().filter_map(|resource| Some((full(&path, resource)?, resource)));
    dates.min_by(|a, b| a.0.total_cmp(&b.0))
}

fn order(days: f64) -> String {
    if days <= 0.0 { "order today".into() } else { format!("order within {} days", days.floor()) }
}

fn lower(resource: Resource) -> String {
    if resource == Resource::Cpu { "CPU".into() } else { resource.name().to_lowercase() }
}

/// The shares month by month until the plan has no answer any more.
fn path(plan: &Plan, scenario: &Scenario, growth: f64) -> Path {
    let month = |month: u32| {
        let days = f64::from(month) * DAYS;
        let then = scenario.with(plan, "days", &format!("{:.0}", days.clamp(1.0, 1825.0))).ok()?;
        let traffic = scenario.traffic() * libm::pow(1.0 + growth, days / 365.0);
        Some(shares_at(plan, &then, traffic)?.map(|strain| strain.share))
    };
    (0..=MONTHS).map_while(month).collect()
}

/// Days until a resource needs all that is recommended, between months by a straight line.
fn full(path: &Path, resource: Resource) -> Option<f64> {
    let share = |month: usize| path.get(month)?.get(resource as usize).copied();
    let month = (0..path.len()).find(|month| share(*month).is_some_and(|share| share > 1.0))?;
    let Some(before) = month.checked_sub(1) else { return Some(0.0) };
    let (low, high) = (share(before)?, share(month)?);
    Some((before as f64 + (1.0 - low) / (high - low)) * DAYS)
}

fn table(plan: &Plan, dates: &[[Option<f64>; 3]; 4], lead: f64) -> Table {
    let text = |days: Option<f64>| {
        days.map_or("more than 5 years".to_owned(), |days| format!("{} days", days.floor()))
    };
    let rows = Resource::ALL.into_iter().zip(dates).map(|(resource, [early, middle, late])| {
        let by = early.map_or("-".to_owned(), |days| order(days - lead));
        vec![resource.name().to_owned(), text(*early), text(*middle), text(*late), by]
    });
    let chance = |p: &str| format!("Full within, {p}");
    let lead = plan.load.lead_time.as_ref().map_or("none stated".into(), |lead| lead.value.to_string());
    let mut head = words(["Resource"]);
    head.extend([chance("P10"), chance("P50"), chance("P90"), format!("Order (lead time {lead})")]);
    Table { head, rows: rows.collect() }
}

/// The strain of the most strained resource over time: from the slow to the fast pace a fan, the expected one a line.
fn drawing([fast, middle, slow]: &[Path; 3]) -> Drawing {
    let worst = |path: &Path| -> Vec<f64> {
        path.iter().map(|shares| shares.iter().copied().fold(0.0, f64::max)).collect()
    };
    let (fast, middle, slow) = (worst(fast), worst(middle), worst(slow));
    let most = 2.0;
    let at = |(month, share): (usize, &f64)| {
        (LEFT + WIDE * month as f64 / f64::from(MONTHS), TALL * (1.0 - share.min(most) / most) + 8.0)
    };
    let line = |path: &[f64]| -> Vec<(f64, f64)> { path.iter().enumerate().map(at).collect() };
    let mut band = line(&fast);
    band.extend(line(&slow).into_iter().rev());
    let limit = at((0, &1.0)).1;
    let mut marks = vec![
        Mark::Line("capacity-band", band),
        // Beyond the top a line would run flat, which the need does not.
        Mark::Line("capacity-path", line(middle.split(|share| *share > most).next().unwrap_or_default())),
        Mark::Line("capacity-limit", vec![(LEFT, limit), (LEFT + WIDE, limit)]),
        Mark::Text("capacity-note", (LEFT + 4.0, limit - 4.0), "recommended".into()),
    ];
    for share in [0.0, 1.0, 2.0] {
        let y = at((0, &share)).1;
        marks.push(Mark::Text(
            "capacity-note capacity-before",
            (LEFT - 6.0, y + 4.0),
            format!("{:.0} %", share * 100.0),
        ));
    }
    for year in 0..=MONTHS / 12 {
        let (x, _) = at(((year * 12) as usize, &0.0));
        let words = if year == 0 { "today".to_owned() } else { format!("{year} y") };
        marks.push(Mark::Text("capacity-note capacity-middle", (x, TALL + 24.0), words));
    }
    let label = "The most needed share of a recommended resource over five years; a line for the expected growth, a fan \
                 from the 10th to the 90th percentile";
    Drawing { width: LEFT + WIDE + 24.0, height: TALL + 32.0, label: label.into(), marks }
}
