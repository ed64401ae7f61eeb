//! Each figure of the cases as twenty dots, each a twentieth of the chances, and as a curve of all chances.

use super::Row;
use crate::panel::{Drawing, Mark};

const LEFT: f64 = 132.0;
const WIDE: f64 = 560.0;
const ROW: f64 = 58.0;
/// Dots that stand for a twentieth of the chances each.
const DOTS: u32 = 20;
/// Steps of the curve of all chances.
const STEPS: u32 = 40;
/// Units from a column of dots to the next.
const COLUMN: f64 = 9.0;

/// A row by figure, on a scale that ends at 1.2 times the recommended, or a fifth beyond nearly all cases.
pub(super) fn drawing(rows: &[Row<'_>]) -> Drawing {
    let mut marks = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        draw(&mut marks, 44.0 + index as f64 * ROW, row);
    }
    let bottom = 20.0 + rows.len() as f64 * ROW;
    marks.push(Mark::Text(
        "capacity-note",
        (0.0, bottom),
        "dashed: minimum and recommended; a dot: one case of twenty; curve: the chance that so much is enough".into(),
    ));
    let label = "Twenty equally likely cases by figure, and the chance that so much is enough as a curve, resources \
                 against the minimum and the recommended; the table has figures";
    Drawing { width: LEFT + WIDE + 8.0, height: bottom + 8.0, label: label.into(), marks }
}

fn draw(marks: &mut Vec<Mark>, base: f64, row: &Row<'_>) {
    let percentile = |p: f64| row.percentile(p).map(|it| it.value);
    let nearly = || [0.99, 0.95, 0.8, 0.5].into_iter().find_map(percentile).unwrap_or(1.0);
    let end = 1.2 * row.limits.map_or_else(nearly, |[_, recommended]| recommended).max(f64::MIN_POSITIVE);
    let x = |value: f64| LEFT + WIDE * (value / end).clamp(0.0, 1.0);
    marks.push(Mark::Text("capacity-note", (0.0, base), row.name.to_owned()));
    for limit in row.limits.into_iter().flatten() {
        marks.push(Mark::Line("capacity-limit", vec![(x(limit), base - 36.0), (x(limit), base + 8.0)]));
    }
    // The chance that so much is enough, from nothing at the line of the dots to certainty at the top of their limits.
    let chances = (0..=STEPS).filter_map(|step| {
        let p = (f64::from(step) / f64::from(STEPS)).clamp(0.002, 0.998);
        Some((x(percentile(p)?), base + 4.0 - 40.0 * p))
    });
    marks.push(Mark::Line("capacity-path", chances.collect()));
    let mut stacked: Vec<(i64, f64)> = Vec::new();
    for dot in 0..DOTS {
        let p = (f64::from(dot) + 0.5) / f64::from(DOTS);
        let Some(at) = percentile(p) else { continue };
        // Dots that would cover each other stand on top of each other.
        let column = libm::round(x(at) / COLUMN) as i64;
        let above = stacked.iter().filter(|(other, _)| *other == column).count() as f64;
        stacked.push((column, above));
        let y = (base - above * 4.0).max(base - 36.0);
        marks.push(Mark::Dot("capacity-dot", (column as f64 * COLUMN, y)));
    }
    if row.limits.is_none() {
        let end = percentile(0.5).map_or("overloaded".to_owned(), |value| row.text(value));
        marks.push(Mark::Text("capacity-note", (0.0, base + 13.0), format!("P50 {end}")));
    }
}
