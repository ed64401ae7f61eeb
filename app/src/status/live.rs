//! The island that keeps an open page right: it hears of each new version, fetches it and redraws what
//! changed. Without it, what the server drew stands.
//!
//! It speaks the page's language: the phrases that it fills stand in the page, [`excerpt`] puts them there.
//!
//! It redraws in place, with the functions that the server drew with ([`super::now`]): as islands of their
//! own, the hundred pieces of an overview would carry their state twice and almost double the bundle.

#[cfg(feature = "live")]
mod fetch;
#[cfg(feature = "live")]
mod line;
#[cfg(any(feature = "live", test))]
mod news;
#[cfg(feature = "live")]
pub mod read;
#[cfg(feature = "live")]
mod redraw;

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use model::incident::State;
#[cfg(feature = "ssr")]
use model::status::Status;

/// What the island itself shows.
#[derive(Clone, Copy, Debug)]
pub struct Feed {
    /// How the line to the server is, as the style sheet has it: one kind of signal weighs less than two.
    pub connection: RwSignal<String>,
    /// The same in words.
    pub words: RwSignal<String>,
    /// The latest changes of status in words, for those who hear the page.
    pub news: RwSignal<String>,
}

/// How the line to the server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// The page shows what the server knows.
    Open,
    /// Cut; another try follows.
    Lost,
    /// The server answers what cannot be read; another try follows with the next version.
    Unreadable,
}

impl Connection {
    /// The word in the style sheet.
    pub fn slug(self) -> &'static str {
        match self {
            Connection::Open => "open",
            Connection::Lost => "lost",
            Connection::Unreadable => "unreadable",
        }
    }
}

/// When the page was true and how its line is; the island in it keeps the whole page right, in the language of `locale`.
#[cfg(feature = "ssr")]
pub fn as_of(locale: &messages::Locale, at: model::time::At) -> impl IntoView + use<> {
    let text = super::now::as_of(locale, at);
    view! {
        <p class="status-meta" data-lang=locale.lang().tag() data-phrases=excerpt(locale)>
            <span class="status-as-of" inner_html=text></span> " " <Live/>
        </p>
    }
}

/// The phrases that an open page fills by itself.
#[cfg(feature = "ssr")]
pub fn excerpt(locale: &messages::Locale) -> String {
    const NAMED: [&str; 20] = [
        "affected",
        "affected-hidden",
        "as-of",
        "checked",
        "checked-took",
        "connection-lost",
        "connection-open",
        "connection-unreadable",
        "date",
        "moment",
        "news-component",
        "news-incident",
        "news-more",
        "news-over",
        "not-checked",
        "separators",
        "since",
        "told-of",
        "told-of-one",
        "unit-ms",
    ];
    let statuses =
        Status::ALL.map(|it| [format!("status-{}", it.slug()), format!("status-{}-within", it.slug())]);
    let states = State::ALL.map(|it| format!("state-{}-within", it.slug()));
    let months = (1..=12).map(|month| format!("month-short-{month}"));
    let made: Vec<_> = statuses.into_iter().flatten().chain(states).chain(months).collect();
    locale.excerpt(NAMED.into_iter().chain(made.iter().map(String::as_str)))
}

/// Says how the line to the server is, and what changed; keeps the whole page right while it is open.
#[island]
pub fn Live() -> impl IntoView {
    let [connection, words, news] = ["opening", "", ""].map(|text| RwSignal::new(text.to_owned()));
    let feed = Feed { connection, words, news };
    #[cfg(feature = "live")]
    line::follow(feed);
    view! {
        <span class="status-connection" role="status" data-connection=move || feed.connection.get()>
            {move || feed.words.get()}
        </span>
        <span class="frame-unseen" role="status">{move || feed.news.get()}</span>
    }
}
