//! How often a password may be tried: for an account and for an address, each wait twice as long as the one before.
//!
//! An attempt is counted when it begins, so that many at once gain nothing; a success takes its account's count back.
//! Memory is bounded: when it is full, what was tried least is forgotten.

use crate::time::{At, HOUR, MINUTE, SECOND};
use std::collections::HashMap;
use std::hash::Hash;

/// How attempts under one kind of key are limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Attempts that need no wait.
    pub free: u32,
    /// The first wait, in milliseconds; each later one is twice as long.
    pub first: i64,
    /// The longest wait, in milliseconds.
    pub longest: i64,
    /// After so much time without an attempt, all are forgotten, in milliseconds; longer than the longest wait.
    pub forget: i64,
    /// The most keys that are remembered.
    pub most: usize,
}

/// For an account. Its owner is never kept out for longer than a minute by others who try.
pub const ACCOUNT: Rule = Rule { free: 5, first: SECOND, longest: MINUTE, forget: HOUR, most: 4_096 };
/// For an address, behind which may be many people.
pub const ADDRESS: Rule =
    Rule { free: 20, first: SECOND, longest: 15 * MINUTE, forget: 2 * HOUR, most: 16_384 };

#[derive(Clone, Copy, Debug)]
struct Tried {
    times: u32,
    last: At,
}

/// The attempts under one kind of key.
#[derive(Clone, Debug)]
pub struct Limit<K> {
    rule: Rule,
    tried: HashMap<K, Tried>,
}

impl<K: Hash + Eq + Clone> Limit<K> {
    /// Nothing tried yet.
    pub fn new(rule: Rule) -> Limit<K> {
        Limit { rule, tried: HashMap::new() }
    }

    /// Milliseconds until the next attempt under `key` may begin; 0 if it may at once.
    pub fn wait(&self, key: &K, now: At) -> i64 {
        self.known(key, now).map_or(0, |tried| (tried.last + self.pause(tried.times)).since(now).max(0))
    }

    /// Counts an attempt under `key`, which begins at `now`.
    pub fn count(&mut self, key: K, now: At) {
        let times = self.known(&key, now).map_or(0, |tried| tried.times).saturating_add(1);
        if self.tried.len() >= self.rule.most && !self.tried.contains_key(&key) {
            self.make_room(now);
        }
        self.tried.insert(key, Tried { times, last: now });
    }

    /// Forgets what was tried under `key`.
    pub fn forgive(&mut self, key: &K) {
        self.tried.remove(key);
    }

    /// Takes back one attempt under `key`, which was right.
    pub fn take_back(&mut self, key: &K) {
        if let Some(tried) = self.tried.get_mut(key) {
            tried.times = tried.times.saturating_sub(1);
        }
    }

    fn known(&self, key: &K, now: At) -> Option<Tried> {
        self.tried.get(key).copied().filter(|tried| now.since(tried.last) < self.rule.forget)
    }

    /// Milliseconds to wait after so many attempts.
    fn pause(&self, times: u32) -> i64 {
        let Some(beyond) = times.checked_sub(self.rule.free) else { return 0 };
        self.rule.first.saturating_mul(2i64.saturating_pow(beyond)).min(self.rule.longest)
    }

    /// Forgets what is over and, if that is not enough, the half that was tried least and longest ago.
    fn make_room(&mut self, now: At) {
        self.tried.retain(|_, tried| now.since(tried.last) < self.rule.forget);
        if self.tried.len() < self.rule.most {
            return;
        }
        let mut by_times: Vec<_> =
            self.tried.iter().map(|(key, tried)| (tried.times, tried.last, key.clone())).collect();
        by_times.sort_unstable_by_key(|(times, last, _)| (*times, *last));
        for (.., key) in by_times.into_iter().take(self.rule.most.div_ceil(2)) {
            self.tried.remove(&key);
        }
    }
}

/// The attempts to sign in, by account and by address.
#[derive(Clone, Debug)]
pub struct SignIns<A> {
    accounts: Limit<String>,
    addresses: Limit<A>,
}

