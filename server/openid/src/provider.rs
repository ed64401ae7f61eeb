//! A provider, as it describes itself (Discovery 1.0), and what it is asked for.

use crate::fetch::Ask;
use crate::{Client, Keys, OpenIdError, Registration};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

/// The longest code, and the longest ID token, in bytes.
const LONGEST: usize = 16 << 10;

/// A provider.
#[derive(Clone, Debug)]
pub struct Provider {
    /// What it calls itself, in its tokens too.
    pub issuer: String,
    /// Where browsers are sent.
    pub authorization: Url,
    token: Url,
    keys: Url,
    /// Whether the client's secret is sent in the form, because the header is not taken.
    in_form: bool,
}

/// What of a provider's description is read.
#[derive(Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// What is given for a code.
#[derive(Deserialize)]
struct Redeemed {
    id_token: String,
}

impl Client {
    /// Asks the provider at `issuer` to describe itself. It must call itself that, letter by letter (Discovery, 4.3).
    pub async fn discover(&self, issuer: &str) -> Result<Provider, OpenIdError> {
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let url = secure(&address, true)?;
        let found: Description = read(self.ask(&url, Ask::Get).await?, "its description")?;
        if found.issuer != issuer {
            return Err(OpenIdError::Provider(format!("{issuer} calls itself {:.200}", found.issuer)));
        }
        // Whoever is asked over TLS leads to nothing that is asked without.
        let plain = url.scheme() == "http";
        let methods = found.token_endpoint_auth_methods_supported;
        let takes = |method: &str| methods.as_ref().is_some_and(|all| all.iter().any(|it| it == method));
        Ok(Provider {
            issuer: found.issuer,
            authorization: secure(&found.authorization_endpoint, plain)?,
            token: secure(&found.token_endpoint, plain)?,
            keys: secure(&found.jwks_uri, plain)?,
            in_form: takes("client_secret_post") && !takes("client_secret_basic"),
        })
    }

    /// The provider's keys as they are.
    pub async fn keys(&self, provider: &Provider) -> Result<Keys, OpenIdError> {
        let (status, body) = self.ask(&provider.keys, Ask::Get).await?;
        match status {
            StatusCode::OK => Keys::read(&body),
            other => Err(OpenIdError::Provider(format!("its keys are answered with {other}"))),
        }
    }

    /// Gives a code with its verifier, and gets the ID token (RFC 6749, 4.1.3; RFC 7636, 4.5).
    pub async fn redeem(
        &self,
        provider: &Provider,
        registration: &Registration,
        code: &str,
        verifier: &str,
    ) -> Result<String, OpenIdError> {
        if code.is_empty() || code.len() > LONGEST {
            return Err(OpenIdError::Provider("a code cannot be that long".into()));
        }
        let ask = redemption(provider, registration, code, verifier);
        let redeemed: Redeemed = read(self.ask(&provider.token, ask).await?, "a code")?;
        match redeemed.id_token.len() <= LONGEST {
            true => Ok(redeemed.id_token),
            false => Err(OpenIdError::Token("it is too long")),
        }
    }
}

/// What is sent for an ID token: the secret in a header, as all providers take it, or in the form if this one asks for that.
fn redemption(provider: &Provider, registration: &Registration, code: &str, verifier: &str) -> Ask {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", &registration.redirect)
        .append_pair("code_verifier", verifier);
    let secret = registration.secret.as_deref();
    let authorization =
        secret.filter(|_| !provider.in_form).map(|secret| basic(&registration.client, secret));
    if authorization.is_none() {
        form.append_pair("client_id", &registration.client);
        form.extend_pairs(secret.map(|secret| ("client_secret", secret)));
    }
    Ask::Form { body: form.finish(), authorization }
}

/// The credentials of a client: both parts are encoded as in forms (RFC 6749, 2.3.1).
fn basic(client: &str, secret: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(client), encoded(secret))))
}

fn read<T: DeserializeOwned>(
    (status, body): (StatusCode, hyper::body::Bytes),
    what: &str,
) -> Result<T, OpenIdError> {
    if status != StatusCode::OK {
        return Err(OpenIdError::Provider(format!("the provider answers {status} for {what}")));
    }
    let wrong = |error: serde_json::Error| {
        OpenIdError::Provider(format!("the provider's answer for {what} is wrong: {error}"))
    };
    serde_json::from_slice(&body).map_err(wrong)
}

/// An address with TLS; without only where `plain`, and only on this machine.
fn secure(address: &str, plain: bool) -> Result<Url, OpenIdError> {
    let wrong = || OpenIdError::Provider(format!("{address:.200} is no address with https"));
    let url = Url::parse(address).map_err(|_| wrong())?;
    let here = match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let fits = url.scheme() == "https" || (plain && here && url.scheme() == "http");
    if fits && url.host().is_some() && url.username().is_empty() { Ok(url) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_asked_without_tls() {
        for (address, plain, fits) in [
            ("https://id.example/a", false, true),
            ("http://127.0.0.1:9/a", true, true),
            ("http://127.0.0.1:9/a", false, false),
            ("http://id.example/a", true, false),
            ("https://x@id.example/a", true, false),
            ("file:///etc/passwd", true, false),
            ("id.example", true, false),
        ] {
            assert_eq!(secure(address, plain).is_ok(), fits, "{address}");
        }
    }

    #[test]
    fn credentials_are_encoded_twice() {
        // echo -n 'a%3Ab:c+d' | base64
        assert_eq!(basic("a:b", "c d"), "Basic YSUzQWI6Yytk");
    }
}
