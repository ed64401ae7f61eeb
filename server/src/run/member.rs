//! `pharos member` and `pharos audit`, beside the Pharos that serves; and the links that a start prints.

use super::{RunError, content, database, say};
use crate::cli::{self, MemberAction};
use crate::collect::clock::Clock;
use crate::members::secret::{Random, Secret};
use crate::members::{self, Link};
use model::audit::Checked;
use model::member::{Actor, Member, entry};
use model::time::{At, length};
use std::process::ExitCode;
use store::Records;
use store::records::Refused;

/// Whom the demo signs in.
pub(super) const DEMO: &str = "demo";

/// What a start without members says: where the first admin joins. Nothing if there are members.
pub(super) fn first_link(records: &mut Records, url: &str, now: At) -> Result<Option<String>, RunError> {
    let link = members::first(records, &Secret::draw(&Random::system())?, now)?;
    Ok(link.map(|Link { path, expires }| {
        let left = length(expires.since(now));
        format!(
            "Nobody can sign in yet. Whoever opens this link becomes the first admin; it ends in {left}:\n  \
             {url}{path}"
        )
    }))
}

/// The address that signs in the demo's admin.
pub(super) fn entry_link(records: &mut Records, url: &str, now: At) -> Result<String, RunError> {
    let link = members::entry(records, DEMO, &Secret::draw(&Random::system())?, now)?;
    Ok(format!("{url}{}", link.path))
}

/// `pharos member`.
pub fn run(args: cli::Member) -> Result<ExitCode, RunError> {
    let content = content(args.place.content.as_deref())?;
    let mut records = Records::open_beside(&database(&content, args.place.data.as_deref()))?;
    let (url, now, by) = (content.settings.site.url, Clock::system().now(), Actor::Console);
    let secret = Secret::draw(&Random::system())?;
    match args.action {
        MemberAction::List => records.members()?.iter().for_each(|member| say(&line(member))),
        MemberAction::Invite { name, role } => {
            entry::name(&name).map_err(|wrong| RunError::Given(wrong.into()))?;
            linked(&url, members::invite(&mut records, &name, role, &secret, &by, now)?)?;
        }
        MemberAction::Reset { name } => {
            linked(&url, members::reset(&mut records, &name, &secret, &by, now)?)?
        }
        MemberAction::Role { name, role } => done(records.set_role(&name, role, &by, now)?)?,
        MemberAction::Disable { name } => done(records.set_disabled(&name, true, &by, now)?)?,
        MemberAction::Enable { name } => done(records.set_disabled(&name, false, &by, now)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn line(member: &Member) -> String {
    let state = match (member.disabled, member.joined) {
        (true, _) => "  disabled",
        (false, false) => "  has not joined",
        (false, true) => "",
    };
    format!("{:<32}  {:<9}  {}{state}", member.name, member.role.name(), member.display)
}

fn linked(url: &str, made: Result<Link, Refused>) -> Result<(), RunError> {
    let Link { path, expires } = made.map_err(|refused| RunError::Given(refused.to_string()))?;
    say(&format!("This link works once, until {expires}:\n  {url}{path}"));
    Ok(())
}

fn done(changed: Result<(), Refused>) -> Result<(), RunError> {
    changed.map_err(|refused| RunError::Given(refused.to_string()))
}

/// `pharos audit`: prints the log, oldest row first, and whether its chain holds; exit code 1 if it does not.
pub fn audit(args: &cli::Place) -> Result<ExitCode, RunError> {
    let content = content(args.content.as_deref())?;
    let mut records = Records::open_beside(&database(&content, args.data.as_deref()))?;
    let checked = records.check_audit(|row| {
        say(&format!(
            "{:>6}  {}  {}  {} {}  {}",
            row.number, row.at, row.actor, row.action, row.subject, row.detail
        ));
    })?;
    match checked {
        Checked::Whole { rows, last } => {
            let last: String = last.iter().map(|byte| format!("{byte:02x}")).collect();
            say(&format!("The chain holds: {rows} rows. SHA-256 of all of them: {last}"));
            Ok(ExitCode::SUCCESS)
        }
        Checked::Broken { number, why } => {
            say(&format!("The chain is broken at row {number}: {why}. Compare with a copy of the database."));
            Ok(ExitCode::FAILURE)
        }
    }
}
