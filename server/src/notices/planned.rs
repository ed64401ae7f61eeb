//! Planned work is told when it is near, when it begins and when it is done, and when it is not done after all. Keys are
//! made of the window, so that nothing is told twice, however often it is looked at.

use super::teller::new;
use crate::config::channel::Channel;
use crate::subscribers::fan;
use calendar::plan;
use model::estate::{Estate, System};
use model::maintenance::{Maintenance, Window};
use model::notice::{Affected, Event, Message, Phrase, Said, What, channel, told};
use model::status::Status;
use model::subscriber::Subscriber;
use model::time::{At, DAY};
use store::Records;
use store::records::notices::NewNotice;

/// Milliseconds after which it is no news any more that work was done.
const NEWS: i64 = DAY;

/// Milliseconds for which it is remembered that work was announced.
const MEMORY: i64 = 60 * DAY;

/// Puts what is to be told at `now` of an estate's planned work, which is announced so many milliseconds ahead.
pub fn put(
    records: &mut Records,
    channels: &[Channel],
    estate: &Estate,
    announce: Option<i64>,
    now: At,
) -> Result<usize, store::Error> {
    let subscribers = records.told_subscribers()?;
    let mut put = Vec::new();
    for (system, work, window) in near(estate, announce.unwrap_or(0), now) {
        let about = format!("maintenance/{}/{}/{}", system.id, work.id, window.from.0);
        let Some(what) = phase(window, announce, now) else { continue };
        let heard = records.heard(&about)?;
        let message = message(estate, (system, work, window), about, what);
        put.extend(notices(&message, &heard, channels, &subscribers, now));
    }
    for message in cancelled(records, estate, now)? {
        let heard = records.heard(&message.event.about)?;
        put.extend(notices(&message, &heard, channels, &subscribers, now));
    }
    records.put_notices(&put)
}

/// What is told of work that was announced, is not begun, and is planned no longer.
fn cancelled(records: &mut Records, estate: &Estate, now: At) -> Result<Vec<Message>, store::Error> {
    let told = records.latest_messages("maintenance", now - MEMORY)?;
    let gone = told.into_iter().filter(|message| {
        let is_ahead = message.event.what == What::Planned && message.event.at > now;
        is_ahead && !is_planned(estate, message).unwrap_or(false)
    });
    let cancelled = gone.map(|mut message| {
        message.event.what = What::Cancelled;
        message.said = vec![Said::ours(now, Phrase::NotDone)];
        message
    });
    Ok(cancelled.collect())
}

/// Whether the window that a message is about is still planned; nothing if it is about no window of this estate.
fn is_planned(estate: &Estate, message: &Message) -> Option<bool> {
    let mut parts = message.event.about.split('/').skip(1);
    let (system, work) = (estate.system(parts.next()?)?, parts.next()?);
    let work = system.maintenance.iter().find(|it| it.id == work)?;
    let from = message.event.at;
    Some(plan::held(system, work, from, from + 1).any(|window| window.from == from))
}

/// Windows that are over since a day at most, hold `now`, or are to be announced.
fn near(estate: &Estate, announce: i64, now: At) -> impl Iterator<Item = (&System, &Maintenance, Window)> {
    let works =
        estate.systems.iter().flat_map(|system| system.maintenance.iter().map(move |work| (system, work)));
    works.flat_map(move |(system, work)| {
        let windows = plan::held(system, work, now - NEWS, now + announce + 1);
        windows.map(move |window| (system, work, window))
    })
}

/// What is to be told of a window at `now`.
fn phase(window: Window, announce: Option<i64>, now: At) -> Option<What> {
    match window {
        _ if window.holds(now) => Some(What::Started),
        Window { to, .. } if to <= now => Some(What::Ended),
        Window { from, .. } if announce.is_some_and(|ahead| from <= now + ahead) => Some(What::Planned),
        _ => None,
    }
}

