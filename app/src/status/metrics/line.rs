//! The last day of a metric as a line from 0 up, drawn as one path that breaks where nothing was read.

use super::value::value;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use messages::Locale;
use model::metric::DAY_POINTS;
use model::public::PublicMetric;
use model::time::At;
use std::fmt::Write;

/// Units of the drawing from one point to the next.
const STEP: i64 = 4;
/// Units of the drawing from its bottom to its top, where the largest value is.
const HEIGHT: f64 = 100.0;

/// The line of the day that ends at `at`, with its figures as its text.
pub(super) fn line(locale: &Locale, metric: &PublicMetric, at: At) -> Drawn {
    let points: Vec<_> = metric.trace.points(at).collect();
    let path = path(&points);
    // Room for half the width of the line on each side.
    let view_box = format!("-{STEP} -5 {} {}", (DAY_POINTS + 1) * STEP, HEIGHT + 10.0);
    view! {
        <svg class="metric-line" viewBox=view_box preserveAspectRatio="none" role="img" aria-label=sentence(locale, metric, at)>
            <path d=path/>
        </svg>
    }
    .drawn()
}

fn sentence(locale: &Locale, metric: &PublicMetric, at: At) -> String {
    let Some(extent) = metric.trace.extent(at) else {
        return locale.fill("metric-unread", &[("metric", &metric.name)]);
    };
    let [least, mean, most] =
        [extent.least, extent.mean, extent.most].map(|number| locale.figure(&value(number, &metric.unit)));
    let values = [("metric", metric.name.as_str()), ("least", &least), ("mean", &mean), ("most", &most)];
    locale.fill("metric-line", &values)
}

/// The path of points, each with its place in the day. A point alone is a stroke of no length: a dot.
fn path(points: &[(i64, f64)]) -> String {
    let values = || points.iter().map(|(_, value)| *value);
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    // Halves, so that the largest of numbers do not overflow; what does not differ from 0 lies at the bottom.
    let half = (high / 2.0 - low / 2.0).max(f64::MIN_POSITIVE);
    let height = |value: f64| ((value / 2.0 - low / 2.0) / half).clamp(0.0, 1.0) * HEIGHT;
    let mut path = String::new();
    for run in points.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
        for (index, (place, value)) in run.iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{command}{} {:.0}", place * STEP, HEIGHT - height(*value));
        }
        if run.len() == 1 {
            path.push_str("h0");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_where_nothing_was_read() {
        let points = [(0, 5.0), (1, 10.0), (2, 0.0), (9, 2.5)];
        assert_eq!(path(&points), "M0 50L4 0L8 100M36 75h0");
    }

    #[test]
    fn below_zero_the_floor_sinks_and_nothing_breaks_the_drawing() {
        assert_eq!(path(&[(0, -10.0), (1, 10.0), (2, 0.0)]), "M0 100L4 0L8 50");
        assert_eq!(path(&[(0, 0.0), (1, 0.0)]), "M0 100L4 100");
        assert_eq!(path(&[(0, f64::MAX), (1, f64::MIN)]), "M0 0L4 100");
        assert_eq!(path(&[]), "");
    }
}
