//! Which names a page is to fill in: what it declares, what its commands set by themselves, and what belongs to every shell.

use std::collections::HashSet;

use super::name::key;

/// Variables that every shell has, and what is a secret and stays in the shell.
const OF_SHELLS: [&str; 12] = [
    "home", "path", "user", "pwd", "shell", "hostname", "editor", "lang", "term", "tmpdir", "pgdata",
    "random",
];
const SECRETS: [&str; 6] = ["password", "passwd", "secret", "token", "key", "credentials"];

/// What is known of the names of a page.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Keys of the names that front matter declares.
    pub declared: HashSet<String>,
    /// Names that commands of the page set by themselves.
    pub assigned: HashSet<String>,
}

impl Known {
    /// Whether what is written as `text` with this name is to be filled in, in a command.
    pub(super) fn is_blank(&self, text: &str, name: &str) -> bool {
        let key = key(name);
        if self.declared.contains(&key) || !text.starts_with('$') {
            return !self.assigned.contains(name) || !text.starts_with('$');
        }
        let is_loud =
            name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        let is_secret = key.split('_').any(|part| SECRETS.contains(&part));
        is_loud && !is_secret && !OF_SHELLS.contains(&key.as_str()) && !self.assigned.contains(name)
    }

    pub(super) fn is_declared(&self, name: &str) -> bool {
        self.declared.contains(&key(name))
    }
}

/// The names of variables that `text` sets: `POD=`, `for pod in`, `read pod`.
pub(crate) fn assigned(text: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || ";(){}|&`\"".contains(c)).collect();
    for (at, word) in words.iter().enumerate() {
        let set = word.split_once('=').map(|(name, _)| name.trim_end_matches('+'));
        let looped =
            (at > 0 && matches!(words[at - 1], "for" | "read" | "-r" | "export" | "local")).then_some(*word);
        names.extend(set.into_iter().chain(looped).filter(|name| !name.is_empty()).map(str::to_owned));
    }
    names
}
