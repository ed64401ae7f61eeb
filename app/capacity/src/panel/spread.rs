//! What is needed when the figures are uncertain: percentiles by resource, and how likely each limit is enough.

use super::tornado::lower;
use super::{Drawing, Mark, Panel, Table, words};
use crate::evaluate::{Kernel, Level, Resource, Spread, Verdict, evaluate};
use crate::uncertainty::{Estimate, Simulation};
use crate::{Plan, Scenario};

/// Points of the simulation that a page shows.
pub const POINTS: u32 = 4_096;
/// Any seed does; one that stays gives the same page each time.
pub const SEED: u64 = 1;
const PERCENTILES: [f64; 5] = [0.5, 0.8, 0.9, 0.95, 0.99];

const LEFT: f64 = 80.0;
const WIDE: f64 = 560.0;
const ROW: f64 = 58.0;
/// Dots that stand for a twentieth of the chances each.
const DOTS: u32 = 20;
/// Steps of the curve of all chances.
const STEPS: u32 = 40;

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let kernel = Kernel::new(plan, scenario).ok()?;
    shown(plan, scenario, &Spread::new(kernel, POINTS, SEED).ok()?.finish()?)
}

/// The panel of a simulation that has been run.
pub fn shown(plan: &Plan, scenario: &Scenario, runs: &[Simulation; 4]) -> Option<Panel> {
    let verdicts = evaluate(plan, scenario).ok()?.verdicts;
    let fits = verdicts.iter().zip(runs).map(|(verdict, run)| run.within(verdict.recommended).value);
    let likely = fits.fold(1.0, f64::min);
    let points = runs.first().map_or(0, Simulation::points);
    Some(Panel {
        id: "uncertainty",
        title: "How sure it is",
        says: format!(
            "Sized for P{}: {}. The recommended resources are enough with a chance of {} in {points} simulated cases.",
            scenario.percentile(),
            sized(scenario, &verdicts, runs),
            chance(likely)
        ),
        drawing: Some(drawing(&verdicts, runs)),
        table: table(&verdicts, runs),
        source: "Scrambled Sobol points; 90 % of a figure's cases lie within a factor of 1.5 of a default, 1.1 of one \
                 of yours and 1.05 of a measured one, or in the range typed; the error is that of 16 independent sets",
    })
}

/// What is needed of each resource so that it is enough in as many cases as the scenario asks for, and how that fits.
fn sized(scenario: &Scenario, verdicts: &[Verdict], runs: &[Simulation; 4]) -> String {
    let p = f64::from(scenario.percentile()) / 100.0;
    let each = verdicts.iter().zip(runs).filter_map(|(verdict, run)| {
        let need = run.percentile(p).ok()?.value;
        let (name, text) = (lower(verdict.resource.name()), verdict.needed.format.text(need));
        let fits = match need {
            need if need <= verdict.minimum => Level::WithinMinimum,
            need if need <= verdict.recommended => Level::WithinRecommended,
            _ => Level::Beyond,
        };
        Some(format!("{name} {text} ({})", fits.words()))
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

fn table(verdicts: &[Verdict], runs: &[Simulation; 4]) -> Table {
    let row = |(verdict, run): (&Verdict, &Simulation)| {
        let format = verdict.needed.format;
        let mut cells = vec![verdict.resource.name().to_owned()];
        let percentile = |p: f64| run.percentile(p).ok();
        let error = |it: Estimate| format!("{:.1} %", 100.0 * it.error / it.value.max(1e-300));
        let told = |it: Estimate| format!("{} \u{b1} {}", format.text(it.value), error(it));
        cells.extend(PERCENTILES.map(|p| percentile(p).map_or("-".into(), told)));
        let error = percentile(0.95).map_or("-".into(), error);
        cells.extend([
            error,
            chance(run.within(verdict.minimum).value),
            chance(run.within(verdict.recommended).value),
        ]);
        cells
    };
    let head = words([
        "Resource",
        "P50",
        "P80",
        "P90",
        "P95",
        "P99",
        "Error of P95",
        "Minimum is enough",
        "Recommended is enough",
    ]);
    Table { head, rows: verdicts.iter().zip(runs).map(row).collect() }
}

/// A row of dots by resource, each a twentieth of the chances, on a scale that ends at 1.2 times the recommended.
fn drawing(verdicts: &[Verdict], runs: &[Simulation; 4]) -> Drawing {
    let mut marks = Vec::new();
    for (index, (verdict, run)) in verdicts.iter().zip(runs).enumerate() {
        let base = 44.0 + index as f64 * ROW;
        let x = |value: f64| LEFT + WIDE * (value / (1.2 * verdict.recommended)).clamp(0.0, 1.0);
        marks.push(Mark::Text("capacity-note", (0.0, base), resource(verdict.resource).to_owned()));
        for limit in [verdict.minimum, verdict.recommended] {
            marks.push(Mark::Line("capacity-limit", vec![(x(limit), base - 36.0), (x(limit), base + 8.0)]));
        }
        // The chance that a need is enough, from nothing at the line of the dots to certainty at the top of their limits.
        let chances = (0..=STEPS).filter_map(|step| {
            let p = (f64::from(step) / f64::from(STEPS)).clamp(0.002, 0.998);
            Some((x(run.percentile(p).ok()?.value), base + 4.0 - 40.0 * p))
        });
        marks.push(Mark::Line("capacity-path", chances.collect()));
        let mut stacked: Vec<(i64, f64)> = Vec::new();
        for dot in 0..DOTS {
            let p = (f64::from(dot) + 0.5) / f64::from(DOTS);
            let Ok(at) = run.percentile(p) else { continue };
            // Dots that would cover each other stand on top of each other.
            let column = libm::round(x(at.value) / 9.0) as i64;
            let above = stacked.iter().filter(|(other, _)| *other == column).count() as f64;
            stacked.push((column, above));
            let y = (base - above * 4.0).max(base - 36.0);
            marks.push(Mark::Dot("capacity-dot", (column as f64 * 9.0, y)));
        }
    }
    let bottom = 20.0 + verdicts.len() as f64 * ROW;
    marks.push(Mark::Text(
        "capacity-note",
        (LEFT, bottom),
        "dashed: minimum and recommended; a dot: one case of twenty; curve: the chance that so much is enough".into(),
    ));
    let label = "Twenty equally likely needs by resource, and the chance that so much is enough as a curve, against the \
                 minimum and the recommended; the table has figures";
    Drawing { width: LEFT + WIDE + 8.0, height: bottom + 8.0, label: label.into(), marks }
}

fn resource(resource: Resource) -> &'static str {
    resource.name()
}
