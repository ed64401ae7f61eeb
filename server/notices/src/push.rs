//! Web Push: a message for one browser, which its push service carries and cannot read (RFC 8291, RFC 8188, RFC 8030).

mod message;

pub use message::{is_gone, post};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::SecureRandom;

/// Bytes of a point of P-256, uncompressed.
const POINT: usize = 65;
/// Bytes of a browser's authentication secret.
const SECRET: usize = 16;
/// Bytes of the salt.
const SALT: usize = 16;
/// Bytes of the one record that a message is (RFC 8188, section 2; RFC 8291, section 4).
const RECORD: u32 = 4_096;
/// What follows the last record's text (RFC 8188, section 2).
const LAST: u8 = 2;

/// Bytes of the longest message (RFC 8291, section 4).
pub const MOST: usize = 3_993;

/// Why a message cannot be put in a form that the browser reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// The browser's key is no point of the curve, or its secret has another length.
    #[error("the browser's key cannot be used")]
    Key,
    /// The message has more than [`MOST`] bytes.
    #[error("the message is longer than {MOST} bytes")]
    TooLong,
    /// There is no randomness, or the cipher refuses.
    #[error("the message cannot be encrypted")]
    Cipher,
}

/// A browser, as far as messages for it are concerned.
#[derive(Clone, PartialEq, Eq)]
pub struct Browser {
    key: [u8; POINT],
    secret: [u8; SECRET],
}

impl Browser {
    /// The browser with this public key and this authentication secret, both in base64url without padding.
    pub fn read(key: &str, secret: &str) -> Result<Browser, PushError> {
        Ok(Browser { key: decoded(key)?, secret: decoded(secret)? })
    }
}

fn decoded<const N: usize>(text: &str) -> Result<[u8; N], PushError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| PushError::Key)?;
    bytes.try_into().map_err(|_| PushError::Key)
}

/// The body that carries `text` to `browser`, in the content coding `aes128gcm`.
pub fn encrypt(browser: &Browser, text: &[u8], random: &dyn SecureRandom) -> Result<Vec<u8>, PushError> {
    let mut salt = [0; SALT];
    random.fill(&mut salt).map_err(|_| PushError::Cipher)?;
    let own = EphemeralPrivateKey::generate(&ECDH_P256, random).map_err(|_| PushError::Cipher)?;
    let public = own.compute_public_key().map_err(|_| PushError::Cipher)?;
    let key = UnparsedPublicKey::new(&ECDH_P256, &browser.key);
    let sealed = agree_ephemeral(own, &key, |shared| seal(shared, browser, public.as_ref(), salt, text));
    sealed.map_err(|_| PushError::Key)?
}

/// The body, given the shared secret and the public half of our key (RFC 8291, sections 3.3, 3.4 and 4).
fn seal(
    shared: &[u8],
    browser: &Browser,
    public: &[u8],
    salt: [u8; SALT],
    text: &[u8],
) -> Result<Vec<u8>, PushError> {
    if text.len() > MOST {
        return Err(PushError::TooLong);
    }
    let (key, nonce) = keys(shared, browser, public, &salt)?;
    let mut record = [text, &[LAST]].concat();
    key.seal_in_place_append_tag(nonce, Aad::empty(), &mut record).map_err(|_| PushError::Cipher)?;
    let length = u8::try_from(public.len()).map_err(|_| PushError::Key)?;
    Ok([&salt, RECORD.to_be_bytes().as_slice(), &[length], public, &record].concat())
}

/// The content encryption key and the nonce of the first record.
fn keys(
    shared: &[u8],
    browser: &Browser,
    public: &[u8],
    salt: &[u8; SALT],
) -> Result<(LessSafeKey, Nonce), PushError> {
    let both = Salt::new(HKDF_SHA256, &browser.secret).extract(shared);
    let input: [u8; 32] = expanded(&both, &[b"WebPush: info\0", &browser.key, public])?;
    let prk = Salt::new(HKDF_SHA256, salt).extract(&input);
    let key: [u8; 16] = expanded(&prk, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; NONCE_LEN] = expanded(&prk, &[b"Content-Encoding: nonce\0"])?;
    let key = UnboundKey::new(&AES_128_GCM, &key).map_err(|_| PushError::Cipher)?;
    Ok((LessSafeKey::new(key), Nonce::assume_unique_for_key(nonce)))
}

/// How many bytes are wanted.
struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expanded<const N: usize>(prk: &Prk, info: &[&[u8]]) -> Result<[u8; N], PushError> {
    let mut bytes = [0; N];
    let filled = prk.expand(info, Length(N)).and_then(|okm| okm.fill(&mut bytes));
    filled.map_err(|_| PushError::Cipher)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use ring::rand::SystemRandom;

    fn bytes<const N: usize>(text: &str) -> [u8; N] {
        URL_SAFE_NO_PAD.decode(text).unwrap().try_into().unwrap()
    }

    #[test]
    fn the_example_of_rfc_8291_comes_out_byte_by_byte() {
        // RFC 8291, section 5 and Appendix A.
        let browser = Browser::read(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
        );
        let public: [u8; POINT] =
            bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let shared: [u8; 32] = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let text = b"When I grow up, I want to be a watermelon";
        let sealed =
            seal(&shared, &browser.unwrap(), &public, bytes("DGv6ra1nlYgDCS1FRnbzlw"), text).unwrap();
        let wanted = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w\
                      EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(sealed), wanted);
    }

    #[test]
    fn the_browser_that_a_message_is_for_reads_it() {
        let random = SystemRandom::new();
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &random).unwrap();
        let key = private.compute_public_key().unwrap();
        let browser = Browser { key: key.as_ref().try_into().unwrap(), secret: [7; SECRET] };
        let text = vec![b'x'; MOST];
        let body = encrypt(&browser, &text, &random).unwrap();
        assert_eq!(body.len(), RECORD as usize);
        // The receiver's side: RFC 8188, section 2.1, and RFC 8291, section 3.4.
        let (salt, public): ([u8; SALT], &[u8]) = (body[..16].try_into().unwrap(), &body[21..86]);
        assert_eq!((&body[16..20], body[20]), (&4_096u32.to_be_bytes()[..], 65));
        let opened = agree_ephemeral(private, &UnparsedPublicKey::new(&ECDH_P256, public), |shared| {
            let (key, nonce) = keys(shared, &browser, public, &salt).unwrap();
            let mut record = body[86..].to_vec();
            key.open_in_place(nonce, Aad::empty(), &mut record).unwrap().to_vec()
        });
        assert_eq!(opened.unwrap(), [&text[..], &[LAST]].concat());
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        let random = SystemRandom::new();
        let key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        let browser = Browser::read(key, "BTBZMqHH6r4Tts7J_aSIgg").unwrap();
        assert_eq!(encrypt(&browser, &[0; MOST + 1], &random), Err(PushError::TooLong));
        let no_point = Browser { key: [4; POINT], ..browser };
        assert_eq!(encrypt(&no_point, b"x", &random), Err(PushError::Key));
        assert_eq!(Browser::read(key, "short").err(), Some(PushError::Key));
        assert_eq!(Browser::read("=", "BTBZMqHH6r4Tts7J_aSIgg").err(), Some(PushError::Key));
    }
}
