//! The accounts of providers by which a member signs in.

use super::time;
use crate::route::{ACCOUNT_UNLINK, Route};
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::time::At;

/// By which providers a member signs in, and by which they could.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Those that are linked.
    pub linked: Vec<IdentityRow>,
    /// The id and the name of each provider of the site.
    pub providers: Vec<(String, String)>,
}

/// An account of a provider that is linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityRow {
    /// The provider, as people read it.
    pub name: String,
    /// The provider, as it calls itself.
    pub issuer: String,
    /// Names the person there for good.
    pub subject: String,
    /// Since when it is linked.
    pub made: At,
}

impl Ways {
    /// The section; nothing on a site without providers.
    pub(super) fn section(&self) -> Option<Drawn> {
        if self.linked.is_empty() && self.providers.is_empty() {
            return None;
        }
        let rows = self.linked.iter().map(row).collect_view();
        let rows = (!self.linked.is_empty()).then(|| view! { <ul class="members-rows">{rows}</ul> });
        let links = self.providers.iter().map(|(id, name)| {
            let path = Route::AccountLink(id.clone()).path();
            view! { <li><a href=path>{format!("Link an account of {name}")}</a></li> }
        });
        Some(
            view! {
                <section>
                    <h2>"Other ways to sign in"</h2>
                    <p class="members-note">
                        "Whoever has an account that is linked here signs in as you, with the role that you have here."
                    </p>
                    {rows}
                    <ul>{links.collect_view()}</ul>
                </section>
            }
            .drawn(),
        )
    }
}

fn row(row: &IdentityRow) -> Drawn {
    let label = format!("Unlink {}, account {}", row.name, row.subject);
    view! {
        <li>
            <strong>{row.name.clone()}</strong>
            <span>"account " {row.subject.clone()} ", since " {time(row.made)}</span>
            <form method="post" action=ACCOUNT_UNLINK>
                <input type="hidden" name="issuer" value=row.issuer.clone()/>
                <input type="hidden" name="subject" value=row.subject.clone()/>
                <button aria-label=label>"Unlink"</button>
            </form>
        </li>
    }
    .drawn()
}
