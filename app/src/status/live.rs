//! The island that keeps an open page right: it hears of new versions, fetches them and hands them to the
//! islands inside it. Without it, or before its first answer, what the server drew stands.

#[cfg(feature = "live")]
mod fetch;
#[cfg(feature = "live")]
mod line;
#[cfg(any(feature = "live", test))]
mod news;
mod part;

pub use part::{AsOf, Attention, Checked, ConnectionNow, Headline, Since, StatusNow};

use leptos::prelude::*;
use model::public::{self, LiveComponent};
use model::status::Status;

/// What the islands of an open page share.
#[derive(Clone, Copy, Debug)]
pub struct Feed(RwSignal<Heard>);

/// What an open page has heard since it was drawn.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The newest answer; none before the first.
    pub answer: Option<public::Live>,
    /// How the line to the server is.
    pub connection: Connection,
    /// The latest changes of status in words, for those who hear the page.
    pub news: String,
}

/// How the line to the server is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Not made yet.
    #[default]
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

#[cfg(feature = "live")]
impl Feed {
    /// Takes a new answer: says what changed, then shows it. The first one is what changes are told from.
    fn take(self, answer: public::Live) {
        self.0.update(|heard| {
            if let Some(news) = heard.answer.as_ref().and_then(|last| news::news(last, &answer)) {
                heard.news = news;
            }
            heard.connection = Connection::Open;
            heard.answer = Some(answer);
        });
    }

    /// Shows how the line is, unless the page says so already.
    fn connection(self, connection: Connection) {
        if self.0.with_untracked(|heard| heard.connection != connection) {
            self.0.update(|heard| heard.connection = connection);
        }
    }
}

/// What is not operational among `components`, worst first, what nobody has looked at yet left out.
pub fn attention(components: &[LiveComponent]) -> impl Iterator<Item = &LiveComponent> {
    let matters = |its: &LiveComponent| its.checked.is_some() || its.status.is_trouble();
    let worst_first = Status::ALL.into_iter().rev().filter(|status| *status != Status::Operational);
    worst_first.flat_map(move |status| components.iter().filter(move |its| its.status == status && matters(its)))
}

/// Keeps the islands among `children` right for as long as the page is open.
#[island]
pub fn Live(children: Children) -> impl IntoView {
    let feed = Feed(RwSignal::new(Heard::default()));
    provide_context(feed);
    #[cfg(feature = "live")]
    line::follow(feed);
    let news = part::now(public::Live::default(), |_, heard| {
        view! { <p class="frame-unseen" role="status">{heard.news.clone()}</p> }.into_any()
    });
    view! { {children()} {news} }
}
