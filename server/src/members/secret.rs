//! Secrets that only their owner holds: cookies, one-time links, API tokens. 256 random bits; stored as SHA-256 alone,
//! which is enough for what cannot be guessed.

use super::MembersError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::sync::Arc;
use store::records::Digest;

/// What the text of an API token begins with, so that a search for leaked secrets finds it.
const TOKEN: &str = "pharos_";

/// Letters of a secret: 32 bytes as base64url.
const LETTERS: usize = 43;

/// Fills bytes; gives false if it cannot.
type Fill = dyn Fn(&mut [u8]) -> bool + Send + Sync;

/// Gives random bytes.
#[derive(Clone)]
pub struct Random(Arc<Fill>);

impl Random {
    /// The system's.
    pub fn system() -> Random {
        let system = SystemRandom::new();
        Random(Arc::new(move |bytes| system.fill(bytes).is_ok()))
    }

    /// What `fill` gives; it gives false if it has none.
    pub fn of(fill: impl Fn(&mut [u8]) -> bool + Send + Sync + 'static) -> Random {
        Random(Arc::new(fill))
    }

    /// Fills `bytes`.
    pub fn fill(&self, bytes: &mut [u8]) -> Result<(), MembersError> {
        if (self.0)(bytes) { Ok(()) } else { Err(MembersError::Random) }
    }
}

/// A secret. Debug does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret that nobody has yet.
    pub fn draw(random: &Random) -> Result<Secret, MembersError> {
        let mut bytes = [0; 32];
        random.fill(&mut bytes)?;
        Ok(Secret(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The secret for a purpose that comes of a key, the same each time: HMAC-SHA-256 (RFC 2104). What messages repeat,
    /// and is not stored, is made by it.
    pub fn derived(key: &[u8], purpose: &str, salt: &[u8]) -> Secret {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        let tag = hmac::sign(&key, &[purpose.as_bytes(), b"\0", salt].concat());
        Secret(URL_SAFE_NO_PAD.encode(tag))
    }

    /// What somebody sent, if it has the form of a secret.
    pub fn read(text: &str) -> Option<Secret> {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (text.len() == LETTERS && text.bytes().all(known)).then(|| Secret(text.into()))
    }

    /// What somebody sent, if it has the form of an API token.
    pub fn read_token(text: &str) -> Option<Secret> {
        Secret::read(text.strip_prefix(TOKEN)?)
    }

    /// It itself, for a cookie or a link.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// It itself, as an API token.
    pub fn token_text(&self) -> String {
        format!("{TOKEN}{}", self.0)
    }

    /// What is stored of it.
    pub fn digest(&self) -> Digest {
        Sha256::digest(&self.0).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_back_and_nothing_else_is() {
        let secret = Secret::draw(&Random::system()).unwrap();
        assert_eq!(Secret::read(secret.text()), Some(secret.clone()));
        assert_eq!(Secret::read_token(&secret.token_text()), Some(secret.clone()));
        assert_ne!(Secret::draw(&Random::system()).unwrap(), secret);
        for wrong in ["", "x", &"x".repeat(44), &"/".repeat(43), &"\u{e9}".repeat(22)] {
            assert_eq!(Secret::read(wrong), None, "{wrong}");
        }
        assert_eq!(Secret::read_token(secret.text()), None);
        assert!(!format!("{secret:?}").contains(secret.text()));
    }

    #[test]
    fn a_derived_secret_is_one_for_each_key_purpose_and_salt() {
        let derived = Secret::derived(b"key", "manage", b"salt");
        assert_eq!(Secret::read(derived.text()), Some(derived.clone()));
        assert_eq!(Secret::derived(b"key", "manage", b"salt"), derived);
        for (key, purpose, salt) in
            [("kez", "manage", "salt"), ("key", "confirm", "salt"), ("key", "manage", "salu")]
        {
            assert_ne!(Secret::derived(key.as_bytes(), purpose, salt.as_bytes()), derived);
        }
    }

    #[test]
    fn without_randomness_there_is_no_secret() {
        assert!(matches!(Secret::draw(&Random::of(|_| false)), Err(MembersError::Random)));
    }
}
