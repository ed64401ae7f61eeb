//! Several notices that wait become one, where nothing is lost.

use super::{Message, Other, What};

/// The most words of different times that one message holds; older ones are on the incident's page.
pub const MOST_SAID: usize = 20;

/// The most other incidents that one message names.
const MOST_OTHERS: usize = 100;

/// What can be sent instead of `earlier` and then `later` of the same lane; nothing if both must be sent.
///
/// That an incident began is never folded into its end: who pages somebody by it needs both.
pub fn fold(earlier: &Message, later: &Message) -> Option<Message> {
    let what = match (earlier.event.what, later.event.what) {
        _ if earlier.event.about != later.event.about => return None,
        (begun @ (What::Declared | What::Reopened), What::Updated) => begun,
        (What::Updated | What::Reminder, later) if !later.begins() => later,
        (What::Assigned | What::HandedOver, later @ (What::Assigned | What::HandedOver)) => later,
        (
            What::Acknowledged | What::Escalated | What::Assigned | What::HandedOver,
            later @ (What::Resolved | What::Merged),
        ) => later,
        _ => return None,
    };
    let mut said = later.said.clone();
    // How long it had lasted is said by the later one, or is over.
    let outdated = usize::from(earlier.event.what == What::Reminder);
    said.extend(earlier.said.iter().skip(outdated).cloned());
    said.truncate(MOST_SAID);
    let mut folded = Message { said, others: earlier.others.clone(), ..later.clone() };
    folded.event.what = what;
    Some(folded)
}

/// Lets a message that an incident began, and that waits, tell of another incident as well.
pub fn gather(waiting: &mut Message, another: &Message) -> bool {
    let fits = waiting.event.what == What::Declared
        && another.event.what == What::Declared
        && waiting.event.about != another.event.about
        && waiting.event.public == another.event.public
        && waiting.others.len() < MOST_OTHERS;
    if fits {
        let Message { title, path, event, .. } = another.clone();
        waiting.others.push(Other { title, severity: event.severity, path });
        waiting.event.severity = waiting.event.severity.min(event.severity);
        let known = |id: &str, message: &Message| message.event.components.iter().any(|it| it.id == id);
        let more: Vec<_> = event.components.into_iter().filter(|it| !known(&it.id, waiting)).collect();
        waiting.event.components.extend(more);
    }
    fits
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::notice::{Event, Said};
    use crate::time::At;
    use proptest::prelude::*;

    const IN_INCIDENTS: [What; 10] = [
        What::Declared,
        What::Reopened,
        What::Updated,
        What::Acknowledged,
        What::Escalated,
        What::Assigned,
        What::HandedOver,
        What::Reminder,
        What::Resolved,
        What::Merged,
    ];

    fn message(about: &str, what: What, at: i64) -> Message {
        Message {
            event: Event {
                what,
                about: about.into(),
                at: At(at),
                severity: None,
                components: vec![],
                public: true,
            },
            title: about.into(),
            state: None,
            said: vec![Said::typed(At(at), at.to_string())],
            path: String::new(),
            others: vec![],
        }
    }

    /// What is sent of notices that wait in this order.
    fn folded(waiting: &[What]) -> Vec<Message> {
        let mut sent: Vec<Message> = Vec::new();
        for (at, what) in (0..).zip(waiting) {
            let next = message("x", *what, at);
            match sent.last().and_then(|last| fold(last, &next)) {
                Some(folded) => *sent.last_mut().unwrap() = folded,
                None => sent.push(next),
            }
        }
        sent
    }

    fn whats(sent: &[Message]) -> Vec<What> {
        sent.iter().map(|message| message.event.what).collect()
    }

    #[test]
    fn updates_that_wait_become_one_with_all_of_their_words() {
        let sent = folded(&[What::Declared, What::Updated, What::Updated]);
        assert_eq!(whats(&sent), [What::Declared]);
        let words: Vec<_> = sent[0].said.iter().map(|said| said.text.as_str()).collect();
        assert_eq!(words, ["2", "1", "0"]);
        assert_eq!(sent[0].event.at, At(2));
    }

    #[test]
    fn what_was_held_back_with_the_first_is_still_named_when_it_is_folded() {
        let mut first = message("x", What::Declared, 0);
        assert!(gather(&mut first, &message("y", What::Declared, 1)));
        assert!(!gather(&mut first, &message("y", What::Resolved, 2)));
        let folded = fold(&first, &message("x", What::Updated, 3)).unwrap();
        assert_eq!(folded.others.len(), 1);
        assert_eq!(fold(&first, &message("y", What::Updated, 3)), None);
    }

    proptest! {
        #[test]
        fn beginnings_and_ends_alternate_as_they_did_and_the_last_word_is_the_last(
            waiting in prop::collection::vec(prop::sample::select(IN_INCIDENTS.to_vec()), 1..12)
        ) {
            let turns = |whats: &[What]| -> Vec<bool> {
                whats.iter().filter(|what| what.begins() || what.ends()).map(|what| what.begins()).collect()
            };
            let sent = folded(&waiting);
            prop_assert_eq!(turns(&whats(&sent)), turns(&waiting));
            prop_assert_eq!(sent.last().unwrap().event.at, At(waiting.len() as i64 - 1));
            for (at, what) in (0i64..).zip(&waiting) {
                let words = at.to_string();
                let is_there = sent.iter().any(|message| message.said.iter().any(|said| said.text == words));
                prop_assert!(is_there || *what == What::Reminder, "{} of {:?} is lost", at, waiting);
            }
        }
    }
}
