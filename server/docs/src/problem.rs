//! What is wrong with a file, said so that its author can put it right.

use std::fmt;

/// One thing wrong in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File path relative to the docs root.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// How bad it is; follows from `kind`.
    pub severity: Severity,
    /// Which rule it breaks.
    pub kind: Kind,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The reader sees all that was meant, perhaps not as it was meant.
    Warning,
    /// The reader is misled or misses something; a check of the content fails.
    Error,
}

/// The rules that a file can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A link to a page that is not there.
    MissingPage,
    /// A link to a file beside the pages, or an image, that is not there.
    MissingFile,
    /// A link to a heading that its page does not have.
    MissingAnchor,
    /// A link or image with a scheme or path that is refused; it is shown as text.
    RefusedLink,
    /// The front matter names a component that no system has.
    UnknownComponent,
    /// The front matter has a key that means nothing here.
    UnknownKey,
    /// The front matter has a value of the wrong type, or a line that is not `key: value`.
    FrontMatter,
    /// HTML or a placeholder such as `<hostname>` outside code; it is shown as written.
    RawHtml,
    /// A `:::` block of an unknown kind, or one that is never closed.
    UnknownBlock,
    /// An include of a file that is not there, or one too many.
    MissingInclude,
    /// A character that readers do not see, such as one that turns the direction of writing; its number is shown.
    HiddenCharacter,
    /// A letter or sign of code that looks like one of ASCII and is another; it is marked.
    Lookalike,
    /// Bytes that are not UTF-8, or NUL; each is shown as U+FFFD.
    Encoding,
    /// A file above [`crate::PAGE_LIMIT`].
    TooLarge,
    /// A file that could not be read.
    Unreadable,
    /// A second file with an address that is taken.
    SameAddress,
    /// A runbook without one of the sections of the template.
    MissingSection,
    /// A section of a runbook that stands where the template has another.
    SectionOrder,
    /// A runbook that nobody keeps right.
    MissingOwner,
    /// A runbook without the severity of its situation.
    MissingSeverity,
    /// A step with commands that does not say what these print.
    NoExpectedOutput,
    /// A blank in a command that the front matter does not declare.
    UndeclaredVariable,
    /// The port of another component than the one that is named.
    WrongPort,
    /// A port of a component that the estate does not know.
    UnknownPort,
    /// A severity that no incident has.
    UnknownSeverity,
    /// The name of a component with a typing error.
    MisspeltComponent,
    /// A threshold, a time or a severity other than that of the alert's rule.
    WrongThreshold,
}

impl Kind {
    /// The rule's name for programs: `missing-page`.
    pub fn slug(self) -> String {
        let mut slug = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_uppercase() && !slug.is_empty() {
                slug.push('-');
            }
            slug.extend(letter.to_lowercase());
        }
        slug
    }

    /// How bad it is to break this rule.
    pub fn severity(self) -> Severity {
        match self {
            Kind::UnknownKey
            | Kind::RawHtml
            | Kind::Encoding
            | Kind::UnknownBlock
            | Kind::HiddenCharacter
            | Kind::Lookalike => Severity::Warning,
            Kind::MissingSection
            | Kind::SectionOrder
            | Kind::MissingOwner
            | Kind::MissingSeverity
            | Kind::NoExpectedOutput
            | Kind::UndeclaredVariable
            | Kind::UnknownPort
            | Kind::MisspeltComponent => Severity::Warning,
            Kind::WrongPort | Kind::UnknownSeverity | Kind::WrongThreshold => Severity::Error,
            Kind::MissingPage
            | Kind::MissingFile
            | Kind::MissingAnchor
            | Kind::MissingInclude
            | Kind::RefusedLink
            | Kind::UnknownComponent
            | Kind::FrontMatter
            | Kind::TooLarge
            | Kind::Unreadable
            | Kind::SameAddress => Severity::Error,
        }
    }
}

impl Problem {
    /// A problem of `kind`, which sets its severity.
    pub(crate) fn new(
        kind: Kind,
        file: &str,
        line: usize,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Problem {
        let severity = kind.severity();
        Problem {
            file: file.to_owned(),
            line,
            severity,
            kind,
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// `file:line: severity: message; remedy`, one line, as editors and terminals link it.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { file, line, severity, message, remedy, .. } = self;
        write!(f, "{file}:{line}: {severity}: {message}; {remedy}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_have_names_for_programs() {
        assert_eq!(Kind::UnknownComponent.slug(), "unknown-component");
    }

    #[test]
    fn reads_as_one_line() {
        let problem = Problem::new(Kind::UnknownKey, "a/b.md", 3, "unknown key `tittle`", "write `title`");
        assert_eq!(problem.to_string(), "a/b.md:3: warning: unknown key `tittle`; write `title`");
    }
}
