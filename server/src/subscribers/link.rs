//! The links of subscribers. Each message repeats them, so they are made anew each time, of a key that the store holds
//! and what it holds of the subscriber; stored is their SHA-256 alone.

use crate::members::secret::{Random, Secret};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::subscriber::Way;
use store::Records;

/// The name of the key.
const KEY: &str = "subscriptions";

/// Makes the secrets of links.
#[derive(Clone)]
pub struct Links(Vec<u8>);

impl Links {
    /// Makes them by the key in `records`, which is drawn if there is none.
    pub fn of(records: &mut Records, random: &Random) -> Result<Links, crate::members::MembersError> {
        let mut drawn = [0; 32];
        random.fill(&mut drawn)?;
        Ok(Links(records.key(KEY, || drawn.to_vec())?))
    }

    /// The secret by which whoever has this salt confirms that messages arrive in this way: in another, it is another one.
    pub fn confirm(&self, salt: &[u8; 16], way: &Way) -> Secret {
        Secret::derived(&self.0, "confirm", &[salt, way.address().as_bytes()].concat())
    }

    /// The secret by which they see and change everything.
    pub fn manage(&self, salt: &[u8; 16]) -> Secret {
        Secret::derived(&self.0, "manage", salt)
    }

    /// The secret by which their webhook checks who posts, as Standard Webhooks writes it: `whsec_...`.
    pub fn signing(&self, salt: &[u8; 16]) -> String {
        let secret = Secret::derived(&self.0, "sign", salt);
        format!("whsec_{}", STANDARD.encode(secret.digest()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_the_same_and_none_tells_of_another() {
        let mut records = Records::memory().unwrap();
        let mut links = || Links::of(&mut records, &Random::system()).unwrap();
        let (one, other) = (links(), links());
        assert_eq!(one.manage(&[1; 16]), other.manage(&[1; 16]));
        assert_ne!(one.manage(&[1; 16]), one.manage(&[2; 16]));
        let [ada, bob] = ["ada@example.org", "bob@example.org"].map(|it| Way::email(it).unwrap());
        assert_ne!(one.manage(&[1; 16]), one.confirm(&[1; 16], &ada));
        assert_ne!(one.confirm(&[1; 16], &ada), one.confirm(&[1; 16], &bob));
        // Standard Webhooks: 24 to 64 bytes as base64.
        assert_eq!(one.signing(&[1; 16]).len(), "whsec_".len() + 44);
    }
}
