//! `/desk/declare`: what is broken, how bad it is, and whether visitors see it at once; also what is over long since.

use super::field::{impacts, instant, line, severity, text};
use super::problem;
use super::typed::Typed;
use crate::route::Route;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use messages::Locale;
use model::incident::Severity;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declare {
    /// The components of the estate, id and name.
    pub components: Vec<(String, String)>,
    /// What was sent and not done.
    pub typed: Typed,
    /// Why it was not done.
    pub problem: Option<String>,
}

impl Declare {
    pub(super) fn body(&self, locale: &Locale) -> Drawn {
        let typed = &self.typed;
        let value = |name: &str| typed.get(name).unwrap_or_default().to_owned();
        let publish = typed.get("publish").is_some();
        view! {
            <header class="desk-head">
                {crumbs(locale, [(Route::Desk(String::new()), "Desk".into())], "Declare an incident")}
                <h1>"Declare an incident"</h1>
            </header>
            {problem(self.problem.as_ref())}
            <form class="desk-form desk-declare" method="post" action=Route::DeskDeclare.path()>
                {line("What is wrong, in a few words", "title", value("title"))}
                {severity(Severity::P2, typed)}
                {impacts(&[], &self.components, typed)}
                {text("What visitors are told first, in markdown", "text", value("text"), "6")}
                {instant("When it began, in UTC, if not now", "happened", typed)}
                <label class="desk-choice">
                    <input type="checkbox" name="publish" value="true" checked=publish/>
                    " Visitors see it at once; otherwise it is a draft"
                </label>
                <button class="desk-main">"Declare it"</button>
            </form>
            <p class="desk-none">
                "Of something that is over: say when it began, and resolve it on its page with the time at which it ended."
            </p>
        }
        .drawn()
    }
}
