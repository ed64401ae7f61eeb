//! ID tokens: what one says, if it is to be believed (OpenID Connect Core, 3.1.3.7; RFC 7515, 7519).

use crate::keys::Algorithm;
use crate::{Keys, OpenIdError};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::time::{At, SECOND};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// How far clocks may be apart, in milliseconds.
const LEEWAY: i64 = 60 * SECOND;

/// The longest subject, in letters (Core, 2).
const MOST_SUBJECT: usize = 255;

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Who made it.
    pub issuer: &'a str,
    /// For whom.
    pub client: &'a str,
    /// In which attempt.
    pub nonce: &'a str,
}

/// Who somebody is, as a provider says.
#[derive(Clone, Debug, PartialEq)]
pub struct Claims {
    /// Names the person at that provider for good.
    pub subject: String,
    /// All that it says.
    pub all: Map<String, Value>,
}

impl Claims {
    /// A claim that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.all.get(name).and_then(Value::as_str)
    }

    /// The texts of a claim that is one or a list of them.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        match self.all.get(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Registered {
    iss: String,
    sub: String,
    aud: OneOrMore,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// What `token` says, if one of `keys` signed it and it is what is expected, at `now`.
pub fn check(token: &str, keys: &Keys, expected: Expected<'_>, now: At) -> Result<Claims, OpenIdError> {
    let refused = OpenIdError::Token;
    let mut parts = token.split('.');
    let (Some(head), Some(body), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(refused("it has not three parts"));
    };
    let header: Header = json(head)?;
    if header.crit.is_some() {
        return Err(refused("it asks for what is not known"));
    }
    let algorithm = Algorithm::named(&header.alg).ok_or(refused("it is not signed with RS256 or ES256"))?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| refused("its signature cannot be read"))?;
    let text = token.get(..head.len() + 1 + body.len()).unwrap_or_default();
    if !keys.signed(header.kid.as_deref(), algorithm, text.as_bytes(), &signature) {
        return Err(refused("no key of the provider signed it"));
    }
    let claims: Registered = json(body)?;
    expect(&claims, expected, now).map_err(refused)?;
    Ok(Claims { subject: claims.sub, all: json(body)? })
}

/// Whether a token that the provider signed is meant here and now.
fn expect(claims: &Registered, expected: Expected<'_>, now: At) -> Result<(), &'static str> {
    let (is_meant, others) = match &claims.aud {
        OneOrMore::One(one) => (one == expected.client, false),
        OneOrMore::More(all) => (all.iter().any(|it| it == expected.client), all.len() > 1),
    };
    let party = claims.azp.as_deref();
    let at = |seconds: f64| At((seconds * 1_000.0) as i64);
    match () {
        () if claims.iss != expected.issuer => Err("another issuer made it"),
        () if !is_meant => Err("it is for another audience"),
        () if others && party.is_none() => Err("it is for several audiences, and says not for which"),
        () if party.is_some_and(|party| party != expected.client) => Err("another party asked for it"),
        () if at(claims.exp) + LEEWAY <= now => Err("it has expired"),
        () if at(claims.iat) > now + LEEWAY => Err("it was made in the future"),
        () if claims.nbf.is_some_and(|nbf| at(nbf) > now + LEEWAY) => Err("it is not valid yet"),
        () if claims.nonce.as_deref() != Some(expected.nonce) => Err("it is of another attempt"),
        () if claims.sub.is_empty() || claims.sub.len() > MOST_SUBJECT => Err("it names nobody"),
        () => Ok(()),
    }
}

fn json<T: DeserializeOwned>(part: &str) -> Result<T, OpenIdError> {
    let wrong = OpenIdError::Token("it is not JSON in base64url");
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| wrong.clone())?;
    serde_json::from_slice(&bytes).map_err(|_| wrong)
}

#[cfg(test)]
mod tests;
