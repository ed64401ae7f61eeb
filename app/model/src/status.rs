//! What a component shows, and how several statuses become one.

use serde::{Deserialize, Serialize};

/// What a component shows. The order is the order of badness, so `max` gives the worst.
///
/// `Unknown` ranks below every outage: not seeing something must not hide what is seen to be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
