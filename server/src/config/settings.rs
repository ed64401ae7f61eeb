//! `pharos.toml`: the site, where it listens and stores, how much it does at once, who may see what.

use super::alertmanager::{self, Alertmanager};
use super::brand::{self, Brand};
use super::channel::{self, Channel, Telling};
use super::estate;
use super::files::Files;
use super::page::{self, StatusPage};
use super::problem::{Problem, instead};
use super::prometheus::{self, Prometheus};
use super::sign_in::{self, SignInProvider};
use super::subscribers;
use super::table::{Source, Table};
use model::estate::Check;
use model::options::Options;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

/// The validated meaning of `pharos.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// `[site]`.
    pub site: Site,
    /// `[brand]`.
    pub brand: Brand,
    /// `[listen] address`: where pages are served.
    pub listen: SocketAddr,
    /// `[listen] proxies`: whose word on where a request comes from is believed.
    pub proxies: Vec<IpAddr>,
    /// `[storage] path`: the SQLite file, relative to the working directory.
    pub storage: PathBuf,
    /// `[collect] concurrency`: how many probes may run at once, in all.
    pub concurrency: usize,
    /// `[collect] per_host`: how many probes may run at once against one host.
    pub per_host: usize,
    /// `[[canary]]`: what answers as long as Pharos itself can see.
    pub canaries: Vec<Check>,
    /// `[access]`.
    pub access: Access,
    /// `[[alertmanager]]`: who may send alerts.
    pub alertmanagers: Vec<Alertmanager>,
    /// `[[channel]]`: by which ways people are told.
    pub channels: Vec<Channel>,
    /// `[notices]` and `[reminders]`.
    pub telling: Telling,
    /// `[subscribers]`: how visitors may be told.
    pub subscribers: subscribers::Settings,
    /// `[[sign_in]]`: providers by which people sign in.
    pub providers: Vec<SignInProvider>,
    /// `[[page]]`: further status pages.
    pub pages: Vec<StatusPage>,
    /// `[[prometheus]]`: what members may ask from the planner.
    pub prometheus: Vec<Prometheus>,
}

/// How the site calls itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Its public address without a slash at the end, for links that leave the page.
    pub url: String,
    /// One sentence for visitors.
    pub summary: String,
    /// Where a page of the docs is edited, with `{path}` for its file.
    pub edit_url: Option<String>,
}

/// Who may see a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Anyone.
    Public,
    /// Members only; visitors are refused.
    Internal,
}

/// Who may see which section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The status page and its API.
    pub status: Visibility,
    /// The docs portal.
    pub docs: Visibility,
    /// The capacity planner.
    pub capacity: Visibility,
}

impl Settings {
    /// Reads `pharos.toml`, which names some of `files`; every problem is added to `problems`, and a default stands in for
    /// what is wrong.
    pub fn read(source: Source<'_>, files: &Files, problems: &mut Vec<Problem>) -> Settings {
        let Some(mut file) = Table::parse(source, problems) else { return Settings::default() };
        let defaults = Settings::default();
        let (concurrency, per_host) = collect(file.table("collect", problems), problems);
        let (address, proxies) = listen(file.table("listen", problems), problems);
        let channels = channel::all(&mut file, problems);
        let site = site(file.table("site", problems), problems);
        let settings = Settings {
            pages: page::all(&mut file, &site, files, problems),
            site,
            brand: brand::read(file.table("brand", problems), files, problems),
            listen: address.unwrap_or(defaults.listen),
            proxies: proxies.unwrap_or(defaults.proxies),
            storage: storage(file.table("storage", problems), problems).unwrap_or(defaults.storage),
            concurrency,
            per_host,
            canaries: file
                .tables("canary", problems)
                .into_iter()
                .map(|table| canary(table, problems))
                .collect(),
            access: access(file.table("access", problems), problems),
            alertmanagers: alertmanager::all(&mut file, problems),
            telling: channel::telling(&mut file, problems),
            subscribers: subscribers::read(file.table("subscribers", problems), &channels, problems),
            channels,
            providers: sign_in::all(&mut file, problems),
            prometheus: prometheus::all(&mut file, problems),
        };
        file.finish(problems);
        settings
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            site: Site {
                name: "Pharos".into(),
                url: "http://127.0.0.1:4040".into(),
                summary: String::new(),
                edit_url: None,
            },
            brand: Brand::default(),
            listen: SocketAddr::from(([127, 0, 0, 1], 4040)),
            proxies: vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
            storage: "data/pharos.db".into(),
            concurrency: 256,
            per_host: 16,
            canaries: Vec::new(),
            access: Access {
                status: Visibility::Public,
                docs: Visibility::Internal,
                capacity: Visibility::Internal,
            },
            alertmanagers: Vec::new(),
            channels: Vec::new(),
            telling: Telling::default(),
            subscribers: subscribers::Settings::default(),
            providers: Vec::new(),
            pages: Vec::new(),
            prometheus: Vec::new(),
        }
    }
}

