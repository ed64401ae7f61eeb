//! A run in the past of the demo: somebody worked through the runbook of the latest fault that has one.

use crate::config::demo::Script;
use docs::{Library, Page, alert};
use model::estate::Estate;
use model::member::Actor;
use model::run::{Act, Started, Step, about, outline};
use model::time::{At, MINUTE};
use store::Records;
use store::records::incidents::Maker;
use store::records::runs::Which;

/// How long after a fault began somebody took the runbook, in milliseconds.
const TAKEN: i64 = 3 * MINUTE;

/// Why the last step but one was left out.
const REASON: &str = "Looked at last week, nothing has changed since.";

/// Keeps that run, of `by`, unless the records have one already. Nothing where no fault of the past has a runbook.
pub fn rehearse(
    records: &mut Records,
    (library, estate, script): (&Library, &Estate, &Script),
    by: &Actor,
    now: At,
) -> Result<(), store::Error> {
    if !records.runs(&Which::Before(At(i64::MAX)), 1)?.is_empty() {
        return Ok(());
    }
    let spans = script.past.iter().map(|past| (past.span(now), past.component.as_str()));
    let over = spans.filter(|((from, to), _)| *to < now && *from + 2 * TAKEN < *to);
    let known = over.filter_map(|(span, component)| Some((span, runbook(library, component)?)));
    let Some(((from, to), (page, steps))) = known.max_by_key(|((_, to), _)| *to) else { return Ok(()) };
    let began = from + TAKEN;
    let started = Started {
        page: page.path.clone(),
        title: page.title.clone(),
        incident: None,
        began,
        by: by.clone(),
        about: about(estate, &page.components, &page.alerts),
        steps: steps.clone(),
    };
    let Ok(run) = records.start_run(started, None)? else { return Ok(()) };
    let acts = acts(&steps);
    let pace = to.since(began) / i64::try_from(acts.len()).unwrap_or(i64::MAX);
    let mut at = began;
    for act in acts {
        at = at + pace;
        // What does not fit is left out: the demo shows a run, whatever the page says.
        let _ = records.act_in_run(&run.id, |_| None, &Maker::new(at, by.clone()), act)?;
    }
    Ok(())
}

/// The runbook that names a component, with its steps, if it has several.
fn runbook<'a>(library: &'a Library, component: &str) -> Option<(&'a Page, Vec<Step>)> {
    let names = |page: &&Page| alert::is_runbook(page) && page.components.iter().any(|id| id == component);
    let with_steps = |page: &'a Page| {
        let steps = docs::steps(page).into_iter().map(|step| (step.words, step.section, step.depth));
        (page, outline(steps))
    };
    library.pages.iter().map(AsRef::as_ref).filter(names).map(with_steps).find(|(_, steps)| steps.len() > 2)
}

/// A tick for each step, but for one that is skipped, and the end.
fn acts(steps: &[Step]) -> Vec<Act> {
    let skipped = steps.len().saturating_sub(2);
    let act = |(index, step): (usize, &Step)| {
        let step = step.id.clone();
        if index == skipped { Act::Skip { step, reason: REASON.into() } } else { Act::Tick { step } }
    };
    let end = Act::Finish { text: "The checks are green again.".into() };
    steps.iter().enumerate().map(act).chain([end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::environment::Environment;
    use crate::config::files::Files;

    #[test]
    fn the_demo_that_ships_has_one_finished_run_of_one_of_its_runbooks() {
        let now = At(20_000 * model::time::DAY);
        let (content, report) = crate::config::read(&Files::embedded(), &Environment::default());
        let content = content.unwrap_or_else(|| panic!("{report:?}"));
        let mut records = Records::memory().unwrap();
        let parts = (&content.library, &content.estate, &content.demo);
        for _ in 0..2 {
            rehearse(&mut records, parts, &Actor::Member("demo".into()), now).unwrap();
        }
        let runs = records.runs(&Which::Before(now), 9).unwrap();
        let [run] = runs.as_slice() else { panic!("{} runs", runs.len()) };
        let count = run.count();
        assert!(run.ended.as_ref().is_some_and(|ended| ended.finished && ended.at < now), "{:?}", run.ended);
        assert_eq!((count.done, count.skipped), (count.all - 1, 1), "{}", run.started.page);
        assert!(run.started.page.contains("/runbooks/"), "{}", run.started.page);
    }
}
