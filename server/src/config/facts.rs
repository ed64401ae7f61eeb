//! What the estate says that docs must agree with.

use docs::{ComponentFacts, Facts};
use model::estate::{Component, Estate};
use model::incident::Severity;
use std::collections::BTreeSet;

/// The facts of `estate`.
pub fn facts(estate: &Estate) -> Facts {
    let component = |part: &Component| {
        let checked = part.checks.iter().map(|check| &check.target);
        let asked = checked.chain(part.metrics.iter().map(|metric| &metric.target));
        let ports: BTreeSet<u16> =
            part.ports.iter().copied().chain(asked.filter_map(|it| port(it))).collect();
        ComponentFacts { id: part.id.clone(), name: part.name.clone(), ports: ports.into_iter().collect() }
    };
    Facts {
        components: estate.components().map(component).collect(),
        severities: Severity::ALL.iter().map(|severity| severity.name().to_owned()).collect(),
    }
}

/// The port of a target: `https://db.example:8443/x` and `db.example:8443` give 8443.
fn port(target: &str) -> Option<u16> {
    let place = target.split_once("://").map_or(target, |(_, rest)| rest).split(['/', '?', ',']).next()?;
    place.rsplit_once(':')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::estate::{Check, System};

    #[test]
    fn a_component_answers_on_its_ports_and_on_those_that_are_asked() {
        let checks = vec![
            Check::new("s/a/health", "http", "https://a.example:8443/x:1"),
            Check::new("s/a/ping", "icmp", "a.example"),
        ];
        let mut system = System::new("s", "S");
        system.components =
            vec![Component { ports: vec![8443, 80], ..Component::new("s/a", "A", "g", checks) }];
        let facts = facts(&Estate { systems: vec![system] });
        assert_eq!(facts.components[0].ports, [80, 8443]);
        assert_eq!(facts.severities, ["P1", "P2", "P3", "P4"]);
    }
}
