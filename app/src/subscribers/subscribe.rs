//! The form that asks to be told.

use super::wish::{Part, WishForm};
use crate::members::problem;
use crate::route::{Route, SUBSCRIBE_PUSH};
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use messages::Locale;
use model::subscriber::WayKind;

/// What the form shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscribePage {
    /// The ways in which messages can be sent.
    pub ways: Vec<WayKind>,
    /// The key by which browsers ask their push services for messages, if they may.
    pub push: Option<String>,
    /// What can be chosen.
    pub parts: Vec<Part>,
    /// What is wished, as far as it is filled in.
    pub wish: WishForm,
    /// The address that was typed before.
    pub address: String,
    /// What was wrong with what was typed.
    pub problem: Option<String>,
    /// True if search engines may list it.
    pub listed: bool,
}

impl SubscribePage {
    pub(super) fn body(&self, locale: &Locale) -> Drawn {
        let content = match self.ways.is_empty() {
            true => view! { <p class="members-note">{locale.text("subscribe-none")}</p> }.drawn(),
            false => self.form(locale),
        };
        view! {
            <h1>{locale.text("subscribe")}</h1>
            <p class="members-note">{locale.text("subscribe-words")}</p>
            {problem(&self.problem)}
            {content}
        }
        .drawn()
    }

    fn form(&self, locale: &Locale) -> Drawn {
        let typed = self.ways.iter().any(|way| *way != WayKind::Push);
        view! {
            <form class="members-form subscribers-form" method="post" action=Route::Subscribe(None).path()>
                {typed.then(|| self.address(locale))}
                {self.wish.fields(locale, &self.parts, self.ways.contains(&WayKind::Webhook))}
                {typed.then(|| view! { <button>{locale.text("subscribe")}</button> })}
                {self.push.as_deref().map(|key| push(locale, key, typed))}
            </form>
        }
        .drawn()
    }

    /// One field for all that can be typed: what is on https is a webhook.
    fn address(&self, locale: &Locale) -> Drawn {
        let has = |way| self.ways.contains(&way);
        let (label, kind, complete) = match (has(WayKind::Email), has(WayKind::Webhook)) {
            (true, true) => ("address-either", "text", "email"),
            (true, false) => ("address-email", "email", "email"),
            _ => ("address-webhook", "url", "off"),
        };
        let wrong = self.problem.is_some().then_some("true");
        view! {
            <label>
                <span>{locale.text(label)}</span>
                <input
                    name="address"
                    type=kind
                    value=self.address.clone()
                    autocomplete=complete
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    maxlength="1000"
                    aria-invalid=wrong
                />
            </label>
        }
        .drawn()
    }
}

/// The button for a browser that can show messages, which `public/push.js` shows and handles; `beside` says whether there
/// is another way to subscribe.
fn push(locale: &Locale, key: &str, beside: bool) -> Drawn {
    let other = (!beside).then(|| {
        view! {
            <p class="members-note" data-push-other>{locale.text("push-not-here")}</p>
        }
    });
    view! {
        {other}
        <div
            class="subscribers-push"
            data-push-key=key.to_owned()
            data-asking=locale.text("push-asking")
            data-refused=locale.text("push-refused")
            data-unreached=locale.text("push-unreached")
            hidden
        >
            <input type="hidden" name="endpoint"/>
            <input type="hidden" name="key"/>
            <input type="hidden" name="secret"/>
            <button formaction=SUBSCRIBE_PUSH formnovalidate>{locale.text("push-button")}</button>
            <p class="subscribers-hint" role="status"></p>
        </div>
        <script type="module" src="/push.js"></script>
    }
    .drawn()
}
