//! A state over time: turns in order, each holding until the next, so that there is never a gap or an overlap.

use crate::time::At;

/// The instant from which a state holds, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn<S> {
    /// From when.
    pub from: At,
    /// What holds.
    pub state: S,
    /// In words.
    pub why: String,
}

/// A stretch of time with one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<S> {
    /// Its first instant.
    pub from: At,
    /// Its end, which it does not hold.
    pub to: At,
    /// What held.
    pub state: S,
}

impl<S> Span<S> {
    /// Its length in milliseconds.
    pub fn millis(&self) -> i64 {
        self.to.since(self.from)
    }
}

/// A state over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline<S> {
    turns: Vec<Turn<S>>,
}

impl<S> Default for Timeline<S> {
    fn default() -> Self {
        Timeline { turns: Vec::new() }
    }
}

impl<S: Copy + PartialEq> Timeline<S> {
    /// A timeline of these turns, in any order; of turns at the same instant the last one counts.
    pub fn new(turns: impl IntoIterator<Item = Turn<S>>) -> Timeline<S> {
        let mut turns: Vec<_> = turns.into_iter().collect();
        turns.sort_by_key(|turn| turn.from);
        let mut timeline = Timeline::default();
        for turn in turns {
            timeline.turn(turn);
        }
        timeline
    }

    /// Lets `turn` hold from its instant on; what was held from then on is forgotten.
    ///
    /// Gives true if that changed anything.
    pub fn turn(&mut self, turn: Turn<S>) -> bool {
        let kept = self.turns.partition_point(|held| held.from < turn.from);
        let same_before = kept > 0 && self.turns[kept - 1].state == turn.state;
        let same_here =
            self.turns.get(kept).is_some_and(|held| held.from == turn.from && held.state == turn.state);
        if (same_before && kept == self.turns.len()) || (same_here && kept + 1 == self.turns.len()) {
            return false;
        }
        self.turns.truncate(kept);
        if !same_before {
            self.turns.push(turn);
        }
        true
    }

    /// Lets these turns, oldest first, hold from `from` on; what was held from then on is forgotten.
    pub fn replace_from(&mut self, from: At, turns: impl IntoIterator<Item = Turn<S>>) {
        self.turns.truncate(self.turns.partition_point(|held| held.from < from));
        for turn in turns {
            self.turn(turn);
        }
    }

    /// The turns, oldest first; neighbours differ.
    pub fn turns(&self) -> &[Turn<S>] {
        &self.turns
    }

    /// The latest turn.
    pub fn latest(&self) -> Option<&Turn<S>> {
        self.turns.last()
    }

    /// What held at `at`; nothing before the first turn.
    pub fn at(&self, at: At) -> Option<S> {
        let after = self.turns.partition_point(|turn| turn.from <= at);
        after.checked_sub(1).map(|i| self.turns[i].state)
    }

    /// The spans that tile `[from, to)`, without the time before the first turn.
    pub fn spans(&self, from: At, to: At) -> impl Iterator<Item = Span<S>> + '_ {
        let first = self.turns.partition_point(|turn| turn.from <= from).saturating_sub(1);
        (first..self.turns.len()).map_while(move |i| {
            let start = self.turns[i].from.max(from);
            let end = self.turns.get(i + 1).map_or(to, |next| next.from.min(to));
            (start < to).then_some(Span { from: start, to: end, state: self.turns[i].state })
        })
    }

    /// Forgets turns that ended before `at`.
    pub fn forget_before(&mut self, at: At) {
        let keep = self.turns.partition_point(|turn| turn.from <= at).saturating_sub(1);
        self.turns.drain(..keep);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn turn(from: i64, state: u8) -> Turn<u8> {
        Turn { from: At(from), state, why: String::new() }
    }

    #[test]
    fn a_backdated_turn_forgets_what_came_after_it() {
        let mut timeline = Timeline::new([turn(0, 1), turn(10, 2), turn(20, 3)]);
        assert!(timeline.turn(turn(5, 4)));
        assert_eq!(timeline.turns(), [turn(0, 1), turn(5, 4)]);
    }

    #[test]
    fn what_was_held_from_an_instant_on_is_replaced_as_a_whole() {
        let mut timeline = Timeline::new([turn(0, 1), turn(10, 2), turn(20, 3)]);
        timeline.replace_from(At(15), []);
        assert_eq!(timeline.turns(), [turn(0, 1), turn(10, 2)]);
        timeline.replace_from(At(10), [turn(12, 4), turn(14, 5)]);
        assert_eq!(timeline.turns(), [turn(0, 1), turn(12, 4), turn(14, 5)]);
    }

    #[test]
    fn the_same_state_again_is_no_turn() {
        let mut timeline = Timeline::new([turn(0, 1)]);
        assert!(!timeline.turn(turn(5, 1)));
        assert!(!timeline.turn(turn(0, 1)));
        assert_eq!(timeline.turns().len(), 1);
    }

    #[test]
    fn the_state_before_the_first_turn_is_nothing() {
        let timeline = Timeline::new([turn(10, 1)]);
        assert_eq!((timeline.at(At(9)), timeline.at(At(10))), (None, Some(1)));
        assert_eq!(
            timeline.spans(At(0), At(15)).collect::<Vec<_>>(),
            [Span { from: At(10), to: At(15), state: 1 }]
        );
        assert_eq!(timeline.spans(At(0), At(10)).count(), 0);
    }

    proptest! {
        #[test]
        fn spans_tile_time(turns in prop::collection::vec((0i64..1_000, 0u8..4), 1..40), from in 0i64..1_200, length in 0i64..1_200) {
            let mut timeline = Timeline::default();
            for (at, state) in &turns {
                timeline.turn(turn(*at, *state));
            }
            let (from, to) = (At(from), At(from + length));
            let spans: Vec<_> = timeline.spans(from, to).collect();
            for pair in spans.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
                prop_assert_ne!(pair[0].state, pair[1].state);
            }
            let begin = timeline.turns()[0].from.max(from);
            let covered: i64 = spans.iter().map(Span::millis).sum();
            prop_assert_eq!(covered, to.since(begin).max(0));
            prop_assert!(spans.iter().all(|span| span.millis() > 0 && timeline.at(span.from) == Some(span.state)));
        }
    }
}
