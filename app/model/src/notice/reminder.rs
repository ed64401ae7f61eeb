//! When it is said again that an incident is open: at gaps that grow.

use crate::incident::{Incident, Severity, is_person};
use crate::time::{At, HOUR, MINUTE};

/// After how long it is said again that an incident is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminders {
    /// Milliseconds to the first reminder, by severity from P1 to P4; none if there are none.
    pub first: [Option<i64>; 4],
    /// The longest gap between two, in milliseconds.
    pub most: i64,
}

impl Default for Reminders {
    /// After 30 minutes, 1, 4 and 24 hours; at most a day apart.
    fn default() -> Reminders {
        Reminders { first: [Some(30 * MINUTE), Some(HOUR), Some(4 * HOUR), Some(24 * HOUR)], most: 24 * HOUR }
    }
}

impl Reminders {
    /// Milliseconds to the first reminder of an incident of that severity.
    pub fn first(&self, severity: Severity) -> Option<i64> {
        let [p1, p2, p3, p4] = self.first;
        match severity {
            Severity::P1 => p1,
            Severity::P2 => p2,
            Severity::P3 => p3,
            Severity::P4 => p4,
        }
    }
}

/// The number, from 1, of the latest reminder whose time has come at `now`; nothing before the first. The first comes
/// `first` milliseconds after `since`, and each gap is twice the one before it, at most `most`.
pub fn reminder(since: At, now: At, first: i64, most: i64) -> Option<u32> {
    let (mut at, mut gap, mut number) = (since, first.clamp(1, most.max(1)), 0);
    while at + gap <= now && number < u32::MAX {
        (at, number) = (at + gap, number + 1);
        if gap >= most {
            // The rest are equally far apart.
            let more = now.since(at) / gap;
            return Some(u32::try_from(i64::from(number).saturating_add(more)).unwrap_or(u32::MAX));
        }
        gap = gap.saturating_mul(2).min(most);
    }
    (number > 0).then_some(number)
}

/// The latest reminder of an incident whose time has come: since when it is counted, and its number. What a person does
/// begins the count anew.
pub fn reminded(incident: &Incident, reminders: &Reminders, now: At) -> Option<(At, u32)> {
    let first = reminders.first(incident.severity).filter(|_| incident.is_open())?;
    let by_people = incident.entries.iter().filter(|entry| is_person(&entry.by));
    let since = by_people.map(|entry| entry.at).fold(incident.opened, At::max);
    Some((since, reminder(since, now, first, reminders.most)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gaps_double_up_to_the_longest() {
        let at = |minutes| reminder(At(0), At(minutes * MINUTE), 10 * MINUTE, 40 * MINUTE);
        assert_eq!(
            [9, 10, 29, 30, 69, 70, 109, 110].map(at),
            [None, Some(1), Some(1), Some(2), Some(2), Some(3), Some(3), Some(4)]
        );
    }

    proptest! {
        #[test]
        fn reminders_are_counted_up_one_by_one_and_ever_more_rarely(
            first in 1i64..100, most in 1i64..1_000, now in 0i64..5_000
        ) {
            let number = |now| reminder(At(0), At(now), first, most).unwrap_or(0);
            let step = number(now + 1) - number(now);
            prop_assert!(step <= 1);
            if step == 1 {
                // The next one is at least as far away as this one was from the one before it.
                let before = (0..=now).rev().take_while(|then| number(*then) == number(now)).count() as i64;
                prop_assert_eq!(number(now + before), number(now + 1));
            }
        }
    }
}
