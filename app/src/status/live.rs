//! The island that keeps an open page right: it hears of each new version, fetches it and redraws what
//! changed. Without it, what the server drew stands.
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

/// What the island itself shows.
#[derive(Clone, Copy, Debug)]
pub struct Feed {
    /// How the line to the server is.
    pub connection: RwSignal<Connection>,
    /// The latest changes of status in words, for those who hear the page.
    pub news: RwSignal<String>,
}

/// How the line to the server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// Not made yet.
    Opening,
    /// The page shows what the server knows.
    Open,
    /// Cut; another try follows.
    Lost,
    /// The server answers what cannot be read; another try follows with the next version.
    Unreadable,
}

impl Connection {
    /// The words that visitors read; none while there is nothing to say.
    pub fn words(self) -> &'static str {
        match self {
            Connection::Opening => "",
            Connection::Open => "Live",
            Connection::Lost => "Connection lost, trying again",
            Connection::Unreadable => "Newest status unreadable, trying again",
        }
    }

    /// The word in the style sheet.
    pub fn slug(self) -> &'static str {
        match self {
            Connection::Opening => "opening",
            Connection::Open => "open",
            Connection::Lost => "lost",
            Connection::Unreadable => "unreadable",
        }
    }
}

/// When the page was true and how its line is; the island in it keeps the whole page right.
#[cfg(feature = "ssr")]
pub fn as_of(at: model::time::At) -> impl IntoView {
    let text = super::now::as_of(at);
    view! { <p class="status-meta"><span class="status-as-of" inner_html=text></span> " " <Live/></p> }
}

/// Says how the line to the server is, and what changed; keeps the whole page right while it is open.
#[island]
pub fn Live() -> impl IntoView {
    let feed = Feed { connection: RwSignal::new(Connection::Opening), news: RwSignal::new(String::new()) };
    #[cfg(feature = "live")]
    line::follow(feed);
    view! {
        <span class="status-connection" role="status" data-connection=move || feed.connection.get().slug()>
            {move || feed.connection.get().words()}
        </span>
        <span class="frame-unseen" role="status">{move || feed.news.get()}</span>
    }
}
