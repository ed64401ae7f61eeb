#![allow(clippy::unwrap_used)]
use super::article::Runbook;
use super::list::RunList;
use super::one::{OneRun, Refused};
use super::*;
use crate::page::Page;
use crate::status::sample::{NOW, html};
use ::docs::{File, Library, PageStep};
use model::member::Actor;
use model::run::{Act, Run, Started, Step, outline, usage};
use std::collections::BTreeMap;
use std::sync::Arc;

const HOSTILE: &str = "</p><img src=x onerror=alert(1)>\"'&";
const PAGE: &str = "# Db down\n\n## Procedure\n\n### Step 1: Look\n\nSee [below](#end).\n\n1. Ask `db`\n\n## End\n\n- [ ] Tell\n";

fn library() -> Library {
    Library::build(vec![File::new("runbooks/db.md", PAGE)], &[])
}

fn page_steps() -> Vec<PageStep> {
    ::docs::steps(library().page("runbooks/db").unwrap())
}

fn run(acts: &[fn(&[Step]) -> Act]) -> Run {
    let parts = page_steps().into_iter().map(|step| (step.words, step.section, step.depth));
    let started = Started {
        page: "runbooks/db".into(),
        title: HOSTILE.into(),
        incident: Some("down".into()),
        began: NOW,
        by: Actor::Member("ada".into()),
        about: BTreeMap::new(),
        steps: outline(parts),
    };
    let mut run = Run::replay("x".into(), started, Vec::new());
    for act in acts {
        let act = act(&run.started.steps);
        let entry = run.with(NOW + 5_000, None, Actor::Member("joe".into()), act).unwrap();
        let entries = run.entries.iter().cloned().chain([entry]).collect();
        run = Run::replay(run.id, run.started, entries);
    }
    run
}

fn skip(steps: &[Step]) -> Act {
    Act::Skip { step: steps[0].id.clone(), reason: HOSTILE.into() }
}

fn finish(_: &[Step]) -> Act {
    Act::Finish { text: String::new() }
}

fn drawn(run: Run, may_respond: bool, refused: Option<Refused>) -> String {
    let mut texts = page_steps().into_iter();
    let steps = run.started.steps.iter().map(|step| (step.clone(), texts.next())).collect();
    let page = OneRun { may_respond, who: "ada".into(), run, steps, refused };
    html(&Page::Runs(RunsPage::One(Box::new(page))))
}

#[test]
fn the_next_open_step_has_the_focus_and_what_was_done_is_told() {
    let page = drawn(run(&[skip]), true, None);
    assert_eq!(page.matches(" autofocus").count(), 1, "{page}");
    let next = page.split(" autofocus").nth(1).unwrap();
    assert!(next.split('>').next().unwrap().contains("aria-label=\"Tick: Ask db\""), "{next}");
    assert!(page.contains("Skipped by joe at ") && page.contains("0 of 3 steps done, 1 skipped"), "{page}");
    assert!(page.contains("<h2>Procedure</h2>") && page.contains("<h3>Step 1: Look</h3>"), "{page}");
    assert!(page.contains("href=\"/docs/runbooks/db#end\""), "{page}");
    assert!(!page.contains("<img"), "{page}");
}

#[test]
fn who_may_only_read_and_a_run_that_is_over_have_no_forms() {
    for page in [drawn(run(&[skip]), false, None), drawn(run(&[skip, finish]), true, None)] {
        assert!(!page.contains("<form") && page.contains("runs-seen"), "{page}");
    }
    assert!(drawn(run(&[finish]), true, None).contains("It was finished by joe"));
}

#[test]
fn what_was_refused_is_kept_where_it_was_typed() {
    let run = run(&[]);
    let refused =
        Refused { problem: "Too long".into(), step: run.started.steps[1].id.clone(), text: HOSTILE.into() };
    let page = drawn(run, true, Some(refused));
    assert!(
        page.contains("<p role=\"alert\" class=\"runs-problem\">Too long") && !page.contains("<img"),
        "{page}"
    );
    assert_eq!(page.matches("<details open class=\"runs-more\"").count(), 1, "{page}");
    assert!(page.contains("value=\"&lt;/p&gt;&lt;img"), "{page}");
}

#[test]
fn a_page_says_how_it_was_used_and_starts_a_run_for_the_incident_that_it_is_about() {
    let runs = [run(&[skip])];
    let runbook = |may_respond, dead| Runbook {
        path: "runbooks/db".into(),
        steps: 3,
        may_respond,
        usage: usage(&runs),
        changed: vec!["check s/db/tcp".into()],
        dead,
        open: runs.to_vec(),
        incidents: vec![("down".into(), HOSTILE.into()), ("other".into(), "Other".into())],
        about: 1,
    };
    let page = |runbook| html(&Page::Runbook(Arc::new(library()), Box::new(runbook)));
    let responder = page(runbook(true, 2));
    for words in [
        "Left out in runs: Step 1: Look (1)",
        "Changed since it was last used: check s/db/tcp.",
        "2 of its links lead nowhere.",
        "href=\"/docs/runs/x\">Run of ada: 0 of 3 steps done",
        "value=\"down\" selected",
        "in <a href=\"/desk/down\">",
    ] {
        assert!(responder.contains(words), "{words}: {responder}");
    }
    assert!(!responder.contains("<img") && !page(runbook(false, 0)).contains("Start a run"));
    let visitor = html(&Page::Docs(Arc::new(library()), "runbooks/db".into()));
    assert!(!visitor.contains("runs-use"), "{visitor}");
}

#[test]
fn the_list_tells_what_runs_and_what_is_over() {
    let page = html(&Page::Runs(RunsPage::List(RunList { runs: vec![run(&[]), run(&[finish])] })));
    assert!(
        page.contains("open, 0 of 3 steps done") && page.contains("finished, 0 of 3 steps done"),
        "{page}"
    );
    let none = html(&Page::Runs(RunsPage::List(RunList { runs: vec![] })));
    assert!(none.contains("Nobody works through a page.") && none.contains("No run has ended yet."));
}
