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
use crate::ui::escape::escape;
use crate::ui::when::length;
use leptos::prelude::*;
use list::ListPage;
use messages::Locale;
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
    pub(crate) fn head(&self, locale: &Locale) -> Head {
        let (title, description, listed) = match self {
            SubscribersPage::Subscribe(page) => {
                (locale.text("subscribe"), locale.text("subscribe-description"), page.listed)
            }
            SubscribersPage::Sent(_) => (locale.text("sent"), locale.text("sent-description"), false),
            SubscribersPage::Confirm(_) => {
                (locale.text("confirm"), locale.text("confirm-description"), false)
            }
            SubscribersPage::Preferences(_) => {
                (locale.text("subscription"), locale.text("subscription-description"), false)
            }
            SubscribersPage::Unsubscribed => {
                (locale.text("unsubscribed"), locale.text("unsubscribed-description"), false)
            }
            SubscribersPage::List(_) => ("Subscribers".into(), "Who asked to be told.".into(), false),
        };
        let section = match self {
            SubscribersPage::List(_) => Section::Account,
            _ => Section::Status,
        };
        Head { title, description, section: Some(section), bundle: None, listed }
    }

    pub(crate) fn body(&self, locale: &Locale) -> Drawn {
        let content = match self {
            SubscribersPage::Subscribe(page) => page.body(locale),
            SubscribersPage::Sent(life) => sent(locale, *life),
            SubscribersPage::Confirm(page) => page.body(locale),
            SubscribersPage::Preferences(page) => page.body(locale),
            SubscribersPage::Unsubscribed => unsubscribed(locale),
            SubscribersPage::List(page) => page.body(),
        };
        view! { <div class="frame-column members-page subscribers-page">{content}</div> }.drawn()
    }
}

fn sent(locale: &Locale, life: i64) -> Drawn {
    let words = locale.fill("sent-words", &[("length", &length(locale, life))]);
    view! {
        <h1>{locale.text("sent")}</h1>
        <p class="members-note">{words}</p>
        <p class="members-note">{locale.text("sent-nothing")}</p>
        <p><a href=Route::Overview.path()>{locale.text("back-to-status")}</a></p>
    }
    .drawn()
}

fn unsubscribed(locale: &Locale) -> Drawn {
    view! {
        <h1>{locale.text("unsubscribed")}</h1>
        <p class="members-note">{locale.text("unsubscribed-words")}</p>
        <p><a href=Route::Subscribe(None).path()>{locale.text("subscribe-again")}</a></p>
        <p><a href=Route::Overview.path()>{locale.text("back-to-status")}</a></p>
    }
    .drawn()
}

impl ConfirmPage {
    fn body(&self, locale: &Locale) -> Drawn {
        view! {
            <h1>{locale.text("confirm-heading")}</h1>
            <p inner_html=told(locale, self.way, &self.address)></p>
            <form class="members-form" method="post" action=Route::Confirm(self.secret.clone()).path()>
                <button>{locale.text("confirm-button")}</button>
            </form>
            <p class="members-note">{locale.text("confirm-not-me")}</p>
        }
        .drawn()
    }
}

/// How and where somebody is told, as HTML.
fn told(locale: &Locale, way: WayKind, address: &str) -> String {
    let address = format!("<strong>{}</strong>", escape(address));
    locale.fill(&format!("told-by-{}", way.name()), &[("address", &address)])
}
