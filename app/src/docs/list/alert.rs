//! An alert that no page answers: what comes nearest, who is asked, and the page to write.

use super::search::answers;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::Found;
use leptos::prelude::*;

/// What is known of an alert without a runbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertPage {
    /// Its name.
    pub alert: String,
    /// Its labels and their values.
    pub labels: Vec<(String, String)>,
    /// The pages that come nearest, the best first.
    pub nearest: Vec<Found>,
    /// Who keeps the nearest of them right.
    pub owner: Option<String>,
    /// How often somebody has looked for it, this time included.
    pub asked: u32,
    /// The page to write, in markdown.
    pub template: String,
}

impl AlertPage {
    pub(super) fn title(&self) -> String {
        format!("No runbook for {}", self.alert)
    }

    pub(super) fn body(&self) -> Drawn {
        let times = if self.asked == 1 { "once".into() } else { format!("{} times", self.asked) };
        let owner = self.owner.clone().map_or_else(
            || "No page near it names an owner.".to_owned(),
            |owner| format!("Ask {owner}, who keeps the nearest page right."),
        );
        view! {
            <h1>{self.title()}</h1>
            <p class="docs-summary">
                {format!("It was looked for {times}. {owner}")}
            </p>
            {self.labels()}
            <h2>"What comes nearest"</h2>
            {match self.nearest.is_empty() {
                true => view! { <p>"No page comes near."</p> }.drawn(),
                false => answers(&self.nearest),
            }}
            <h2>"Write it"</h2>
            <p>
                "Save this as a file in a folder " <code>"runbooks"</code> " of the docs. Any page answers an alert that \
                 its front matter names under " <code>"alerts"</code> "."
            </p>
            <figure class="docs-code">
                <pre tabindex="0"><code>{self.template.clone()}</code></pre>
            </figure>
        }
        .drawn()
    }

    fn labels(&self) -> Drawn {
        let rows = self.labels.iter().map(|(name, value)| {
            view! { <tr><th scope="row">{name.clone()}</th><td>{value.clone()}</td></tr> }
        });
        let rows = rows.collect_view();
        (!self.labels.is_empty())
            .then(|| {
                view! {
                    <div class="frame-scroll" tabindex="0" role="region" aria-label="Labels">
                        <table><caption>"Labels of the alert"</caption><tbody>{rows}</tbody></table>
                    </div>
                }
            })
            .drawn()
    }
}
