//! `VTIMEZONE` (RFC 5545, section 3.6.5): every change of a zone's offset until the horizon, written out.

use super::line::{Lines, wall};
use super::{HORIZON, ahead, offset};
use calendar::Zone;
use model::time::{At, DAY, SECOND};
use std::collections::BTreeMap;

/// Adds a zone as it is from `from` on.
pub(super) fn add(lines: &mut Lines, zone: Zone, from: At) {
    let first = At(from.day().start().0 - DAY);
    lines.add("BEGIN", "VTIMEZONE");
    lines.add("TZID", zone.name());
    let at_first = shift(zone, first);
    observance(lines, (at_first, at_first), &[first]);
    let mut changes: BTreeMap<(i32, i32), Vec<At>> = BTreeMap::new();
    for (at, shifts) in self::changes(zone, first) {
        changes.entry(shifts).or_default().push(at);
    }
    changes.iter().for_each(|(shifts, at)| observance(lines, *shifts, at));
    lines.add("END", "VTIMEZONE");
}

/// What holds from each of these instants on, before which the clock was `before` seconds ahead of UTC, and then `after`. What
/// puts the clock forward is called daylight time.
fn observance(lines: &mut Lines, (before, after): (i32, i32), at: &[At]) {
    let Some((first, rest)) = at.split_first() else { return };
    let kind = if after > before { "DAYLIGHT" } else { "STANDARD" };
    lines.add("BEGIN", kind);
    lines.add("DTSTART", &wall(ahead(*first, before)));
    rest.iter().for_each(|at| lines.add("RDATE", &wall(ahead(*at, before))));
    lines.add("TZOFFSETFROM", &offset(before));
    lines.add("TZOFFSETTO", &offset(after));
    lines.add("END", kind);
}

/// The instants after `first` at which the offset changes, with the offset before and after.
fn changes(zone: Zone, first: At) -> Vec<(At, (i32, i32))> {
    let mut found = Vec::new();
    let mut early = first;
    while early < HORIZON {
        let late = early + DAY;
        let shifts = (shift(zone, early), shift(zone, late));
        if shifts.0 != shifts.1 {
            found.push((change(zone, early, late), shifts));
        }
        early = late;
    }
    found
}

/// The first second after `early` at which the offset is that of `late`.
fn change(zone: Zone, mut early: At, mut late: At) -> At {
    let before = shift(zone, early);
    while late.since(early) > SECOND {
        let middle = early + late.since(early) / (2 * SECOND) * SECOND;
        if shift(zone, middle) == before { early = middle } else { late = middle }
    }
    late
}

fn shift(zone: Zone, at: At) -> i32 {
    zone.local(at).1
}
