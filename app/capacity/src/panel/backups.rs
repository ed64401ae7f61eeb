//! What backups take by the policy of the plan's archives, now and as the load grows; what is lost when one is needed, how
//! long a restore takes, and whether the policy allows it.

mod drawing;
mod policy;
mod reasons;
mod restore;

pub(super) use self::reasons::reasons;
use self::restore::Restore;
use super::{Panel, Table, words};
use crate::evaluate::size::{self, Sizing};
use crate::plan::{Backup, Item, Kind, Rates};
use crate::units::Format;
use crate::{Plan, Scenario};

const YEAR: f64 = 365.0;
/// Days after which it is told what an archive holds.
const AFTER: [f64; 3] = [7.0, 30.0, 90.0];

/// An archive that keeps what is written for a while.
struct Archive<'a> {
    name: &'a str,
    /// Bytes a day, copies included.
    daily: f64,
    /// Days; none if it is kept for good.
    kept: Option<f64>,
    /// Bytes that were there at first.
    first: f64,
    /// How it comes back, if anybody says so.
    backup: Option<Backup>,
    /// Dollars for a gigabyte in a month, if it has a price.
    price: Option<f64>,
    /// What of the scenario's policy makes no sense.
    wrong: Vec<String>,
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

    /// The way back from it; none where the plan says none, or says one that is none.
    fn restore(&self) -> Option<Restore<'_>> {
        restore::restore(self, self.backup.as_ref()?).ok()
    }

    /// What it costs in a month once it is full.
    fn month(&self) -> Option<f64> {
        Some(self.after(self.kept?) / 1e9 * self.price?)
    }
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let rates = Rates::in_force(plan);
    let kept = plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind == Kind::Archive);
    let archives: Vec<_> = kept.map(|(item, sizing)| archive(&rates, scenario, item, sizing)).collect();
    if archives.is_empty() {
        return None;
    }
    let growth = plan.load.growth_per_year.as_ref().map_or(0.0, |growth| growth.value.si());
    let restores: Vec<_> = archives.iter().filter_map(Archive::restore).collect();
    let longest = archives.iter().filter_map(|archive| archive.kept).fold(0.0, f64::max);
    let bytes = Format::like(plan.resources.minimum.storage.value.unit());
    let sum = |of: &dyn Fn(&Archive<'_>) -> f64| bytes.text(archives.iter().map(of).sum());
    Some(Panel {
        id: "backups",
        title: "Backups",
        says: format!(
            "{}{} are written a day; after {longest:.0} days, when the oldest go, the archives hold {}. In a year, with {} \
             more load, they hold {}.{}{}",
            wrong(&archives),
            sum(&|archive| archive.daily),
            sum(&|archive| archive.after(longest)),
            Format::Share.text(growth),
            sum(&|archive| archive.grown(YEAR, growth)),
            cost(&rates, &archives),
            restore::sentence(&restores),
        ),
        drawing: (longest > 0.0).then(|| drawing::drawing(&archives, longest, bytes)),
        table: table(&rates, &archives, growth, bytes),
        source: "Bytes a day times the days that are kept; with growth g, the integral of (1 + g)^(days / 365) over those \
                 days. What is written grows with the load. Lost is what was written since the last backup and while it was \
                 shipped; a restore reads the base and the log since it, or one backup, at the stated throughput",
    })
}

/// What of the scenario's policies makes no sense; nothing if all does.
fn wrong(archives: &[Archive<'_>]) -> String {
    archives.iter().flat_map(|archive| &archive.wrong).map(|wrong| format!("{wrong}. ")).collect()
}

/// What all archives with a price cost once they are full; nothing where none has one.
fn cost(rates: &Rates, archives: &[Archive<'_>]) -> String {
    let priced: Vec<f64> = archives.iter().filter_map(Archive::month).collect();
    let month: f64 = priced.iter().sum();
    match priced.is_empty() {
        true => String::new(),
        false => format!(
            " Full, they cost {} a month and {} a year.",
            rates.of_dollars(month),
            rates.of_dollars(month * 12.0)
        ),
    }
}

fn archive<'a>(rates: &Rates, scenario: &Scenario, item: &'a Item, sizing: &Sizing) -> Archive<'a> {
    let (backup, wrong) = policy::policy(rates, item, scenario);
    let price =
        backup.as_ref().and_then(|backup| rates.money(backup.price_per_gb_month.as_ref()?.value).ok());
    let own = scenario.item(&item.id).and_then(|own| own.retention);
    let kept = own.or(item.retention.as_ref().map(|given| given.value));
    Archive {
        name: &item.name,
        daily: sizing.growth * sizing.inputs.copies * sizing.inputs.overhead,
        kept: kept.map(|kept| kept.si() / 86_400.0),
        first: f64::from(sizing.replicas) * sizing.inputs.disk.si(),
        backup,
        price,
        wrong,
    }
}

fn table(rates: &Rates, archives: &[Archive<'_>], growth: f64, bytes: Format) -> Table {
    let row = |archive: &Archive<'_>| {
        let kept = archive.kept.map_or("for good".to_owned(), |days| format!("{days:.0} days"));
        let full = archive.kept.map_or("never full".to_owned(), |days| bytes.text(archive.after(days)));
        let mut cells = vec![archive.name.to_owned(), bytes.text(archive.daily), kept];
        cells.extend(AFTER.map(|days| bytes.text(archive.after(days))));
        cells.extend([full, bytes.text(archive.grown(YEAR, growth))]);
        cells.extend(archive.restore().map_or_else(|| words(["-"; 3]), |restore| restore.cells()));
        cells.push(archive.month().map_or("-".to_owned(), |cost| rates.of_dollars(cost)));
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
        "Lost at most (RPO)",
        "Restored within (RTO)",
        "Keeps the policy",
        "A month, when full",
    ]);
    Table { head, rows: archives.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_fills_and_then_grows_with_the_load() {
        let archive = Archive {
            name: "x",
            daily: 10.0,
            kept: Some(30.0),
            first: 5.0,
            backup: None,
            price: None,
            wrong: vec![],
        };
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
