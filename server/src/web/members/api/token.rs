//! `/api/v1/tokens`: the API tokens of whoever is signed in.

use super::super::token::{WantedToken, may_have};
use super::{fits, member};
use crate::web::json;
use crate::web::openapi::operation::{Operation, of};
use crate::web::page::Asked;
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use model::member::session::{Token, token_expires};
use model::member::{Permission, entry};
use model::time::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::records::request::By;

/// What of API tokens the API does.
pub const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/api/v1/tokens", "listTokens", "One's own API tokens, by name.", of::<Listed>)
        .naming(&["/tokens/0/name"]),
    Operation::new(
        "POST",
        "/api/v1/tokens",
        "makeToken",
        "Makes an API token and gives its secret, this once. A request that is sent again under its Idempotency-Key is \
         refused with 409, for the secret is kept nowhere: end the token, and make another one.",
        of::<Made>,
    )
    .takes(of::<Wanted>)
    .keyed()
    .status(201)
    .naming(&["/token/name"]),
    Operation::new("DELETE", "/api/v1/tokens/{name}", "endToken", "Ends an API token of one's own.", of::<()>)
        .silent(),
];

/// A token that is wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MakeToken")]
struct Wanted {
    /// Names it for good, also when it has ended.
    #[schemars(length(min = 1, max = 64))]
    name: String,
    /// What it may do: read, respond, edit; no more than whoever makes it.
    #[schemars(length(min = 1, max = 3))]
    scopes: Vec<Scope>,
    /// In how many days it ends.
    #[schemars(range(min = 1, max = 366))]
    days: i64,
}

/// What a token may do.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Scope {
    /// Read what is internal.
    Read,
    /// Handle incidents and maintenance.
    Respond,
    /// Edit what is published, and templates.
    Edit,
}

impl Scope {
    fn permission(self) -> Permission {
        match self {
            Scope::Read => Permission::Read,
            Scope::Respond => Permission::Respond,
            Scope::Edit => Permission::Edit,
        }
    }
}

/// API tokens.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Tokens")]
struct Listed {
    tokens: Vec<View>,
}

/// An API token, without its secret, which nobody can read back.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Token")]
struct View {
    name: String,
    scopes: Vec<Permission>,
    made: At,
    /// When it ends.
    expires: At,
    /// When it was last used, give or take an hour.
    used: Option<At>,
}

impl From<Token> for View {
    fn from(token: Token) -> View {
        let Token { name, scopes, made, expires, used } = token;
        View { name, scopes, made, expires, used }
    }
}

/// An API token that was made.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MadeToken")]
struct Made {
    token: View,
    /// What the program sends, as `Authorization: Bearer ...`. It is not shown again.
    secret: String,
}

/// `GET /api/v1/tokens`.
pub async fn list(State(web): State<Arc<Web>>, asked: Asked) -> Result<Response, Problem> {
    let (name, _) = member(&asked.who)?;
    let tokens = web.members.records(move |records, _| records.tokens(&name)).await?;
    Ok(axum::Json(Listed { tokens: tokens.into_iter().map(View::from).collect() }).into_response())
}

/// `POST /api/v1/tokens`.
pub async fn make(State(web): State<Arc<Web>>, asked: Asked, body: Bytes) -> Result<Response, Problem> {
    let ((owner, role), by) = (member(&asked.who)?, json::actor(&asked)?);
    let Wanted { name, scopes, days } = json::read(&asked.headers, &body)?;
    let once = json::once(&asked.headers, &by, "tokens", &body)?;
    fits(entry::token(&name))?;
    if scopes.len() > Permission::SCOPES.len() {
        fits(Err("Name each scope once."))?;
    }
    let scopes = scopes.into_iter().map(Scope::permission).collect();
    let wanted = may_have(WantedToken { name, scopes, days }, role);
    let wanted = wanted.map_err(|words| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, words))?;
    let secret = web.members.secret()?;
    let digest = secret.digest();
    let made = web.members.records(move |records, now| {
        let expires = token_expires(now, wanted.days).unwrap_or(now);
        let token = Token { name: wanted.name, scopes: wanted.scopes, made: now, expires, used: None };
        Ok(records
            .make_token(&owner, &token, &digest, By { actor: &by, once: once.as_ref() })?
            .map(|()| token))
    });
    let made = Made { token: made.await??.into(), secret: secret.token_text() };
    Ok((StatusCode::CREATED, axum::Json(made)).into_response())
}

/// `DELETE /api/v1/tokens/{name}`.
pub async fn end(
    State(web): State<Arc<Web>>,
    Path(name): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let ((owner, _), by) = (member(&asked.who)?, json::actor(&asked)?);
    let gone = web.members.records(move |records, now| records.revoke_token(&owner, &name, &by, now)).await?;
    match gone {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(Problem::missing("You have no token of that name.")),
    }
}
