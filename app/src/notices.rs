//! What was told to whom: what waits, what was sent, each attempt, what failed. For members.

use crate::members::{heads, menu, time};
use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::member::Role;
use model::time::At;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticesPage {
    /// The role of whoever looks.
    pub role: Role,
    /// Notices, newest first.
    pub rows: Vec<NoticeRow>,
    /// True if these are not the newest.
    pub older: bool,
    /// How many wait.
    pub waiting: u64,
    /// How many were given up.
    pub failed: u64,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its number.
    pub id: i64,
    /// The receiver.
    pub to: String,
    /// When it was made.
    pub made: At,
    /// What happened: `Resolved`.
    pub what: &'static str,
    /// In a few words, what it is about.
    pub title: String,
    /// What has become of it.
    pub fate: Fate,
    /// Each attempt, oldest first.
    pub attempts: Vec<Attempt>,
}

/// What has become of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is to be tried at that time.
    Waiting(At),
    /// It is delivered.
    Sent,
    /// It was given up.
    Failed,
    /// It was told with the notice of that number.
    Folded(i64),
    /// It was not sent, because nobody wants it any more.
    Dropped,
}

/// One attempt to deliver a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub at: At,
    /// How many milliseconds it took.
    pub took: i64,
    /// What the receiver answered, or what went wrong.
    pub detail: String,
}

impl NoticesPage {
    pub(crate) fn head(&self) -> Head {
        let (title, description) = ("Notices".into(), "Who was told what, and whether it arrived.".into());
        Head { title, description, section: Some(Section::Account), bundle: None, listed: false }
    }

    pub(crate) fn body(&self) -> Drawn {
        let next = self.rows.last().map(|row| row.id).filter(|id| *id > 1);
        let next = next.map(|id| view! { <a href=Route::Notices(Some(id)).path()>"Older"</a> });
        let newest = self.older.then(|| view! { <a href=Route::Notices(None).path()>"Newest"</a> });
        let failed = (self.failed > 0).then(|| {
            let words = format!("{} were given up: their receivers were not told.", self.failed);
            view! { <p class="members-problem" role="alert">{words}</p> }
        });
        view! {
            <div class="frame-column members-page">
                {menu(self.role, &Route::Notices(None))}
                <h1>"Notices"</h1>
                <p class="members-note">
                    "Who was told what, by which channel. What cannot be delivered is tried again for a day; "
                    <code>"pharos notice test"</code> " tries a channel out."
                </p>
                {failed}
                <p>{format!("{} waiting.", self.waiting)}</p>
                {self.table()}
                <p class="members-pages">{newest} " " {next}</p>
            </div>
        }
        .drawn()
    }

    fn table(&self) -> Drawn {
        if self.rows.is_empty() {
            let words = "Nothing has been told yet. Channels stand in pharos.toml, under [[channel]].";
            return view! { <p>{words}</p> }.drawn();
        }
        let rows = self.rows.iter().map(row).collect_view();
        view! {
            <div class="frame-scroll" tabindex="0" role="region" aria-label="Notices">
                <table class="notices">
                    {heads(&["Number", "When", "To", "What", "About", "State", "Attempts"])}
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .drawn()
    }
}

fn row(notice: &NoticeRow) -> Drawn {
    let attempts = notice.attempts.iter().map(attempt).collect_view();
    let attempts = match notice.attempts.is_empty() {
        true => view! { "none" }.drawn(),
        false => view! { <ol>{attempts}</ol> }.drawn(),
    };
    view! {
        <tr id=format!("notice-{}", notice.id)>
            <td>{notice.id}</td>
            <td>{time(notice.made)}</td>
            <td>{notice.to.clone()}</td>
            <td>{notice.what}</td>
            <td>{notice.title.clone()}</td>
            <td>{fate(notice.fate)}</td>
            <td>{attempts}</td>
        </tr>
    }
    .drawn()
}

fn fate(fate: Fate) -> Drawn {
    match fate {
        Fate::Waiting(due) => view! { "waiting, next at " {time(due)} }.drawn(),
        Fate::Sent => view! { "sent" }.drawn(),
        Fate::Failed => view! { <strong class="notices-failed">"given up"</strong> }.drawn(),
        Fate::Dropped => view! { "dropped: nobody wants it any more" }.drawn(),
        Fate::Folded(id) => {
            view! { "told with " <a href=format!("#notice-{id}")>{format!("number {id}")}</a> }.drawn()
        }
    }
}

fn attempt(attempt: &Attempt) -> Drawn {
    let took = format!(" ({} ms): ", attempt.took);
    view! { <li>{time(attempt.at)} {took} {attempt.detail.clone()}</li> }.drawn()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::status::sample::{NOW, html};

    const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'&";

    fn drawn(rows: Vec<NoticeRow>, failed: u64) -> String {
        html(&Page::Notices(NoticesPage { role: Role::Viewer, rows, older: false, waiting: 0, failed }))
    }

    fn row(id: i64, fate: Fate) -> NoticeRow {
        let attempt = Attempt { at: NOW, took: 7, detail: HOSTILE.into() };
        NoticeRow {
            id,
            to: HOSTILE.into(),
            made: NOW,
            what: "Resolved",
            title: HOSTILE.into(),
            fate,
            attempts: vec![attempt],
        }
    }

    #[test]
    fn what_receivers_answer_is_text() {
        let html = drawn(vec![row(9, Fate::Waiting(NOW)), row(8, Fate::Folded(7))], 0);
        assert!(!html.contains("<img") && html.contains("(7 ms): "), "{html}");
        assert!(html.contains("told with <a href=\"#notice-7\">number 7</a>"));
        assert!(html.contains(r#"<a href="/notices?before=8">Older</a>"#));
    }

    #[test]
    fn what_was_given_up_is_said_loudly_and_nothing_is_said_in_words() {
        let html = drawn(vec![row(1, Fate::Failed)], 1);
        assert!(html.contains("1 were given up") && html.contains(r#"role="alert""#), "{html}");
        assert!(!html.contains("Older"));
        let dropped = drawn(vec![row(1, Fate::Dropped)], 0);
        assert!(dropped.contains("nobody wants it any more") && !dropped.contains("given up"), "{dropped}");
        let empty = drawn(vec![], 0);
        assert!(empty.contains("Nothing has been told yet") && !empty.contains("given up"));
    }
}
