//! The uptime of a month, component by component, with all that it is made of.

use crate::slo::{Budget, Slo};
use crate::time::{At, Month};
use crate::uptime::{Clocks, DayRollup};

/// A month of an estate.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Which month.
    pub month: Month,
    /// Until when it reaches: the end of the month, or when it was drawn.
    pub until: At,
    /// In the order of the estate.
    pub systems: Vec<ReportedSystem>,
}

/// A month of a system.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportedSystem {
    /// Its word in URLs.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// At least one.
    pub components: Vec<Reported>,
}

/// A month of a component.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// Unique in the estate: `butterfly/capsule`.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// How its time was spent.
    pub clocks: Clocks,
    /// Whether planned work counts against its uptime.
    pub maintenance_counts: bool,
    /// What it is to reach, if that is stated.
    pub slo: Option<Slo>,
}

impl Report {
    /// Whether the month is over.
    pub fn is_complete(&self) -> bool {
        self.until >= self.month.last().end()
    }

    /// All components with their systems.
    pub fn components(&self) -> impl Iterator<Item = (&ReportedSystem, &Reported)> {
        self.systems.iter().flat_map(|system| system.components.iter().map(move |its| (system, its)))
    }
}

impl ReportedSystem {
    /// The time of all components together, each on the sides of the formula on which it counts.
    pub fn counting(&self) -> Clocks {
        self.components.iter().map(Reported::counting).sum()
    }
}

impl Reported {
    /// A component with what its `days` of `month` add up to.
    ///
    /// It has no objective yet: [`Reported::to_reach`] gives it one.
    pub fn new(id: &str, name: &str, month: Month, days: &[DayRollup], maintenance_counts: bool) -> Reported {
        let within = days.iter().filter(|rollup| Month::of(rollup.day) == month);
        Reported {
            id: id.into(),
            name: name.into(),
            clocks: within.map(|rollup| rollup.clocks).sum(),
            maintenance_counts,
            slo: None,
        }
    }

    /// The same with an objective, if there is one.
    pub fn to_reach(self, slo: Option<Slo>) -> Reported {
        Reported { slo, ..self }
    }

    /// Its objective, and the error budget that this leaves it in the month as far as it was counted.
    pub fn budget(&self) -> Option<(Slo, Budget)> {
        self.slo.map(|slo| (slo, slo.budget(self.counting())))
    }

    /// Its time on the sides of the formula on which it counts.
    pub fn counting(&self) -> Clocks {
        if self.maintenance_counts { self.clocks.with_maintenance_down() } else { self.clocks }
    }

    /// The formula of its uptime, in words.
    pub fn formula(&self) -> &'static str {
        match self.maintenance_counts {
            false => "(operational + degraded) / (operational + degraded + down)",
            true => "(operational + degraded) / (operational + degraded + down + maintenance)",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::status::Status;
    use crate::time::{DAY, Day};

    #[test]
    fn days_of_other_months_are_not_in_it_and_maintenance_is_where_the_rule_says() {
        let month = Month::parse("2026-11").unwrap();
        let day = |day: i64| DayRollup {
            day: Day(day),
            clocks: Clocks { up: DAY - 4, down: 1, maintenance: 3, ..Clocks::default() },
            worst: Status::MajorOutage,
            latency: None,
        };
        let (first, last) = (month.first().0, month.last().0);
        let days = [day(first - 1), day(first), day(last), day(last + 1)];
        let told = |counts| Reported::new("s/a", "A", month, &days, counts).counting();
        assert_eq!((told(false).counted(), told(false).down), (2 * DAY - 6, 2));
        assert_eq!((told(true).counted(), told(true).down), (2 * DAY, 8));
    }
}
