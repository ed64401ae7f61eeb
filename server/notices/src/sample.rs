//! A letter that tests of channels send.

use crate::letter::{Letter, Site};
use messages::{Lang, Locales};
use model::incident::{Severity, State};
use model::notice::{Affected, Event, Message, Other, Said, What};
use model::status::Status;
use model::time::At;

/// 2026-11-21T13:00:00Z.
pub(crate) const NOW: At = At(1_795_266_000_000);

/// Gives what `of` makes of a letter about an incident to which that happened, in English.
pub(crate) fn with<T>(what: What, of: impl FnOnce(&Letter<'_>) -> T) -> T {
    within(Lang::En, what, of)
}

/// The same in any language.
pub(crate) fn within<T>(lang: Lang, what: What, of: impl FnOnce(&Letter<'_>) -> T) -> T {
    let affected = Affected { id: "shop/kafka".into(), name: "Kafka".into(), status: Status::MajorOutage };
    let event = Event {
        what,
        about: "incident/kafka".into(),
        at: NOW,
        severity: Some(Severity::P1),
        components: vec![affected],
        public: true,
    };
    let other = Other {
        title: "Redis is slow".into(),
        severity: Some(Severity::P2),
        path: "/incidents/redis".into(),
    };
    let message = Message {
        event,
        title: "Kafka <is> down".into(),
        state: Some(if what == What::Resolved { State::Resolved } else { State::Investigating }),
        said: vec![Said::typed(NOW, "We look at *it*.\nIt is <b>odd</b>.")],
        path: "/incidents/kafka".into(),
        others: if what == What::Declared { vec![other] } else { vec![] },
    };
    let site = Site { name: "Shop & Co".into(), url: "https://status.example".into() };
    of(&Letter {
        key: "incident/kafka/1/channel:ops",
        lane: "incident/kafka",
        still: 0,
        now: NOW,
        site: &site,
        locale: &Locales::embedded().get(lang),
        message: &message,
    })
}
