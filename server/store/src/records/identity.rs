//! Identities: whom the providers by which people sign in say that they are. An identity is a provider and the name that
//! it has for a person for good; an e-mail address is none.

use super::member::{Changed, add, change_role, count, find, is_last_admin, manages};
use super::session::insert;
use super::{Digest, Records, Refused, audit};
use crate::error::{Error, Fault};
use model::member::entry::{self, MOST_NAME};
use model::member::{Actor, Member, Role};
use model::time::At;
use rusqlite::{OptionalExtension, Transaction};

mod linked;

pub use linked::Linked;

/// Who somebody is, as a provider says.
#[derive(Clone, Copy, Debug)]
pub struct Identity<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// Names the person there for good.
    pub subject: &'a str,
    /// The sign-in name that would be fine; another is found if it is taken or cannot be one.
    pub name: &'a str,
    /// The name that others read, if it can be one.
    pub display: &'a str,
    /// E-mail address, verified there; may be empty.
    pub email: &'a str,
    /// What the person may do.
    pub role: Role,
}

impl Records {
    /// Begins a session of the member with this identity, who has this role from then on unless they linked it; makes the member at the first
    /// time. Gives the member's name. The first admin joins by a link, so that nobody is made before.
    pub fn enter_as(
        &mut self,
        identity: Identity<'_>,
        session: &Digest,
        agent: &str,
        now: At,
    ) -> Result<Changed<String>, Error> {
        self.write(|tx| {
            let known = match known(tx, identity)? {
                Some(member) if member.disabled => return Ok(Err(Refused::Disabled)),
                // What a member has linked is a way in, not the one who says what they may do.
                Some(member) if linked::is_linked(tx, identity)? => member.name,
                Some(member) => follow(tx, member, identity.role, now)?,
                None => match join(tx, identity, now)? {
                    Ok(name) => name,
                    Err(refused) => return Ok(Err(refused)),
                },
            };
            insert(tx, &known, session, agent, now)?;
            Ok(Ok(known))
        })
    }
}

fn known(tx: &Transaction<'_>, identity: Identity<'_>) -> Result<Option<Member>, Fault> {
    let mut found = tx.prepare_cached("SELECT member FROM identity WHERE issuer = ?1 AND subject = ?2")?;
    let name: Option<String> =
        found.query_row((identity.issuer, identity.subject), |row| row.get(0)).optional()?;
    name.map_or(Ok(None), |name| find(tx, &name))
}

/// Gives a member the role that the provider says. The last admin keeps it.
fn follow(tx: &Transaction<'_>, member: Member, role: Role, now: At) -> Result<String, Fault> {
    if role != member.role && (manages(role) || !is_last_admin(tx, &member)?) {
        change_role(tx, &member, role, &Actor::Pharos, now)?;
    }
    Ok(member.name)
}

fn join(tx: &Transaction<'_>, identity: Identity<'_>, now: At) -> Result<Changed<String>, Fault> {
    if count(tx)? == 0 {
        return Ok(Err(Refused::NoAdmin));
    }
    let Identity { issuer, subject, display, email, role, .. } = identity;
    let name = free_name(tx, identity.name)?;
    if let Err(refused) = add(tx, &name, role, now)? {
        return Ok(Err(refused));
    }
    let display = if entry::display(display).is_ok() { display } else { &name };
    let email = if entry::email(email).is_ok() { email } else { "" };
    tx.execute("UPDATE member SET display = ?2, email = ?3 WHERE name = ?1", (&name, display, email))?;
    tx.execute(
        "INSERT INTO identity (issuer, subject, member, made) VALUES (?1, ?2, ?3, ?4)",
        (issuer, subject, &name, now.0),
    )?;
    let detail = format!("as {}, by {issuer}", role.name());
    audit::note(tx, now, &Actor::Member(name.clone()), "member.joined", &name, &detail)?;
    Ok(Ok(name))
}

