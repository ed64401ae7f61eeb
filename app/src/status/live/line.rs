//! The line to the server: hears of each new version, comes back by itself when it is cut, and is given up
//! while nobody looks, because browsers allow six connections to a server over HTTP/1.1.

use super::fetch::Fetch;
use super::{Connection, Feed, redraw};
use crate::route::EVENTS;
use leptos::prelude::{document, set_timeout, window_event_listener_untyped};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventSource;

/// The wait before the first try after a cut, in milliseconds; it doubles with every try.
const FIRST_WAIT: u32 = 1_000;
/// The longest wait, in milliseconds.
const LONGEST_WAIT: u32 = 60_000;

/// The line of an open page.
struct Line {
    fetch: Rc<Fetch>,
    ear: RefCell<Option<Ear>>,
    wait: Cell<u32>,
}

/// An event source and what it calls; it is closed before its closures go.
struct Ear {
    source: EventSource,
    _on_version: Closure<dyn Fn()>,
    _on_desk: Closure<dyn Fn()>,
    _on_error: Closure<dyn Fn()>,
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.source.set_onerror(None);
        self.source.close();
    }
}

/// Keeps `feed` right for as long as the page is open.
pub fn follow(feed: Feed) {
    let fetch = Rc::new(Fetch::new(feed, Rc::new(redraw::locale())));
    let line = Rc::new(Line { fetch, ear: RefCell::new(None), wait: Cell::new(FIRST_WAIT) });
    line.open();
    // The handle would remove the listener, which stays for as long as the page does.
    let _handle = window_event_listener_untyped("visibilitychange", move |_| line.look(!document().hidden()));
}

impl Line {
    fn open(self: &Rc<Self>) {
        let Ok(source) = EventSource::new(EVENTS) else { return self.lost() };
        let (version, desk, error) = (self.clone(), self.clone(), self.clone());
        let on_version = Closure::<dyn Fn()>::new(move || version.heard());
        let on_desk = Closure::<dyn Fn()>::new(move || desk.fetch.start_desk());
        let on_error = Closure::<dyn Fn()>::new(move || error.lost());
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let listen = |name, listener: &Closure<dyn Fn()>| {
            source.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref())
        };
        let listening = listen("version", &on_version).and_then(|()| listen("desk", &on_desk));
        self.ear.replace(Some(Ear {
            source,
            _on_version: on_version,
            _on_desk: on_desk,
            _on_error: on_error,
        }));
        if listening.is_err() {
            self.lost();
        }
    }

    fn heard(&self) {
        self.wait.set(FIRST_WAIT);
        self.fetch.start();
    }

    /// The browser would try again by itself, but at a steady pace that a server coming back must bear.
    fn lost(self: &Rc<Self>) {
        if let Some(ear) = self.ear.borrow().as_ref() {
            ear.source.close();
        }
        self.fetch.show(Connection::Lost);
        let wait = self.wait.get();
        self.wait.set((wait * 2).min(LONGEST_WAIT));
        let spread = f64::from(wait) * (0.5 + web_sys::js_sys::Math::random());
        let line = self.clone();
        set_timeout(move || line.reopen(), Duration::from_millis(spread as u64));
    }

    /// Tries again, unless the page is hidden or was looked at meanwhile.
    fn reopen(self: &Rc<Self>) {
        let cut =
            self.ear.borrow().as_ref().is_none_or(|ear| ear.source.ready_state() == EventSource::CLOSED);
        if cut && !document().hidden() {
            self.open();
        }
    }

    fn look(self: &Rc<Self>, seen: bool) {
        self.ear.replace(None);
        if seen {
            self.open();
            self.fetch.start();
        }
    }
}
