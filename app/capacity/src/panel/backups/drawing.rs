//! What the archives hold over time, as a drawing.

use super::Archive;
use crate::panel::{Drawing, Mark};
use crate::units::Format;

/// Days that the drawing shows beyond the longest retention, as a factor.
const BEYOND: f64 = 1.3;

const LEFT: f64 = 70.0;
const WIDE: f64 = 540.0;
const TALL: f64 = 160.0;
/// Points of a line, which bends where an archive is full.
const POINTS: u32 = 130;

/// What the archives hold together over time, and each under it.
pub(super) fn drawing(archives: &[Archive<'_>], longest: f64, bytes: Format) -> Drawing {
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
