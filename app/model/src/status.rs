//! What a component shows, and how several statuses become one.

use serde::{Deserialize, Serialize};

/// What a component shows. The order is the order of badness, so `max` gives the worst.
///
/// `Unknown` ranks below every outage: not seeing something must not hide what is seen to be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Every check passes.
    Operational,
    /// Planned work; excluded from uptime.
    Maintenance,
    /// Nobody looked, or who looked was blind.
    Unknown,
    /// It answers, but slowly or in part.
    Degraded,
    /// Some of it is down.
    PartialOutage,
    /// All of it is down.
    MajorOutage,
}

impl Status {
    /// Every status, from best to worst.
    pub const ALL: [Status; 6] = [
        Status::Operational,
        Status::Maintenance,
        Status::Unknown,
        Status::Degraded,
        Status::PartialOutage,
        Status::MajorOutage,
    ];

    /// The word that visitors read.
    pub fn label(self) -> &'static str {
        match self {
            Status::Operational => "Operational",
            Status::Maintenance => "Maintenance",
            Status::Unknown => "Unknown",
            Status::Degraded => "Degraded",
            Status::PartialOutage => "Partial outage",
            Status::MajorOutage => "Major outage",
        }
    }

    /// The word in URLs, files, CSS classes and tables: `partial-outage`.
    pub fn slug(self) -> &'static str {
        match self {
            Status::Operational => "operational",
            Status::Maintenance => "maintenance",
            Status::Unknown => "unknown",
            Status::Degraded => "degraded",
            Status::PartialOutage => "partial-outage",
            Status::MajorOutage => "major-outage",
        }
    }

    /// The status with this slug.
    pub fn from_slug(slug: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.slug() == slug)
    }

    /// True for what visitors should be warned of: degraded, partial outage, major outage.
    pub fn is_trouble(self) -> bool {
        self >= Status::Degraded
    }

    /// The status of a whole made of `parts`: the worst of them; `Unknown` if there are none.
    pub fn worst(parts: impl IntoIterator<Item = Status>) -> Status {
        parts.into_iter().max().unwrap_or(Status::Unknown)
    }
}

/// How the statuses of parts make that of their whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whole {
    /// It is as bad as its worst part.
    #[default]
    Worst,
    /// It is as bad as the weight of the parts that are.
    Weight,
}

impl Whole {
    /// Reads `worst` and `weight`.
    pub fn parse(text: &str) -> Option<Whole> {
        match text {
            "worst" => Some(Whole::Worst),
            "weight" => Some(Whole::Weight),
            _ => None,
        }
    }

    /// The status of a whole made of `parts`, each with its weight.
    ///
    /// By weight, half of it down is a major outage, a tenth of it at least partly down is a partial one, and any
    /// trouble at all makes the whole degraded. What is no trouble counts as the worst of it.
    pub fn of(self, parts: impl IntoIterator<Item = (Status, u32)>) -> Status {
        let parts: Vec<_> = parts.into_iter().map(|(status, weight)| (status, u64::from(weight))).collect();
        let worst = Status::worst(parts.iter().map(|(status, _)| *status));
        if self == Whole::Worst || !worst.is_trouble() {
            return worst;
        }
        let weight = |from: Status| -> u64 {
            parts.iter().filter(|(status, _)| *status >= from).map(|(_, weight)| weight).sum()
        };
        let whole = weight(Status::Operational);
        match () {
            () if 2 * weight(Status::MajorOutage) >= whole => Status::MajorOutage,
            () if 10 * weight(Status::PartialOutage) >= whole => Status::PartialOutage,
            () => Status::Degraded,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs_round_trip() {
        for status in Status::ALL {
            assert_eq!(Status::from_slug(status.slug()), Some(status));
        }
        assert_eq!(Status::from_slug("up"), None);
    }

    #[test]
    fn a_whole_is_as_bad_as_its_worst_part() {
        assert_eq!(Status::worst([]), Status::Unknown);
        assert_eq!(Status::worst([Status::Operational, Status::Unknown]), Status::Unknown);
        assert_eq!(Status::worst([Status::MajorOutage, Status::Unknown]), Status::MajorOutage);
        assert_eq!(Status::worst([Status::Operational, Status::Maintenance]), Status::Maintenance);
    }

    #[test]
    fn by_weight_a_small_part_does_not_take_the_whole_down() {
        let of = |parts: &[(Status, u32)]| Whole::Weight.of(parts.iter().copied());
        let (up, slow, partly, down) =
            (Status::Operational, Status::Degraded, Status::PartialOutage, Status::MajorOutage);
        assert_eq!(of(&[]), Status::Unknown);
        assert_eq!(of(&[(up, 5), (Status::Maintenance, 1)]), Status::Maintenance);
        assert_eq!(of(&[(up, 99), (down, 1)]), slow);
        assert_eq!(of(&[(up, 9), (down, 1)]), partly);
        assert_eq!(of(&[(up, 1), (down, 1)]), down);
        assert_eq!(of(&[(partly, 1), (partly, 1)]), partly);
        assert_eq!(of(&[(slow, 9), (up, 1)]), slow);
        assert_eq!(Whole::Worst.of([(up, 99), (down, 1)]), down);
    }

    proptest! {
        #[test]
        fn the_whole_lies_between_its_best_and_its_worst_part(
            parts in prop::collection::vec((prop::sample::select(Status::ALL.to_vec()), 1u32..1_000), 1..20)
        ) {
            let (best, worst) = (parts.iter().map(|part| part.0).min(), parts.iter().map(|part| part.0).max());
            let whole = Some(Whole::Weight.of(parts.iter().copied()));
            prop_assert!(best.min(Some(Status::Degraded)) <= whole && whole <= worst);
            // Equal parts of one status have that status.
            let same: Vec<_> = parts.iter().map(|(_, weight)| (parts[0].0, *weight)).collect();
            prop_assert_eq!(Whole::Weight.of(same), parts[0].0);
        }
    }
}
