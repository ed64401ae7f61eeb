//! Incidents in the past of the demo: what people were told of some of its faults, as its script has it.

use crate::config::demo::Script;
use crate::config::demo::told::{Incident, Update};
use model::incident::{Declaration, State, Step};
use model::member::Actor;
use model::time::{At, HOUR};
use store::Records;
use store::records::incidents::{Maker, Which};

/// How long after the end of an incident what was learnt from it was published, in milliseconds.
const LEARNT: i64 = 20 * HOUR;

/// Keeps the incidents of the script that are over by `now`, as `by` told of them, unless the records have incidents already.
pub fn rehearse(records: &mut Records, script: &Script, by: &Actor, now: At) -> Result<(), store::Error> {
    if !records.incidents(Which::Began(At(i64::MIN), At(i64::MAX)), 1)?.is_empty() {
        return Ok(());
    }
    let mut told: Vec<_> = script.incidents.iter().map(|it| (it.fault.span(now).0, it)).collect();
    told.sort_by_key(|(began, _)| *began);
    for (began, incident) in told {
        let is_over = incident.updates.last().is_some_and(|last| began + last.after < now);
        if is_over {
            tell(records, (began, incident), by, now)?;
        }
    }
    Ok(())
}

/// Keeps one incident. What does not fit is left out: the demo shows an incident, whatever its script says.
fn tell(
    records: &mut Records,
    (began, incident): (At, &Incident),
    by: &Actor,
    now: At,
) -> Result<(), store::Error> {
    let Some(first) = incident.updates.first() else { return Ok(()) };
    let declaration = Declaration {
        title: incident.title.clone(),
        severity: incident.severity,
        impacts: incident.impacts.clone(),
        publish: true,
        text: String::new(),
        evidence: Vec::new(),
    };
    let maker = Maker { happened: Some(began), ..Maker::new(began + first.after, by.clone()) };
    let Ok(declared) = records.declare(&maker, declaration)? else { return Ok(()) };
    let mut step = |at: At, step| records.step(&declared.id, None, &Maker::new(at, by.clone()), step);
    let mut last = began;
    for update in &incident.updates {
        last = began + update.after;
        let _ = step(last, told(update))?;
    }
    let text = incident.postmortem.clone();
    if !text.is_empty() && last + LEARNT < now {
        let _ = step(last + LEARNT, Step::Postmortem { text, publish: true })?;
    }
    Ok(())
}

fn told(update: &Update) -> Step {
    let text = update.text.clone();
    match update.state {
        State::Resolved => Step::Resolve { text },
        state => {
            Step::Update(model::incident::Update { state, text, impacts: Vec::new(), next_minutes: None })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::environment::Environment;
    use crate::config::files::Files;

    #[test]
    fn the_demo_that_ships_tells_all_of_its_incidents_once_and_to_the_end() {
        let now = At(20_000 * model::time::DAY);
        let (content, report) = crate::config::read(&Files::embedded(), &Environment::default());
        let script = content.unwrap_or_else(|| panic!("{report:?}")).demo;
        let mut records = Records::memory().unwrap();
        for _ in 0..2 {
            rehearse(&mut records, &script, &Actor::Member("demo".into()), now).unwrap();
        }
        let kept = records.incidents(Which::Began(At(0), now), 99).unwrap();
        assert_eq!(kept.len(), script.incidents.len());
        assert!(kept.len() > 5);
        for incident in &kept {
            let script = script.incidents.iter().find(|it| it.title == incident.title).unwrap();
            assert_eq!(incident.told.len(), script.updates.len(), "{}", incident.title);
            assert!(incident.resolved.is_some_and(|at| at < now), "{}", incident.title);
            let (from, to) = script.fault.span(now);
            let resolved = incident.resolved.unwrap();
            assert!(
                incident.began == from && resolved > to,
                "{} is resolved before its fault ends",
                incident.title
            );
        }
        assert!(kept.iter().any(|incident| !incident.postmortem.text.is_empty()));
    }
}
