//! What a subscriber chose, where they change it, and where they end it.

use super::told;
use super::wish::{Part, WishForm};
use crate::members::{once, problem};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::when::time;
use leptos::prelude::*;
use messages::Locale;
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
    /// Something that was done: the name of the message that says so.
    pub done: Option<&'static str>,
    /// What was wrong with what was typed.
    pub problem: Option<String>,
}

impl PreferencesPage {
    pub(super) fn body(&self, locale: &Locale) -> Drawn {
        let way = self.subscriber.way.kind();
        let address = match way {
            WayKind::Push => self.subscriber.way.veiled(),
            _ => self.subscriber.way.address().to_owned(),
        };
        let done =
            self.done.map(|words| view! { <p class="members-made" role="status">{locale.text(words)}</p> });
        let since = self.subscriber.confirmed.map(|at| {
            let html = locale.fill("subscription-since", &[("time", &time(locale, at))]);
            view! { <p inner_html=html></p> }
        });
        view! {
            <h1>{locale.text("subscription")}</h1>
            {done}
            {self.signing.clone().map(|secret| signing(locale, secret))}
            {self.subscriber.disabled.clone().map(|why| disabled(locale, &why))}
            {problem(&self.problem)}
            <p inner_html=told(locale, way, &address)></p>
            {since}
            <form class="members-form subscribers-form" method="post" action=Route::Subscription(self.secret.clone()).path()>
                {self.wish.fields(locale, &self.parts, way == WayKind::Webhook)}
                <button>{locale.text("save")}</button>
            </form>
            <section>
                <h2>{locale.text("unsubscribe")}</h2>
                <form method="post" action=Route::Unsubscribe(self.secret.clone()).path()>
                    <button>{locale.text("unsubscribe-button")}</button>
                </form>
                <p class="members-note">{locale.text("unsubscribe-note")}</p>
            </section>
        }
        .drawn()
    }
}

fn signing(locale: &Locale, secret: String) -> Drawn {
    view! {
        <div class="members-made" role="status">
            {once(locale.text("signing"), secret)}
        </div>
    }
    .drawn()
}

fn disabled(locale: &Locale, why: &str) -> Drawn {
    let words = locale.fill("subscription-disabled", &[("why", why)]);
    view! { <p class="members-problem" role="alert">{words}</p> }.drawn()
}
