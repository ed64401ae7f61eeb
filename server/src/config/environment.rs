//! The environment as a value, so that only one place reads it: where secrets come from.

use std::collections::BTreeMap;
use std::fmt;

/// Values by name. Debug shows the names alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// What this process was started with; what is not Unicode is left out.
    #[allow(clippy::disallowed_methods, reason = "this is the one place where the environment is read")]
    pub fn process() -> Environment {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Environment(std::env::vars_os().filter_map(text).collect())
    }

    /// These names and values.
    pub fn of<'a>(values: impl IntoIterator<Item = (&'a str, &'a str)>) -> Environment {
        Environment(values.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// The value with this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
