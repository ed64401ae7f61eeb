#![allow(clippy::unwrap_used)]
use super::*;
use crate::estate::{Check, Component, Estate, System};
use proptest::prelude::*;

const BEGAN: At = At(1_000_000);

fn page(words: &[&str]) -> Vec<Step> {
    outline(words.iter().map(|words| (words.to_string(), "Procedure".to_string(), 0)))
}

fn run(words: &[&str]) -> Run {
    let started = Started {
        page: "x".into(),
        title: "X".into(),
        incident: None,
        began: BEGAN,
        by: who("ada"),
        about: BTreeMap::new(),
        steps: page(words),
    };
    Run::replay("r".into(), started, Vec::new())
}

fn who(name: &str) -> Actor {
    Actor::Member(name.into())
}

fn after(run: &Run, by: &str, told: i64, happened: i64, act: Act) -> Result<Run, Refusal> {
    let entry = run.with(BEGAN + told, Some(BEGAN + happened), who(by), act)?;
    let entries = run.entries.iter().cloned().chain([entry]).collect();
    Ok(Run::replay(run.id.clone(), run.started.clone(), entries))
}

fn tick(run: &Run, index: usize) -> Act {
    Act::Tick { step: run.started.steps[index].id.clone() }
}

fn ids(steps: &[Step]) -> Vec<&str> {
    steps.iter().map(|step| step.id.as_str()).collect()
}

#[test]
fn of_two_who_tick_the_same_step_the_first_counts_and_both_are_on_record() {
    let run = run(&["Look", "Restart"]);
    let one = after(&run, "ada", 50, 50, tick(&run, 0)).unwrap();
    let both = after(&one, "joe", 60, 60, tick(&run, 0)).unwrap();
    let progress = &both.progress[&run.started.steps[0].id];
    assert_eq!((&progress.by, progress.at, progress.took), (&who("ada"), BEGAN + 50, 50));
    assert_eq!((progress.also.as_slice(), both.version()), ([(who("joe"), BEGAN + 60)].as_slice(), 2));
    assert_eq!(both.count(), Count { all: 2, done: 1, skipped: 0, failed: 0 });
}

#[test]
fn what_is_known_is_said_in_words() {
    let run = run(&["Look", "Restart"]);
    let (one, two) = (run.started.steps[0].id.clone(), run.started.steps[1].id.clone());
    let done = after(&run, "ada", 65_000, 65_000, tick(&run, 0)).unwrap();
    let done = after(&done, "joe", 66_000, 66_000, tick(&run, 0)).unwrap();
    let note = Act::Note { step: Some(one.clone()), text: "It hums".into() };
    let noted = after(&done, "joe", 67_000, 67_000, note).unwrap();
    let told = after(
        &noted,
        "joe",
        crate::time::DAY,
        crate::time::DAY,
        Act::Skip { step: two.clone(), reason: "No".into() },
    );
    let told = told.unwrap();
    assert_eq!(
        told.told(&one),
        "Done by ada at 00:17:45 UTC, 1 min 5 s after what was before it. Also by joe at 00:17:46 UTC."
    );
    assert!(
        told.told(&two).starts_with("Skipped by joe at 00:16:40 UTC on 1970-01-02, "),
        "{}",
        told.told(&two)
    );
    assert_eq!(
        (told.notes(Some(&one)).as_slice(), told.notes(None).len()),
        (["joe at 00:17:47 UTC: It hums".to_string()].as_slice(), 0)
    );
    assert_eq!(
        (told.standing().as_str(), told.word(), run.told(&one).as_str()),
        ("1 of 2 steps done, 1 skipped", "open", "")
    );
}

#[test]
fn a_tick_without_a_connection_counts_from_when_it_was_made() {
    let run = run(&["Look", "Restart"]);
    let joe = after(&run, "joe", 60, 60, tick(&run, 0)).unwrap();
    let late = after(&joe, "ada", 900, 40, tick(&run, 0)).unwrap();
    assert_eq!(late.progress[&run.started.steps[0].id].by, who("ada"));
    for (happened, wanted) in [(-5, 0), (5_000, 900)] {
        let clamped = run.with(BEGAN + 900, Some(BEGAN + happened), who("ada"), tick(&run, 0)).unwrap();
        assert_eq!(clamped.happened, BEGAN + wanted, "a clock that is wrong");
    }
}

