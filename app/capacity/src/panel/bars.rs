//! Amounts as bars below each other, each with its name before it and its text behind it.

use super::{Drawing, Mark};

const LEFT: f64 = 240.0;
const WIDE: f64 = 380.0;
/// The share of the width that the longest bar takes; the rest is for what stands behind it.
const LONGEST: f64 = 0.7;
const ROW: f64 = 24.0;

/// An amount, or two that add up.
pub(super) struct Bar {
    /// What it is of.
    pub name: String,
    /// What is drawn filled.
    pub filled: f64,
    /// What is drawn open behind that.
    pub open: f64,
    /// Both for people.
    pub says: String,
}

/// The sheet of these bars, the longest as wide as there is room.
pub(super) fn drawing(bars: &[Bar], label: String) -> Drawing {
    let most = bars.iter().map(|bar| bar.filled + bar.open).fold(f64::MIN_POSITIVE, f64::max);
    let mut marks = Vec::with_capacity(4 * bars.len());
    for (index, bar) in bars.iter().enumerate() {
        let y = 6.0 + index as f64 * ROW;
        let wide = |amount: f64| WIDE * LONGEST * amount / most;
        let (filled, open) = (wide(bar.filled).max(1.0), wide(bar.open));
        marks.push(Mark::Text("capacity-note capacity-before", (LEFT - 8.0, y + 12.0), bar.name.clone()));
        marks.push(Mark::Box("capacity-swing", [LEFT, y, filled, ROW - 8.0]));
        if open > 0.0 {
            marks.push(Mark::Box("capacity-lacks", [LEFT + filled, y, open, ROW - 8.0]));
        }
        marks.push(Mark::Text("capacity-note", (LEFT + filled + open + 6.0, y + 12.0), bar.says.clone()));
    }
    Drawing { width: LEFT + WIDE + 10.0, height: 10.0 + bars.len() as f64 * ROW, label, marks }
}
