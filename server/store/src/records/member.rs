//! Members: who may sign in, and as what.

use super::{Records, Refused, audit};
use crate::error::{Error, Fault};
use model::member::{Actor, Member, Permission, Role};
use model::time::At;
use rusqlite::{OptionalExtension, Row, Transaction};

/// The most members of one Pharos.
const MOST: i64 = 1_000;

/// What a change of members gives, or why it was not made.
pub(super) type Changed<T> = Result<T, Refused>;

impl Records {
    /// All members, by name.
    pub fn members(&mut self) -> Result<Vec<Member>, Error> {
        self.read(|tx| {
            let mut rows = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM member ORDER BY name"))?;
            rows.query_and_then([], member)?.collect()
        })
    }

    /// The member with this sign-in name.
    pub fn member(&mut self, name: &str) -> Result<Option<Member>, Error> {
        self.read(|tx| find(tx, name))
    }

    /// The password hash, in PHC form, of the member with this name who has one and may sign in.
    pub fn password(&mut self, name: &str) -> Result<Option<String>, Error> {
        self.read(|tx| {
            let mut found =
                tx.prepare_cached("SELECT password FROM member WHERE name = ?1 AND disabled = 0")?;
            Ok(found.query_row([name], |row| row.get(0)).optional()?.flatten())
        })
    }

    /// Gives a member another role, at once also in open sessions. The last admin keeps it.
    pub fn set_role(&mut self, name: &str, role: Role, by: &Actor, now: At) -> Result<Changed<()>, Error> {
        self.write(|tx| {
            let Some(member) = find(tx, name)? else { return Ok(Err(Refused::Unknown)) };
            if !manages(role) && is_last_admin(tx, &member)? {
                return Ok(Err(Refused::LastAdmin));
            }
            change_role(tx, &member, role, by, now).map(Ok)
        })
    }

    /// Keeps a member from signing in, ends all sessions, API tokens and links of the member; or lets the member sign in
    /// again.
    pub fn set_disabled(
        &mut self,
        name: &str,
        disabled: bool,
        by: &Actor,
        now: At,
    ) -> Result<Changed<()>, Error> {
        self.write(|tx| {
            let Some(member) = find(tx, name)? else { return Ok(Err(Refused::Unknown)) };
            if disabled && is_last_admin(tx, &member)? {
                return Ok(Err(Refused::LastAdmin));
            }
            change_disabled(tx, name, disabled, by, now).map(Ok)
        })
    }

    /// Gives a member who is as `is_seen` expects this role, and says whether they may sign in; both, or nothing. Gives the
    /// member after that.
    pub fn set_member(
        &mut self,
        name: &str,
        is_seen: impl FnOnce(&Member) -> bool,
        (role, disabled): (Role, bool),
        by: &Actor,
        now: At,
    ) -> Result<Changed<Member>, Error> {
        self.write(|tx| {
            let Some(member) = find(tx, name)? else { return Ok(Err(Refused::Unknown)) };
            if !is_seen(&member) {
                return Ok(Err(Refused::Conflict));
            }
            if (disabled || !manages(role)) && is_last_admin(tx, &member)? {
                return Ok(Err(Refused::LastAdmin));
            }
            if role != member.role {
                change_role(tx, &member, role, by, now)?;
            }
            if disabled != member.disabled {
                change_disabled(tx, name, disabled, by, now)?;
            }
            Ok(Ok(Member { role, disabled, ..member }))
        })
    }

    /// Changes how a member is named and written to.
    pub fn set_profile(
        &mut self,
        name: &str,
        display: &str,
        email: &str,
        by: &Actor,
        now: At,
    ) -> Result<Changed<()>, Error> {
        self.write(|tx| {
            if find(tx, name)?.is_none() {
                return Ok(Err(Refused::Unknown));
            }
            tx.execute("UPDATE member SET display = ?2, email = ?3 WHERE name = ?1", (name, display, email))?;
            audit::note(tx, now, by, "member.profile", name, &format!("as {display}"))?;
            Ok(Ok(()))
        })
    }

