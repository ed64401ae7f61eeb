//! Fetching the newest status. The browser's cache sends the validators, so an unchanged answer costs a 304.

use super::{Connection, Feed};
use crate::route::STATUS_JSON;
use leptos::prelude::window;
use leptos::task::spawn_local;
use model::public::Live;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// At most one request at a time, whatever is heard meanwhile.
#[derive(Clone)]
pub struct Fetch {
    feed: Feed,
    state: Rc<Cell<State>>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Idle,
    Running,
    /// Running, and what it brings is already known to be old.
    Again,
}

impl Fetch {
    /// Brings answers to `feed`.
    pub fn new(feed: Feed) -> Fetch {
        Fetch { feed, state: Rc::new(Cell::new(State::Idle)) }
    }

    /// Fetches the newest status, after the running request if there is one.
    pub fn start(&self) {
        if self.state.replace(State::Again) == State::Idle {
            spawn_local(self.clone().run());
        }
    }

    async fn run(self) {
        while self.state.get() == State::Again {
            self.state.set(State::Running);
            match answer().await {
                Some(live) => self.feed.take(live),
                None => self.feed.connection(Connection::Unreadable),
            }
        }
        self.state.set(State::Idle);
    }
}

/// The newest status; nothing if the server cannot be reached or says something else.
async fn answer() -> Option<Live> {
    let response = JsFuture::from(window().fetch_with_str(STATUS_JSON)).await.ok()?;
    let response = response.dyn_into::<Response>().ok().filter(Response::ok)?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}