fn site(mut table: Table<'_>, problems: &mut Vec<Problem>) -> Site {
    let site = site_of(&mut table, problems);
    let edit_url = edit_url(&mut table, problems);
    table.finish(problems);
    Site { edit_url, ..site }
}

/// Where a page of the docs is edited.
fn edit_url(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    let edit_url = table.text("edit_url", problems);
    if let Some(edit) = &edit_url
        && !(edit.value.starts_with("https://") || edit.value.starts_with("http://"))
    {
        let remedy = "Write it such as \"https://git.example.com/ops/edit/main/docs/{path}\".";
        problems.push(table.problem(
            edit.at,
            format!("`edit_url` is \"{}\", not a web address.", edit.value),
            remedy,
        ));
    }
    edit_url.map(|text| text.value)
}

/// Name, address and summary of a site, or of a page of it.
pub(super) fn site_of(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Site {
    let name = table.need_text("name", problems).map(|text| text.value).unwrap_or_default();
    let summary = table.text("summary", problems).map(|text| text.value).unwrap_or_default();
    let url = table.need_text("url", problems);
    if let Some(url) = &url
        && !(url.value.starts_with("http://") || url.value.starts_with("https://"))
    {
        let remedy = "Write the address that visitors use, such as \"https://status.example.com\".";
        problems.push(table.problem(
            url.at,
            format!("`url` is \"{}\", not a web address.", url.value),
            remedy,
        ));
    }
    let url = url.map(|url| url.value.trim_end_matches('/').into()).unwrap_or_default();
    Site { name, url, summary, edit_url: None }
}

/// Where to listen, and behind which proxies.
fn listen(mut table: Table<'_>, problems: &mut Vec<Problem>) -> (Option<SocketAddr>, Option<Vec<IpAddr>>) {
    let address = table.text("address", problems);
    let parsed = address.and_then(|address| {
        let parsed = address.value.parse().ok();
        if parsed.is_none() {
            let message = format!("`address` is \"{}\", not an IP address and a port.", address.value);
            problems.push(table.problem(
                address.at,
                message,
                "Write one such as \"127.0.0.1:4040\" or \"[::]:4040\".",
            ));
        }
        parsed
    });
    let proxies = table.has("proxies").then(|| proxies(&mut table, problems));
    table.finish(problems);
    (parsed, proxies)
}

fn proxies(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Vec<IpAddr> {
    let mut proxies = Vec::new();
    for text in table.texts("proxies", problems) {
        match text.value.parse() {
            Ok(proxy) => proxies.push(proxy),
            Err(_) => {
                let message = format!("`proxies` names \"{}\", not an IP address.", text.value);
                problems.push(table.problem(text.at, message, "Write one such as \"127.0.0.1\"."));
            }
        }
    }
    proxies
}

fn storage(mut table: Table<'_>, problems: &mut Vec<Problem>) -> Option<PathBuf> {
    let path = table.text("path", problems).map(|path| path.value.into());
    table.finish(problems);
    path
}

/// How many probes may run at once, in all and against one host.
fn collect(mut table: Table<'_>, problems: &mut Vec<Problem>) -> (usize, usize) {
    let defaults = Settings::default();
    let mut number = |key, default| {
        let number = table.number(key, 1..=65_536, problems);
        number.and_then(|number| usize::try_from(number.value).ok()).unwrap_or(default)
    };
    let found = (number("concurrency", defaults.concurrency), number("per_host", defaults.per_host));
    table.finish(problems);
    found
}

fn canary(mut table: Table<'_>, problems: &mut Vec<Problem>) -> Check {
    let kind = estate::check::kind(&mut table, problems);
    let mut options = Options::default();
    let target = estate::check::target(&mut table, kind, &mut options, problems);
    table.finish(problems);
    Check { options, ..Check::new("canary", kind.map_or("", |kind| kind.name), target) }
}

fn access(mut table: Table<'_>, problems: &mut Vec<Problem>) -> Access {
    let defaults = Settings::default().access;
    let access = Access {
        status: visibility(&mut table, "status", problems).unwrap_or(defaults.status),
        docs: visibility(&mut table, "docs", problems).unwrap_or(defaults.docs),
        capacity: visibility(&mut table, "capacity", problems).unwrap_or(defaults.capacity),
    };
    table.finish(problems);
    access
}

/// Who may see what a key is about.
pub(super) fn visibility(
    table: &mut Table<'_>,
    key: &'static str,
    problems: &mut Vec<Problem>,
) -> Option<Visibility> {
    let word = table.text(key, problems)?;
    match word.value.as_str() {
        "public" => Some(Visibility::Public),
        "internal" => Some(Visibility::Internal),
        other => {
            let message = format!("`{key}` of {} is \"{other}\".", table.name());
            problems.push(table.problem(word.at, message, instead(other, &["public", "internal"])));
            None
        }
    }
}
