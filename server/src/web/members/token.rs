//! API tokens of a member: make one, end one.

use super::account::{show, wrong};
use super::{actor, member, to, typed_wrong};
use crate::web::error::HttpError;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::route::Route;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use model::member::session::{Token, token_expires};
use model::member::{Permission, Role, entry};
use model::time::At;
use serde::Deserialize;
use std::sync::Arc;

/// `POST /account/tokens`: makes a token and shows its secret, this once.
pub async fn make(
    State(web): State<Arc<Web>>,
    asked: Asked,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, HttpError> {
    let ((name, role), by) = (member(&asked)?, actor(&asked)?);
    let wanted = match wanted(&sent, role) {
        Ok(wanted) => wanted,
        Err(problem) => return wrong(&web, &asked, problem).await,
    };
    let (secret, label) = (web.members.secret()?, wanted.name.clone());
    let digest = secret.digest();
    let made = web.members.records(move |records, now| {
        let expires = token_expires(now, wanted.days).unwrap_or(now);
        let token = Token { name: wanted.name, scopes: wanted.scopes, made: now, expires, used: None };
        records.make_token(&name, &token, &digest, &by)
    });
    match made.await? {
        Ok(()) => show(&web, &asked, Some((label, secret.token_text())), None, StatusCode::OK).await,
        Err(refused) => wrong(&web, &asked, refused.to_string()).await,
    }
}

/// A token that somebody wants.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WantedToken {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Permission>,
    /// In how many days it ends.
    pub days: i64,
}

/// What the form asks for, if a member of this role may have it.
fn wanted(sent: &[(String, String)], role: Role) -> Result<WantedToken, String> {
    let all =
        |key: &'static str| sent.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.trim());
    let name = all("name").next().unwrap_or_default().to_owned();
    if let Some(problem) = typed_wrong([entry::token(&name)]) {
        return Err(problem);
    }
    let days = all("days").next().and_then(|days| days.parse().ok()).unwrap_or(0);
    let scopes = all("scope").filter_map(Permission::scope).collect();
    may_have(WantedToken { name, scopes, days }, role)
}

/// The token, each scope once, if a member of this role may have it.
pub(super) fn may_have(wanted: WantedToken, role: Role) -> Result<WantedToken, String> {
    let WantedToken { name, mut scopes, days } = wanted;
    if token_expires(At(0), days).is_none() {
        return Err("A token lasts from 1 to 366 days.".into());
    }
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() || scopes.len() > Permission::SCOPES.len() {
        return Err("Choose what the token may do.".into());
    }
    match scopes.iter().all(|scope| role >= scope.least()) {
        true => Ok(WantedToken { name, scopes, days }),
        false => Err("A token may do no more than you.".into()),
    }
}

/// Which token is to end.
#[derive(Deserialize)]
pub struct Named {
    name: String,
}

/// `POST /account/tokens/revoke`: ends a token of one's own.
pub async fn revoke(
    State(web): State<Arc<Web>>,
    asked: Asked,
    Form(sent): Form<Named>,
) -> Result<Response, HttpError> {
    let ((name, _), by) = (member(&asked)?, actor(&asked)?);
    let gone = web.members.records(move |records, now| records.revoke_token(&name, &sent.name, &by, now));
    match gone.await? {
        true => Ok(to(&Route::Account)),
        false => wrong(&web, &asked, "You have no token of that name.".into()).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_asked_for_with_a_name_scopes_that_one_has_and_days() {
        let sent = |text: &str| -> Vec<(String, String)> {
            text.split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(a, b)| (a.into(), b.into()))
                .collect()
        };
        let scopes = vec![Permission::Read, Permission::Respond];
        let wanted = |text: &str| wanted(&sent(text), Role::Responder);
        assert_eq!(
            wanted("name=deploy&scope=respond&scope=read&scope=read&days=5"),
            Ok(WantedToken { name: "deploy".into(), scopes, days: 5 })
        );
        for wrong in [
            "name=&scope=read&days=5",
            "name=x&days=5",
            "name=x&scope=manage&days=5",
            "name=x&scope=edit&days=5",
            "name=x&scope=read&days=0",
            "name=x&scope=read&days=367",
            "name=x&scope=read&days=soon",
        ] {
            assert!(wanted(wrong).is_err(), "{wrong}");
        }
    }
}
