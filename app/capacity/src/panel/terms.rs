//! What is promised of a plan and how often its parts fail: by the scenario, else by the item, else by the plan, else
//! assumed.

use crate::error::Problem;
use crate::plan::{Item, Origin, Term};
use crate::scenario::Ask;
use crate::units::Format;
use crate::{Plan, Scenario};

/// One figure in force.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    /// A share, or seconds.
    pub value: f64,
    pub origin: Origin,
    pub source: Option<String>,
}

impl Said {
    /// The figure for people.
    pub fn text(&self, term: Term) -> String {
        match term {
            Term::Slo => share(self.value),
            _ => Format::Time.text(self.value),
        }
    }
}

/// A share near 1 with the digits that matter.
pub(super) fn share(value: f64) -> String {
    match (1.0 - value).abs() {
        far if far >= 0.01 => format!("{:.2} %", value * 100.0),
        near if near >= 1e-4 => format!("{:.3} %", value * 100.0),
        near if near >= 1e-6 => format!("{:.5} %", value * 100.0),
        _ => "more than 99.9999 %".into(),
    }
}

/// The figure of a term, for one item if it is given. A scenario that says nonsense is as one that says nothing; `problems`
/// tells of it.
pub(super) fn said(plan: &Plan, scenario: &Scenario, item: Option<&Item>, term: Term) -> Said {
    if let Some(Ok(value)) = scenario.ask(ask(term)).map(|text| read(term, text)) {
        return Said { value, origin: Origin::Yours, source: None };
    }
    let own = item.and_then(|item| item.reliability.as_ref()?.said(term));
    let told = own.or_else(|| plan.reliability.as_ref()?.said(term));
    match told {
        Some((value, origin, source)) => Said { value, origin, source: source.map(str::to_owned) },
        None => Said { value: term.words().2, origin: Origin::Default, source: None },
    }
}

/// What is wrong with the terms of a scenario.
pub(super) fn problems(scenario: &Scenario) -> Vec<Problem> {
    let wrong = |term: Term| {
        let (message, remedy) = read(term, scenario.ask(ask(term))?).err()?;
        Some(Problem::new(term.words().0, message, remedy))
    };
    Term::ALL.into_iter().filter_map(wrong).collect()
}

/// Its key among what a scenario asks.
pub(super) fn ask(term: Term) -> Ask {
    match term {
        Term::Slo => Ask::Slo,
        Term::Window => Ask::Window,
        Term::Mtbf => Ask::Mtbf,
        Term::Repair => Ask::Repair,
        Term::Failover => Ask::Failover,
        Term::ZoneMtbf => Ask::ZoneMtbf,
        Term::ZoneRepair => Ask::ZoneRepair,
    }
}

/// A term as typed, in base units; else what is wrong and what to write.
fn read(term: Term, text: &str) -> Result<f64, (String, String)> {
    let (range, words) = term.range();
    let remedy = || format!("write {words}");
    let value = match term {
        Term::Slo => text.parse::<crate::units::Share>().map(|share| share.si()),
        _ => text.parse::<crate::units::Time>().map(|time| time.si()),
    };
    let value = value.map_err(|error| (error.to_string(), remedy()))?;
    if range.contains(&value) { Ok(value) } else { Err((format!("`{text}` is out of range"), remedy())) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn shares_near_one_keep_their_digits() {
        let told = [0.5, 0.99, 0.999, 0.99995, 0.999_999_99].map(share);
        assert_eq!(told, ["50.00 %", "99.00 %", "99.900 %", "99.99500 %", "more than 99.9999 %"]);
    }

    #[test]
    fn a_term_is_read_with_its_unit_and_range() {
        assert!((read(Term::Slo, "99.9 %").unwrap() - 0.999).abs() < 1e-12);
        assert_eq!(read(Term::Repair, "2 h").unwrap(), 7200.0);
        assert!(read(Term::Repair, "2 GB").unwrap_err().0.contains("is a size in bytes"));
        assert!(read(Term::Slo, "100 %").unwrap_err().0.contains("out of range"));
    }
}
