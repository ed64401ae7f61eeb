//! It is said again that an incident is open, at gaps that grow. The number of each reminder is a part of its key, so that
//! a restart says nothing twice.

use super::teller::new;
use crate::config::channel::Channel;
use model::estate::Estate;
use model::incident::Incident;
use model::notice::{Reminders, channel, of_reminder, reminded, told};
use model::time::At;
use store::records::notices::NewNotice;

/// The reminders of these incidents whose time has come at `now`; of several that were missed the latest.
pub fn due<'a>(
    incidents: impl IntoIterator<Item = &'a Incident>,
    channels: &[Channel],
    estate: &Estate,
    reminders: &Reminders,
    now: At,
) -> Vec<NewNotice> {
    let mut due = Vec::new();
    for incident in incidents {
        let Some((since, number)) = reminded(incident, reminders, now) else { continue };
        let message = of_reminder(incident, estate, now);
        let number = format!("{}/reminder/{}/{number}", message.event.about, since.0);
        due.extend(channels.iter().filter_map(|it| {
            let what = told(&it.choice, &message.event, true)?;
            Some(new(&number, channel(&it.name), (now, 0), &message, what))
        }));
    }
    due
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use model::incident::{Declaration, Severity, Step};
    use model::member::Actor;
    use model::notice::Choice;
    use model::time::MINUTE;
    use notices::channel::slack::Slack;
    use notices::post::Url;
    use std::collections::BTreeSet;

    fn keys(incident: &Incident, minutes: impl IntoIterator<Item = i64>) -> Vec<String> {
        let way = || notices::Channel::Slack(Slack { url: Url::parse("http://127.0.0.1/").unwrap() });
        let named = |name: &str, internal| Channel {
            name: name.into(),
            choice: Choice { internal, ..Choice::default() },
            way: way(),
        };
        let channels = [named("in", true), named("out", false)];
        let reminders = Reminders { first: [Some(10 * MINUTE); 4], most: 40 * MINUTE };
        let at = |minute| due([incident], &channels, &Estate::default(), &reminders, At(minute * MINUTE));
        let keys: BTreeSet<_> = minutes.into_iter().flat_map(at).map(|it| it.key).collect();
        keys.into_iter().collect()
    }

    fn declared() -> Incident {
        let declaration = Declaration {
            title: "Down".into(),
            severity: Severity::P1,
            impacts: vec![],
            publish: true,
            text: String::new(),
            evidence: vec![],
        };
        Incident::declare("x".into(), At(0), None, Actor::Pharos, declaration).unwrap()
    }

    #[test]
    fn people_inside_are_reminded_ever_more_rarely_and_as_often_whenever_it_is_looked_at() {
        let key = |since: i64, number| format!("incident/x/reminder/{since}/{number}/channel:in");
        let all = [1, 2, 3, 4].map(|number| key(0, number));
        assert_eq!(keys(&declared(), 0..140), all);
        assert_eq!(
            keys(&declared(), [9, 30, 139]),
            all[1..].iter().filter(|it| **it != all[2]).cloned().collect::<Vec<_>>()
        );
        let since = 35 * MINUTE;
        let answered = declared().with(At(since), None, Actor::Console, Step::Acknowledge).unwrap();
        assert_eq!(keys(&answered, 35..56), [key(since, 1)]);
        let over =
            answered.with(At(since), None, Actor::Console, Step::Resolve { text: "x".into() }).unwrap();
        assert_eq!(keys(&over, 35..999), [""; 0]);
    }
}