#[test]
fn what_was_skipped_or_failed_can_still_be_done_and_a_tick_can_be_taken_back() {
    let run = run(&["Look", "Restart"]);
    let step = run.started.steps[0].id.clone();
    let skipped = after(&run, "ada", 1, 1, Act::Skip { step: step.clone(), reason: "Known".into() }).unwrap();
    assert_eq!((skipped.state(&step), skipped.progress[&step].text.as_str()), (State::Skipped, "Known"));
    let failed =
        after(&skipped, "ada", 2, 2, Act::Fail { step: step.clone(), reason: String::new() }).unwrap();
    assert_eq!(failed.state(&step), State::Skipped, "the first counts");
    let done = after(&failed, "joe", 3, 3, tick(&run, 0)).unwrap();
    assert_eq!(done.state(&step), State::Done);
    let open = after(&done, "joe", 4, 4, Act::TakeBack { step: step.clone() }).unwrap();
    assert_eq!((open.state(&step), open.version()), (State::Open, 4));
}

#[test]
fn a_run_that_has_ended_takes_only_what_was_done_before() {
    let run = run(&["Look", "Restart"]);
    let ended = after(&run, "ada", 100, 100, Act::Finish { text: "Well".into() }).unwrap();
    let how = ended.ended.as_ref().unwrap();
    assert_eq!((how.at, how.finished, how.text.as_str()), (BEGAN + 100, true, "Well"));
    assert!(matches!(after(&ended, "joe", 200, 150, tick(&run, 0)), Err(Refusal::NotNow(_))));
    let late = after(&ended, "joe", 200, 90, tick(&run, 0)).unwrap();
    assert_eq!(late.count().done, 1);
    assert!(matches!(
        after(&ended, "joe", 200, 50, Act::Abandon { reason: String::new() }),
        Err(Refusal::NotNow(_))
    ));
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let run = run(&["Look"]);
    let step = || run.started.steps[0].id.clone();
    for act in [
        Act::Tick { step: "none".into() },
        Act::Skip { step: step(), reason: " ".into() },
        Act::Note { step: None, text: String::new() },
        Act::Fail { step: step(), reason: "x".repeat(MOST_TEXT + 1) },
    ] {
        assert!(matches!(after(&run, "ada", 1, 1, act.clone()), Err(Refusal::Invalid(_))), "{act:?}");
    }
}

