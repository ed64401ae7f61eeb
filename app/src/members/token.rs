//! API tokens on the account page: those that there are, and the form that makes one.

use super::{field, once, time};
use crate::route::{ACCOUNT_REVOKE, ACCOUNT_TOKEN};
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::member::session::{MOST_TOKEN_DAYS, Token};
use model::member::{Permission, Role};
use model::time::At;

/// The section of API tokens; `made` is name and secret of one that was just made.
pub(super) fn tokens(tokens: &[Token], made: &Option<(String, String)>, role: Role, now: At) -> Drawn {
    let made = made.clone().map(|(name, secret)| {
        view! {
            <div class="members-made" role="status">
                {once(format!("The token {name}. Copy it: it is shown this once."), secret)}
                <p>"A program sends it as " <code>"Authorization: Bearer ..."</code> "."</p>
            </div>
        }
    });
    let list = match tokens.is_empty() {
        true => view! { <p class="members-note">"None. A program that uses the API needs one."</p> }.drawn(),
        false => {
            let rows = tokens.iter().map(|token| row(token, now)).collect_view();
            view! { <ul class="members-rows">{rows}</ul> }.drawn()
        }
    };
    view! { <section><h2>"API tokens"</h2> {made} {list} {form(role)}</section> }.drawn()
}

fn row(token: &Token, now: At) -> Drawn {
    let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.name()).collect();
    let used = match token.used {
        Some(used) => view! { "last used " {time(used)} }.drawn(),
        None => view! { <span>"never used"</span> }.drawn(),
    };
    let ends = if token.expires <= now { "ended " } else { "until " };
    view! {
        <li>
            <strong>{token.name.clone()}</strong>
            <span>{scopes.join(", ")} "; " {ends} {time(token.expires)} "; " {used}</span>
            <form method="post" action=ACCOUNT_REVOKE>
                <input type="hidden" name="name" value=token.name.clone()/>
                <button aria-label=format!("Revoke {}", token.name)>"Revoke"</button>
            </form>
        </li>
    }
    .drawn()
}

/// The form, with the scopes that the member may give.
fn form(role: Role) -> Drawn {
    let scopes = Permission::SCOPES.into_iter().filter(|scope| role >= scope.least()).map(|scope| {
        let means = match scope {
            Permission::Read => "read what is internal",
            Permission::Respond => "handle incidents and maintenance",
            _ => "edit what is published",
        };
        view! {
            <label class="members-choice">
                <input type="checkbox" name="scope" value=scope.name()/>
                <span><strong>{scope.name()}</strong> ": " {means}</span>
            </label>
        }
    });
    view! {
        <form class="members-form" method="post" action=ACCOUNT_TOKEN>
            {field("Name of another token, such as deployment", "name", "", "text", "off")}
            <fieldset><legend>"What it may do"</legend> {scopes.collect_view()}</fieldset>
            <label>
                <span>"Days until it ends"</span>
                <input type="number" name="days" value="90" min="1" max=MOST_TOKEN_DAYS required/>
            </label>
            <button>"Make a token"</button>
        </form>
    }
    .drawn()
}
