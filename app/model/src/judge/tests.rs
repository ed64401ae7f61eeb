//! The judge by example and by property.

use super::rule::{Quorum, Threshold};
use super::*;
use crate::sample::{Outcome, Phases};
use proptest::prelude::*;

use Outcome::{Blind, Fail, Pass, Slow};

/// A check that is asked every second and judged by so many in a row; it does not look at flapping.
fn check(failures: u32, successes: u32) -> Check {
    let (failures, successes) = (Threshold::in_a_row(failures), Threshold::in_a_row(successes));
    judged_by(Rule { failures, successes, flapping: None, ..Rule::default() })
}

fn judged_by(rule: Rule) -> Check {
    Check { interval: 1_000, timeout: 500, rule, ..Check::new("a/b/c", "tcp", "a:1") }
}

fn sample(location: &str, at: i64, outcome: Outcome) -> Sample {
    Sample {
        check: "a/b/c".into(),
        location: location.into(),
        at: At(at),
        outcome,
        latency: 1,
        phases: Phases::default(),
        detail: "connection refused".into(),
    }
}

/// One sample a second, from second 1 on.
fn run(check: &Check, outcomes: &[Outcome]) -> (Streak, Vec<Change>) {
    let mut streak = Streak::new(At(0));
    let samples =
        outcomes.iter().enumerate().map(|(i, outcome)| sample("local", 1_000 * (i as i64 + 1), *outcome));
    let changes = samples.filter_map(|sample| streak.step(check, &sample)).collect();
    (streak, changes)
}

/// The verdicts in order, each with the second from which it holds.
fn turns(check: &Check, outcomes: &[Outcome]) -> Vec<(Verdict, i64)> {
    run(check, outcomes).1.iter().map(|change| (change.after, change.from.0 / 1_000)).collect()
}

#[test]
fn the_first_pass_is_enough_to_know() {
    assert_eq!(turns(&check(3, 2), &[Pass]), [(Verdict::Up, 1)]);
}

#[test]
fn an_outage_starts_with_its_first_failure() {
    let (streak, changes) = run(&check(3, 2), &[Pass, Fail, Fail, Fail, Fail]);
    assert_eq!(changes[1], Change { before: Verdict::Up, after: Verdict::Down, from: At(2_000) });
    assert_eq!(streak.why, "3 in a row failed since 1970-01-01T00:00:02Z: connection refused");
}

#[test]
fn two_failures_of_three_raise_no_alarm() {
    let outcomes = [Pass, Fail, Fail, Pass, Fail, Fail, Pass];
    assert_eq!(turns(&check(3, 2), &outcomes), [(Verdict::Up, 1)]);
}

#[test]
fn k_of_n_need_not_be_in_a_row() {
    let failures = Threshold { needed: 3, of: 5 };
    let check = judged_by(Rule { failures, flapping: None, ..Rule::default() });
    let (streak, changes) = run(&check, &[Pass, Fail, Pass, Fail, Fail]);
    assert_eq!(changes[1], Change { before: Verdict::Up, after: Verdict::Down, from: At(2_000) });
    assert_eq!(streak.why, "3 of 4 failed since 1970-01-01T00:00:02Z: connection refused");
    // What made it down does not count again once it is up.
    let outcomes = [Pass, Fail, Fail, Fail, Pass, Pass, Fail, Pass, Pass];
    assert_eq!(turns(&check, &outcomes), [(Verdict::Up, 1), (Verdict::Down, 2), (Verdict::Up, 5)]);
}

#[test]
fn one_pass_of_two_is_no_recovery() {
    let (streak, _) = run(&check(1, 2), &[Pass, Fail, Pass, Fail, Pass]);
    assert_eq!(streak.verdict, Verdict::Down);
}

#[test]
fn slow_is_slow_and_not_down() {
    assert_eq!(run(&check(2, 2), &[Pass, Slow, Slow]).0.verdict, Verdict::Slow);
}

#[test]
fn slow_and_failing_by_turns_is_at_least_slow() {
    assert_eq!(turns(&check(3, 2), &[Pass, Fail, Slow, Fail]), [(Verdict::Up, 1), (Verdict::Slow, 2)]);
}

#[test]
fn blind_samples_say_nothing() {
    assert_eq!(turns(&check(2, 2), &[Pass, Fail, Blind, Blind, Blind]), [(Verdict::Up, 1)]);
}