impl<A: Hash + Eq + Clone> Default for SignIns<A> {
    fn default() -> SignIns<A> {
        SignIns { accounts: Limit::new(ACCOUNT), addresses: Limit::new(ADDRESS) }
    }
}

impl<A: Hash + Eq + Clone> SignIns<A> {
    /// Begins an attempt on `account` from `address`, or gives the milliseconds to wait before one may begin. An attempt
    /// that may not begin is not counted.
    pub fn begin(&mut self, account: &str, address: &A, now: At) -> Result<(), i64> {
        let account = account.to_owned();
        match self.accounts.wait(&account, now).max(self.addresses.wait(address, now)) {
            0 => {
                self.accounts.count(account, now);
                self.addresses.count(address.clone(), now);
                Ok(())
            }
            wait => Err(wait),
        }
    }

    /// The attempt on `account` from `address` was right. The address keeps its failures: one account of one's own does
    /// not pay for guesses at others.
    pub fn succeeded(&mut self, account: &str, address: &A) {
        self.accounts.forgive(&account.to_owned());
        self.addresses.take_back(address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULE: Rule = Rule { free: 3, first: 10, longest: 100, forget: 1_000, most: 8 };

    #[test]
    fn each_wait_is_twice_as_long_until_the_longest() {
        let (mut limit, mut now) = (Limit::new(RULE), At(0));
        let waits: Vec<_> = (0..9)
            .map(|_| {
                limit.count("a", now);
                let wait = limit.wait(&"a", now);
                now = now + wait;
                wait
            })
            .collect();
        assert_eq!(waits, [0, 0, 10, 20, 40, 80, 100, 100, 100]);
        assert_eq!(limit.wait(&"a", now + 999), 0);
        limit.count("a", now + 1_000);
        assert_eq!(limit.wait(&"a", now + 1_000), 0);
    }

    #[test]
    fn a_flood_of_other_keys_does_not_free_the_one_that_is_tried() {
        let mut limit = Limit::new(RULE);
        (0..6).for_each(|_| limit.count(0, At(0)));
        (1..10_000).for_each(|key| limit.count(key, At(1)));
        assert!(limit.wait(&0, At(1)) > 0);
        assert!(limit.tried.len() <= RULE.most);
    }

    #[test]
    fn an_own_account_does_not_pay_for_guesses_at_others() {
        let mut sign_ins = SignIns::default();
        for guess in 0..ADDRESS.free {
            assert_eq!(sign_ins.begin(&format!("victim-{guess}"), &1, At(0)), Ok(()));
            let _ = sign_ins.begin("own", &1, At(0)).map(|()| sign_ins.succeeded("own", &1));
        }
        assert!(sign_ins.begin("victim", &1, At(0)).is_err());
        assert_eq!(sign_ins.begin("victim", &2, At(0)), Ok(()));
    }

    proptest! {
        /// Whoever tries as fast as allowed gets no more attempts than the free ones, one for each doubling, and one for
        /// each longest wait.
        #[test]
        fn attempts_are_bounded_whatever_their_rhythm(pauses in prop::collection::vec(0i64..60, 1..200)) {
            let (mut limit, mut now, mut begun) = (Limit::new(RULE), At(0), 0);
            for pause in pauses {
                now = now + pause;
                if limit.wait(&"a", now) == 0 {
                    limit.count("a", now);
                    begun += 1;
                }
            }
            let doublings = 4;
            prop_assert!(begun <= i64::from(RULE.free) + doublings + now.0 / RULE.longest + 1, "{begun} in {}", now.0);
        }

        #[test]
        fn memory_is_bounded_and_no_wait_is_longer_than_the_longest(keys in prop::collection::vec((0u8..40, 0i64..30), 1..300)) {
            let (mut limit, mut now) = (Limit::new(RULE), At(0));
            for (key, pause) in keys {
                now = now + pause;
                limit.count(key, now);
                prop_assert!(limit.tried.len() <= RULE.most);
                prop_assert!((0..=RULE.longest).contains(&limit.wait(&key, now)));
            }
        }
    }
}
