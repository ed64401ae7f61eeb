//! What an operator decides about judging: thresholds, grace, quorum and flapping.

/// `needed` of the latest `of` samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// How many must agree; at least 1.
    pub needed: u32,
    /// Among how many; at least `needed`, at most [`Threshold::MOST`].
    pub of: u32,
}

impl Threshold {
    /// The most samples that a threshold looks back on.
    pub const MOST: u32 = 60;

    /// Reads `3`, which means three in a row, or `3 of 5`.
    pub fn parse(text: &str) -> Option<Threshold> {
        let (needed, of) = text.split_once(" of ").unwrap_or((text, text));
        let (needed, of) = (needed.trim().parse().ok()?, of.trim().parse().ok()?);
        ((1..=of).contains(&needed) && of <= Threshold::MOST).then_some(Threshold { needed, of })
    }

    /// So many in a row.
    pub const fn in_a_row(needed: u32) -> Threshold {
        Threshold { needed, of: needed }
    }
}

/// How many of the locations that see a check must agree that something is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quorum {
    /// One is enough.
    Any,
    /// More than half.
    #[default]
    Majority,
    /// Every one.
    All,
    /// So many, or all if fewer see it.
    Count(u32),
}

impl Quorum {
    /// Reads `any`, `majority`, `all`, or a number of locations from 1.
    pub fn parse(text: &str) -> Option<Quorum> {
        match text {
            "any" => Some(Quorum::Any),
            "majority" => Some(Quorum::Majority),
            "all" => Some(Quorum::All),
            count => count.parse().ok().filter(|count| *count > 0).map(Quorum::Count),
        }
    }

    /// How many of `seeing` locations it takes; at least 1.
    pub fn of(self, seeing: usize) -> usize {
        let needed = match self {
            Quorum::Any => 1,
            Quorum::Majority => seeing / 2 + 1,
            Quorum::All => seeing,
            Quorum::Count(count) => usize::try_from(count).unwrap_or(usize::MAX),
        };
        needed.clamp(1, seeing.max(1))
    }
}

/// From which rate of change a check flaps, and until which it goes on to, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flapping {
    /// It begins to flap at this rate.
    pub start: f64,
    /// It stops at this one; at most `start`.
    pub stop: f64,
}

impl Flapping {
    /// Reads `20 to 5`: from 20 % on, until 5 %; and `off`, which gives nothing. Other texts are an error.
    pub fn parse(text: &str) -> Option<Option<Flapping>> {
        if text == "off" {
            return Some(None);
        }
        let (start, stop) = text.split_once(" to ")?;
        let (start, stop) = (start.trim().parse().ok()?, stop.trim().parse().ok()?);
        (0.0 <= stop && stop <= start && start <= 100.0).then_some(Some(Flapping { start, stop }))
    }
}

/// How the samples of a check are judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// What makes it slow or down.
    pub failures: Threshold,
    /// What makes it up again.
    pub successes: Threshold,
    /// Milliseconds that trouble must last before it counts; then it counts from its start.
    pub grace: i64,
    /// How many locations must agree on trouble.
    pub quorum: Quorum,
    /// When it flaps; nothing if that is not looked at.
    pub flapping: Option<Flapping>,
}

impl Default for Rule {
    fn default() -> Rule {
        Rule {
            failures: Threshold::in_a_row(3),
            successes: Threshold::in_a_row(2),
            grace: 0,
            quorum: Quorum::default(),
            flapping: Some(Flapping { start: 20.0, stop: 5.0 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quorum_is_at_least_one_and_at_most_all_that_see() {
        let of = |quorum: Quorum| (0..=4).map(|seeing| quorum.of(seeing)).collect::<Vec<_>>();
        assert_eq!(of(Quorum::Any), [1, 1, 1, 1, 1]);
        assert_eq!(of(Quorum::Majority), [1, 1, 2, 2, 3]);
        assert_eq!(of(Quorum::All), [1, 1, 2, 3, 4]);
        assert_eq!(of(Quorum::Count(2)), [1, 1, 2, 2, 2]);
    }
}
