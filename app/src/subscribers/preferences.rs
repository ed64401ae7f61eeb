//! What a subscriber chose, where they change it, and where they end it.

use super::told;
use super::wish::{Part, WishForm};
use crate::members::{once, problem, time};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::subscriber::{Subscriber, WayKind};

/// What the page shows.
#[derive(Clone)]
pub struct PreferencesPage {
    /// The secret of the link.
    pub secret: String,
    /// Whose it is.
    pub subscriber: Subscriber,
    /// What can be chosen.
    pub parts: Vec<Part>,
    /// What is wished, as it is or was typed.
    pub wish: WishForm,
    /// By what a webhook checks who posts; shown once, when it was confirmed.
    pub signing: Option<String>,
    /// Something that was done.
    pub done: Option<&'static str>,
    /// What was wrong with what was typed.
    pub problem: Option<String>,
}

impl PreferencesPage {
    pub(super) fn body(&self) -> Drawn {
        let way = self.subscriber.way.kind();
        let address = match way {
            WayKind::Push => self.subscriber.way.veiled(),
            _ => self.subscriber.way.address().to_owned(),
        };
        let done = self.done.map(|words| view! { <p class="members-made" role="status">{words}</p> });
        let since = self.subscriber.confirmed.map(|at| view! { <p>"Since " {time(at)} "."</p> });
        view! {
            <h1>"Your subscription"</h1>
            {done}
            {self.signing.clone().map(signing)}
            {self.subscriber.disabled.clone().map(disabled)}
            {problem(&self.problem)}
            <p>{told(way)} " " <strong>{address}</strong></p>
            {since}
            <form class="members-form subscribers-form" method="post" action=Route::Subscription(self.secret.clone()).path()>
                {self.wish.fields(&self.parts, way == WayKind::Webhook)}
                <button>"Save"</button>
            </form>
            <section>
                <h2>"Unsubscribe"</h2>
                <form method="post" action=Route::Unsubscribe(self.secret.clone()).path()>
                    <button>"Tell me no more"</button>
                </form>
                <p class="members-note">
                    "Whoever has the address of this page can do the same. It is in each message that you get, so forward \
                     none of them."
                </p>
            </section>
        }
        .drawn()
    }
}

fn signing(secret: String) -> Drawn {
    view! {
        <div class="members-made" role="status">
            {once("Secret by which your endpoint checks signatures (Standard Webhooks). It is shown this once.".into(), secret)}
        </div>
    }
    .drawn()
}

fn disabled(why: String) -> Drawn {
    view! {
        <p class="members-problem" role="alert">
            "Nothing is sent any more, because nothing arrived for days: " {why} ". Save your choice to have it tried again."
        </p>
    }
    .drawn()
}