#[test]
fn trouble_counts_from_its_start_when_it_has_lasted_for_the_grace_time() {
    let rule = Rule { grace: 5_000, ..check(2, 2).rule };
    let short = [Pass, Fail, Fail, Fail, Fail, Fail, Pass, Pass];
    assert_eq!(turns(&judged_by(rule), &short), [(Verdict::Up, 1)]);
    let long = [Pass, Fail, Fail, Fail, Fail, Fail, Fail, Pass, Pass];
    assert_eq!(turns(&judged_by(rule), &long), [(Verdict::Up, 1), (Verdict::Down, 2), (Verdict::Up, 8)]);
}

#[test]
fn losing_sight_forgets_the_verdict_once() {
    let check = check(2, 2);
    let (mut streak, _) = run(&check, &[Pass]);
    assert_eq!(streak.lose_sight(&check, At(4_500)), None);
    let lost = Change { before: Verdict::Up, after: Verdict::Unknown, from: At(2_000) };
    assert_eq!(streak.lose_sight(&check, At(4_501)), Some(lost));
    assert_eq!(streak.lose_sight(&check, At(9_500)), None);
    assert_eq!(streak.why, "no sample since 1970-01-01T00:00:01Z");
}

/// Seconds in which each of three locations fails; the check is asked from all of them each second.
fn three_locations(quorum: Quorum, fails: [std::ops::Range<i64>; 3]) -> (Streak, Vec<(Verdict, i64)>) {
    let check = judged_by(Rule { quorum, ..check(2, 2).rule });
    let (mut streak, mut turns) = (Streak::new(At(0)), Vec::new());
    for second in 1..20 {
        for (location, fails) in ["a", "b", "c"].into_iter().zip(&fails) {
            let outcome = if fails.contains(&second) { Fail } else { Pass };
            let change = streak.step(&check, &sample(location, second * 1_000, outcome));
            turns.extend(change.map(|change| (change.after, change.from.0 / 1_000)));
        }
    }
    (streak, turns)
}

#[test]
fn a_quorum_of_locations_decides_and_dates() {
    let fails = || [5..99, 8..15, 99..99];
    let majority = [(Verdict::Up, 1), (Verdict::Down, 8), (Verdict::Up, 15)];
    assert_eq!(three_locations(Quorum::Majority, fails()).1, majority);
    assert_eq!(three_locations(Quorum::Count(2), fails()).1, majority);
    assert_eq!(three_locations(Quorum::Any, fails()).1, [(Verdict::Up, 1), (Verdict::Down, 5)]);
    assert_eq!(three_locations(Quorum::All, fails()).1, [(Verdict::Up, 1)]);
    let why = three_locations(Quorum::Majority, [5..99, 8..99, 99..99]).0.why;
    assert_eq!(
        why,
        "2 in a row failed since 1970-01-01T00:00:08Z, 2 of 3 locations agree (2 needed), first a: connection refused"
    );
}

#[test]
fn a_location_that_is_cut_off_has_no_vote() {
    let check = judged_by(Rule { quorum: Quorum::All, ..check(2, 2).rule });
    let mut streak = Streak::new(At(0));
    streak.step(&check, &sample("a", 1_000, Pass));
    for second in 1..10 {
        streak.step(&check, &sample("b", second * 1_000 + 1, if second > 4 { Fail } else { Pass }));
    }
    assert_eq!(streak.verdict, Verdict::Up);
    let change = streak.lose_sight(&check, At(9_002));
    assert_eq!(change.map(|change| (change.after, change.from)), Some((Verdict::Down, At(5_001))));
}

/// Three bad, three good, and so on: two outages come close together.
fn to_and_fro() -> Vec<Outcome> {
    std::iter::once(Pass).chain((0..24).map(|n| if n / 3 % 2 == 0 { Fail } else { Pass })).collect()
}

#[test]
fn while_it_flaps_a_recovery_is_held_to_be_slow() {
    let check = judged_by(Rule::default());
    let mut outcomes = to_and_fro();
    outcomes.extend([Pass; 30]);
    let (streak, changes) = run(&check, &outcomes);
    let turns: Vec<_> = changes.iter().map(|change| change.after).collect();
    let (up, slow, down) = (Verdict::Up, Verdict::Slow, Verdict::Down);
    assert_eq!(turns, [up, down, up, down, slow, down, slow, down, slow, up]);
    // Second 40 is the first in whose 21 samples only one change is left, that of second 23: 4 %.
    assert_eq!(streak.since, At(40_000));
    assert!(!streak.flapping());
}