#[test]
fn ids_do_not_depend_on_place_case_marks_or_numbers_of_steps() {
    let one = page(&["Step 1: Look at the *disk*", "Wait", "Restart", "Wait"]);
    let two = page(&["First", "Step 2: look at the disk.", "Wait", "Restart", "Wait"]);
    assert_eq!(ids(&one), ids(&two)[1..]);
    assert_eq!(ids(&one).iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
}

#[test]
fn a_step_that_changed_a_little_is_the_same_and_one_that_says_something_else_is_not() {
    let before = page(&["Look at the disk", "Restart the broker kafka-0", "Tell the users"]);
    let edited = page(&[
        "Look at the disk",
        "Restart the broker kafka-0 slowly",
        "Delete its volume",
        "Tell the users",
    ]);
    let after = matched(&before, &edited);
    assert_eq!([&after[0].id, &after[1].id, &after[3].id], [&before[0].id, &before[1].id, &before[2].id]);
    assert_eq!(after[1].was.as_deref(), Some("Restart the broker kafka-0"));
    assert_eq!((after[0].was.as_deref(), after.len()), (None, 4));
    assert_eq!(matched(&after, &before)[1].was, None, "it says again what it said");
}

#[test]
fn a_step_that_vanished_stays_where_it_was_and_comes_back_as_itself() {
    let before = page(&["Look", "Restart", "Tell the users"]);
    let without = matched(&before, &page(&["Look", "Tell the users"]));
    assert_eq!(without.iter().map(|step| step.gone).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(ids(&without), ids(&before));
    assert_eq!(matched(&without, &page(&["Look", "Restart", "Tell the users"])), before);
    let run = run(&["Look", "Restart", "Tell the users"]);
    assert_eq!(run.on(&page(&["Look"])).count().all, 1, "what is gone and was not touched is not counted");
}

#[test]
fn steps_that_say_alike_are_told_apart_by_what_stands_near() {
    let before = page(&["Stop A", "Wait for 5 minutes", "Stop B", "Wait for 5 minutes"]);
    let edited = page(&["Stop A", "Stop B", "Wait for 9 minutes"]);
    let after = matched(&before, &edited);
    let last = after.iter().find(|step| step.words == "Wait for 9 minutes").unwrap();
    assert_eq!(last.id, before[3].id);
}

#[test]
fn the_runs_of_a_page_tell_which_steps_were_left_out_and_what_has_changed_since() {
    let first = run(&["Look", "Restart"]);
    let reason =
        |index: usize| Act::Skip { step: first.started.steps[index].id.clone(), reason: "No".into() };
    let one = after(&first, "ada", 1, 1, reason(1)).unwrap();
    let two = after(&after(&first, "ada", 1, 1, reason(1)).unwrap(), "ada", 2, 2, reason(0)).unwrap();
    let told = usage([&one, &two]);
    assert_eq!(told.skipped, [("Restart".into(), 2), ("Look".into(), 1)]);
    assert_eq!((told.runs, told.failed.len(), told.last.unwrap().at), (2, 0, BEGAN));
    let mut estate = Estate { systems: vec![System::new("s", "S")] };
    let check = |timeout| Check { timeout, ..Check::new("s/db/tcp", "tcp", "db:1") };
    let mut of = |timeout| {
        estate.systems[0].components = vec![Component::new("s/db", "Db", "g", vec![check(timeout)])];
        about(&estate, &["s/db".into(), "s/none".into()], &["DbDown".into()])
    };
    let (then, now) = (of(1), of(2));
    assert_eq!(changed(&then, &then), [""; 0]);
    assert_eq!(changed(&then, &now), ["check s/db/tcp"]);
    assert_eq!(changed(&then, &BTreeMap::new()), ["alert DbDown", "check s/db/tcp"]);
}

proptest! {
    #[test]
    fn whatever_is_edited_no_step_of_a_run_is_lost_and_ids_stay_unique(
        before in prop::collection::vec("[abc]( [abcd]){0,3}", 0..12),
        edits in prop::collection::vec(prop::collection::vec("[abc]( [abcd]){0,3}", 0..12), 1..4),
    ) {
        let to_steps = |words: &[String]| page(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let mut steps = to_steps(&before);
        for edit in &edits {
            let edited = to_steps(edit);
            let after = matched(&steps, &edited);
            let unique: std::collections::BTreeSet<_> = ids(&after).into_iter().collect();
            prop_assert_eq!(unique.len(), after.len());
            prop_assert!(ids(&steps).iter().all(|id| unique.contains(id)), "a step was lost");
            let there: Vec<_> = after.iter().filter(|step| !step.gone).map(|step| &step.words).collect();
            prop_assert_eq!(there, edited.iter().map(|step| &step.words).collect::<Vec<_>>());
            prop_assert_eq!(&matched(&after, &edited), &after, "looking again changes nothing");
            steps = after;
        }
    }

    #[test]
    fn the_order_in_which_entries_come_changes_nothing(order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let mut whole = run(&["Look", "Restart"]);
        for (index, at) in [30, 10, 20, 20, 50, 40].into_iter().enumerate() {
            let act = match index % 3 { 0 => tick(&whole, 0), 1 => tick(&whole, 1), _ => Act::TakeBack { step: whole.started.steps[0].id.clone() } };
            whole = after(&whole, "ada", 100, at, act).unwrap();
        }
        let mixed = order.iter().map(|index| whole.entries[*index].clone()).collect();
        prop_assert_eq!(Run::replay("r".into(), whole.started.clone(), mixed), whole);
    }
}
