//! Everyone who could ask, and what each may.

use crate::support::{NOW, TestSite};
use model::member::caller::Caller;
use model::member::session::Token;
use model::member::{Actor, Permission, Role};
use model::time::HOUR;
use pharos::members::secret::{Random, Secret};

/// Somebody who asks, and the headers that say so.
pub(super) struct Asker {
    pub(super) caller: Caller,
    pub(super) headers: Vec<(&'static str, String)>,
}

/// A visitor, a member of each role, a token of each scope by a maker of each role, and those whose time is over.
pub(super) fn askers(site: &TestSite) -> Vec<Asker> {
    let random = Random::system();
    let cookie = |secret: &Secret| vec![("cookie", format!("a=b; __Host-pharos={}", secret.text()))];
    let unknown = Secret::draw(&random).unwrap();
    let mut askers = vec![
        Asker { caller: Caller::Visitor, headers: Vec::new() },
        Asker { caller: Caller::Visitor, headers: cookie(&unknown) },
        Asker { caller: Caller::Visitor, headers: vec![("cookie", "__Host-pharos=x; pharos=y".into())] },
    ];
    for role in Role::ALL {
        let name = role.name().to_string();
        let session = site.member(&name, role);
        askers.push(Asker { caller: Caller::Member { name: name.clone(), role }, headers: cookie(&session) });
        for scope in Permission::SCOPES {
            let secret = Secret::draw(&random).unwrap();
            let label = format!("{} of {name}", scope.name());
            let token = Token {
                name: label.clone(),
                scopes: vec![scope],
                made: NOW,
                expires: NOW + HOUR,
                used: None,
            };
            let made =
                site.records.lock().unwrap().make_token(&name, &token, &secret.digest(), &Actor::Console);
            made.unwrap().unwrap();
            let headers = vec![("authorization", format!("Bearer {}", secret.token_text()))];
            askers.push(Asker { caller: Caller::Token { name: label, role, scopes: vec![scope] }, headers });
        }
    }
    askers
}

/// The rule as the roles' descriptions say it, without the code that is tested.
pub(super) fn may(caller: &Caller, permission: Permission) -> bool {
    let rank =
        |role: Role| ["viewer", "responder", "editor", "admin"].iter().position(|name| *name == role.name());
    let least = match permission {
        Permission::Read | Permission::Account => 0,
        Permission::Respond => 1,
        Permission::Edit => 2,
        Permission::Manage => 3,
    };
    match caller {
        Caller::Visitor => false,
        Caller::Member { role, .. } => rank(*role) >= Some(least),
        Caller::Token { role, scopes, .. } => {
            let never = [Permission::Manage, Permission::Account].contains(&permission);
            !never && scopes.contains(&permission) && rank(*role) >= Some(least)
        }
    }
}
