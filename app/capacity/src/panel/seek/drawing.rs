//! The figure of a goal over the input that is changed.

use super::Question;
use super::search::Found;
use crate::panel::{Drawing, Mark};

const LEFT: f64 = 70.0;
const WIDE: f64 = 540.0;
const TALL: f64 = 170.0;

/// The figure over the input, the bound as a line across, and where it is now.
pub(super) fn drawing(question: &Question<'_>, found: &Found) -> Option<Drawing> {
    let Question { plan, knob, output, bound, .. } = question;
    let (low, high) = (found.seen.first()?.0, found.seen.last()?.0);
    let is_log = low > 0.0 && high / low > 10.0;
    let across = |value: f64| {
        if is_log { libm::log(value / low) / libm::log(high / low) } else { (value - low) / (high - low) }
    };
    let known: Vec<_> = found.seen.iter().filter_map(|(value, its)| Some((*value, (*its)?))).collect();
    // Far beyond the bound nothing is to be seen.
    let most = known.iter().map(|(_, its)| *its).fold(0.0, f64::max).min(2.5 * bound.value);
    let top = most.max(bound.value * 1.1).max(f64::MIN_POSITIVE);
    let at = |value: f64, its: f64| {
        (LEFT + WIDE * across(value), 8.0 + TALL * (1.0 - (its / top).clamp(0.0, 1.0)))
    };
    let line = |its: f64| vec![at(low, its), at(high, its)];
    let mut marks: Vec<_> = Vec::new();
    for (from, to) in &found.spans {
        let (x, _) = at(*from, 0.0);
        marks.push(Mark::Box("capacity-zone-minimum", [x, 8.0, (at(*to, 0.0).0 - x).max(1.0), TALL]));
    }
    marks.push(Mark::Line("capacity-limit", line(bound.value)));
    // Beyond the top a line would run flat, which the figure does not.
    let inside = known.iter().filter(|(_, its)| *its <= top);
    marks.push(Mark::Line("capacity-path", inside.map(|(value, its)| at(*value, *its)).collect()));
    if let Some(now) = question.now.filter(|_| (low..=high).contains(&knob.now)) {
        marks.push(Mark::Dot("capacity-dot", at(knob.now, now)));
    }
    for its in [0.0, bound.value, top] {
        let (x, y) = at(low, its);
        marks.push(Mark::Text("capacity-note capacity-before", (x - 6.0, y + 4.0), output.text(plan, its)));
    }
    let middle = if is_log { libm::sqrt(low * high) } else { (low + high) / 2.0 };
    for (value, class) in [
        (low, "capacity-note"),
        (middle, "capacity-note capacity-middle"),
        (high, "capacity-note capacity-before"),
    ] {
        let (x, y) = at(value, 0.0);
        marks.push(Mark::Text(class, (x, y + 16.0), knob.text(value)));
    }
    let label =
        format!("{} over {}, shaded where it is as asked; the table has figures", question.name, knob.name);
    Some(Drawing { width: LEFT + WIDE + 14.0, height: TALL + 34.0, label, marks })
}
