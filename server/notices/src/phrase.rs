//! Words of ours in notices, in the language of whoever reads them.

use messages::Locale;
use model::incident::Severity;
use model::notice::{Phrase, Said, Topic, What};

/// What stands before everything else: `[P1] New incident: Kafka is down`.
pub(crate) fn head(locale: &Locale, (what, severity): (What, Option<Severity>), title: &str) -> String {
    let severity = severity.map(|it| format!("[{it}] ")).unwrap_or_default();
    locale.fill("letter-head", &[("severity", &severity), ("what", &label(locale, what)), ("title", title)])
}

/// A severity and what it means: `P1 (critical)`.
pub(crate) fn severity(locale: &Locale, severity: Severity) -> String {
    let word = locale.text(&format!("severity-{}", severity.word()));
    locale.fill("letter-with", &[("one", severity.name()), ("other", &word)])
}

/// What is said, as it was typed or in this language.
pub(crate) fn words(locale: &Locale, said: &Said) -> String {
    said.phrase.as_ref().map_or_else(|| said.text.clone(), |phrase| spoken(locale, phrase))
}

fn spoken(locale: &Locale, phrase: &Phrase) -> String {
    match phrase {
        Phrase::Window { from, to } => {
            locale.fill("letter-window", &[("from", &from.to_string()), ("to", &to.to_string())])
        }
        Phrase::NotDone => locale.text("letter-not-done"),
        Phrase::Severity(it) => locale.fill("letter-severity", &[("severity", &severity(locale, *it))]),
        Phrase::Part => locale.text("letter-part"),
        Phrase::Learnt => locale.text("letter-learnt"),
        Phrase::Change { what, severity, title, others, said } => {
            let head = head(locale, (*what, *severity), title);
            let list = locale.list(others.iter().cloned());
            let first = match others.is_empty() {
                true => head,
                false => locale.fill("letter-and", &[("one", &head), ("others", &list)]),
            };
            [first]
                .into_iter()
                .chain(said.iter().map(|said| words(locale, said)))
                .collect::<Vec<_>>()
                .join("\n")
        }
    }
}

/// What happened. What members alone are told is told in English.
fn label(locale: &Locale, what: What) -> String {
    match what.topic() {
        Some(Topic::Escalation | Topic::Owner | Topic::Reminder) => what.label().into(),
        _ if what == What::Test => what.label().into(),
        _ => locale.text(&format!("notice-{}", what.slug())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use messages::{Lang, Locales};
    use model::time::At;

    /// A phrase of each kind.
    fn all() -> Vec<Phrase> {
        let window = Phrase::Window { from: At(0), to: At(3_600_000) };
        let change = Phrase::Change {
            what: What::Declared,
            severity: Some(Severity::P2),
            title: "Kafka".into(),
            others: vec!["Redis".into(), "Mongo".into()],
            said: vec![Said::typed(At(0), "typed"), Said::ours(At(0), Phrase::Part)],
        };
        vec![window, Phrase::NotDone, Phrase::Severity(Severity::P2), Phrase::Part, Phrase::Learnt, change]
    }

    #[test]
    fn english_is_what_is_kept_and_the_others_say_it_in_their_own_words() {
        let locales = Locales::embedded();
        for phrase in all() {
            let [english, german, arabic] = Lang::ALL.map(|lang| spoken(&locales.get(lang), &phrase));
            assert_eq!(english, phrase.english());
            assert!(german != english && arabic != english && german != arabic, "{german}, {arabic}");
            assert!([german, arabic].iter().all(|text| !text.contains("letter-")), "{phrase:?}");
        }
    }

    #[test]
    fn what_happened_is_said_in_english_as_programs_read_it() {
        let english = Locales::embedded().get(Lang::En);
        let every = [
            What::Declared,
            What::Reopened,
            What::Updated,
            What::Acknowledged,
            What::Reminder,
            What::Resolved,
            What::Merged,
            What::Planned,
            What::Started,
            What::Ended,
            What::Cancelled,
            What::Digest,
            What::Confirm,
            What::Test,
        ];
        for what in every {
            assert_eq!(label(&english, what), what.label());
        }
    }
}
