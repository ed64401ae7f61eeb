//! What members see, as HTML: fields that password managers know, hostile names as text, secrets only once.

#![allow(clippy::unwrap_used)]

use super::identity::{IdentityRow, Ways};
use super::list::MemberLink;
use super::*;
use crate::page::Page;
use crate::status::sample::{NOW, html};
use model::audit::Entry;
use model::member::session::{Session, Token};
use model::member::{Actor, Member};
use model::time::DAY;

const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'&";

fn drawn(page: MembersPage) -> String {
    html(&Page::Members(page))
}

fn ada() -> Member {
    Member {
        name: "ada".into(),
        display: HOSTILE.into(),
        email: String::new(),
        role: Role::Admin,
        made: NOW,
        joined: true,
        disabled: false,
    }
}

fn account(role: Role) -> AccountPage {
    let session = Session { began: NOW, seen: NOW, expires: NOW + DAY, agent: HOSTILE.into() };
    let token = Token {
        name: HOSTILE.into(),
        scopes: vec![Permission::Read],
        made: NOW,
        expires: NOW + DAY,
        used: None,
    };
    let hostile = || HOSTILE.to_owned();
    let identity = IdentityRow { name: hostile(), issuer: hostile(), subject: hostile(), made: NOW };
    AccountPage {
        alone: false,
        member: Member { role, ..ada() },
        sessions: vec![session],
        tokens: vec![token],
        ways: Ways { linked: vec![identity], providers: vec![("company".into(), HOSTILE.into())] },
        made: None,
        problem: Some(HOSTILE.into()),
        now: NOW,
    }
}

#[test]
fn signing_in_is_a_plain_form_that_password_managers_know() {
    let html = drawn(MembersPage::SignIn(SignInPage { to: "/docs".into(), ..SignInPage::default() }));
    assert!(html.contains(r#"<form method="post" action="/sign-in""#), "{html}");
    assert!(
        html.contains(r#"autocomplete="username""#) && html.contains(r#"autocomplete="current-password""#)
    );
    assert!(html.contains(r#"name="to" value="/docs""#) && html.contains("noindex"));
    assert_eq!(html.matches("<script").count(), 0);
}

#[test]
fn whatever_people_call_themselves_is_text() {
    let entry = Entry {
        number: 1,
        at: NOW,
        actor: Actor::Member(HOSTILE.into()),
        action: HOSTILE.into(),
        subject: HOSTILE.into(),
        detail: HOSTILE.into(),
    };
    let link = Some(MemberLink { name: HOSTILE.into(), url: HOSTILE.into(), expires: NOW });
    let role = Role::Admin;
    let pages = [
        MembersPage::SignIn(SignInPage {
            to: HOSTILE.into(),
            name: HOSTILE.into(),
            providers: vec![(HOSTILE.into(), HOSTILE.into())],
            problem: Some(HOSTILE.into()),
        }),
        MembersPage::Join(JoinPage {
            secret: HOSTILE.into(),
            name: HOSTILE.into(),
            display: HOSTILE.into(),
            ..JoinPage::default()
        }),
        MembersPage::Account(AccountPage { made: Some((HOSTILE.into(), HOSTILE.into())), ..account(role) }),
        MembersPage::List(ListPage { role, members: vec![ada()], link, problem: Some(HOSTILE.into()) }),
        MembersPage::Audit(AuditPage { role, rows: vec![entry], older: false }),
    ];
    for page in pages {
        let html = drawn(page);
        assert!(!html.contains("<img"), "{html}");
        assert!(!html.contains("x onerror=alert(1)>\""), "{html}");
    }
}

#[test]
fn only_admins_are_led_to_members_and_only_scopes_that_one_has_are_offered() {
    let (viewer, admin) = (
        drawn(MembersPage::Account(account(Role::Viewer))),
        drawn(MembersPage::Account(account(Role::Admin))),
    );
    assert!(admin.contains(r#"href="/members""#) && !viewer.contains(r#"href="/members""#));
    assert!(admin.contains(r#"value="respond""#) && !viewer.contains(r#"value="respond""#));
    assert!(viewer.contains(r#"value="read""#) && viewer.contains("never used"));
}

#[test]
fn older_rows_of_the_log_are_a_link_away() {
    let entry = |number| Entry {
        number,
        at: NOW,
        actor: Actor::Console,
        action: "member.role".into(),
        subject: "ada".into(),
        detail: String::new(),
    };
    let page =
        |rows: Vec<Entry>, older| drawn(MembersPage::Audit(AuditPage { role: Role::Viewer, rows, older }));
    let first = page(vec![entry(9), entry(8)], false);
    assert!(first.contains(r#"href="/audit?before=8""#) && !first.contains("Newest"), "{first}");
    let last = page(vec![entry(1)], true);
    assert!(last.contains("Newest") && !last.contains("before="), "{last}");
}
