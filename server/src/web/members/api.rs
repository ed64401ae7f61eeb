//! `/api/v1/members`, `/api/v1/tokens`, `/api/v1/audit`: the same as the pages do, as JSON. Members and tokens are for those
//! who are signed in: no scope lets a program make either.

pub mod audit;
pub mod token;

use crate::members::Link;
use crate::web::caller::Who;
use crate::web::json;
use crate::web::openapi::operation::{Operation, of};
use crate::web::page::Asked;
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use model::member::caller::Caller;
use model::member::{Member, Role, entry};
use model::time::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::records::Refused;

/// What of members the API does.
pub const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/api/v1/members", "listMembers", "All members, by name.", of::<Listed>)
        .naming(&["/members/0/name"]),
    Operation::new(
        "POST",
        "/api/v1/members",
        "inviteMember",
        "Adds a member, who joins by the link that is given, once. A request that is sent again under its \
         Idempotency-Key is refused with 409, for the link is kept nowhere: ask for another link of the member.",
        of::<Invited>,
    )
    .takes(of::<Invitation>)
    .keyed()
    .makes()
    .naming(&["/name"]),
    Operation::new("GET", "/api/v1/members/{name}", "showMember", "A member.", of::<View>).tagged(),
    Operation::new(
        "PUT",
        "/api/v1/members/{name}",
        "changeMember",
        "Gives a member a role, at once also in open sessions, and says whether they may sign in. Who may not, has no \
         session, API token or link from then on.",
        of::<View>,
    )
    .takes(of::<Change>)
    .seen()
    .tagged(),
    Operation::new(
        "POST",
        "/api/v1/members/{name}/links",
        "resetMember",
        "Makes a link by which a member chooses another password, once. The links before it end. A request that is sent \
         again under its Idempotency-Key is refused with 409, and the link that it gave stays good.",
        of::<LinkView>,
    )
    .keyed()
    .status(201),
];

/// All members.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Members")]
struct Listed {
    members: Vec<View>,
}

/// A member.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Member")]
struct View {
    /// Sign-in name.
    name: String,
    /// The name that others read.
    display: String,
    /// E-mail address; empty if none was given.
    email: String,
    role: Role,
    /// When the member was invited, or joined without an invitation.
    made: At,
    /// Whether the member has chosen a password.
    joined: bool,
    /// Whether the member may not sign in.
    disabled: bool,
}

impl From<Member> for View {
    fn from(member: Member) -> View {
        let Member { name, display, email, role, made, joined, disabled } = member;
        View { name, display, email, role, made, joined, disabled }
    }
}

impl View {
    /// The tag of a member who is like that.
    fn tag(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(json).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Somebody to be invited.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Invitation {
    /// Sign-in name; names the member for good.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9._-]{1,31}$"))]
    name: String,
    role: Role,
}

/// What a member is to be.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ChangeMember")]
struct Change {
    role: Role,
    /// Whether the member may not sign in.
    disabled: bool,
}

/// A link that works once.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Link")]
struct LinkView {
    /// Where it leads. A secret: whoever has it becomes the member.
    url: String,
    /// When it ends.
    expires: At,
}

impl LinkView {
    fn of(link: Link, web: &Web) -> LinkView {
        LinkView { url: format!("{}{}", web.content.settings.site.url, link.path), expires: link.expires }
    }
}

/// Somebody who was invited.
#[derive(Serialize, JsonSchema)]
struct Invited {
    name: String,
    link: LinkView,
}

/// `GET /api/v1/members`.
pub async fn list(State(web): State<Arc<Web>>) -> Result<Response, Problem> {
    let members = web.members.records(|records, _| records.members()).await?;
    Ok(axum::Json(Listed { members: members.into_iter().map(View::from).collect() }).into_response())
}

/// `GET /api/v1/members/{name}`.
pub async fn one(State(web): State<Arc<Web>>, Path(name): Path<String>) -> Result<Response, Problem> {
    let found = web.members.records(move |records, _| records.member(&name)).await?;
    Ok(shown(found.ok_or(Refused::Unknown)?.into()))
}

/// `POST /api/v1/members`.
pub async fn invite(State(web): State<Arc<Web>>, asked: Asked, body: Bytes) -> Result<Response, Problem> {
    let Invitation { name, role } = json::read(&asked.headers, &body)?;
    fits(entry::name(&name))?;
    let by = json::actor(&asked)?;
    let once = json::once(&asked.headers, &by, "members", &body)?;
    let link = web.members.invite(name.clone(), role, by, once).await??;
    let path = format!("/api/v1/members/{name}");
    let invited = Invited { name, link: LinkView::of(link, &web) };
    let mut response = (StatusCode::CREATED, axum::Json(invited)).into_response();
    json::location(response.headers_mut(), &path);
    Ok(response)
}

/// `PUT /api/v1/members/{name}`.
pub async fn change(
    State(web): State<Arc<Web>>,
    Path(name): Path<String>,
    asked: Asked,
    body: Bytes,
) -> Result<Response, Problem> {
    let Change { role, disabled } = json::read(&asked.headers, &body)?;
    let by = json::actor(&asked)?;
    let seen = json::seen(&asked.headers)?.map(str::to_owned);
    let is_seen = move |member: &Member| seen.is_none_or(|seen| seen == View::from(member.clone()).tag());
    let changed = web
        .members
        .records(move |records, now| records.set_member(&name, is_seen, (role, disabled), &by, now))
        .await?;
    Ok(shown(changed?.into()))
}

/// `POST /api/v1/members/{name}/links`.
pub async fn reset(
    State(web): State<Arc<Web>>,
    Path(name): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let by = json::actor(&asked)?;
    let once = json::once(&asked.headers, &by, "links", name.as_bytes())?;
    let link = web.members.reset(name, by, once).await??;
    Ok((StatusCode::CREATED, axum::Json(LinkView::of(link, &web))).into_response())
}

fn shown(member: View) -> Response {
    let tag = member.tag();
    let mut response = axum::Json(member).into_response();
    json::tag(response.headers_mut(), &tag);
    response
}

/// A rule of `model::member::entry`, whose words are for whoever sent it.
fn fits(rule: Result<(), &'static str>) -> Result<(), Problem> {
    rule.map_err(|words| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, words))
}

/// The member who asks.
fn member(who: &Who) -> Result<(String, Role), Problem> {
    match &who.caller {
        Caller::Member { name, role } => Ok((name.clone(), *role)),
        _ => Err(Problem::new(StatusCode::FORBIDDEN, "Sign in first.")),
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        let code = match refused {
            Refused::Unknown | Refused::LinkEnded | Refused::NoIdentity => StatusCode::NOT_FOUND,
            Refused::Conflict => StatusCode::PRECONDITION_FAILED,
            Refused::KeyTaken => StatusCode::UNPROCESSABLE_ENTITY,
            Refused::NameTaken
            | Refused::TokenTaken
            | Refused::Disabled
            | Refused::LastAdmin
            | Refused::NoAdmin
            | Refused::TooMany
            | Refused::IdentityTaken
            | Refused::LastWay
            | Refused::Done => StatusCode::CONFLICT,
        };
        Problem::new(code, refused.to_string())
    }
}
