//! What waits for the same moment of one receiver, such as a morning, is told together.

use super::{Message, Phrase, Said, What};

/// The most changes whose words one digest holds; of the others it says how many they are.
const MOST: usize = 100;

/// One message that tells of what `waiting`, which may be such a message, and `next` tell.
pub fn digest(waiting: &Message, next: &Message) -> Message {
    let mut digest = if waiting.event.what == What::Digest { waiting.clone() } else { begun(waiting) };
    let changes = changes(&digest) + 1;
    if digest.said.len() < MOST {
        digest.said.push(line(next));
    }
    digest.title = title(changes);
    digest.event.severity = digest.event.severity.into_iter().chain(next.event.severity).min();
    digest.event.at = digest.event.at.max(next.event.at);
    digest.event.public &= next.event.public;
    for affected in &next.event.components {
        match digest.event.components.iter_mut().find(|known| known.id == affected.id) {
            Some(known) => known.clone_from(affected),
            None => digest.event.components.push(affected.clone()),
        }
    }
    digest
}

/// A digest of one change.
fn begun(first: &Message) -> Message {
    let mut digest = Message { title: title(1), said: vec![line(first)], state: None, ..first.clone() };
    (digest.event.what, digest.event.about, digest.path) =
        (What::Digest, "digest".into(), "/incidents".into());
    digest
}

/// How many changes a digest tells of: its title begins with the number.
pub fn changes(digest: &Message) -> usize {
    let number = digest.title.split(' ').next().and_then(|number| number.parse().ok());
    number.unwrap_or(digest.said.len())
}

fn title(changes: usize) -> String {
    if changes == 1 { "1 change".into() } else { format!("{changes} changes") }
}

/// A change in a paragraph.
fn line(message: &Message) -> Said {
    let Message { event, title, said, others, .. } = message.clone();
    let others = others.into_iter().map(|other| other.title).collect();
    Said::ours(event.at, Phrase::Change { what: event.what, severity: event.severity, title, others, said })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Severity;
    use crate::notice::{Affected, Event};
    use crate::status::Status;
    use crate::time::At;
    use proptest::prelude::*;

    fn message(title: &str, what: What, severity: Severity, at: i64) -> Message {
        let affected = Affected { id: title.into(), name: title.into(), status: Status::Degraded };
        let about = format!("incident/{title}");
        let event = Event {
            what,
            about,
            at: At(at),
            severity: Some(severity),
            components: vec![affected],
            public: true,
        };
        let said = vec![Said::typed(At(at), format!("words {at}"))];
        Message { event, title: title.into(), state: None, said, path: "/x".into(), others: vec![] }
    }

    #[test]
    fn a_night_is_told_in_one_message() {
        let first = digest(
            &message("kafka", What::Declared, Severity::P2, 1),
            &message("redis", What::Declared, Severity::P1, 2),
        );
        let whole = digest(&first, &message("kafka", What::Resolved, Severity::P2, 3));
        assert_eq!((whole.title.as_str(), whole.event.what), ("3 changes", What::Digest));
        assert_eq!((whole.event.severity, whole.event.at), (Some(Severity::P1), At(3)));
        let lines: Vec<_> = whole.said.iter().map(|said| said.text.as_str()).collect();
        assert_eq!(
            lines,
            [
                "[P2] New incident: kafka\nwords 1",
                "[P1] New incident: redis\nwords 2",
                "[P2] Resolved: kafka\nwords 3",
            ]
        );
        let components: Vec<_> = whole.event.components.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(components, ["kafka", "redis"]);
    }

    proptest! {
        #[test]
        fn a_digest_counts_all_and_keeps_within_bounds(changes in 2usize..300) {
            let one = |at| message("x", What::Updated, Severity::P3, at);
            let whole = (2..=changes as i64).fold(one(1), |digested, at| digest(&digested, &one(at)));
            prop_assert_eq!(whole.title, format!("{changes} changes"));
            prop_assert_eq!(whole.said.len(), changes.min(MOST));
            prop_assert_eq!(whole.said[0].at, At(1));
        }
    }
}
