#![allow(clippy::unwrap_used)]

use super::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::json;
use std::process::Command;

const NOW: At = At(1_700_000_000_000);
const EXPECTED: Expected<'_> =
    Expected { issuer: "https://id.example", client: "pharos", nonce: "n-0S6_WzA2Mj" };

/// A key that signs.
struct Signer(EcdsaKeyPair, SystemRandom);

impl Signer {
    fn new() -> Signer {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        Signer(EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).unwrap(), random)
    }

    fn keys(&self) -> Keys {
        let point = self.0.public_key().as_ref();
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let key = json!({ "kty": "EC", "crv": "P-256", "kid": "1", "use": "sig",
                          "x": text(&point[1..33]), "y": text(&point[33..]) });
        Keys::read(json!({ "keys": [{ "kty": "oct", "k": "AAAA" }, key] }).to_string().as_bytes()).unwrap()
    }

    fn sign(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(header), part(claims));
        let signature = self.0.sign(&self.1, text.as_bytes()).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }
}

fn header() -> Value {
    json!({ "alg": "ES256", "kid": "1", "typ": "JWT" })
}

/// What a right token says, with these claims in the place of its own.
fn claims(other: &Value) -> Value {
    let mut claims = json!({
        "iss": "https://id.example", "sub": "248289761001", "aud": "pharos", "exp": 1_700_000_300,
        "iat": 1_700_000_000, "nonce": "n-0S6_WzA2Mj", "email": "ada@example.org", "groups": ["ops", "all"]
    });
    claims.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    claims
}

#[test]
fn who_was_signed_for_is_believed() {
    let signer = Signer::new();
    let checked = check(&signer.sign(&header(), &claims(&json!({}))), &signer.keys(), EXPECTED, NOW).unwrap();
    assert_eq!((checked.subject.as_str(), checked.text("email")), ("248289761001", Some("ada@example.org")));
    assert_eq!((checked.texts("groups"), checked.texts("email").len()), (vec!["ops", "all"], 1));
    for other in [
        json!({ "aud": ["pharos"] }),
        json!({ "aud": ["other", "pharos"], "azp": "pharos" }),
        json!({ "exp": 1_699_999_941 }),
        json!({ "iat": 1_700_000_059, "nbf": 1_700_000_059 }),
    ] {
        let token = signer.sign(&header(), &claims(&other));
        assert!(check(&token, &signer.keys(), EXPECTED, NOW).is_ok(), "{other}");
    }
}

#[test]
fn each_way_of_being_wrong_is_refused_by_its_name() {
    let signer = Signer::new();
    for (other, words) in [
        (json!({ "iss": "https://id.example/" }), "another issuer"),
        (json!({ "aud": "other" }), "another audience"),
        (json!({ "aud": ["other"] }), "another audience"),
        (json!({ "aud": ["pharos", "other"] }), "several audiences"),
        (json!({ "azp": "other" }), "another party"),
        (json!({ "exp": 1_699_999_940 }), "expired"),
        (json!({ "exp": -1e300 }), "expired"),
        (json!({ "iat": 1_700_000_061 }), "in the future"),
        (json!({ "nbf": 1_700_000_061 }), "not valid yet"),
        (json!({ "nonce": "other" }), "another attempt"),
        (json!({ "nonce": null }), "another attempt"),
        (json!({ "sub": "" }), "names nobody"),
        (json!({ "sub": "x".repeat(256) }), "names nobody"),
    ] {
        let token = signer.sign(&header(), &claims(&other));
        let refused = check(&token, &signer.keys(), EXPECTED, NOW).unwrap_err().to_string();
        assert!(refused.contains(words), "{other}: {refused}");
    }
}

#[test]
fn what_no_key_of_the_provider_signed_is_refused() {
    let (signer, other) = (Signer::new(), Signer::new());
    let keys = signer.keys();
    let right = signer.sign(&header(), &claims(&json!({})));
    let (text, signature) = right.rsplit_once('.').unwrap();
    let body = text.split_once('.').unwrap().1;
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let forged = part(claims(&json!({ "sub": "1" })));
    for token in [
        other.sign(&header(), &claims(&json!({}))),
        signer.sign(&json!({ "alg": "ES256", "kid": "2" }), &claims(&json!({}))),
        signer.sign(&json!({ "alg": "RS256", "kid": "1" }), &claims(&json!({}))),
        signer.sign(&json!({ "alg": "HS256", "kid": "1" }), &claims(&json!({}))),
        signer.sign(&json!({ "alg": "ES256", "crit": ["b64"] }), &claims(&json!({}))),
        format!("{}.{body}.", part(json!({ "alg": "none" }))),
        format!("{}.{body}.{signature}", part(json!({ "alg": "none" }))),
        format!("{}.{forged}.{signature}", text.split_once('.').unwrap().0),
        format!("{text}."),
        text.to_string(),
        format!("{right}.x"),
        String::new(),
        "..".into(),
    ] {
        assert!(check(&token, &keys, EXPECTED, NOW).is_err(), "{token}");
    }
    assert!(check(&right, &Keys::default(), EXPECTED, NOW).is_err());
    assert!(check(&right, &keys, EXPECTED, NOW).is_ok());
}

/// Makes a set of keys and a token by each, with PyJWT.
const PYTHON: &str = r#"
import json, sys, jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
claims = json.loads(sys.argv[1])
made = {"RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048), "ES256": ec.generate_private_key(ec.SECP256R1())}
as_jwk = {"RS256": RSAAlgorithm.to_jwk, "ES256": ECAlgorithm.to_jwk}
keys, tokens = [], []
for name, key in made.items():
    jwk = as_jwk[name](key.public_key())
    keys.append({**json.loads(jwk), "kid": name, "use": "sig"})
    token = jwt.encode(claims, key, algorithm=name, headers={"kid": name})
    tokens.append(token if isinstance(token, str) else token.decode())
print(json.dumps({"keys": keys, "tokens": tokens}))
"#;

#[test]
fn tokens_of_another_implementation_are_read() {
    let claims = claims(&json!({})).to_string();
    let output = Command::new("/usr/bin/python3").args(["-c", PYTHON, &claims]).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "install Debian's python3-jwt and python3-cryptography: {words}");
    let made: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys = Keys::read(made.to_string().as_bytes()).unwrap();
    let tokens: Vec<_> = made["tokens"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert_eq!(tokens.len(), 2);
    for token in tokens {
        assert_eq!(check(token, &keys, EXPECTED, NOW).unwrap().subject, "248289761001");
        let nonce = Expected { nonce: "other", ..EXPECTED };
        assert!(check(token, &keys, nonce, NOW).is_err());
    }
}
