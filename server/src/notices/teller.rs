//! Whom a change of an incident is told: called in the transaction that makes the change.

use crate::config::Content;
use crate::config::channel::Channel;
use crate::subscribers::fan;
use model::estate::Estate;
use model::incident::Step;
use model::member::Actor;
use model::notice::{Message, What, channel, of_change, told};
use model::time::At;
use std::sync::Arc;
use store::records::notices::{Change, NewNotice, Teller};

/// Tells the channels of the content, and subscribers.
pub fn teller(content: &Content, estate: Arc<Estate>) -> Teller {
    let (channels, gather) = (content.settings.channels.clone(), content.settings.telling.gather);
    Teller::new(move |change| of(&channels, &estate, gather, change))
}

fn of(channels: &[Channel], estate: &Estate, gather: i64, change: &Change<'_>) -> Vec<NewNotice> {
    let Some((message, entry)) = of_change(change.incident, estate).zip(change.incident.newest()) else {
        return Vec::new();
    };
    let policy = estate.policy(change.incident);
    let is_called = |name: &String| match entry.step {
        Step::Escalate { level } => policy.level(level).is_some_and(|it| it.channels.contains(name)),
        _ => false,
    };
    // Whoever was called in learns that it is over, also if that is told inside alone.
    let sees_through = |name: &String| {
        message.event.what.ends() && policy.levels.iter().any(|level| level.channels.contains(name))
    };
    // What a program declares may be one of many that begin at once.
    let by_program = matches!(entry.by, Actor::Component(_) | Actor::Alertmanager(_));
    let wait = if by_program { gather } else { 0 };
    let number = format!("{}/{}", message.event.about, entry.number);
    let notice = |it: &Channel| {
        let to = channel(&it.name);
        let heard = change.heard.contains(&to);
        let is_named = is_called(&it.name) || heard && sees_through(&it.name);
        let what = told(&it.choice, &message.event, heard).or(is_named.then_some(message.event.what))?;
        Some(new(&number, to, (entry.at, wait), &message, what))
    };
    let mut notices: Vec<_> = channels.iter().filter_map(notice).collect();
    notices.extend(fan::notices(&number, &message, entry.at, change.heard, change.subscribers));
    notices
}

/// A notice of a message that is `what` to the receiver `to`. Of several that begin within `wait` milliseconds one tells.
pub(super) fn new(
    number: &str,
    to: String,
    (made, wait): (At, i64),
    message: &Message,
    what: What,
) -> NewNotice {
    let mut message = message.clone();
    message.event.what = what;
    let gathers = what == What::Declared && wait > 0;
    NewNotice {
        key: format!("{number}/{to}"),
        to,
        made,
        due: if gathers { made + wait } else { made },
        gather: gathers.then_some(made - wait),
        message,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use model::estate::{Component, System};
    use model::incident::{Declaration, Impact, Incident, Level, Policy, Severity, Until};
    use model::notice::{Choice, Topic};
    use model::status::Status;
    use notices::channel::slack::Slack;
    use notices::post::Url;

    fn named(name: &str, choice: Choice) -> Channel {
        let way = notices::Channel::Slack(Slack { url: Url::parse("http://127.0.0.1/").unwrap() });
        Channel { name: name.into(), choice, way }
    }

    fn estate() -> Estate {
        let level = Level {
            number: 1,
            who: "On-call".into(),
            after: None,
            until: Until::Resolved,
            severities: Severity::ALL.into(),
            channels: vec!["pager".into()],
        };
        let policy = Policy { levels: vec![level], ..Policy::default() };
        let components = vec![Component::new("s/db", "Database", "all", vec![])];
        Estate { systems: vec![System { components, policy, ..System::new("s", "S") }] }
    }

    fn declared(publish: bool, by: Actor) -> Incident {
        let declaration = Declaration {
            title: "Down".into(),
            severity: Severity::P1,
            impacts: vec![Impact { component: "s/db".into(), status: Status::MajorOutage }],
            publish,
            text: "We look at it.".into(),
            evidence: vec![],
        };
        Incident::declare("x".into(), At(100_000), None, by, declaration).unwrap()
    }

    /// Who is told what of the latest change.
    fn told_of(incident: &Incident, heard: &[&str]) -> Vec<(String, What)> {
        let channels = [
            named("public", Choice::default()),
            named("inside", Choice { internal: true, ..Choice::default() }),
            named("pager", Choice { topics: vec![Topic::Incident], ..Choice::default() }),
        ];
        let heard: Vec<_> = heard.iter().map(|name| channel(name)).collect();
        let change = Change { incident, heard: &heard, subscribers: &[] };
        let notices = of(&channels, &estate(), 15_000, &change);
        notices.into_iter().map(|it| (it.to, it.message.event.what)).collect()
    }

    fn wanted<const N: usize>(of: [(&str, What); N]) -> Vec<(String, What)> {
        of.map(|(name, what)| (channel(name), what)).into()
    }

    #[test]
    fn a_draft_is_told_inside_and_outside_when_it_is_published() {
        let by = || Actor::Member("ada".into());
        let draft = declared(false, by());
        assert_eq!(told_of(&draft, &[]), wanted([("inside", What::Declared)]));
        let published = draft.with(At(100_001), None, by(), Step::Publish).unwrap();
        let (public, pager) = (("public", What::Declared), ("pager", What::Declared));
        assert_eq!(told_of(&published, &["inside"]), wanted([public, ("inside", What::Updated), pager]));
    }

    #[test]
    fn a_level_is_called_in_by_its_own_channels_which_also_hear_the_end() {
        let called = declared(false, Actor::Console)
            .with(At(100_002), None, Actor::Pharos, Step::Escalate { level: 1 })
            .unwrap();
        let both = |what| wanted([("inside", what), ("pager", what)]);
        assert_eq!(told_of(&called, &["inside"]), both(What::Escalated));
        let over =
            called.with(At(100_003), None, Actor::Console, Step::Resolve { text: "x".into() }).unwrap();
        assert_eq!(told_of(&over, &["inside", "pager"]), both(What::Resolved));
        assert_eq!(told_of(&over, &["inside"]), wanted([("inside", What::Resolved)]));
    }

    #[test]
    fn who_has_it_is_told_the_channels_that_want_it() {
        let by = || Actor::Member("ada".into());
        let assigned =
            declared(true, by()).with(At(100_001), None, by(), Step::Assign { to: "grace".into() });
        let heard = ["public", "inside", "pager"];
        assert_eq!(told_of(&assigned.unwrap(), &heard), wanted([("inside", What::Assigned)]));
    }

    #[test]
    fn only_what_programs_declare_waits_for_others() {
        let due = |by: Actor| {
            let channels = [named("public", Choice::default())];
            let incident = declared(true, by);
            let notice = of(
                &channels,
                &estate(),
                15_000,
                &Change { incident: &incident, heard: &[], subscribers: &[] },
            )
            .remove(0);
            (notice.due, notice.gather, notice.key)
        };
        let key = "incident/x/1/channel:public".to_string();
        assert_eq!(due(Actor::Console), (At(100_000), None, key.clone()));
        assert_eq!(due(Actor::Component("s/db".into())), (At(115_000), Some(At(85_000)), key));
    }
}
