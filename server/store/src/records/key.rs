//! The site's own keys, each drawn once and kept for good.

use super::Records;
use crate::error::Error;
use rusqlite::OptionalExtension;

impl Records {
    /// The key of this name, which is made of what `make` gives if there is none.
    pub fn key(&mut self, name: &str, make: impl FnOnce() -> Vec<u8>) -> Result<Vec<u8>, Error> {
        self.write(|tx| {
            let known = "SELECT bytes FROM site_key WHERE name = ?1";
            let known = tx.query_row(known, [name], |row| row.get(0)).optional()?;
            if let Some(known) = known {
                return Ok(known);
            }
            let made = make();
            tx.execute("INSERT INTO site_key (name, bytes) VALUES (?1, ?2)", (name, &made))?;
            Ok(made)
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_key_is_made_once() {
        let mut records = Records::memory().unwrap();
        assert_eq!(records.key("vapid", || vec![1]).unwrap(), [1]);
        assert_eq!(records.key("vapid", || vec![2]).unwrap(), [1]);
        assert_eq!(records.key("subscriptions", || vec![3]).unwrap(), [3]);
    }
}
