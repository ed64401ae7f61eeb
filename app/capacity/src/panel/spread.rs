//! What is needed when the figures are uncertain: percentiles by resource, of the cost and of the slowest answer, and how
//! likely each limit is enough.

mod drawing;
mod further;
mod reasons;

pub(super) use self::reasons::reasons;

use self::further::{CASES, Further, NEVER, further};
use super::sheet::applied;
use super::tornado::lower;
use super::{Panel, Table, words};
use crate::evaluate::{Kernel, Level, Spread, Verdict, evaluate};
use crate::plan::Rates;
use crate::uncertainty::{Estimate, Simulation};
use crate::units::Format;
use crate::{Plan, Scenario};

/// Points of the simulation that a page shows.
pub const POINTS: u32 = 4_096;
/// Any seed does; one that stays gives the same page each time.
pub const SEED: u64 = 1;
/// Between a case that is answered and one that is not lies no time; from so many seconds on a percentile is of the latter.
const UNANSWERED: f64 = NEVER * 1e-3;
const PERCENTILES: [f64; 5] = [0.5, 0.8, 0.9, 0.95, 0.99];

/// How a figure is told.
#[derive(Clone, Copy)]
enum Kind<'a> {
    /// As the verdict on a resource is.
    Resource(Format),
    /// Dollars a month, told in the currency of these.
    Cost(&'a Rates),
    /// Seconds.
    Answer,
}

/// One figure of the cases.
struct Row<'a> {
    name: &'a str,
    run: &'a Simulation,
    kind: Kind<'a>,
    /// The minimum and the recommended, if there are such.
    limits: Option<[f64; 2]>,
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let kernel = Kernel::new(plan, scenario).ok()?;
    shown(plan, scenario, &Spread::new(kernel, POINTS, SEED).ok()?.finish()?)
}

/// The panel of a simulation that has been run.
pub fn shown(plan: &Plan, scenario: &Scenario, runs: &[Simulation; 4]) -> Option<Panel> {
    let plan = &*applied(plan, scenario);
    let verdicts = evaluate(plan, scenario).ok()?.verdicts;
    let (further, rates) = (further(plan, scenario).ok()?, Rates::in_force(plan));
    let rows = rows(&verdicts, runs, &further, &rates);
    let fits = verdicts.iter().zip(runs).map(|(verdict, run)| run.within(verdict.recommended).value);
    let likely = fits.fold(1.0, f64::min);
    let points = runs.first().map_or(0, Simulation::points);
    let nodes = further.cost.as_ref().map_or(String::new(), |(_, shape)| {
        format!(", cost that of as many nodes of {shape} as hold the sums of processor and memory")
    });
    Some(Panel {
        id: "uncertainty",
        title: "How sure it is",
        says: format!(
            "Sized for P{}: {}. The recommended resources are enough with a chance of {} in {points} simulated cases. Cost \
             and answers are those of {CASES} cases{nodes}; answers come with the replicas of this scenario.",
            scenario.percentile(),
            sized(scenario, &rows),
            chance(likely)
        ),
        drawing: Some(drawing::drawing(&rows)),
        table: table(&rows),
        source: concat!(
            "Scrambled Sobol points with seed 1, by Pharos ",
            env!("CARGO_PKG_VERSION"),
            "; 90 % of a figure's cases lie within a factor of 1.5 of a default, 1.1 of one of yours and 1.05 of a measured \
             one, or in the range typed; the error is that of 16 independent sets"
        ),
    })
}

impl Row<'_> {
    /// A percentile of it; none where so many cases are not answered at all.
    fn percentile(&self, p: f64) -> Option<Estimate> {
        let answered = |value: f64| !matches!(self.kind, Kind::Answer) || value < UNANSWERED;
        self.run.percentile(p).ok().filter(|it| answered(it.value))
    }

    fn text(&self, value: f64) -> String {
        match self.kind {
            Kind::Resource(format) => format.text(value),
            Kind::Cost(rates) => format!("{} a month", rates.of_dollars(value)),
            Kind::Answer if value < UNANSWERED => Format::Time.text(value),
            Kind::Answer => "overloaded".to_owned(),
        }
    }
}

fn rows<'a>(
    verdicts: &'a [Verdict],
    runs: &'a [Simulation; 4],
    further: &'a Further,
    rates: &'a Rates,
) -> Vec<Row<'a>> {
    let mut rows = Vec::with_capacity(runs.len() + 2);
    for (verdict, run) in verdicts.iter().zip(runs) {
        let (name, kind) = (verdict.resource.name(), Kind::Resource(verdict.needed.format));
        rows.push(Row { name, run, kind, limits: Some([verdict.minimum, verdict.recommended]) });
    }
    if let Some((run, _)) = &further.cost {
        rows.push(Row { name: "Cost", run, kind: Kind::Cost(rates), limits: None });
    }
    if let Some(run) = &further.slowest {
        rows.push(Row { name: "Slowest answer, 95 %", run, kind: Kind::Answer, limits: None });
    }
    rows
}

/// What is needed of each figure so that it is enough in as many cases as the scenario asks for, and how that fits.
fn sized(scenario: &Scenario, rows: &[Row<'_>]) -> String {
    let p = f64::from(scenario.percentile()) / 100.0;
    let each = rows.iter().filter_map(|row| {
        let need = row.run.percentile(p).ok()?.value;
        let (name, text) = (lower(row.name), row.text(need));
        Some(match row.limits {
            Some([minimum, _]) if need <= minimum => {
                format!("{name} {text} ({})", Level::WithinMinimum.words())
            }
            Some([_, recommended]) if need <= recommended => {
                format!("{name} {text} ({})", Level::WithinRecommended.words())
            }
            Some(_) => format!("{name} {text} ({})", Level::Beyond.words()),
            None => format!("{name} {text}"),
        })
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A chance that is never rounded to certainty.
fn chance(share: f64) -> String {
    match share {
        least if least < 0.001 => "less than 0.1 %".into(),
        most if most > 0.999 => "more than 99.9 %".into(),
        share => format!("{:.1} %", share * 100.0),
    }
}

fn table(rows: &[Row<'_>]) -> Table {
    let row = |row: &Row<'_>| {
        let percentile = |p: f64| row.percentile(p);
        let error = |it: Estimate| format!("{:.1} %", 100.0 * it.error / it.value.max(1e-300));
        let told = |it: Estimate| format!("{} \u{b1} {}", row.text(it.value), error(it));
        let mut cells = vec![row.name.to_owned()];
        cells.extend(PERCENTILES.map(|p| percentile(p).map_or("overloaded".into(), told)));
        cells.push(percentile(0.95).map_or("-".into(), error));
        cells.extend(match row.limits {
            Some(limits) => limits.map(|limit| chance(row.run.within(limit).value)),
            None => ["-", "-"].map(str::to_owned),
        });
        cells
    };
    let head = words([
        "Figure",
        "P50",
        "P80",
        "P90",
        "P95",
        "P99",
        "Error of P95",
        "Minimum is enough",
        "Recommended is enough",
    ]);
    Table { head, rows: rows.iter().map(row).collect() }
}
