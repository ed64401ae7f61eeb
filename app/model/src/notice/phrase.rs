//! What notices say in words of ours, as data: whoever is told reads it in their own language.

use super::{Said, What};
use crate::incident::Severity;
use crate::time::At;
use serde::{Deserialize, Serialize};

/// Something that is said in words of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phrase {
    /// When planned work begins and ends.
    Window {
        /// Its begin.
        from: At,
        /// Its end.
        to: At,
    },
    /// Planned work is not done after all.
    NotDone,
    /// How bad an incident is now.
    Severity(Severity),
    /// An incident goes on as a part of another.
    Part,
    /// What was learnt from an incident is published.
    Learnt,
    /// A change that a digest tells of.
    Change {
        /// What happened.
        what: What,
        /// How bad it is.
        severity: Option<Severity>,
        /// What it is called.
        title: String,
        /// What began together with it.
        others: Vec<String>,
        /// What is said of it.
        said: Vec<Said>,
    },
}

impl Phrase {
    /// In English, as it is kept and as programs read it.
    pub fn english(&self) -> String {
        match self {
            Phrase::Window { from, to } => format!("From {from} to {to}."),
            Phrase::NotDone => "It is not done after all.".into(),
            Phrase::Severity(severity) => format!("Its severity is {severity} ({}) now.", severity.word()),
            Phrase::Part => "It is handled as a part of another incident.".into(),
            Phrase::Learnt => "What was learnt from it is published.".into(),
            Phrase::Change { what, severity, title, others, said } => {
                let severity = severity.map(|it| format!("[{it}] ")).unwrap_or_default();
                let with =
                    if others.is_empty() { String::new() } else { format!(", with {}", others.join(", ")) };
                let head = format!("{severity}{}: {title}{with}", what.label());
                let said = said.iter().map(|said| said.text.as_str());
                [head.as_str()].into_iter().chain(said).collect::<Vec<_>>().join("\n")
            }
        }
    }
}
