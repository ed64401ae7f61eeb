//! Each resource over five years: its need as a fan with the expected growth as a line, and what there is as steps.

use super::{MONTHS, Outlook};
use crate::Scenario;
use crate::panel::{Drawing, Mark, when};
use crate::units::Format;

const LEFT: f64 = 76.0;
const WIDE: f64 = 540.0;
const TALL: f64 = 84.0;
const ROW: f64 = 122.0;
/// A need beyond so many times the recommended is not drawn.
const MOST: f64 = 4.0;

/// One chart for each resource, above one axis of time.
pub(super) fn drawing(scenario: &Scenario, each: &[Outlook; 4], load: f64) -> Drawing {
    let mut marks = Vec::new();
    for (index, outlook) in each.iter().enumerate() {
        let top = 28.0 + index as f64 * ROW;
        chart(&mut marks, top, outlook);
        marks.push(Mark::Text("capacity-name", (LEFT, top - 8.0), told(scenario, outlook, load)));
    }
    let bottom = 28.0 + each.len() as f64 * ROW;
    for year in 0..=MONTHS / 12 {
        let x = LEFT + WIDE * f64::from(year * 12) / f64::from(MONTHS);
        let words = when::year(scenario, year);
        marks.push(Mark::Text("capacity-note capacity-middle", (x, bottom), words));
    }
    let label = "For each resource over five years: its need from the 10th to the 90th percentile as a fan, that of the \
                 expected growth as a line, and what there is with each order as steps; the table has the figures";
    Drawing { width: LEFT + WIDE + 30.0, height: bottom + 10.0, label: label.into(), marks }
}

/// How much of a resource is used, from which load it is short, and when; `load` is the plan's.
fn told(scenario: &Scenario, outlook: &Outlook, load: f64) -> String {
    let used = Format::Share.text(outlook.paths[1].first().copied().unwrap_or(0.0));
    let short = outlook.short.map_or("at no load looked at".to_owned(), |traffic| {
        format!("from {}", Format::Rate.text(traffic * load))
    });
    let date = match outlook.full[1] {
        None => "not within five years".to_owned(),
        Some(days) if scenario.today().is_some() => format!("on {} (P50)", when::day(scenario, days)),
        Some(days) => format!("in {} (P50)", when::day(scenario, days)),
    };
    format!("{}: {used} used; short {short}, {date}", outlook.resource.name())
}

fn chart(marks: &mut Vec<Mark>, top: f64, outlook: &Outlook) {
    let needs = outlook.paths.iter().flatten().copied();
    let most = needs.fold(1.2, f64::max).min(MOST) * 1.05;
    let y = |share: f64| top + TALL * (1.0 - (share / most).clamp(0.0, 1.0));
    let x = |month: f64| LEFT + WIDE * month / f64::from(MONTHS);
    let line = |path: &[f64]| -> Vec<(f64, f64)> {
        path.iter().enumerate().map(|(month, share)| (x(month as f64), y(*share))).collect()
    };
    let [fast, middle, slow] = &outlook.paths;
    let mut band = line(fast);
    band.extend(line(slow).into_iter().rev());
    marks.push(Mark::Line("capacity-band", band));
    // Beyond the top a line would run flat, which the need does not.
    marks.push(Mark::Line(
        "capacity-path",
        line(middle.split(|need| *need > most).next().unwrap_or_default()),
    ));
    marks.push(Mark::Line(
        "capacity-limit",
        steps(outlook).map(|(month, share)| (x(month), y(share))).collect(),
    ));
    let first = outlook.curve.used.first().map_or(f64::from(MONTHS), |day| day / super::DAYS);
    let at = (x(first.min(f64::from(MONTHS) * 0.6)) + 4.0, y(1.0) - 4.0);
    marks.push(Mark::Text("capacity-note", at, "recommended, then with each order".into()));
    for share in [0.0, 1.0] {
        let place = (LEFT - 6.0, y(share) + 4.0);
        marks.push(Mark::Text("capacity-note capacity-before", place, Format::Share.text(share)));
    }
}

/// The corners of what there is over the months, as shares of the recommended.
fn steps(outlook: &Outlook) -> impl Iterator<Item = (f64, f64)> {
    let curve = &outlook.curve;
    let ups = curve.used.iter().map(|day| day / super::DAYS).enumerate();
    let ups = ups.flat_map(|(orders, month)| {
        let there = 1.0 + curve.step * orders as f64;
        [(month, there), (month, there + curve.step)]
    });
    let end = f64::from(MONTHS);
    std::iter::once((0.0, 1.0)).chain(ups).chain(std::iter::once((end, curve.at(end))))
}
