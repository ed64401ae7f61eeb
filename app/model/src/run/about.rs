//! What a page is about, so that it can be told later what of that has changed: the checks of the components that it
//! names, and the alerts that it answers.

use super::step::hash;
use crate::estate::{Check, Estate};
use std::collections::BTreeMap;

/// The checks of these components and these alerts, each with a hash of what it asks; the hash of an alert is of its name.
pub fn about(estate: &Estate, components: &[String], alerts: &[String]) -> BTreeMap<String, String> {
    let parts = components.iter().filter_map(|id| estate.component(id));
    let checks =
        parts.flat_map(|part| &part.checks).map(|check| (format!("check {}", check.id), print(check)));
    let alerts =
        alerts.iter().map(|name| (format!("alert {name}"), format!("{:016x}", hash(name.as_bytes()))));
    checks.chain(alerts).collect()
}

/// What was changed, added or taken away between two states, by name.
pub fn changed<'a>(before: &'a BTreeMap<String, String>, now: &'a BTreeMap<String, String>) -> Vec<&'a str> {
    let lost = before.keys().filter(|name| !now.contains_key(*name));
    let other = now.iter().filter(|(name, print)| before.get(*name) != Some(print)).map(|(name, _)| name);
    let mut names: Vec<&str> = lost.chain(other).map(String::as_str).collect();
    names.sort_unstable();
    names
}

/// A hash of what a check asks and of when it fails; not of its options, which hold secrets.
fn print(check: &Check) -> String {
    let Check { kind, target, interval, timeout, slow, rule, down_means, expect, slow_unless, .. } = check;
    let text = format!(
        "{kind}\n{target}\n{interval}\n{timeout}\n{slow:?}\n{:?}\n{:?}\n{}\n{}\n{expect:?}\n{slow_unless:?}",
        rule.failures,
        rule.successes,
        rule.grace,
        down_means.slug()
    );
    format!("{:016x}", hash(text.as_bytes()))
}
