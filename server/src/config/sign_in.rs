//! `[[sign_in]]`: providers of OpenID Connect by which people sign in, and as what.

use super::estate::secret;
use super::problem::{Problem, instead};
use super::table::{Placed, Table};
use model::member::Role;
use model::options::Options;
use std::collections::BTreeSet;

/// A provider of OpenID Connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInProvider {
    /// Its word in URLs: `company`.
    pub id: String,
    /// What its button says.
    pub name: String,
    /// What it calls itself: `https://id.example.com`.
    pub issuer: String,
    /// The id under which it knows this site.
    pub client: String,
    /// The secret that goes with it.
    pub secret: Option<String>,
    /// What is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// The domains of verified e-mail addresses of which one must be had; any if there is none.
    pub domains: Vec<String>,
    /// The claim whose values give the role.
    pub claim: String,
    /// The role that each value gives; of several, the one that may most.
    pub roles: Vec<(String, Role)>,
    /// The role of whoever has none of those values; without one they are not let in.
    pub otherwise: Option<Role>,
}

impl SignInProvider {
    /// The role of somebody with these values of the claim; nothing if they are not let in.
    pub fn role(&self, values: &[&str]) -> Option<Role> {
        let given = self.roles.iter().filter(|(value, _)| values.contains(&value.as_str()));
        given.map(|(_, role)| *role).max().or(self.otherwise)
    }

    /// Whether somebody with this verified e-mail address may be let in.
    pub fn admits(&self, email: Option<&str>) -> bool {
        let domain = email.and_then(|email| email.rsplit_once('@')).map(|(_, domain)| domain.to_lowercase());
        self.domains.is_empty() || domain.is_some_and(|domain| self.domains.contains(&domain))
    }
}

/// Reads all of them.
pub(super) fn all(file: &mut Table<'_>, problems: &mut Vec<Problem>) -> Vec<SignInProvider> {
    let mut seen = BTreeSet::new();
    let tables = file.tables("sign_in", problems);
    tables.into_iter().filter_map(|table| one(table, &mut seen, problems)).collect()
}

fn one(
    mut table: Table<'_>,
    seen: &mut BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Option<SignInProvider> {
    let id = id(&mut table, seen, problems);
    let name = table.need_text("name", problems);
    let issuer = issuer(&mut table, problems);
    let client = table.need_text("client", problems);
    let secret = table.text("secret", problems);
    let secret = secret.map(|text| secret::fill(text, &table, &mut Options::default(), problems).value);
    let given = table.has("scopes");
    let scopes: Vec<_> = table.texts("scopes", problems).into_iter().map(|text| text.value).collect();
    let scopes = if given { scopes } else { vec!["profile".into(), "email".into()] };
    let domains =
        table.texts("domains", problems).into_iter().map(|text| text.value.to_lowercase()).collect();
    let claim = table.text("claim", problems).map_or_else(|| "groups".into(), |text| text.value);
    let roles = roles(&mut table, problems);
    let otherwise = otherwise(&mut table, problems);
    table.finish(problems);
    Some(SignInProvider {
        id: id?,
        name: name?.value,
        issuer: issuer?,
        client: client?.value,
        secret,
        scopes,
        domains,
        claim,
        roles,
        otherwise,
    })
}

fn id(table: &mut Table<'_>, seen: &mut BTreeSet<String>, problems: &mut Vec<Problem>) -> Option<String> {
    let Placed { value, at } = table.need_text("id", problems)?;
    let plain = value.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
    if plain && value.len() <= 64 && seen.insert(value.clone()) {
        return Some(value);
    }
    let message = format!("The id \"{value}\" of [[sign_in]] cannot stand in a URL, or stands twice.");
    problems.push(table.problem(at, message, "Use at most 64 of a to z, 0 to 9 and \"-\", once."));
    None
}

/// An issuer is asked over TLS; one on this machine, for trying it out, may do without.
fn issuer(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    let Placed { value, at } = table.need_text("issuer", problems)?;
    let here = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"];
    if value.starts_with("https://") || here.iter().any(|start| value.starts_with(start)) {
        return Some(value);
    }
    let message = format!("`issuer` is \"{value}\", not an address with https.");
    problems.push(table.problem(
        at,
        message,
        "Write what the provider calls itself, such as \"https://id.example.com\".",
    ));
    None
}

fn roles(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Vec<(String, Role)> {
    let mut named = table.table("roles", problems);
    let at = named.at();
    let rows = named.rest(problems);
    let row = |(value, name): (String, String)| match Role::named(&name) {
        Some(role) => Some((value, role)),
        None => {
            problems.push(table.problem(at, format!("There is no role \"{name}\"."), known(&name)));
            None
        }
    };
    rows.into_iter().filter_map(row).collect()
}

fn otherwise(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Role> {
    let Placed { value, at } = table.text("otherwise", problems)?;
    let role = Role::named(&value);
    if role.is_none() && value != "none" {
        problems.push(table.problem(at, format!("There is no role \"{value}\"."), known(&value)));
    }
    role
}

fn known(word: &str) -> String {
    let names: Vec<_> = Role::ALL.iter().map(|role| role.name()).collect();
    instead(word, &names)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::config::environment::Environment;
    use crate::config::table::Source;

    fn read(text: &str) -> (Vec<SignInProvider>, Vec<Problem>) {
        let (environment, mut problems) = (Environment::default(), Vec::new());
        let source = Source { file: "pharos.toml", text, environment: &environment };
        let mut table = Table::parse(source, &mut problems).unwrap();
        let all = all(&mut table, &mut problems);
        (all, problems)
    }

    const RIGHT: &str = "[[sign_in]]\nid = \"company\"\nname = \"Company\"\nissuer = \"https://id.example\"\n\
                         client = \"pharos\"\ndomains = [\"Example.org\"]\nroles = { ops = \"responder\", root = \"admin\" }\n";

    #[test]
    fn the_claim_gives_the_role_that_may_most_and_a_domain_is_asked_for() {
        let (all, problems) = read(RIGHT);
        assert_eq!(problems, []);
        let [provider] = &all[..] else { panic!("{all:?}") };
        assert_eq!(provider.role(&["all", "ops"]), Some(Role::Responder));
        assert_eq!(provider.role(&["root", "ops"]), Some(Role::Admin));
        assert_eq!(provider.role(&["all"]), None);
        let viewer = SignInProvider { otherwise: Some(Role::Viewer), ..provider.clone() };
        assert_eq!(viewer.role(&[]), Some(Role::Viewer));
        for (email, admitted) in [
            (Some("ada@example.org"), true),
            (Some("ada@EXAMPLE.ORG"), true),
            (Some("ada@example.org@evil.example"), false),
            (Some("ada@sub.example.org"), false),
            (Some("example.org"), false),
            (None, false),
        ] {
            assert_eq!(provider.admits(email), admitted, "{email:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (before, after, line, words) in [
            ("https://id.example", "http://id.example", 4, "not an address with https"),
            ("\"company\"", "\"a b\"", 2, "cannot stand in a URL"),
            ("\"admin\"", "\"root\"", 7, "no role \"root\""),
            ("client = \"pharos\"\n", "", 1, "`client` is missing"),
        ] {
            let (_, problems) = read(&RIGHT.replace(before, after));
            let found =
                problems.iter().any(|problem| problem.line == line && problem.message.contains(words));
            assert!(found, "{words}: {problems:?}");
        }
    }
}
