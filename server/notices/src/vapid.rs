//! Who sends messages to a push service: a key pair of the site, and a signed word for each service (RFC 8292).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::time::{At, HOUR, SECOND};
use ring::rand::SecureRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::json;
use url::Url;

/// How long a word is good: at most 24 hours (RFC 8292, section 2), and clocks differ.
const LIFE: i64 = 12 * HOUR;

/// The key pair cannot be made, read or signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key pair for push messages cannot be used")]
pub struct VapidError;

/// The key pair by which push services know this site.
#[derive(Debug)]
pub struct Vapid(EcdsaKeyPair);

impl Vapid {
    /// A key pair that nobody has yet, in PKCS #8, for [`Vapid::read`]. It is a secret.
    pub fn make(random: &dyn SecureRandom) -> Result<Vec<u8>, VapidError> {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, random);
        Ok(made.map_err(|_| VapidError)?.as_ref().to_vec())
    }

    /// The key pair that [`Vapid::make`] made.
    pub fn read(pkcs8: &[u8], random: &dyn SecureRandom) -> Result<Vapid, VapidError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, random);
        pair.map(Vapid).map_err(|_| VapidError)
    }

    /// The public half, base64url, as a browser asks for it: `applicationServerKey`.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key())
    }

    /// The value of `Authorization` of a message to the push service of `endpoint`, sent at `now`. `contact` is where the
    /// service's people reach ours, a URL on https or a `mailto:` one.
    pub fn authorization(
        &self,
        endpoint: &Url,
        contact: &str,
        now: At,
        random: &dyn SecureRandom,
    ) -> Result<String, VapidError> {
        let audience = endpoint.origin().ascii_serialization();
        let expires = (now + LIFE).0 / SECOND;
        let head = json!({ "alg": "ES256", "typ": "JWT" });
        let claims = json!({ "aud": audience, "exp": expires, "sub": contact });
        let signed = [head, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
        let signature = self.0.sign(random, signed.as_bytes()).map_err(|_| VapidError)?;
        Ok(format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature), self.public()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    #[test]
    fn a_push_service_can_check_who_sends() {
        let random = SystemRandom::new();
        let vapid = Vapid::read(&Vapid::make(&random).unwrap(), &random).unwrap();
        let endpoint = Url::parse("https://push.example.net:8443/v1/secret").unwrap();
        let now = At(1_700_000_000_000);
        let value = vapid.authorization(&endpoint, "https://status.example.org", now, &random).unwrap();
        let (token, key) = value.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (head, claims) = signed.split_once('.').unwrap();
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decode(key));
        public.verify(signed.as_bytes(), &decode(signature)).unwrap();
        assert_eq!(decode(head), br#"{"alg":"ES256","typ":"JWT"}"#);
        let claims: serde_json::Value = serde_json::from_slice(&decode(claims)).unwrap();
        let wanted = json!({
            "aud": "https://push.example.net:8443", "exp": 1_700_043_200, "sub": "https://status.example.org"
        });
        assert_eq!(claims, wanted);
        assert_eq!((key, decode(key).len()), (vapid.public().as_str(), 65));
    }

    #[test]
    fn a_broken_key_pair_is_told() {
        let random = SystemRandom::new();
        let made = Vapid::make(&random).unwrap();
        assert_eq!(Vapid::read(&made[1..], &random).err(), Some(VapidError));
    }
}
