//! Fetching the newest status. The browser's cache sends the validators, so an unchanged answer costs a 304.

use super::news::news;
use super::{Connection, Feed, read, redraw};
use crate::route::{LANG, STATUS_JSON, spoken};
use gloo_net::http::{Request, Response};
use leptos::prelude::{Set, window};
use leptos::task::spawn_local;
use messages::{Lang, Locale};
use model::public::Live;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::Document;
use web_sys::js_sys::Promise;

#[wasm_bindgen(module = "/../public/fetched.js")]
extern "C" {
    fn fetched(address: &str) -> Promise;
}

/// The answers of an open page, fetched one at a time, whatever is heard meanwhile.
pub struct Fetch {
    feed: Feed,
    /// The language of the page.
    locale: Rc<Locale>,
    state: Cell<State>,
    /// Whether the desk is to be drawn again.
    desk: Cell<bool>,
    last: RefCell<Option<Live>>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Idle,
    Running,
    /// Running, and what it brings is already known to be old.
    Again,
}

impl Fetch {
    /// Nothing is fetched yet.
    pub fn new(feed: Feed, locale: Rc<Locale>) -> Fetch {
        let (state, desk, last) = (Cell::new(State::Idle), Cell::new(false), RefCell::new(None));
        Fetch { feed, locale, state, desk, last }
    }

    /// Shows how the line to the server is.
    pub fn show(&self, connection: Connection) {
        let slug = connection.slug();
        self.feed.connection.set(slug.into());
        self.feed.words.set(self.locale.text(&["connection-", slug].concat()));
    }

    /// Fetches the newest status, after the running request if there is one.
    pub fn start(self: &Rc<Self>) {
        if self.state.replace(State::Again) == State::Idle {
            spawn_local(self.clone().run());
        }
    }

    /// The same, and draws the desk again, if that is the page.
    pub fn start_desk(self: &Rc<Self>) {
        if redraw::is_desk() {
            self.desk.set(true);
            self.start();
        }
    }

    async fn run(self: Rc<Self>) {
        while self.state.get() == State::Again {
            self.state.set(State::Running);
            match answer(self.locale.lang()).await {
                Some(live) => self.take(live).await,
                None => self.show(Connection::Unreadable),
            }
        }
        self.state.set(State::Idle);
    }

    /// Whether something else is told of incidents than the page says. The first answer may be newer than the page.
    fn is_told_otherwise(&self, live: &Live) -> bool {
        match self.last.borrow().as_ref() {
            Some(last) => last.incidents != live.incidents,
            None => redraw::is_older(live) && !(live.incidents.is_empty() && redraw::tells_of_none()),
        }
    }

    /// Shows an answer and says what it changed; the first one is what changes are told from.
    async fn take(&self, live: Live) {
        let otherwise = self.is_told_otherwise(&live) | self.desk.take();
        redraw::redraw(&self.locale, &live);
        if otherwise
            && let Some(page) = page(self.locale.lang()).await
            && redraw::redraw_regions(&page)
            && redraw::is_desk()
        {
            self.feed.news.set("The desk lists something else.".into());
        }
        if let Some(news) = self.last.borrow().as_ref().and_then(|last| news(&self.locale, last, &live)) {
            self.feed.news.set(news);
        }
        self.show(Connection::Open);
        self.last.replace(Some(live));
    }
}

/// The page that is open, as the server draws it by now; nothing if it cannot be had.
async fn page(lang: Lang) -> Option<Document> {
    let path = window().location().pathname().ok()?;
    let page = fetched(&[&path, "?", LANG, "=", lang.tag()].concat());
    JsFuture::from(page).await.ok()?.dyn_into().ok()
}

/// The newest status; nothing if the server cannot be reached or says something else.
async fn answer(lang: Lang) -> Option<Live> {
    let response = Request::get(&spoken(STATUS_JSON, lang)).send().await.ok().filter(Response::ok)?;
    // The browser's own parser gives plain objects; a parser in wasm would weigh more than the island.
    let raw = web_sys::Response::from(response);
    read::live(&JsFuture::from(raw.json().ok()?).await.ok()?)
}
