//! `GET /api/events`: server-sent events that name the newest version, never what is in it.

use super::state::Web;
use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

/// How often a silent stream says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// One event `version` at once and with each snapshot, until the program stops.
pub async fn stream(State(web): State<Arc<Web>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let versions = WatchStream::new(web.snapshots.clone()).map(|snapshot| Some(snapshot.public.version));
    let stopped = WatchStream::new(web.stop.clone()).filter(|stop| *stop).map(|_| None);
    let events = versions
        .merge(stopped)
        .take_while(Option::is_some)
        .filter_map(|version| version)
        .map(|version| Ok(Event::default().event("version").data(version.to_string())));
    Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}
