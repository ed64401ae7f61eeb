//! What a check tells its probe besides the target: values by name, some of which hold secrets.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What stands in the place of a secret wherever it would be shown.
const HIDDEN: &str = "***";

/// Values by name. Debug shows the names alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Options {
    values: BTreeMap<String, String>,
    secrets: BTreeSet<String>,
}

impl Options {
    /// Sets a value.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.values.insert(name.into(), value.into());
    }

    /// Remembers a text, such as a password from the environment, that must be shown nowhere.
    pub fn hide(&mut self, secret: impl Into<String>) {
        let secret = secret.into();
        if !secret.is_empty() {
            self.secrets.insert(secret);
        }
    }

    /// The value with this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Names and values, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The text without any of the secrets.
    pub fn redact(&self, text: &str) -> String {
        // The longest first: one secret may be a part of another.
        let mut secrets: Vec<_> = self.secrets.iter().collect();
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.into_iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), HIDDEN))
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.values.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_shown_nowhere() {
        let mut options = Options::default();
        options.set("password", "hunter2");
        options.hide("hunter2");
        options.hide("hunter");
        options.hide("");
        assert_eq!(options.redact("no hunter2 for hunter"), "no *** for ***");
        assert_eq!(format!("{options:?}"), "{\"password\"}");
        assert_eq!(options.get("password"), Some("hunter2"));
    }
}