#[test]
fn failing_every_other_time_is_slow_although_it_never_fails_three_times_in_a_row() {
    let outcomes: Vec<_> = (0..40).map(|n| if n % 2 == 1 { Fail } else { Pass }).collect();
    let (streak, changes) = run(&judged_by(Rule::default()), &outcomes);
    let turns: Vec<_> = changes.iter().map(|change| (change.after, change.from.0 / 1_000)).collect();
    assert_eq!(turns, [(Verdict::Up, 1), (Verdict::Slow, 6)]);
    assert!(
        streak.why.ends_with("flapping: 3 of the latest 21 samples were bad: connection refused"),
        "{}",
        streak.why
    );
    let steady: Vec<_> = (0..200).map(|n| if n % 15 == 1 { Fail } else { Pass }).collect();
    assert_eq!(run(&judged_by(Rule::default()), &steady).1.len(), 1, "one loss in fifteen is no trouble");
}

fn outcomes() -> impl Strategy<Value = Vec<Outcome>> {
    prop::collection::vec(prop::sample::select(Outcome::ALL.to_vec()), 0..80)
}

fn rules() -> impl Strategy<Value = Rule> {
    let threshold = || (1u32..4, 0u32..4).prop_map(|(needed, more)| Threshold { needed, of: needed + more });
    let quorum = prop::sample::select(vec![Quorum::Any, Quorum::Majority, Quorum::All, Quorum::Count(2)]);
    (threshold(), threshold(), 0i64..9_000, quorum, any::<bool>()).prop_map(
        |(failures, successes, grace, quorum, flaps)| {
            let flapping = Rule::default().flapping.filter(|_| flaps);
            Rule { failures, successes, grace, quorum, flapping }
        },
    )
}

/// Samples of two locations, in the order in which they come in.
fn samples() -> impl Strategy<Value = Vec<Sample>> {
    let one = (prop::sample::select(vec!["a", "b"]), prop::sample::select(Outcome::ALL.to_vec()));
    prop::collection::vec(one, 0..120).prop_map(|all| {
        let samples = all.into_iter().enumerate();
        samples.map(|(i, (location, outcome))| sample(location, 500 * (i as i64 + 1), outcome)).collect()
    })
}

proptest! {
    #[test]
    fn replaying_changes_nothing(samples in samples(), rule in rules()) {
        let (check, mut streak) = (judged_by(rule), Streak::new(At(0)));
        for sample in &samples {
            streak.step(&check, sample);
        }
        let before = streak.clone();
        for sample in &samples {
            prop_assert!(streak.step(&check, sample).is_none());
        }
        prop_assert_eq!(streak, before);
    }

    #[test]
    fn changes_follow_each_other_forward_in_time(samples in samples(), rule in rules()) {
        let (check, mut streak) = (judged_by(rule), Streak::new(At(0)));
        let changes: Vec<_> = samples.iter().filter_map(|sample| streak.step(&check, sample)).collect();
        for pair in changes.windows(2) {
            prop_assert_eq!(pair[0].after, pair[1].before);
            prop_assert!(pair[0].from < pair[1].from, "{:?}", pair);
        }
        prop_assert!(changes.iter().all(|change| change.before != change.after));
        prop_assert!(changes.iter().all(|change| samples.iter().any(|sample| sample.at >= change.from)));
    }

    #[test]
    fn without_enough_failures_there_is_no_alarm(outcomes in outcomes(), needed in 1u32..5) {
        let mut left = needed - 1;
        let few: Vec<_> = outcomes.into_iter().map(|outcome| match outcome {
            Fail if left == 0 => Pass,
            Fail => { left -= 1; Fail }
            other => other,
        }).collect();
        let (_, changes) = run(&check(needed, 1), &few);
        prop_assert!(changes.iter().all(|change| change.after != Verdict::Down));
    }

    #[test]
    fn the_order_in_which_locations_are_heard_does_not_matter_in_the_end(
        one in outcomes(), other in outcomes(), rule in rules()
    ) {
        let rule = Rule { flapping: None, ..rule };
        let check = judged_by(rule);
        let of = |location: &'static str, outcomes: &[Outcome]| -> Vec<Sample> {
            outcomes.iter().enumerate().map(|(i, outcome)| sample(location, 1_000 * (i as i64 + 1), *outcome)).collect()
        };
        let (a, b) = (of("a", &one), of("b", &other));
        let end = |samples: Vec<&Sample>| {
            let mut streak = Streak::new(At(0));
            for sample in samples {
                streak.step(&check, sample);
            }
            streak.verdict
        };
        let together = a.iter().chain(&b).collect();
        let swapped = b.iter().chain(&a).collect();
        prop_assert_eq!(end(together), end(swapped));
    }
}
