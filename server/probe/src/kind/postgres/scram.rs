//! The client's side of SCRAM-SHA-256 (RFC 5802, section 3; RFC 7677), without channel binding. No I/O.
//!
//! PostgreSQL knows the user already, so that the name is empty here. A password outside ASCII is taken as it is, which
//! is right unless SASLprep (RFC 4013) would change it: write it in its composed form (NFKC).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{self, SHA256, SHA256_OUTPUT_LEN};
use ring::{hmac, pbkdf2};
use std::num::NonZeroU32;

/// No channel binding, and no other identity.
const HEADER: &str = "n,,";

/// Rounds of hashing at most, a second of work; PostgreSQL's default is 4096.
const ROUNDS: u32 = 1_000_000;

/// What the client has said first.
pub(super) struct Scram {
    /// Its first message without the header.
    bare: String,
    nonce: String,
}

/// What the server must prove: that it knows the password too.
#[derive(Debug)]
pub(super) struct Proof {
    key: hmac::Key,
    /// All that was said.
    said: String,
}

impl Scram {
    /// Begins with a nonce of printable characters without a comma, never used before.
    pub fn new(nonce: &str) -> Scram {
        Scram { bare: format!("n=,r={nonce}"), nonce: nonce.to_owned() }
    }

    /// The client's first message.
    pub fn first(&self) -> String {
        format!("{HEADER}{}", self.bare)
    }

    /// The client's answer to the server's first message; the error says what is wrong with that one.
    pub fn answer(&self, challenge: &str, password: &str) -> Result<(String, Proof), &'static str> {
        let (nonce, salt, rounds) = parse(challenge).ok_or("the server's SCRAM challenge is malformed")?;
        if !nonce.starts_with(&self.nonce) || nonce == self.nonce {
            return Err("the server's SCRAM challenge is for somebody else");
        }
        if rounds.get() > ROUNDS {
            return Err("the server wants more than 1000000 rounds of SCRAM");
        }
        let mut salted = [0; SHA256_OUTPUT_LEN];
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, rounds, &salt, password.as_bytes(), &mut salted);
        let answer = format!("c={},r={nonce}", STANDARD.encode(HEADER));
        let said = format!("{},{challenge},{answer}", self.bare);
        let proof = STANDARD.encode(client_proof(&salted, &said));
        let key = hmac::sign(&key(&salted), b"Server Key");
        Ok((format!("{answer},p={proof}"), Proof { key: self::key(key.as_ref()), said }))
    }
}

impl Proof {
    /// Whether the server's last message proves it; the error says why not.
    pub fn check(&self, last: &str) -> Result<(), &'static str> {
        let signature = last.strip_prefix("v=").and_then(|text| text.split(',').next());
        let signature = signature.and_then(|text| STANDARD.decode(text).ok());
        let signature = signature.ok_or("the server's last word in SCRAM is malformed")?;
        hmac::verify(&self.key, self.said.as_bytes(), &signature)
            .map_err(|_| "the server does not know the password itself")
    }
}

/// Nonce, salt and rounds, in this order; an extension that must be understood would come first.
fn parse(challenge: &str) -> Option<(&str, Vec<u8>, NonZeroU32)> {
    let mut attributes = challenge.split(',');
    let nonce = attributes.next()?.strip_prefix("r=")?;
    let salt = STANDARD.decode(attributes.next()?.strip_prefix("s=")?).ok()?;
    let rounds = attributes.next()?.strip_prefix("i=")?.parse().ok()?;
    Some((nonce, salt, rounds))
}

/// The client's key, hidden by a signature that only somebody with its digest can take away.
fn client_proof(salted: &[u8], said: &str) -> Vec<u8> {
    let client = hmac::sign(&key(salted), b"Client Key");
    let stored = digest::digest(&SHA256, client.as_ref());
    let signature = hmac::sign(&key(stored.as_ref()), said.as_bytes());
    client.as_ref().iter().zip(signature.as_ref()).map(|(a, b)| a ^ b).collect()
}

fn key(bytes: &[u8]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    const NONCE: &str = "rOprNGfwEbeRWgbNEkqO";
    const CHALLENGE: &str =
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    /// The example of RFC 7677, section 3, which has a user.
    fn example() -> Scram {
        Scram { bare: format!("n=user,r={NONCE}"), nonce: NONCE.to_owned() }
    }

    #[test]
    fn the_example_of_the_rfc_is_spoken() {
        assert_eq!(example().first(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        let (answer, proof) = example().answer(CHALLENGE, "pencil").unwrap();
        let expected = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
                        p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
        assert_eq!(answer, expected);
        assert_eq!(proof.check("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="), Ok(()));
        assert!(
            proof.check("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").unwrap_err().contains("not know")
        );
        assert!(proof.check("e=other-error").unwrap_err().contains("malformed"));
    }

    #[test]
    fn a_challenge_that_is_wrong_or_endless_is_refused() {
        let refused = |challenge: &str| example().answer(challenge, "pencil").unwrap_err();
        assert!(refused("r=strange,s=AAAA,i=1").contains("somebody else"));
        assert!(refused(&format!("r={NONCE},s=AAAA,i=1")).contains("somebody else"));
        assert!(refused(&format!("r={NONCE}x,s=AAAA,i=4294967295")).contains("more than 1000000 rounds"));
        assert!(refused(&format!("r={NONCE}x,s=AAAA,i=0")).contains("malformed"));
        assert!(refused(&format!("m=new,r={NONCE}x,s=AAAA,i=1")).contains("malformed"));
    }

    proptest! {
        #[test]
        fn random_challenges_never_panic(text in "(r=)?.{0,9},(s=)?[A-Za-z=]{0,9},(i=)?[0-9]{0,3}") {
            let _ = (parse(&text), example().answer(&text, "pencil").map(drop));
        }
    }
}
