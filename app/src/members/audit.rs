//! The audit log, newest first, a page at a time.

use super::{heads, menu, time};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::audit::Entry;
use model::member::Role;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The role of whoever looks.
    pub role: Role,
    /// Rows, newest first.
    pub rows: Vec<Entry>,
    /// True if these are not the newest.
    pub older: bool,
}

impl AuditPage {
    pub(super) fn body(&self) -> Drawn {
        let rows = self.rows.iter().map(row).collect_view();
        let next = self.rows.last().map(|row| row.number).filter(|number| *number > 1);
        let next = next.map(|number| view! { <a href=Route::Audit(Some(number)).path()>"Older"</a> });
        let newest = self.older.then(|| view! { <a href=Route::Audit(None).path()>"Newest"</a> });
        let table = match self.rows.is_empty() {
            true => view! { <p>"Nothing has been changed yet."</p> }.drawn(),
            false => view! {
                <div class="frame-scroll" tabindex="0" role="region" aria-label="Audit log">
                    <table class="members-audit">
                        {heads(&["Row", "When", "Who", "What", "Of", "Details"])}
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .drawn(),
        };
        view! {
            {menu(self.role, &Route::Audit(None))}
            <h1>"Audit log"</h1>
            <p class="members-note">
                "Every change that a person made. Rows are added and never changed; each holds on to the one before it, \
                 and " <code>"pharos audit"</code> " checks that."
            </p>
            {table}
            <p class="members-pages">{newest} " " {next}</p>
        }
        .drawn()
    }
}

fn row(entry: &Entry) -> Drawn {
    view! {
        <tr>
            <td>{entry.number}</td>
            <td>{time(entry.at)}</td>
            <td>{entry.actor.to_string()}</td>
            <td>{entry.action.clone()}</td>
            <td>{entry.subject.clone()}</td>
            <td>{entry.detail.clone()}</td>
        </tr>
    }
    .drawn()
}
