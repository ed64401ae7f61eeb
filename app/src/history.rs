//! Looking back day by day: what people were told, what was planned and what was measured. Days on which nothing was are
//! said to be quiet.

pub mod month;
pub mod recent;

pub(crate) mod day;
mod list;

use model::maintenance::Window;
use model::public::{Public, PublicComponent};
use model::time::{Day, Month};
use model::uptime::DayRollup;
use std::sync::Arc;

/// A month, for its page.
#[derive(Clone)]
pub struct HistoryPage {
    /// The incidents, and the instant at which the page is true.
    pub public: Arc<Public>,
    /// Which month.
    pub month: Month,
    /// The first month of which anything is known.
    pub earliest: Month,
    /// What was measured in it, by component, in the order of the estate.
    pub measured: Vec<Measured>,
    /// What was planned in it.
    pub works: Vec<PastWork>,
}

/// Days of a component as they were measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The component's id.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// Oldest first.
    pub days: Vec<DayRollup>,
}

/// A window of planned work that is over or runs.
#[derive(Clone, Debug, PartialEq)]
pub struct PastWork {
    /// As visitors read it.
    pub title: String,
    /// The ids of the components that it was done on.
    pub components: Vec<String>,
    /// From when until when it was planned.
    pub window: Window,
}

impl Measured {
    /// The days of `component` on its bar from `first` on.
    pub fn of(component: &PublicComponent, first: Day) -> Measured {
        let days = component.days.iter().filter(|rollup| rollup.day >= first).copied().collect();
        Measured { id: component.id.clone(), name: component.name.clone(), days }
    }

    /// What was measured on `day`.
    fn on(&self, day: Day) -> Option<&DayRollup> {
        let at = self.days.binary_search_by_key(&day, |rollup| rollup.day).ok()?;
        self.days.get(at)
    }
}

#[cfg(test)]
mod tests;
