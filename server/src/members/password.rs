//! Passwords: argon2id, on threads that may block, a few at once.

use super::MembersError;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Bytes of a salt (RFC 9106, section 3.1).
pub const SALT: usize = 16;

/// How many passwords are hashed at once; each takes 19 MiB.
const AT_ONCE: usize = 2;

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// What stands in for the salt of an account that does not exist.
const NOBODY: [u8; SALT] = [0; SALT];

/// What hashing a password costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane.
    pub const OWASP: Cost = Cost { memory: 19 * 1_024, passes: 2 };
    /// The least that argon2 takes, for tests.
    pub const LEAST: Cost = Cost { memory: 8, passes: 1 };
}

/// Hashes and verifies passwords.
pub struct Passwords {
    cost: Cost,
    slots: Arc<Semaphore>,
}

impl Passwords {
    /// Hashes at this cost.
    pub fn new(cost: Cost) -> Passwords {
        Passwords { cost, slots: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The hash of `password` in PHC form.
    pub async fn hash(&self, password: String, salt: [u8; SALT]) -> Result<String, MembersError> {
        let cost = self.cost;
        self.run(move || hash(cost, &password, &salt)).await
    }

    /// Whether `known`, in PHC form, is the hash of `password`. Without one, says no after the same work.
    pub async fn verify(&self, password: String, known: Option<String>) -> Result<bool, MembersError> {
        let cost = self.cost;
        self.run(move || match known {
            Some(known) => verify(cost, &password, &known),
            None => hash(cost, &password, &NOBODY).map(|_| false),
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, MembersError> + Send + 'static,
    ) -> Result<T, MembersError> {
        let slot = tokio::time::timeout(PATIENCE, self.slots.clone().acquire_owned());
        let slot = slot.await.map_err(|_late| MembersError::Busy)?.map_err(|_closed| MembersError::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(slot);
            done
        });
        done.await?
    }
}

fn argon2(cost: Cost) -> Result<Argon2<'static>, MembersError> {
    let params = Params::new(cost.memory, cost.passes, 1, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(cost: Cost, password: &str, salt: &[u8; SALT]) -> Result<String, MembersError> {
    Ok(argon2(cost)?.hash_password_with_salt(password.as_bytes(), salt).map_err(failed)?.to_string())
}

fn verify(cost: Cost, password: &str, known: &str) -> Result<bool, MembersError> {
    let known = PasswordHash::new(known).map_err(failed)?;
    Ok(argon2(cost)?.verify_password(password.as_bytes(), &known).is_ok())
}

fn failed(why: impl std::fmt::Display) -> MembersError {
    MembersError::Password(why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other_is() {
        let passwords = Passwords::new(Cost::LEAST);
        let known = passwords.hash("correct horse".into(), [7; SALT]).await.unwrap();
        let verify = |text: &str| passwords.verify(text.into(), Some(known.clone()));
        assert!(verify("correct horse").await.unwrap());
        assert!(!verify("correct horsf").await.unwrap());
        assert!(!passwords.verify("correct horse".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_hash_says_how_it_was_made() {
        let hash = Passwords::new(Cost::OWASP).hash("correct horse".into(), [7; SALT]).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$"), "{hash}");
    }

    #[test]
    fn the_hash_is_that_of_the_reference_implementation() {
        // github.com/P-H-C/phc-winner-argon2, src/test.c
        let known = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assert!(verify(Cost::LEAST, "password", known).unwrap());
        assert!(!verify(Cost::LEAST, "passwore", known).unwrap());
    }
}
