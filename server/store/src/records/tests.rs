//! Members and the audit log: what ends with what, what is refused, who wins a race, which broken row is named.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::Store;
use model::audit::Checked;
use model::member::caller::Caller;
use model::member::session::{IDLE, LONGEST, MOST_SESSIONS, Token};
use model::member::{Actor, Permission, Role};
use model::time::{At, DAY, HOUR};

const NOW: At = At(1_000 * DAY);
const SOON: At = At(1_000 * DAY + HOUR);

fn digest(text: &str) -> Digest {
    use sha2::Digest as _;
    sha2::Sha256::digest(text).into()
}

fn joining(name: &str) -> Joining<'_> {
    Joining { name, display: name, password: "$argon2id$first" }
}

/// Records with `ada`, the first admin.
fn with_ada() -> Records {
    let mut records = Records::memory().unwrap();
    assert!(records.first_link(&digest("first"), SOON).unwrap());
    records.join(&digest("first"), joining("ada"), NOW).unwrap().unwrap();
    records
}

fn ada() -> Actor {
    Actor::Member("ada".into())
}

fn invite(records: &mut Records, name: &str, role: Role) {
    let link = digest(name);
    records.invite(name, role, (&link, SOON), &ada(), NOW).unwrap().unwrap();
    records.join(&link, joining(name), NOW).unwrap().unwrap();
}

fn sign_in(records: &mut Records, name: &str, cookie: &str, now: At) -> bool {
    records.begin_session(name, "$argon2id$first", &digest(cookie), "Firefox", now).unwrap()
}

fn token(name: &str) -> Token {
    Token { name: name.into(), scopes: vec![Permission::Read], made: NOW, expires: NOW + DAY, used: None }
}

#[test]
fn the_first_admin_is_one_whoever_else_has_a_link() {
    let mut records = Records::memory().unwrap();
    assert!(records.first_link(&digest("old"), SOON).unwrap());
    assert!(records.first_link(&digest("first"), SOON).unwrap());
    assert_eq!(records.link(&digest("old"), NOW).unwrap(), None);
    assert_eq!(records.link(&digest("first"), NOW).unwrap(), Some(Invited::FirstAdmin));
    assert_eq!(records.link(&digest("first"), SOON).unwrap(), None);
    records.join(&digest("first"), joining("ada"), NOW).unwrap().unwrap();
    let late = records.join(&digest("first"), joining("eve"), NOW).unwrap();
    assert_eq!(late, Err(Refused::LinkEnded));
    assert!(!records.first_link(&digest("again"), SOON).unwrap());
    let members = records.members().unwrap();
    assert_eq!(members.len(), 1);
    assert_eq!((members[0].name.as_str(), members[0].role, members[0].joined), ("ada", Role::Admin, true));
}