    /// Changes a member's password, and ends all sessions and links of the member.
    pub fn set_password(
        &mut self,
        name: &str,
        password: &str,
        by: &Actor,
        now: At,
    ) -> Result<Changed<()>, Error> {
        self.write(|tx| {
            match find(tx, name)? {
                None => return Ok(Err(Refused::Unknown)),
                Some(member) if member.disabled => return Ok(Err(Refused::Disabled)),
                Some(_) => {}
            }
            tx.execute("UPDATE member SET password = ?2 WHERE name = ?1", (name, password))?;
            end_all(tx, name)?;
            audit::note(tx, now, by, "member.password", name, "all sessions ended")?;
            Ok(Ok(()))
        })
    }
}

/// Gives a member another role, and tells of it.
pub(super) fn change_role(
    tx: &Transaction<'_>,
    member: &Member,
    role: Role,
    by: &Actor,
    now: At,
) -> Result<(), Fault> {
    tx.execute("UPDATE member SET role = ?2 WHERE name = ?1", (&member.name, role.name()))?;
    let detail = format!("from {} to {}", member.role.name(), role.name());
    audit::note(tx, now, by, "member.role", &member.name, &detail)
}

fn change_disabled(
    tx: &Transaction<'_>,
    name: &str,
    disabled: bool,
    by: &Actor,
    now: At,
) -> Result<(), Fault> {
    tx.execute("UPDATE member SET disabled = ?2 WHERE name = ?1", (name, disabled))?;
    if disabled {
        end_all(tx, name)?;
        tx.execute("DELETE FROM token WHERE member = ?1", [name])?;
    }
    let action = if disabled { "member.disabled" } else { "member.enabled" };
    audit::note(tx, now, by, action, name, "")
}

/// Ends all sessions and links of a member.
pub(super) fn end_all(tx: &Transaction<'_>, name: &str) -> Result<(), Fault> {
    tx.execute("DELETE FROM session WHERE member = ?1", [name])?;
    tx.execute("DELETE FROM link WHERE member = ?1", [name])?;
    Ok(())
}

/// Adds a member without a password, if the name is free.
pub(super) fn add(tx: &Transaction<'_>, name: &str, role: Role, now: At) -> Result<Changed<()>, Fault> {
    if find(tx, name)?.is_some() {
        return Ok(Err(Refused::NameTaken));
    }
    if count(tx)? >= MOST {
        return Ok(Err(Refused::TooMany));
    }
    tx.execute(
        "INSERT INTO member (name, display, email, role, made, disabled) VALUES (?1, ?1, '', ?2, ?3, 0)",
        (name, role.name(), now.0),
    )?;
    Ok(Ok(()))
}

/// How many members there are.
pub(super) fn count(tx: &Transaction<'_>) -> Result<i64, Fault> {
    Ok(tx.query_row("SELECT COUNT(*) FROM member", [], |row| row.get(0))?)
}

/// The member with this name.
pub(super) fn find(tx: &Transaction<'_>, name: &str) -> Result<Option<Member>, Fault> {
    let mut found = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM member WHERE name = ?1"))?;
    found.query_and_then([name], member)?.next().transpose()
}

/// Whether nobody else could manage members. Who has not joined cannot.
pub(super) fn is_last_admin(tx: &Transaction<'_>, member: &Member) -> Result<bool, Fault> {
    if !manages(member.role) || member.disabled || !member.joined {
        return Ok(false);
    }
    let others: i64 = tx.query_row(
        "SELECT COUNT(*) FROM member WHERE role = ?1 AND disabled = 0 AND password IS NOT NULL AND name <> ?2",
        (Permission::Manage.least().name(), &member.name),
        |row| row.get(0),
    )?;
    Ok(others == 0)
}

const COLUMNS: &str = "name, display, email, role, made,
  password IS NOT NULL OR EXISTS (SELECT 1 FROM identity WHERE identity.member = member.name), disabled";

fn member(row: &Row<'_>) -> Result<Member, Fault> {
    Ok(Member {
        name: row.get(0)?,
        display: row.get(1)?,
        email: row.get(2)?,
        role: role(row, 3)?,
        made: At(row.get(4)?),
        joined: row.get(5)?,
        disabled: row.get(6)?,
    })
}

/// The role with the name in this column.
pub(super) fn role(row: &Row<'_>, column: usize) -> Result<Role, Fault> {
    let name: String = row.get(column)?;
    Role::named(&name).ok_or_else(|| Fault::Damaged(format!("there is no role {name:?}")))
}

/// Whether members of this role manage others.
pub(super) fn manages(role: Role) -> bool {
    role >= Permission::Manage.least()
}
