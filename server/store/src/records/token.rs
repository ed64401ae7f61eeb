//! API tokens: what programs may do, and for whom.

use super::member::{Changed, role};
use super::request::By;
use super::{Digest, Records, Refused, audit};
use crate::error::{Error, Fault};
use model::member::caller::Caller;
use model::member::session::{MOST_TOKENS, Token, worth_noting};
use model::member::{Actor, Permission};
use model::time::At;
use rusqlite::{Row, Transaction};

impl Records {
    /// Makes an API token of `member`, whose secret has this SHA-256.
    pub fn make_token<'a>(
        &mut self,
        member: &str,
        token: &Token,
        hash: &Digest,
        by: impl Into<By<'a>>,
    ) -> Result<Changed<()>, Error> {
        let by = by.into();
        self.write(|tx| {
            if let Some(refused) = by.refused(tx, token.made)? {
                return Ok(Err(refused));
            }
            let (taken, own): (bool, i64) = tx.query_row(
                "SELECT EXISTS (SELECT 1 FROM token WHERE name = ?1), (SELECT COUNT(*) FROM token WHERE member = ?2)",
                (&token.name, member),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            match () {
                () if taken => return Ok(Err(Refused::TokenTaken)),
                () if own >= MOST_TOKENS as i64 => return Ok(Err(Refused::TooMany)),
                () => {}
            }
            let scopes = names(&token.scopes);
            tx.execute(
                "INSERT INTO token (name, hash, member, scopes, made, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (&token.name, hash, member, &scopes, token.made.0, token.expires.0),
            )?;
            let detail = format!("of {member}, may {scopes}, until {}", token.expires);
            audit::note(tx, token.made, by.actor, "token.made", &token.name, &detail)?;
            by.done(tx, token.made).map(Ok)
        })
    }

    /// The API tokens of a member, by name, also those that have ended.
    pub fn tokens(&mut self, member: &str) -> Result<Vec<Token>, Error> {
        self.read(|tx| {
            let mut rows = tx.prepare_cached(
                "SELECT name, scopes, made, expires, used FROM token WHERE member = ?1 ORDER BY name",
            )?;
            rows.query_and_then([member], token)?.collect()
        })
    }

    /// Who asks with the secret with this SHA-256, if it is a token that has not ended. Notes coarsely that it is used.
    pub fn token(&mut self, hash: &Digest, now: At) -> Result<Option<Caller>, Error> {
        let found = self.read(|tx| find(tx, hash, now))?;
        let Some((caller, used)) = found else { return Ok(None) };
        if used.is_none_or(|used| worth_noting(used, now)) {
            self.write(|tx| {
                let mut note = tx.prepare_cached("UPDATE token SET used = ?2 WHERE hash = ?1")?;
                Ok(note.execute((hash, now.0))?)
            })?;
        }
        Ok(Some(caller))
    }

    /// Ends a token of `member`; gives false if there is none of that name.
    pub fn revoke_token(&mut self, member: &str, name: &str, by: &Actor, now: At) -> Result<bool, Error> {
        self.write(|tx| {
            let gone = tx.execute("DELETE FROM token WHERE member = ?1 AND name = ?2", (member, name))? > 0;
            if gone {
                audit::note(tx, now, by, "token.revoked", name, &format!("of {member}"))?;
            }
            Ok(gone)
        })
    }
}

fn find(tx: &Transaction<'_>, hash: &Digest, now: At) -> Result<Option<(Caller, Option<At>)>, Fault> {
    let mut found = tx.prepare_cached(
        "SELECT token.name, role, scopes, used FROM token JOIN member ON member.name = token.member
         WHERE hash = ?1 AND expires > ?2 AND disabled = 0",
    )?;
    let found = found.query_and_then((hash, now.0), |row| {
        let caller = Caller::Token { name: row.get(0)?, role: role(row, 1)?, scopes: scopes(row, 2)? };
        Ok((caller, row.get::<_, Option<i64>>(3)?.map(At)))
    })?;
    found.into_iter().next().transpose()
}

fn token(row: &Row<'_>) -> Result<Token, Fault> {
    Ok(Token {
        name: row.get(0)?,
        scopes: scopes(row, 1)?,
        made: At(row.get(2)?),
        expires: At(row.get(3)?),
        used: row.get::<_, Option<i64>>(4)?.map(At),
    })
}

/// Scopes as they are stored: `read respond`.
fn names(scopes: &[Permission]) -> String {
    scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ")
}

fn scopes(row: &Row<'_>, column: usize) -> Result<Vec<Permission>, Fault> {
    let names: String = row.get(column)?;
    let scopes: Option<_> = names.split_whitespace().map(Permission::scope).collect();
    scopes.ok_or_else(|| Fault::Damaged(format!("there is no scope among {names:?}")))
}
