//! The judge by example and by property.

use super::*;
use crate::sample::Phases;
use proptest::prelude::*;

fn check(failures: u32, successes: u32) -> Check {
    Check { interval: 1_000, timeout: 500, failures, successes, ..Check::new("a/b/c", "tcp", "a:1") }
}

fn sample(at: i64, outcome: Outcome) -> Sample {
    Sample {
        check: "a/b/c".into(),
        location: "local".into(),
        at: At(at),
        outcome,
        latency: 1,
        phases: Phases::default(),
        detail: "connection refused".into(),
    }
}

fn run(check: &Check, outcomes: &[Outcome]) -> (Streak, Vec<Change>) {
    let mut streak = Streak::new(At(0));
    let changes = outcomes
        .iter()
        .enumerate()
        .filter_map(|(i, outcome)| streak.step(check, &sample(1_000 * (i as i64 + 1), *outcome)))
        .collect();
    (streak, changes)
}

use Outcome::{Blind, Fail, Pass, Slow};

#[test]
fn the_first_pass_is_enough_to_know() {
    let (streak, changes) = run(&check(3, 2), &[Pass]);
    assert_eq!(streak.verdict, Verdict::Up);
    assert_eq!(changes.len(), 1);
}

#[test]
fn an_outage_starts_with_its_first_failure() {
    let (streak, changes) = run(&check(3, 2), &[Pass, Fail, Fail, Fail, Fail]);
    assert_eq!(changes[1], Change { before: Verdict::Up, after: Verdict::Down, from: At(2_000) });
    assert_eq!(streak.why, "3 samples in a row failed since 1970-01-01T00:00:02Z: connection refused");
}

#[test]
fn two_failures_of_three_raise_no_alarm() {
    let (streak, changes) = run(&check(3, 2), &[Pass, Fail, Fail, Pass, Fail, Fail, Pass]);
    assert_eq!((streak.verdict, changes.len()), (Verdict::Up, 1));
}

#[test]
fn one_pass_of_two_is_no_recovery() {
    let (streak, _) = run(&check(1, 2), &[Pass, Fail, Pass, Fail, Pass]);
    assert_eq!(streak.verdict, Verdict::Down);
}

#[test]
fn slow_is_slow_and_not_down() {
    let (streak, _) = run(&check(2, 2), &[Pass, Slow, Slow]);
    assert_eq!(streak.verdict, Verdict::Slow);
}

#[test]
fn slow_and_failing_by_turns_is_at_least_slow() {
    let (streak, changes) = run(&check(3, 2), &[Pass, Fail, Slow, Fail]);
    assert_eq!((streak.verdict, changes[1].from), (Verdict::Slow, At(2_000)));
}

#[test]
fn blind_samples_say_nothing() {
    let (streak, changes) = run(&check(2, 2), &[Pass, Fail, Blind, Blind, Blind]);
    assert_eq!((streak.verdict, changes.len()), (Verdict::Up, 1));
}

#[test]
fn losing_sight_forgets_the_verdict_once() {
    let (mut streak, _) = run(&check(2, 2), &[Pass]);
    assert!(streak.lose_sight(At(9_000), "no sample for 8 s").is_some());
    assert!(streak.lose_sight(At(9_500), "no sample for 8 s").is_none());
    assert_eq!((streak.verdict, streak.since), (Verdict::Unknown, At(9_000)));
}

fn outcomes() -> impl Strategy<Value = Vec<Outcome>> {
    prop::collection::vec(prop::sample::select(Outcome::ALL.to_vec()), 0..80)
}

proptest! {
    #[test]
    fn replaying_changes_nothing(outcomes in outcomes(), failures in 1u32..5, successes in 1u32..5) {
        let check = check(failures, successes);
        let (mut streak, _) = run(&check, &outcomes);
        let before = streak.clone();
        for (i, outcome) in outcomes.iter().enumerate() {
            prop_assert!(streak.step(&check, &sample(1_000 * (i as i64 + 1), *outcome)).is_none());
        }
        prop_assert_eq!(streak, before);
    }

    #[test]
    fn a_restart_in_the_middle_changes_nothing(outcomes in outcomes(), cut in 0usize..80) {
        let check = check(3, 2);
        let cut = cut.min(outcomes.len());
        let (mut streak, mut changes) = run(&check, &outcomes[..cut]);
        streak = streak.clone();
        changes.extend(outcomes[cut..].iter().enumerate().filter_map(|(i, outcome)| {
            streak.step(&check, &sample(1_000 * ((cut + i) as i64 + 1), *outcome))
        }));
        let (whole, all) = run(&check, &outcomes);
        prop_assert_eq!((streak, changes), (whole, all));
    }

    #[test]
    fn changes_alternate_and_go_forward(outcomes in outcomes(), failures in 1u32..4, successes in 1u32..4) {
        let (_, changes) = run(&check(failures, successes), &outcomes);
        for pair in changes.windows(2) {
            prop_assert_eq!(pair[0].after, pair[1].before);
            prop_assert!(pair[0].from < pair[1].from);
        }
        prop_assert!(changes.iter().all(|change| change.before != change.after));
    }
}
