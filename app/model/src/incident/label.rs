//! Labels of alerts, as far as they can stand in a command: they fill the names in the commands of a runbook.

use super::Incident;
use std::collections::{BTreeMap, BTreeSet};

/// Labels, each with its value.
pub type Labels = BTreeMap<String, String>;

/// The most labels of one alert that are kept.
pub const MOST: usize = 40;
/// Letters of the longest value.
pub const LONGEST: usize = 200;

/// Whether this is a label (Prometheus, data model) with a value that can stand in a command.
pub fn fits(name: &str, value: &str) -> bool {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    (1..=64).contains(&name.len())
        && name.chars().all(is_name)
        && value.chars().count() <= LONGEST
        && !value.contains(char::is_control)
}

/// Those labels of an alert that fit, the first [`MOST`] of them.
pub(super) fn fitting(labels: &Labels) -> Labels {
    let fitting = labels.iter().filter(|(name, value)| fits(name, value)).take(MOST);
    fitting.map(|(name, value)| (name.clone(), value.clone())).collect()
}

impl Incident {
    /// The labels on which all agree that report trouble; once nothing does, all that reported it.
    ///
    /// Of two alerts for two pods none says which pod a command is for.
    pub fn labels(&self) -> Labels {
        let fires = |source: &String| self.alarms.get(source).is_some_and(|alarm| alarm.firing);
        let is_firing = self.is_firing();
        let told: Vec<&Labels> = self
            .labels
            .iter()
            .filter(|(source, _)| !is_firing || fires(source))
            .map(|(_, told)| told)
            .collect();
        let mut values: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
        for (name, value) in told.into_iter().flatten() {
            values.entry(name).or_default().insert(value);
        }
        let agreed = values.into_iter().filter(|(_, values)| values.len() == 1);
        agreed.filter_map(|(name, values)| Some((name.clone(), values.first()?.to_string()))).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::incident::{Declaration, Evidence, Severity, Step};
    use crate::member::Actor;
    use crate::time::At;

    fn labels(pairs: &[(&str, &str)]) -> Labels {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn evidence(source: &str, firing: bool, pairs: &[(&str, &str)]) -> Evidence {
        let labels = labels(pairs);
        Evidence { source: source.into(), firing, since: At(0), text: "x".into(), runbook: None, labels }
    }

    fn incident(evidence: Vec<Evidence>) -> Result<Incident, crate::incident::Refusal> {
        let declaration = Declaration {
            title: "Lag".into(),
            severity: Severity::P2,
            impacts: Vec::new(),
            publish: false,
            text: String::new(),
            evidence,
        };
        Incident::declare("x".into(), At(0), None, Actor::Console, declaration)
    }

    #[test]
    fn alerts_that_disagree_say_nothing_until_one_of_them_is_over() {
        let both = vec![
            evidence("a", true, &[("pod", "web-1"), ("zone", "b"), ("job", "web")]),
            evidence("b", true, &[("pod", "web-2"), ("zone", "b")]),
        ];
        let mut incident = incident(both).unwrap();
        assert_eq!(incident.labels(), labels(&[("zone", "b"), ("job", "web")]));
        let over = Step::Evidence(evidence("a", false, &[]));
        incident = incident.with(At(1), None, Actor::Console, over).unwrap();
        assert_eq!(incident.labels(), labels(&[("pod", "web-2"), ("zone", "b")]));
        let over = Step::Evidence(evidence("b", false, &[]));
        incident = incident.with(At(2), None, Actor::Console, over).unwrap();
        assert_eq!(incident.labels(), labels(&[("zone", "b"), ("job", "web")]), "for whoever reads on");
    }

    #[test]
    fn what_cannot_stand_in_a_command_is_no_label() {
        let wrong = [("a b", "x"), ("", "x"), ("a", "x\ny")];
        assert_eq!(
            fitting(&labels(&[&wrong[..], &[("pod_name", "web 1")]].concat())),
            labels(&[("pod_name", "web 1")])
        );
        for pair in wrong {
            assert!(incident(vec![evidence("a", true, &[pair])]).is_err(), "{pair:?}");
        }
        let many: Vec<_> = (0..=MOST).map(|number| (format!("l{number}"), String::new())).collect();
        let many: Vec<_> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!(incident(vec![evidence("a", true, &many)]).is_err());
    }
}
