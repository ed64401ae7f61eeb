//! Being told: the form that asks for it, the link that confirms it, what a subscriber chose, and all subscribers.

pub mod list;
pub mod preferences;
pub mod subscribe;
#[cfg(test)]
mod tests;
pub mod wish;

use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use list::ListPage;
use model::subscriber::WayKind;
use preferences::PreferencesPage;
use subscribe::SubscribePage;

/// A page about being told.
#[derive(Clone)]
pub enum SubscribersPage {
    /// The form that asks for it.
    Subscribe(Box<SubscribePage>),
    /// What is said to whoever has sent it: links end after so many milliseconds.
    Sent(i64),
    /// The button behind a link.
    Confirm(ConfirmPage),
    /// What a subscriber chose.
    Preferences(Box<PreferencesPage>),
    /// A subscriber is told no more.
    Unsubscribed,
    /// All subscribers.
    List(ListPage),
}

/// The button behind a link to confirm by.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmPage {
    /// The link's secret.
    pub secret: String,
    /// In which way they are to be told.
    pub way: WayKind,
    /// Where.
    pub address: String,
}

impl SubscribersPage {
    pub(crate) fn head(&self) -> Head {
        let (title, description, listed) = match self {
            SubscribersPage::Subscribe(page) => {
                ("Subscribe", "Be told when something breaks, and when it is repaired.", page.listed)
            }
            SubscribersPage::Sent(_) => ("One more step", "A link to confirm is on its way.", false),
            SubscribersPage::Confirm(_) => ("Confirm", "Confirm that you want to be told.", false),
            SubscribersPage::Preferences(_) => ("Your subscription", "What you are told, and when.", false),
            SubscribersPage::Unsubscribed => ("Unsubscribed", "You are told no more.", false),
            SubscribersPage::List(_) => ("Subscribers", "Who asked to be told.", false),
        };
        let section = match self {
            SubscribersPage::List(_) => Section::Account,
            _ => Section::Status,
        };
        let (title, description) = (title.into(), description.into());
        Head { title, description, section: Some(section), bundle: None, listed }
    }

    pub(crate) fn body(&self) -> Drawn {
        let content = match self {
            SubscribersPage::Subscribe(page) => page.body(),
            SubscribersPage::Sent(life) => sent(*life),
            SubscribersPage::Confirm(page) => page.body(),
            SubscribersPage::Preferences(page) => page.body(),
            SubscribersPage::Unsubscribed => unsubscribed(),
            SubscribersPage::List(page) => page.body(),
        };
        view! { <div class="frame-column members-page subscribers-page">{content}</div> }.drawn()
    }
}

fn sent(life: i64) -> Drawn {
    view! {
        <h1>"One more step"</h1>
        <p class="members-note">
            "If messages can be sent there, one with a link is on its way. Follow it within "
            {model::time::length(life)} " to confirm that it was you who asked. Nothing else is sent before. A browser \
             confirms by itself as soon as the first message arrives in it, and shows it."
        </p>
        <p class="members-note">
            "Nothing came? Look at what was taken for spam. Who is subscribed already finds the link to their choice in \
             the message instead."
        </p>
        <p><a href=Route::Overview.path()>"Back to the status page"</a></p>
    }
    .drawn()
}

fn unsubscribed() -> Drawn {
    view! {
        <h1>"Unsubscribed"</h1>
        <p class="members-note">"You are told no more, and your address is forgotten."</p>
        <p><a href=Route::Subscribe(None).path()>"Subscribe again"</a></p>
        <p><a href=Route::Overview.path()>"Back to the status page"</a></p>
    }
    .drawn()
}

impl ConfirmPage {
    fn body(&self) -> Drawn {
        view! {
            <h1>"Confirm your subscription"</h1>
            <p>{told(self.way)} " " <strong>{self.address.clone()}</strong></p>
            <form class="members-form" method="post" action=Route::Confirm(self.secret.clone()).path()>
                <button>"Yes, tell me"</button>
            </form>
            <p class="members-note">"Was it not you? Then do nothing: the address is forgotten soon."</p>
        }
        .drawn()
    }
}

/// How somebody is told, before the address.
fn told(way: WayKind) -> &'static str {
    match way {
        WayKind::Email => "Messages go by e-mail to",
        WayKind::Webhook => "Messages are posted to",
        WayKind::Push => "Messages are shown by the browser that its push service knows as",
    }
}