#[test]
fn of_many_who_follow_the_first_link_at_once_one_becomes_admin() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pharos.db");
    let _store = Store::open(&path).unwrap();
    Records::open(&path).unwrap().first_link(&digest("first"), SOON).unwrap();
    let joined: Vec<_> = std::thread::scope(|scope| {
        let join = |number: usize| {
            let mut records = Records::open_beside(&path).unwrap();
            records.join(&digest("first"), joining(&format!("eve-{number}")), NOW).unwrap()
        };
        let threads: Vec<_> = (0..8).map(|number| scope.spawn(move || join(number))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(joined.iter().filter(|joined| joined.is_ok()).count(), 1, "{joined:?}");
    assert_eq!(Records::open_beside(&path).unwrap().members().unwrap().len(), 1);
}

#[test]
fn a_session_ends_when_it_is_old_or_idle_or_its_member_may_not_sign_in() {
    let mut records = with_ada();
    assert!(sign_in(&mut records, "ada", "cookie", NOW));
    let wanted = Some(SignedIn { name: "ada".into(), role: Role::Admin });
    assert_eq!(records.session(&digest("cookie"), NOW + HOUR).unwrap(), wanted);
    assert_eq!(records.session(&digest("other"), NOW).unwrap(), None);
    assert_eq!(records.session(&digest("cookie"), NOW + HOUR + IDLE - 1).unwrap(), wanted);
    assert_eq!(records.session(&digest("cookie"), NOW + 2 * IDLE + HOUR).unwrap(), None);
    assert_eq!(records.session(&digest("cookie"), NOW + LONGEST).unwrap(), None);
    assert!(!records.begin_session("ada", "$argon2id$old", &digest("late"), "", NOW).unwrap());
    assert!(!sign_in(&mut records, "nobody", "x", NOW));
}

#[test]
fn a_changed_password_ends_all_sessions_and_links_and_no_session_begins_with_the_old_one() {
    let mut records = with_ada();
    for cookie in ["one", "two"] {
        assert!(sign_in(&mut records, "ada", cookie, NOW));
    }
    records.reset("ada", (&digest("reset"), SOON), &Actor::Console, NOW).unwrap().unwrap();
    records.set_password("ada", "$argon2id$second", &ada(), NOW).unwrap().unwrap();
    assert_eq!(records.sessions("ada", NOW).unwrap(), []);
    assert_eq!(records.session(&digest("one"), NOW).unwrap(), None);
    assert_eq!(records.link(&digest("reset"), NOW).unwrap(), None);
    assert!(!sign_in(&mut records, "ada", "three", NOW));
    assert!(records.begin_session("ada", "$argon2id$second", &digest("four"), "", NOW).unwrap());
}

#[test]
fn a_link_to_a_forgotten_password_ends_all_sessions_when_it_is_followed_by_its_member_alone() {
    let mut records = with_ada();
    invite(&mut records, "joe", Role::Viewer);
    assert!(sign_in(&mut records, "joe", "cookie", NOW));
    records.reset("joe", (&digest("reset"), SOON), &ada(), NOW).unwrap().unwrap();
    assert_eq!(records.join(&digest("reset"), joining("ada"), NOW).unwrap(), Err(Refused::LinkEnded));
    assert!(records.session(&digest("cookie"), NOW).unwrap().is_some());
    records.join(&digest("reset"), joining("joe"), NOW).unwrap().unwrap();
    assert_eq!(records.session(&digest("cookie"), NOW).unwrap(), None);
    assert_eq!(records.join(&digest("reset"), joining("joe"), NOW).unwrap(), Err(Refused::LinkEnded));
}

#[test]
fn sessions_of_a_member_are_bounded_and_the_least_used_ends() {
    let mut records = with_ada();
    for number in 0..=MOST_SESSIONS as i64 {
        assert!(sign_in(&mut records, "ada", &number.to_string(), NOW + number));
    }
    assert_eq!(records.sessions("ada", SOON).unwrap().len(), MOST_SESSIONS);
    assert_eq!(records.session(&digest("0"), SOON).unwrap(), None);
    assert!(records.session(&digest("1"), SOON).unwrap().is_some());
}

#[test]
fn there_is_always_an_admin_who_can_sign_in() {
    let mut records = with_ada();
    records.invite("joe", Role::Admin, (&digest("joe"), SOON), &ada(), NOW).unwrap().unwrap();
    assert_eq!(records.set_role("ada", Role::Editor, &ada(), NOW).unwrap(), Err(Refused::LastAdmin));
    assert_eq!(records.set_disabled("ada", true, &ada(), NOW).unwrap(), Err(Refused::LastAdmin));
    records.join(&digest("joe"), joining("joe"), NOW).unwrap().unwrap();
    records.set_disabled("ada", true, &ada(), NOW).unwrap().unwrap();
    assert_eq!(records.set_role("joe", Role::Viewer, &ada(), NOW).unwrap(), Err(Refused::LastAdmin));
    assert_eq!(records.set_role("eve", Role::Viewer, &ada(), NOW).unwrap(), Err(Refused::Unknown));
}

#[test]
fn whoever_is_disabled_is_out_at_once_and_everywhere() {
    let mut records = with_ada();
    invite(&mut records, "joe", Role::Editor);
    assert!(sign_in(&mut records, "joe", "cookie", NOW));
    records.make_token("joe", &token("deploy"), &digest("secret"), &ada()).unwrap().unwrap();
    records.reset("joe", (&digest("reset"), SOON), &ada(), NOW).unwrap().unwrap();
    records.set_disabled("joe", true, &ada(), NOW).unwrap().unwrap();
    assert_eq!(records.session(&digest("cookie"), NOW).unwrap(), None);
    assert_eq!(records.token(&digest("secret"), NOW).unwrap(), None);
    assert_eq!(records.link(&digest("reset"), NOW).unwrap(), None);
    assert_eq!(records.password("joe").unwrap(), None);
    assert_eq!(records.reset("joe", (&digest("x"), SOON), &ada(), NOW).unwrap(), Err(Refused::Disabled));
    records.set_disabled("joe", false, &ada(), NOW).unwrap().unwrap();
    assert_eq!(records.session(&digest("cookie"), NOW).unwrap(), None);
    assert!(sign_in(&mut records, "joe", "cookie", NOW));
}

#[test]
fn a_token_has_the_role_of_its_maker_at_this_moment_and_ends() {
    let mut records = with_ada();
    invite(&mut records, "joe", Role::Editor);
    records.make_token("joe", &token("deploy"), &digest("secret"), &ada()).unwrap().unwrap();
    let taken = records.make_token("ada", &token("deploy"), &digest("other"), &ada()).unwrap();
    assert_eq!(taken, Err(Refused::TokenTaken));
    records.set_role("joe", Role::Viewer, &ada(), NOW).unwrap().unwrap();
    let caller = records.token(&digest("secret"), NOW + HOUR).unwrap();
    let scopes = vec![Permission::Read];
    assert_eq!(caller, Some(Caller::Token { name: "deploy".into(), role: Role::Viewer, scopes }));
    assert_eq!(records.tokens("joe").unwrap(), [Token { used: Some(NOW + HOUR), ..token("deploy") }]);
    assert_eq!(records.token(&digest("secret"), NOW + DAY).unwrap(), None);
    assert!(!records.revoke_token("ada", "deploy", &ada(), NOW).unwrap());
    assert!(records.revoke_token("joe", "deploy", &ada(), NOW).unwrap());
    assert_eq!(records.tokens("joe").unwrap(), []);
}

#[test]
fn a_link_that_enters_signs_in_once_and_gives_no_password() {
    let mut records = Records::memory().unwrap();
    let (link, session) = (digest("link"), digest("cookie"));
    for _ in 0..2 {
        records.entry_link("demo", Role::Admin, (&link, SOON), NOW).unwrap();
        assert_eq!(records.join(&link, joining("demo"), NOW).unwrap(), Err(Refused::LinkEnded));
        assert_eq!(records.enter(&link, &session, "", NOW).unwrap(), Ok("demo".into()));
        assert_eq!(records.enter(&link, &digest("x"), "", NOW).unwrap(), Err(Refused::LinkEnded));
        assert_eq!(records.session(&session, NOW).unwrap().unwrap().role, Role::Admin);
        records.end_session(&session).unwrap();
    }
    assert_eq!(records.password("demo").unwrap(), None);
}

#[test]
fn every_change_is_told_in_order() {
    let mut records = with_ada();
    invite(&mut records, "joe", Role::Viewer);
    records.set_role("joe", Role::Editor, &ada(), NOW).unwrap().unwrap();
    records.set_profile("joe", "Joe", "joe@example.org", &Actor::Member("joe".into()), NOW).unwrap().unwrap();
    records.set_disabled("joe", true, &Actor::Console, NOW).unwrap().unwrap();
    let log = records.audit(None, 100).unwrap();
    let told: Vec<_> =
        log.iter().rev().map(|row| format!("{} {} {}", row.actor, row.action, row.subject)).collect();
    let wanted = [
        "ada member.joined ada",
        "ada member.invited joe",
        "joe member.joined joe",
        "ada member.role joe",
        "joe member.profile joe",
        "the console member.disabled joe",
    ];
    assert_eq!(told, wanted);
    assert_eq!(log[2].detail, "from viewer to editor");
    let older: Vec<_> = records.audit(Some(3), 1).unwrap().iter().map(|row| row.number).collect();
    assert_eq!(older, [2]);
    let mut rows = 0;
    let checked = records.check_audit(|_| rows += 1).unwrap();
    assert!(matches!(checked, Checked::Whole { rows: 6, .. }) && rows == 6, "{checked:?}");
}

#[test]
fn a_refused_change_leaves_no_row_and_a_row_that_cannot_be_written_no_change() {
    let mut records = with_ada();
    let rows = |records: &mut Records| records.audit(None, 100).unwrap().len();
    let before = rows(&mut records);
    records.set_role("ada", Role::Viewer, &ada(), NOW).unwrap().unwrap_err();
    assert_eq!(rows(&mut records), before);
    let full = "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END";
    records.db.execute_batch(full).unwrap();
    records.set_password("ada", "$argon2id$second", &ada(), NOW).unwrap_err();
    assert_eq!(records.password("ada").unwrap().as_deref(), Some("$argon2id$first"));
}

#[test]
fn the_log_refuses_to_be_changed_and_names_the_first_row_that_was() {
    let log = || {
        let mut records = with_ada();
        ["joe", "eve", "sue"].into_iter().for_each(|name| invite(&mut records, name, Role::Viewer));
        records
    };
    let broken = |change: &str| {
        let mut records = log();
        assert!(records.db.execute_batch(change).is_err(), "{change} was let through");
        records.db.execute_batch("DROP TRIGGER audit_unchanged; DROP TRIGGER audit_whole").unwrap();
        records.db.execute_batch(change).unwrap();
        match records.check_audit(|_| ()).unwrap() {
            Checked::Broken { number, .. } => Some(number),
            Checked::Whole { .. } => None,
        }
    };
    assert_eq!(broken("UPDATE audit SET detail = 'as editor' WHERE number = 4"), Some(4));
    assert_eq!(broken("UPDATE audit SET actor_kind = 'god' WHERE number = 4"), Some(4));
    assert_eq!(broken("UPDATE audit SET at = at + 1 WHERE number = 2"), Some(2));
    assert_eq!(broken("DELETE FROM audit WHERE number = 3"), Some(3));
    assert_eq!(broken("DELETE FROM audit WHERE number = 1"), Some(1));
    assert_eq!(
        broken("DELETE FROM audit WHERE number = 3; UPDATE audit SET number = number - 1 WHERE number > 3"),
        Some(3)
    );
    let mut whole = log();
    let put_in = "INSERT INTO audit SELECT 8, at, actor_kind, actor, action, subject, detail, hash FROM audit WHERE number = 7";
    whole.db.execute_batch(put_in).unwrap();
    assert!(matches!(whole.check_audit(|_| ()).unwrap(), Checked::Broken { number: 8, .. }));
}

#[test]
fn records_are_opened_beside_the_pharos_that_serves_and_never_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pharos.db");
    let told = Records::open_beside(&path).unwrap_err().to_string();
    assert!(told.contains("pharos serve") && !path.exists(), "{told}");
    let _store = Store::open(&path).unwrap();
    let mut served = Records::open(&path).unwrap();
    served.first_link(&digest("first"), SOON).unwrap();
    served.join(&digest("first"), joining("ada"), NOW).unwrap().unwrap();
    let mut beside = Records::open_beside(&path).unwrap();
    beside.invite("joe", Role::Viewer, (&digest("joe"), SOON), &Actor::Console, NOW).unwrap().unwrap();
    assert_eq!(served.link(&digest("joe"), NOW).unwrap(), Some(Invited::Member("joe".into())));
    served.db.pragma_update(None, "user_version", 5).unwrap();
    assert!(Records::open_beside(&path).unwrap_err().to_string().contains("older Pharos"));
}
