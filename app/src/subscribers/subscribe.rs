//! The form that asks to be told.

use super::wish::{Part, WishForm};
use crate::members::problem;
use crate::route::{Route, SUBSCRIBE_PUSH};
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
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
    pub(super) fn body(&self) -> Drawn {
        let content = match self.ways.is_empty() {
            true => {
                view! { <p class="members-note">"This site sends no messages. Come back to its status page instead."</p> }
                    .drawn()
            }
            false => self.form(),
        };
        view! {
            <h1>"Subscribe"</h1>
            <p class="members-note">
                "Be told when something breaks, how it stands, and when it is repaired. You confirm an address by a link \
                 before anything else is sent there, and each message has a link that ends it."
            </p>
            {problem(&self.problem)}
            {content}
        }
        .drawn()
    }

    fn form(&self) -> Drawn {
        let typed = self.ways.iter().any(|way| *way != WayKind::Push);
        view! {
            <form class="members-form subscribers-form" method="post" action=Route::Subscribe(None).path()>
                {typed.then(|| self.address())}
                {self.wish.fields(&self.parts, self.ways.contains(&WayKind::Webhook))}
                {typed.then(|| view! { <button>"Subscribe"</button> })}
                {self.push.as_deref().map(|key| push(key, typed))}
            </form>
        }
        .drawn()
    }

    /// One field for all that can be typed: what is on https is a webhook.
    fn address(&self) -> Drawn {
        let has = |way| self.ways.contains(&way);
        let (label, kind, complete) = match (has(WayKind::Email), has(WayKind::Webhook)) {
            (true, true) => ("E-mail address, or the https:// address of a webhook", "text", "email"),
            (true, false) => ("E-mail address", "email", "email"),
            _ => ("The https:// address of a webhook", "url", "off"),
        };
        let wrong = self.problem.is_some().then_some("true");
        view! {
            <label>
                <span>{label}</span>
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
fn push(key: &str, beside: bool) -> Drawn {
    let other = (!beside).then(|| {
        view! {
            <p class="members-note" data-push-other>
                "Messages are shown by your browser. This one cannot show them, or runs no scripts here."
            </p>
        }
    });
    view! {
        {other}
        <div class="subscribers-push" data-push-key=key.to_owned() hidden>
            <input type="hidden" name="endpoint"/>
            <input type="hidden" name="key"/>
            <input type="hidden" name="secret"/>
            <button formaction=SUBSCRIBE_PUSH formnovalidate>"Show messages in this browser"</button>
            <p class="subscribers-hint" role="status"></p>
        </div>
        <script type="module" src="/push.js"></script>
    }
    .drawn()
}
