//! What backups take by the policy of the plan's archives, now and as the load grows.

use super::{Drawing, Mark, Panel, Table, words};
use crate::evaluate::size::{self, Sizing};
use crate::plan::{Item, Kind};
use crate::units::Format;
use crate::{Plan, Scenario};

const YEAR: f64 = 365.0;
/// Days that the drawing shows beyond the longest retention, as a factor.
const BEYOND: f64 = 1.3;

const LEFT: f64 = 70.0;
const WIDE: f64 = 540.0;
const TALL: f64 = 160.0;
/// Points of a line, which bends where an archive is full.
const POINTS: u32 = 130;

/// An archive that keeps what is written for a while.
struct Archive<'a> {
    name: &'a str,
    /// Bytes a day, copies included.
    daily: f64,
    /// Days; none if it is kept for good.
    kept: Option<f64>,
    /// Bytes that were there at first.
    first: f64,
}

impl Archive<'_> {
    /// Bytes after so many days of a load that does not change.
    fn after(&self, days: f64) -> f64 {
        self.first + self.daily * self.kept.map_or(days, |kept| kept.min(days))
    }

    /// Bytes after so many days, at least as many as it keeps, of a load that grows by the share `growth` in a year: the
    /// integral of the daily bytes over the days that are kept.
    fn grown(&self, days: f64, growth: f64) -> f64 {
        let pace = libm::log1p(growth) / YEAR;
        if pace <= 0.0 {
            return self.after(days);
        }
        let from = self.kept.map_or(0.0, |kept| (days - kept).max(0.0));
        self.first + self.daily * (libm::exp(pace * days) - libm::exp(pace * from)) / pace
    }
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let kept = plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind == Kind::Archive);
    let archives: Vec<_> = kept.map(|(item, sizing)| archive(scenario, item, sizing)).collect();
    if archives.is_empty() {
        return None;
    }
    let growth = plan.load.growth_per_year.as_ref().map_or(0.0, |growth| growth.value.si());
    let longest = archives.iter().filter_map(|archive| archive.kept).fold(0.0, f64::max);
    let bytes = Format::like(plan.resources.minimum.storage.value.unit());
    let sum = |of: &dyn Fn(&Archive<'_>) -> f64| bytes.text(archives.iter().map(of).sum());
    Some(Panel {
        id: "backups",
        title: "Backups",
        says: format!(
            "{} are written a day; after {longest:.0} days, when the oldest go, the archives hold {}. In a year, with {} \
             more load, they hold {}.",
            sum(&|archive| archive.daily),
            sum(&|archive| archive.after(longest)),
            Format::Share.text(growth),
            sum(&|archive| archive.grown(YEAR, growth)),
        ),
        drawing: (longest > 0.0).then(|| drawing(&archives, longest, bytes)),
        table: table(&archives, growth, bytes),
        source: "Bytes a day times the days that are kept; with growth g, the integral of (1 + g)^(days / 365) over those \
                 days. What is written grows with the load",
    })
}

fn archive<'a>(scenario: &Scenario, item: &'a Item, sizing: &Sizing) -> Archive<'a> {
    let own = scenario.item(&item.id).and_then(|own| own.retention);
    let kept = own.or(item.retention.as_ref().map(|given| given.value));
    Archive {
        name: &item.name,
        daily: sizing.growth * sizing.inputs.copies * sizing.inputs.overhead,
        kept: kept.map(|kept| kept.si() / 86_400.0),
        first: f64::from(sizing.replicas) * sizing.inputs.disk.si(),
    }
}

fn table(archives: &[Archive<'_>], growth: f64, bytes: Format) -> Table {
    let row = |archive: &Archive<'_>| {
        let kept = archive.kept.map_or("for good".to_owned(), |days| format!("{days:.0} days"));
        let full = archive.kept.map_or("never full".to_owned(), |days| bytes.text(archive.after(days)));
        let mut cells = vec![archive.name.to_owned(), bytes.text(archive.daily), kept];
        cells.extend([7.0, 30.0, 90.0].map(|days| bytes.text(archive.after(days))));
        cells.extend([full, bytes.text(archive.grown(YEAR, growth))]);
        cells
    };
    let head = words([
        "Archive",
        "A day",
        "Kept",
        "After 7 days",
        "After 30 days",
        "After 90 days",
        "When full",
        "In a year",
    ]);
    Table { head, rows: archives.iter().map(row).collect() }
}

/// What the archives hold together over time, and each under it.
fn drawing(archives: &[Archive<'_>], longest: f64, bytes: Format) -> Drawing {
    let days = longest * BEYOND;
    let most: f64 = archives.iter().map(|archive| archive.after(days)).sum();
    let at = |day: f64, held: f64| (LEFT + WIDE * day / days, 10.0 + TALL * (1.0 - held / most.max(1.0)));
    let line = |of: &dyn Fn(f64) -> f64| -> Vec<(f64, f64)> {
        let day = |point: u32| days * f64::from(point) / f64::from(POINTS);
        (0..=POINTS).map(|point| at(day(point), of(day(point)))).collect()
    };
    let mut marks = Vec::new();
    let mut below = 0;
    for archive in archives {
        below += 1;
        let under = archives.iter().take(below);
        marks.push(Mark::Line("capacity-limit", line(&|day| under.clone().map(|it| it.after(day)).sum())));
        let (x, y) = at(days, archives.iter().take(below).map(|it| it.after(days)).sum());
        let words = archive.name.to_owned();
        marks.push(Mark::Text("capacity-note capacity-before", (x - 4.0, y + 12.0), words));
    }
    marks.push(Mark::Line(
        "capacity-path",
        line(&|day| archives.iter().map(|archive| archive.after(day)).sum()),
    ));
    for share in [0.0, 0.5, 1.0] {
        let (_, y) = at(0.0, most * share);
        marks.push(Mark::Text(
            "capacity-note capacity-before",
            (LEFT - 6.0, y + 4.0),
            bytes.text(most * share),
        ));
    }
    for share in [0.0, 0.5, 1.0] {
        let (x, y) = at(days * share, 0.0);
        marks.push(Mark::Text(
            "capacity-note capacity-middle",
            (x, y + 16.0),
            format!("day {:.0}", days * share),
        ));
    }
    let label =
        "What all archives hold together over time, with a line above each of them; the table has figures";
    Drawing { width: LEFT + WIDE + 30.0, height: TALL + 34.0, label: label.into(), marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_fills_and_then_grows_with_the_load() {
        let archive = Archive { name: "x", daily: 10.0, kept: Some(30.0), first: 5.0 };
        assert_eq!([0.0, 7.0, 30.0, 400.0].map(|days| archive.after(days)), [5.0, 75.0, 305.0, 305.0]);
        // The sum of a day's bytes over the last 30 days of a year in which the load doubles.
        let days = (0..3000).map(|step| 335.0 + f64::from(step) / 100.0 + 0.005);
        let sum: f64 = days.map(|day| 10.0 * libm::pow(2.0, day / 365.0) / 100.0).sum();
        assert!((archive.grown(365.0, 1.0) - 5.0 - sum).abs() < 1e-3, "{sum}");
        assert_eq!(archive.grown(365.0, 0.0), 305.0);
        let kept = Archive { kept: None, ..archive };
        assert_eq!(kept.after(400.0), 4005.0);
    }
}
