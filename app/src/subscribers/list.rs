//! All subscribers, for those who manage members: how many, who they are about, and a button that forgets one.

use crate::members::{menu, time};
use crate::route::{Route, SUBSCRIBERS_REMOVE};
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::member::Role;
use model::subscriber::{Subscriber, WayKind};

/// What the page shows.
#[derive(Clone)]
pub struct ListPage {
    /// The role of whoever looks.
    pub role: Role,
    /// How many there are of each kind: told, unconfirmed, disabled.
    pub counts: Vec<(WayKind, [u64; 3])>,
    /// Some of them, those who asked last first.
    pub subscribers: Vec<Subscriber>,
    /// The number from before which on there are more.
    pub more: Option<i64>,
}

impl ListPage {
    pub(super) fn body(&self) -> Drawn {
        let rows = self.subscribers.iter().map(row).collect_view();
        let list = match self.subscribers.is_empty() {
            true => view! { <p class="members-note">"Nobody has asked to be told."</p> }.drawn(),
            false => view! { <ul class="members-rows">{rows}</ul> }.drawn(),
        };
        let more = self.more.map(|before| {
            view! { <p><a href=Route::Subscribers(Some(before)).path()>"Those who asked before them"</a></p> }
        });
        view! {
            {menu(self.role, &Route::Subscribers(None))}
            <h1>"Subscribers"</h1>
            {counts(&self.counts)}
            {list}
            {more}
        }
        .drawn()
    }
}

fn counts(counts: &[(WayKind, [u64; 3])]) -> Drawn {
    let rows = counts.iter().map(|(kind, numbers)| {
        let numbers = numbers.iter().map(|number| view! { <td>{*number}</td> }).collect_view();
        view! { <tr><th scope="row">{name(*kind)}</th> {numbers}</tr> }
    });
    view! {
        <div class="frame-scroll">
            <table>
                <caption>"How many there are"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Way"</th>
                        <th scope="col">"Told"</th>
                        <th scope="col">"Not confirmed"</th>
                        <th scope="col">"Given up"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .drawn()
}

fn name(kind: WayKind) -> &'static str {
    match kind {
        WayKind::Email => "E-mail",
        WayKind::Webhook => "Webhook",
        WayKind::Push => "Browser",
    }
}

fn row(subscriber: &Subscriber) -> Drawn {
    let state = match (&subscriber.disabled, subscriber.confirmed) {
        (Some(why), _) => format!("given up: {why}"),
        (None, None) => "has not confirmed".into(),
        (None, Some(_)) => "told".into(),
    };
    let address = subscriber.way.veiled();
    view! {
        <li>
            <strong>{subscriber.id}</strong>
            <span>{address.clone()} ", " {state} ", asked " {time(subscriber.made)}</span>
            <form method="post" action=SUBSCRIBERS_REMOVE>
                <input type="hidden" name="id" value=subscriber.id/>
                <button aria-label=format!("Remove subscriber {}, {address}", subscriber.id)>"Remove"</button>
            </form>
        </li>
    }
    .drawn()
}
