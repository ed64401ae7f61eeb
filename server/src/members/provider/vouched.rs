//! What becomes of somebody for whom a provider vouches: they are signed in, or a member may sign in so from then on.

use super::Unwelcome;
use crate::config::sign_in::SignInProvider;
use crate::members::Members;
use crate::members::secret::Secret;
use model::member::{Actor, Role};
use openid::Claims;
use store::records::Identity;

/// Begins a session of whoever has these claims, if they may be let in.
pub(super) async fn enter(
    members: &Members,
    provider: &SignInProvider,
    claims: &Claims,
    agent: String,
) -> Result<Secret, Unwelcome> {
    let (email, role) = admitted(provider, claims)?;
    let local = email.and_then(|email| email.split_once('@')).map(|(name, _)| name);
    let name = claims.text("preferred_username").or(local).unwrap_or_default().to_owned();
    let display = claims.text("name").unwrap_or_default().to_owned();
    let (issuer, subject) = (provider.issuer.clone(), claims.subject.clone());
    let (email, cookie) = (email.unwrap_or_default().to_owned(), members.secret()?);
    let digest = cookie.digest();
    let entered = members.records(move |records, now| {
        let identity = Identity {
            issuer: &issuer,
            subject: &subject,
            name: &name,
            display: &display,
            email: &email,
            role,
        };
        records.enter_as(identity, &digest, &agent, now)
    });
    entered.await??;
    Ok(cookie)
}

/// Lets the member `name` sign in as whoever has these claims, if that is somebody who would be let in.
pub(super) async fn link(
    members: &Members,
    provider: &SignInProvider,
    claims: &Claims,
    name: String,
) -> Result<(), Unwelcome> {
    admitted(provider, claims)?;
    let (issuer, subject) = (provider.issuer.clone(), claims.subject.clone());
    let linked = members.records(move |records, now| {
        records.link_identity(&name, (&issuer, &subject), &Actor::Member(name.clone()), now)
    });
    Ok(linked.await??)
}

/// The verified e-mail address and the role of whoever has these claims.
fn admitted<'a>(provider: &SignInProvider, claims: &'a Claims) -> Result<(Option<&'a str>, Role), Unwelcome> {
    let verified = claims.all.get("email_verified").and_then(serde_json::Value::as_bool) == Some(true);
    let email = claims.text("email").filter(|_| verified);
    let role = provider.role(&claims.texts(&provider.claim)).filter(|_| provider.admits(email));
    Ok((email, role.ok_or(Unwelcome::NoAccount)?))
}
