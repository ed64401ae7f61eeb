//! One attempt to sign in: where the browser is sent, and what must come back with it.

use crate::Provider;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use url::Url;

/// How this site is known to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The client's id.
    pub client: String,
    /// Its secret; none for a public client.
    pub secret: Option<String>,
    /// Where browsers come back to, as it was registered.
    pub redirect: String,
    /// What is asked for besides `openid`: `email`, `groups`.
    pub scopes: Vec<String>,
}

/// The secrets of one attempt, each of at least 256 random bits, drawn for it alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back in the ID token.
    pub nonce: String,
    /// Goes with the code: 43 to 128 letters (RFC 7636, 4.1).
    pub verifier: String,
}

impl Attempt {
    /// Where the browser is sent (OpenID Connect Core, 3.1.2.1).
    pub fn url(&self, provider: &Provider, registration: &Registration) -> Url {
        let mut url = provider.authorization.clone();
        let scopes = registration.scopes.iter().fold("openid".to_owned(), |all, scope| all + " " + scope);
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &registration.client)
            .append_pair("redirect_uri", &registration.redirect)
            .append_pair("scope", &scopes)
            .append_pair("state", &self.state)
            .append_pair("nonce", &self.nonce)
            .append_pair("code_challenge", &challenge(&self.verifier))
            .append_pair("code_challenge_method", "S256");
        url
    }
}

/// What is told of a verifier beforehand (RFC 7636, 4.2).
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_standard() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
