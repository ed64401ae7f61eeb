//! `[[page]]`: further status pages of one process, each under hosts of its own, with systems and a brand of its own.

use super::brand::{self, Brand};
use super::files::Files;
use super::problem::{Problem, instead};
use super::settings::{Access, Settings, Site, Visibility, site_of, visibility};
use super::table::Table;
use model::estate::{Estate, System};
use model::public::Shown;
use std::collections::BTreeSet;

/// The most pages of one process.
const MOST_PAGES: usize = 100;

/// A status page beside that of the whole site.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusPage {
    /// Its word among pages, which subscribers keep: `shop`.
    pub id: String,
    /// How it calls itself, and its public address.
    pub site: Site,
    /// The hosts under which it is served, without ports: that of its address, and others.
    pub hosts: Vec<String>,
    /// The ids of the systems that it shows, and of groups: `shop`, `bank#cards`.
    pub shows: Vec<String>,
    /// Who may see it.
    pub access: Visibility,
    /// How it looks.
    pub brand: Brand,
}

impl StatusPage {
    /// The ids of the components of `estate` that it shows.
    pub fn shown(&self, estate: &Estate) -> Shown {
        let is_shown = |system: &System, group: &str| {
            self.shows.iter().any(|id| *id == system.id || *id == format!("{}#{group}", system.id))
        };
        let systems = estate.systems.iter();
        let its = systems.flat_map(|system| {
            system.components.iter().filter(move |it| is_shown(system, &it.group)).map(|it| it.id.clone())
        });
        its.collect()
    }

    /// The ids by which a subscriber names all that it shows: systems as a whole, and components of groups.
    pub fn everything(&self, estate: &Estate) -> Vec<String> {
        let (wholes, shown) = (|id: &str| self.shows.iter().any(|it| it == id), self.shown(estate));
        let systems = estate.systems.iter();
        let ids = systems.flat_map(|system| match wholes(&system.id) {
            true => vec![system.id.clone()],
            false => {
                system.components.iter().map(|it| it.id.clone()).filter(|id| shown.contains(id)).collect()
            }
        });
        ids.collect()
    }

    /// The settings of the site as they are for it: docs and planner are of the site alone.
    pub(super) fn settings(&self, site: &Settings) -> Settings {
        let access =
            Access { status: self.access, docs: Visibility::Internal, capacity: Visibility::Internal };
        let (name, brand) = (self.site.clone(), self.brand.clone());
        Settings { site: name, brand, access, pages: Vec::new(), ..site.clone() }
    }
}

