//! `GET /api/events`: server-sent events that name the newest version, and tell members that the desk or a run has changed;
//! never what is in any of them.

use super::page::Asked;
use super::state::Web;
use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use model::member::Permission;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};
use tokio_stream::wrappers::{IntervalStream, WatchStream};
use tokio_stream::{Stream, StreamExt};

/// How often a silent stream says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How often the desk is drawn again though nobody has changed it: what is due becomes late.
const DESK: Duration = Duration::from_secs(60);

type Events = Pin<Box<dyn Stream<Item = Option<Event>> + Send>>;

/// One event `version` at once and with each snapshot, until the program stops. To members also one event `desk` at once,
/// whenever something changes that the desk lists, and each minute; and one event `runs` with each change of a run.
pub async fn stream(
    State(web): State<Arc<Web>>,
    asked: Asked,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let versions = WatchStream::new(web.snapshots.clone()).map(|snapshot| {
        let version = snapshot.public.version.to_string();
        Some(Event::default().event("version").data(version))
    });
    let stopped = WatchStream::new(web.stop.clone()).filter(|stop| *stop).map(|_| None);
    let mut events: Events = Box::pin(versions.merge(stopped));
    if asked.who.caller.may(Permission::Read) {
        events =
            Box::pin(events.merge(desk(&web).map(|()| Some(Event::default().event("desk").data("changed")))));
        let runs = WatchStream::from_changes(web.runs.subscribe());
        let runs = runs.map(|changes| Some(Event::default().event("runs").data(changes.to_string())));
        events = Box::pin(events.merge(runs));
    }
    let events = events.take_while(Option::is_some).filter_map(|event| event).map(Ok);
    Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}

/// Each moment at which the desk may show something else.
fn desk(web: &Web) -> impl Stream<Item = ()> + Send + use<> {
    let mut minutes = interval(DESK);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut all: Pin<Box<dyn Stream<Item = ()> + Send>> = Box::pin(IntervalStream::new(minutes).map(drop));
    all = Box::pin(all.merge(WatchStream::from_changes(web.ticked.subscribe()).map(drop)));
    if let Some(incidents) = &web.incidents {
        all = Box::pin(all.merge(WatchStream::from_changes(incidents.changes()).map(drop)));
    }
    if let Some(works) = &web.works {
        all = Box::pin(all.merge(WatchStream::from_changes(works.planned()).map(drop)));
    }
    all
}
