//! Which subscribers are told of what happened, and when. Pure: the same change gives the same notices.

use calendar::Zone;
use model::incident::Severity;
use model::notice::{Message, told};
use model::subscriber::Subscriber;
use model::time::{At, SECOND};
use store::records::notices::NewNotice;

/// The notices to subscribers of a message, which is made at `made` under a number that names it for good; `heard` are the
/// receivers who were told of the same thing before.
///
/// Whoever has heard of it hears on in the same pace, so that the end follows the beginning.
pub fn notices(
    number: &str,
    message: &Message,
    made: At,
    heard: &[String],
    subscribers: &[Subscriber],
) -> Vec<NewNotice> {
    let critical = message.event.severity == Some(Severity::P1);
    let notice = |it: &Subscriber| {
        let to = it.receiver();
        let what = told(&it.wish.choice, &message.event, heard.contains(&to)).filter(|_| it.is_told())?;
        let mut message = message.clone();
        message.event.what = what;
        let due = it.wish.timing.due(made, critical, &offset);
        Some(NewNotice { key: format!("{number}/{to}"), to, made, due, gather: None, message })
    };
    subscribers.iter().filter_map(notice).collect()
}

/// Milliseconds that local time in a zone is ahead of UTC at an instant; none in a zone that does not exist.
fn offset(zone: &str, at: At) -> i64 {
    Zone::named(zone).map_or(0, |zone| i64::from(zone.local(at).1) * SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::notice::{Affected, Choice, Event, What};
    use model::status::Status;
    use model::subscriber::{Pace, Quiet, Timing, Way, Wish};

    fn subscriber(id: i64, component: &str, timing: Timing) -> Subscriber {
        let way = Way::email(&format!("{id}@example.org")).unwrap();
        let choice = Choice { components: vec![component.into()], ..Choice::default() };
        let wish = Wish { choice, timing, ..Wish::default() };
        Subscriber { id, way, wish, made: At(0), confirmed: Some(At(0)), failing: None, disabled: None }
    }

    fn message(what: What, severity: Severity, public: bool) -> Message {
        let affected = Affected { id: "shop/db".into(), name: "DB".into(), status: Status::MajorOutage };
        let about = "incident/x".into();
        let event =
            Event { what, about, at: At(0), severity: Some(severity), components: vec![affected], public };
        Message { event, title: "x".into(), state: None, said: vec![], path: "/".into(), others: vec![] }
    }

    /// 23:00 in Berlin, in winter.
    fn night() -> At {
        At::parse("2026-11-20T22:00:00Z").unwrap()
    }

    fn in_berlin(urgent: bool) -> Timing {
        let quiet = Some(Quiet { from: 22 * 60, to: 7 * 60 });
        Timing { zone: "Europe/Berlin".into(), pace: Pace::AtOnce, quiet, urgent }
    }

    #[test]
    fn those_are_told_who_chose_it_and_have_confirmed_it() {
        let unconfirmed = Subscriber { confirmed: None, ..subscriber(3, "shop", Timing::default()) };
        let disabled = Subscriber { disabled: Some("x".into()), ..subscriber(4, "shop", Timing::default()) };
        let all = [
            subscriber(1, "shop", Timing::default()),
            subscriber(2, "bank", Timing::default()),
            unconfirmed,
            disabled,
        ];
        let told = |message: &Message| -> Vec<String> {
            notices("incident/x/1", message, night(), &[], &all).into_iter().map(|it| it.key).collect()
        };
        assert_eq!(told(&message(What::Declared, Severity::P2, true)), ["incident/x/1/subscriber:1"]);
        assert_eq!(told(&message(What::Declared, Severity::P2, false)), [""; 0], "a draft");
        assert_eq!(told(&message(What::Resolved, Severity::P2, true)), [""; 0], "nobody heard of it");
    }

    #[test]
    fn the_night_is_quiet_unless_it_is_critical_and_so_wished() {
        let all = [subscriber(1, "shop", in_berlin(true)), subscriber(2, "shop", in_berlin(false))];
        let due = |severity| -> Vec<String> {
            let made = notices("incident/x/1", &message(What::Declared, severity, true), night(), &[], &all);
            made.iter().map(|it| it.due.to_string()).collect()
        };
        let (now, morning) = ("2026-11-20T22:00:00Z", "2026-11-21T06:00:00Z");
        assert_eq!(due(Severity::P2), [morning, morning]);
        assert_eq!(due(Severity::P1), [now, morning]);
    }
}