/// The notices of a message to whom it is for; `heard` were told of the same window before.
fn notices(
    message: &Message,
    heard: &[String],
    channels: &[Channel],
    subscribers: &[Subscriber],
    now: At,
) -> Vec<NewNotice> {
    let number = |what: What| format!("{}/{}", message.event.about, what.slug());
    let notice = |it: &Channel| {
        let to = channel(&it.name);
        let what = told(&it.choice, &message.event, heard.contains(&to))?;
        Some(new(&number(what), to, (now, 0), message, what))
    };
    let mut notices: Vec<_> = channels.iter().filter_map(notice).collect();
    notices.extend(fan::notices(&number(message.event.what), message, now, heard, subscribers));
    notices
}

fn message(
    estate: &Estate,
    (system, work, window): (&System, &Maintenance, Window),
    about: String,
    what: What,
) -> Message {
    let components = work.components.iter().filter_map(|id| estate.component(id)).map(|it| Affected {
        id: it.id.clone(),
        name: it.name.clone(),
        status: Status::Maintenance,
    });
    let (at, severity, public) = (if what == What::Ended { window.to } else { window.from }, None, true);
    let when = Phrase::Window { from: window.from, to: window.to };
    Message {
        event: Event { what, about, at, severity, components: components.collect(), public },
        title: work.title.clone(),
        state: None,
        said: vec![Said::ours(at, when)],
        path: format!("/status/{}", system.id),
        others: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use model::estate::Component;
    use model::notice::Choice;
    use model::time::HOUR;
    use notices::channel::slack::Slack;
    use notices::post::Url;

    fn estate() -> Estate {
        let window = Window { from: At(100 * HOUR), to: At(104 * HOUR) };
        let maintenance = vec![Maintenance::once("disks", "New disks", vec!["s/db".into()], window)];
        let components = vec![Component::new("s/db", "Database", "all", vec![])];
        Estate { systems: vec![System { components, maintenance, ..System::new("s", "S") }] }
    }

    /// What is told when it is looked at in these hours; from `gone` on the work is planned no longer.
    fn told_until(gone: i64, hours: &[i64]) -> Vec<String> {
        let way = notices::Channel::Slack(Slack { url: Url::parse("http://127.0.0.1/").unwrap() });
        let channels = [Channel { name: "ops".into(), choice: Choice::default(), way }];
        let mut records = Records::memory().unwrap();
        for hour in hours {
            let mut estate = estate();
            if *hour >= gone {
                estate.systems[0].maintenance.clear();
            }
            put(&mut records, &channels, &estate, Some(DAY), At(hour * HOUR)).unwrap();
        }
        let mut keys: Vec<_> = records.notices(None, None, 9).unwrap().into_iter().map(|it| it.key).collect();
        keys.reverse();
        keys
    }

    fn told_at(hours: &[i64]) -> Vec<String> {
        told_until(i64::MAX, hours)
    }

    #[test]
    fn work_that_was_announced_and_is_planned_no_longer_is_cancelled_once() {
        let key = |what| format!("maintenance/s/disks/{}/{what}/channel:ops", 100 * HOUR);
        assert_eq!(told_until(90, &[80, 90, 91, 100]), ["planned", "cancelled"].map(key));
        assert_eq!(told_until(90, &[70, 90, 91]), [""; 0], "nobody heard of it");
        assert_eq!(told_until(101, &[80, 100, 101, 110]), ["planned", "started"].map(key));
    }

    #[test]
    fn each_turn_of_a_window_is_told_once() {
        let key = |what| format!("maintenance/s/disks/{}/{what}/channel:ops", 100 * HOUR);
        let all = ["planned", "started", "ended"].map(key);
        assert_eq!(told_at(&[75, 76, 99, 100, 101, 103, 104, 105, 127, 129]), all);
        assert_eq!(told_at(&[101, 110]), all[1..]);
        assert_eq!(told_at(&[110]), [""; 0], "nobody heard that it began");
        assert_eq!(told_at(&[101, 129]), all[1..2], "it is no news any more");
    }
}