/// A host as requests name it, without port and dot at the end, in small letters; that of an address, too.
pub fn host(authority: &str) -> String {
    let after = authority.split_once("://").map_or(authority, |(_, rest)| rest);
    let authority = after.split('/').next().unwrap_or(after);
    // The colons of an IPv6 address stand in brackets.
    let (name, port) = authority.rsplit_once(':').unwrap_or((authority, ""));
    let name = if port.bytes().all(|byte| byte.is_ascii_digit()) { name } else { authority };
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// Reads all of `[[page]]`; `site` is the address of the site, whose host is taken.
pub(super) fn all(
    file: &mut Table<'_>,
    site: &Site,
    files: &Files,
    problems: &mut Vec<Problem>,
) -> Vec<StatusPage> {
    let (mut ids, mut hosts) = (BTreeSet::new(), BTreeSet::from([host(&site.url)]));
    let tables = file.tables("page", problems);
    if let Some(beyond) = tables.get(MOST_PAGES) {
        let message = format!("There are {} pages.", tables.len());
        problems.push(beyond.problem(beyond.at(), message, format!("Keep {MOST_PAGES} of them.")));
    }
    let pages = tables.into_iter().map(|table| page(table, (&mut ids, &mut hosts), files, problems));
    pages.collect()
}

fn page(
    mut table: Table<'_>,
    (ids, taken): (&mut BTreeSet<String>, &mut BTreeSet<String>),
    files: &Files,
    problems: &mut Vec<Problem>,
) -> StatusPage {
    let at = table.at();
    let id = table.need_text("id", problems);
    if let Some(id) = &id {
        let fits = id.value.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
        if !fits || id.value.len() > 64 || !ids.insert(id.value.clone()) {
            let message = format!("The page \"{}\" cannot be named so, or stands twice.", id.value);
            problems.push(table.problem(id.at, message, "Use at most 64 of a to z, 0 to 9 and \"-\", once."));
        }
    }
    let site = site_of(&mut table, problems);
    let mut hosts = vec![host(&site.url)];
    hosts.extend(table.texts("hosts", problems).into_iter().map(|text| host(&text.value)));
    for twice in hosts.iter().filter(|host| !host.is_empty() && !taken.insert((*host).clone())) {
        let message =
            format!("The host \"{twice}\" belongs to the site or to another page, or stands here twice.");
        problems.push(table.problem(at, message, "Give each page a `url` and `hosts` of its own."));
    }
    let shows: Vec<_> = table.texts("shows", problems).into_iter().map(|text| text.value).collect();
    if shows.is_empty() {
        let remedy =
            "Add `shows = [\"...\"]` with the ids of systems, or of groups such as \"shop#services\".";
        problems.push(table.problem(at, "This page shows nothing.", remedy));
    }
    let access = visibility(&mut table, "access", problems).unwrap_or(Visibility::Public);
    let brand = brand::read(table.table("brand", problems), files, problems);
    table.finish(problems);
    StatusPage { id: id.map(|id| id.value).unwrap_or_default(), site, hosts, shows, access, brand }
}

/// What the pages and the estate say of each other: systems and groups that are shown.
pub(super) fn agree(pages: &[StatusPage], estate: &Estate, files: &Files, problems: &mut Vec<Problem>) {
    let known: Vec<String> = estate.systems.iter().flat_map(ids).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    for id in pages.iter().flat_map(|page| &page.shows).filter(|id| !known.contains(&id.as_str())) {
        let (file, line) = files.find("pharos.toml", &format!("\"{id}\""));
        let message = format!("A [[page]] shows \"{id}\", which is no system and no group of one.");
        problems.push(Problem { file, line, message, remedy: instead(id, &known) });
    }
}

/// The ids of a system and of its groups.
fn ids(system: &System) -> impl Iterator<Item = String> + '_ {
    let groups = system.groups.iter().map(|group| format!("{}#{}", system.id, group.id));
    std::iter::once(system.id.clone()).chain(groups)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::config::{self, environment::Environment};
    use model::estate::{Component, Group};

    const SITE: &str = "[site]\nname = \"All\"\nurl = \"https://status.example\"\n";

    const SHOP: &str = "[system]\nid = \"shop\"\nname = \"Shop\"\n[[group]]\nid = \"front\"\nname = \"Front\"\n\
        [[component]]\nid = \"web\"\nname = \"Web\"\ngroup = \"front\"\n\
        [[component.check]]\nid = \"x\"\nkind = \"tcp\"\ntarget = \"x.example:1\"\n";

    fn problems(pages: &str) -> Vec<Problem> {
        let files = Files::of([("pharos.toml", &*format!("{SITE}{pages}")), ("estate/shop.toml", SHOP)]);
        config::read(&files, &Environment::default()).1.errors
    }

    #[test]
    fn a_host_is_what_a_request_names() {
        for (authority, wanted) in [
            ("https://Status.Example:8443/x", "status.example"),
            ("status.example.", "status.example"),
            ("status.example:80", "status.example"),
            ("[::1]:4040", "[::1]"),
            ("[::1]", "[::1]"),
            ("", ""),
        ] {
            assert_eq!(host(authority), wanted, "{authority}");
        }
    }

    #[test]
    fn a_page_shows_systems_and_groups() {
        let component = |id: &str, group: &str| Component::new(id, id, group, vec![]);
        let shop = System {
            groups: vec![Group::new("front", "Front"), Group::new("back", "Back")],
            components: vec![component("shop/web", "front"), component("shop/db", "back")],
            ..System::new("shop", "Shop")
        };
        let bank = System { components: vec![component("bank/vault", "all")], ..System::new("bank", "Bank") };
        let estate = Estate { systems: vec![shop, bank] };
        let shown = |shows: &[&str]| {
            let page = StatusPage {
                id: "x".into(),
                site: Settings::default().site,
                hosts: vec![],
                shows: shows.iter().map(|id| id.to_string()).collect(),
                access: Visibility::Public,
                brand: Brand::default(),
            };
            page.shown(&estate).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(shown(&["shop"]), ["shop/db", "shop/web"]);
        assert_eq!(shown(&["shop#front", "bank"]), ["bank/vault", "shop/web"]);
        assert_eq!(shown(&["sho", "shop#fron", "shop/web"]), [""; 0]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_what_to_write_instead() {
        let page = |lines: &str| {
            format!("[[page]]\nid = \"a\"\nname = \"A\"\nurl = \"https://a.example\"\n{lines}\n")
        };
        assert_eq!(problems(&page("shows = [\"shop#front\"]")), []);
        for (text, line, message, remedy) in [
            (page(""), 4, "shows nothing", "shows = "),
            (page("shows = [\"shopp\"]"), 8, "\"shopp\", which is no system", "Did you mean \"shop\"?"),
            (
                page("shows = [\"shop\"]\nhosts = [\"STATUS.example\"]"),
                4,
                "\"status.example\" belongs",
                "of its own",
            ),
            (page("shows = [\"shop\"]") + &page("shows = [\"shop\"]"), 10, "stands twice", "once"),
            (page("shows = [\"shop\"]\naccess = \"private\""), 9, "`access`", "public, internal"),
            (page("shows = [\"shop\"]\n[page.brand]\naccent = \"#ffffff\""), 10, "contrast of 1.", "darker"),
        ] {
            let found = problems(&text);
            let told = found
                .iter()
                .any(|it| it.line == line && it.message.contains(message) && it.remedy.contains(remedy));
            assert!(told, "{text}: {found:#?}");
        }
    }
}