/// A sign-in name that nobody has, as near to the wanted one as can be.
fn free_name(tx: &Transaction<'_>, wanted: &str) -> Result<String, Fault> {
    let known = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let plain: String = wanted.to_lowercase().chars().filter(known).collect();
    let plain = plain.trim_start_matches(|letter: char| !letter.is_ascii_lowercase());
    let plain = if plain.len() < 2 { "member" } else { plain };
    for nth in 1.. {
        let end = if nth > 1 { format!("-{nth}") } else { String::new() };
        let name =
            format!("{}{end}", plain.get(..plain.len().min(MOST_NAME - end.len())).unwrap_or("member"));
        if find(tx, &name)?.is_none() {
            return Ok(name);
        }
    }
    Err(Fault::Damaged("there are more members than can be".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Joining;

    const NOW: At = At(1_700_000_000_000);

    fn identity(subject: &str) -> Identity<'_> {
        Identity {
            issuer: "https://id.example",
            subject,
            name: "ada",
            display: "Ada L.",
            email: "ada@example.org",
            role: Role::Responder,
        }
    }

    /// Records in which `ada` has joined as the first admin, with that e-mail address.
    fn with_ada() -> Records {
        let mut records = Records::memory().unwrap();
        let by = Actor::Console;
        records.first_link(&[1; 32], NOW + 1).unwrap();
        let joining = Joining { name: "ada", display: "Ada", password: "$argon2id$x" };
        records.join(&[1; 32], joining, NOW).unwrap().unwrap();
        records.set_profile("ada", "Ada", "ada@example.org", &by, NOW).unwrap().unwrap();
        records
    }

    fn enter(records: &mut Records, identity: Identity<'_>) -> Changed<String> {
        records.enter_as(identity, &[7; 32], "", NOW).unwrap()
    }

    #[test]
    fn an_e_mail_address_or_a_name_is_no_identity() {
        let mut records = with_ada();
        assert_eq!(enter(&mut records, identity("1")), Ok("ada-2".into()));
        let made = records.member("ada-2").unwrap().unwrap();
        assert_eq!((made.role, made.display.as_str(), made.joined), (Role::Responder, "Ada L.", true));
        assert_eq!(records.session(&[7; 32], NOW).unwrap().unwrap().name, "ada-2");
        let other = Identity { issuer: "https://other.example", ..identity("1") };
        assert_eq!(records.enter_as(other, &[8; 32], "", NOW).unwrap(), Ok("ada-3".into()));
        assert_eq!(records.member("ada").unwrap().unwrap().role, Role::Admin);
    }

    #[test]
    fn whoever_comes_again_is_the_same_member_with_the_role_that_the_provider_says() {
        let mut records = with_ada();
        enter(&mut records, identity("1")).unwrap();
        let again = Identity { role: Role::Viewer, name: "eve", ..identity("1") };
        assert_eq!(records.enter_as(again, &[8; 32], "", NOW).unwrap(), Ok("ada-2".into()));
        assert_eq!(records.member("ada-2").unwrap().unwrap().role, Role::Viewer);
        records.set_disabled("ada-2", true, &Actor::Console, NOW).unwrap().unwrap();
        assert_eq!(records.enter_as(again, &[9; 32], "", NOW).unwrap(), Err(Refused::Disabled));
        assert_eq!(records.session(&[8; 32], NOW).unwrap(), None);
        let told: Vec<_> = records.audit(None, 9).unwrap().into_iter().map(|row| row.action).collect();
        assert!(told.contains(&"member.joined".into()) && told.contains(&"member.role".into()), "{told:?}");
    }

    #[test]
    fn nobody_comes_before_the_first_admin() {
        let mut records = Records::memory().unwrap();
        assert_eq!(enter(&mut records, identity("1")), Err(Refused::NoAdmin));
        assert!(records.members().unwrap().is_empty());
    }

    #[test]
    fn a_name_that_cannot_be_one_becomes_one() {
        let mut records = with_ada();
        let long = "x".repeat(80);
        for (nth, (wanted, name)) in [
            ("Grace Hopper", "gracehopper"),
            ("9-bob@example.org", "bobexample.org"),
            ("\u{e4}", "member"),
            ("", "member-2"),
            (long.as_str(), &"x".repeat(32)),
            (long.as_str(), &format!("{}-2", "x".repeat(30))),
        ]
        .into_iter()
        .enumerate()
        {
            let subject = nth.to_string();
            let wanted = Identity { name: wanted, ..identity(&subject) };
            assert_eq!(enter_new(&mut records, wanted, nth), Ok(name.to_string()));
        }
    }

    fn enter_new(records: &mut Records, identity: Identity<'_>, nth: usize) -> Changed<String> {
        records.enter_as(identity, &[nth as u8 + 20; 32], "", NOW).unwrap()
    }
}
