//! A provider's public keys (RFC 7517), and whether a signature is by one of them: RS256 or ES256 (RFC 7518, 3.3, 3.4).

use crate::OpenIdError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

/// The most keys that are looked at.
const MOST: usize = 50;

/// How something may be signed. What is not here, such as `none`, is no signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// RSA PKCS #1 1.5 with SHA-256, keys of at least 2048 bits.
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
}

impl Algorithm {
    /// The algorithm of that name.
    pub fn named(name: &str) -> Option<Algorithm> {
        match name {
            "RS256" => Some(Algorithm::Rs256),
            "ES256" => Some(Algorithm::Es256),
            _ => None,
        }
    }
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Public {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
}

/// Public keys, each with its name if it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(Vec<(Option<String>, Public)>);

#[derive(Deserialize)]
struct Set {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Key {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Keys {
    /// Reads a set of keys. Those of another kind or for another use are left out.
    pub fn read(json: &[u8]) -> Result<Keys, OpenIdError> {
        let set: Set = serde_json::from_slice(json)
            .map_err(|error| OpenIdError::Provider(format!("its keys cannot be read: {error}")))?;
        let keys = set.keys.into_iter().take(MOST);
        let keys = keys.filter_map(|key| serde_json::from_value::<Key>(key).ok());
        Ok(Keys(keys.filter_map(|key| Some((key.kid.clone(), public(&key)?))).collect()))
    }

    /// Whether the key of that name, or any of them if no name is given, signed `text` so.
    pub(crate) fn signed(
        &self,
        name: Option<&str>,
        algorithm: Algorithm,
        text: &[u8],
        signature: &[u8],
    ) -> bool {
        let asked = self.0.iter().filter(|(known, _)| name.is_none() || known.as_deref() == name);
        asked.into_iter().any(|(_, key)| match (key, algorithm) {
            (Public::Rsa { n, e }, Algorithm::Rs256) => {
                let key = RsaPublicKeyComponents { n, e };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, text, signature).is_ok()
            }
            (Public::P256(point), Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(text, signature).is_ok()
            }
            _ => false,
        })
    }
}

/// The key, if it is one that signs as is taken here.
fn public(key: &Key) -> Option<Public> {
    if key.purpose.as_deref().is_some_and(|purpose| purpose != "sig") {
        return None;
    }
    let bytes = |text: &Option<String>| URL_SAFE_NO_PAD.decode(text.as_deref()?).ok();
    let meant = |name: &str| key.alg.as_deref().is_none_or(|alg| alg == name);
    match key.kty.as_str() {
        "RSA" if meant("RS256") => {
            let number = |text| Some(bytes(text)?.into_iter().skip_while(|byte| *byte == 0).collect());
            Some(Public::Rsa { n: number(&key.n)?, e: number(&key.e)? })
        }
        "EC" if meant("ES256") && key.crv.as_deref() == Some("P-256") => {
            // An uncompressed point (SEC 1, 2.3.3).
            let point = [vec![4], bytes(&key.x)?, bytes(&key.y)?].concat();
            (point.len() == 65).then_some(Public::P256(point))
        }
        _ => None,
    }
}
