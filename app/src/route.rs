//! Every address of the site, written once, so that links cannot rot.

use messages::Lang;
use model::latency::Range;
use model::time::{Day, Month};

/// The status of everything as JSON: [`model::public::Live`].
pub const STATUS_JSON: &str = "/api/status.json";
/// Server-sent events: `version` with the number of the newest snapshot as its data; to members `desk` too, when what the
/// desk lists may have changed, and `runs`, with a number that grows with each change of a run.
pub const EVENTS: &str = "/api/events";
/// Incidents as an Atom feed.
pub const HISTORY_ATOM: &str = "/history.atom";
/// Incidents as an RSS feed.
pub const HISTORY_RSS: &str = "/history.rss";
/// Incidents as a JSON Feed.
pub const FEED_JSON: &str = "/feed.json";
/// Planned work as an iCalendar.
pub const CALENDAR: &str = "/calendar.ics";
/// The picture that other sites show beside a link to this one; [`preview`] of a system.
pub const PREVIEW: &str = "/preview.png";
/// Is the process alive.
pub const HEALTHZ: &str = "/healthz";
/// Can it serve pages.
pub const READYZ: &str = "/readyz";
/// POST of the form fields `component`, `kind` and `minutes`: breaks a component of the simulated estate.
pub const DEMO_FAULTS: &str = "/demo/faults";
/// POST of the form field `component`: ends its fault; without it, ends all.
pub const DEMO_CLEAR: &str = "/demo/faults/clear";
/// POST: ends the session.
pub const SIGN_OUT: &str = "/sign-out";
/// POST of `display` and `email`: how the member is named and written to.
pub const ACCOUNT_PROFILE: &str = "/account/profile";
/// POST of `before` and `password`: changes the member's password.
pub const ACCOUNT_PASSWORD: &str = "/account/password";
/// POST of `issuer` and `subject`: unlinks an account of a provider.
pub const ACCOUNT_UNLINK: &str = "/account/unlink";
/// POST: ends all sessions of the member.
pub const ACCOUNT_END: &str = "/account/sessions/end";
/// POST of `system`, `work`, `window`, `phase`, `step` and `done` (`true` or `false`): ticks a step of a checklist.
pub const DESK_TICK: &str = "/desk/ticks";
/// POST of `name`, `scope` (several times) and `days`: makes an API token.
pub const ACCOUNT_TOKEN: &str = "/account/tokens";
/// POST of `name`: ends an API token.
pub const ACCOUNT_REVOKE: &str = "/account/tokens/revoke";
/// POST of `name` and `role`: invites somebody.
pub const MEMBERS_INVITE: &str = "/members/invite";
/// POST of `name`: makes a link to another password.
pub const MEMBERS_RESET: &str = "/members/reset";
/// POST of `name` and `role`: gives a member another role.
pub const MEMBERS_ROLE: &str = "/members/role";
/// POST of `endpoint`, `key` and `secret` of a browser, and of what it wishes: tells it, once a message has arrived.
pub const SUBSCRIBE_PUSH: &str = "/subscribe/push";
/// POST of the number of a subscriber, `id`: forgets them.
pub const SUBSCRIBERS_REMOVE: &str = "/subscribers/remove";
/// POST of `name` and `disabled` (`true` or `false`): keeps a member from signing in, or lets them again.
pub const MEMBERS_DISABLE: &str = "/members/disable";

/// What asks for a page in a language, in the query of its address.
pub const LANG: &str = "lang";

/// The address of what is at `path`, in this language: without a word of it in English, which is spoken unless another is
/// asked for.
pub fn spoken(path: &str, lang: Lang) -> String {
    if lang == Lang::En { path.into() } else { [path, "?", LANG, "=", lang.tag()].concat() }
}

/// An address that people visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The status of everything.
    Overview,
    /// The status of a system, by id.
    System(String),
    /// The status of a component, by id: `butterfly/capsule`.
    Component(String),
    /// The page of a component by its id, with its latencies over some time.
    Latency(String, Range),
    /// What was measured of a component, by id, on a day.
    Day(String, Day),
    /// What was in a month, or in the current one.
    History(Option<Month>),
    /// The uptime of a month, or of the current one.
    Report(Option<Month>),
    /// The same for programs.
    ReportFile(Month, Form),
    /// What people were told of, by month.
    Incidents,
    /// An incident, by id.
    Incident(String),
    /// The desk, or an incident on it, by id.
    Desk(String),
    /// An incident on the desk, by id, beside the page of the docs with this path and optional fragment.
    DeskBeside(String, String),
    /// The form that declares an incident.
    DeskDeclare,
    /// A docs page by its path, with an optional fragment; the empty path is the start of the docs.
    Docs(String),
    /// A docs page by its path, with values for its variables.
    DocsFilled(String, Vec<(String, String)>),
    /// What the docs have for a query, or the box to ask in.
    DocsSearch(Option<String>),
    /// All pages of the docs.
    DocsTree,
    /// The runbook of an alert, by the alert's name.
    Alert(String),
    /// Which checks, alerts and components have a runbook.
    DocsCoverage,
    /// What is wrong with pages of the docs.
    DocsLint,
    /// The runs of pages.
    Runs,
    /// A run, by id.
    Run(String),
    /// The planner, with a plan's id or with the first plan.
    Capacity(Option<String>),
    /// The golden cases of the planner's mathematics.
    Golden,
    /// The same for programs.
    GoldenCases,
    /// The schema of plans as they are exported in JSON.
    PlanSchema,
    /// The form to be told, with the id of the component or system to be told of, or of everything.
    Subscribe(Option<String>),
    /// What is said to whoever has sent that form.
    SubscribeSent,
    /// A link to confirm that one wants to be told, by its secret.
    Confirm(String),
    /// All that a subscriber chose, by the secret of their link.
    Subscription(String),
    /// Where that subscriber says to be told no more.
    Unsubscribe(String),
    /// Signing in, with the address on this site to go to afterwards.
    SignIn(Option<String>),
    /// Signing in by a provider, by its id, with the address on this site to go to afterwards.
    SignInBy(String, String),
    /// Where a provider sends browsers back to, by its id.
    SignInBack(String),
    /// A one-time link, by its secret.
    Join(String),
    /// The member's own account.
    Account,
    /// Where an account of a provider, by its id, is linked to the member's own.
    AccountLink(String),
    /// All members.
    Members,
    /// All subscribers, from before this number on, or from the newest.
    Subscribers(Option<i64>),
    /// The audit log, from before this row on, or from the newest.
    Audit(Option<i64>),
    /// The messages of incidents.
    Templates,
    /// Where one of them is changed, by its name.
    Template(String),
    /// What was told to whom, from before this notice on, or from the newest.
    Notices(Option<i64>),
    /// What a browser shows in the place of a page that it has no copy of.
    Offline,
    /// The simulated estate.
    Demo,
    /// What the demo sends by e-mail.
    DemoMailbox,
}

/// A form in which programs read a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// JSON.
    Json,
}

impl Form {
    /// What its addresses end in.
    pub fn extension(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Json => "json",
        }
    }
}

/// The path of the page of a component or a system, by id. An open page knows this and the next one alone of all addresses: the
/// rest would weigh on its bundle.
pub fn component(id: &str) -> String {
    ["/status/", id].concat()
}

/// The path of the page of an incident, by id.
pub fn incident(id: &str) -> String {
    ["/incidents/", id].concat()
}

/// The picture that other sites show beside a link to a system or a part of it, or to the whole site if `path` is about none.
pub fn preview(path: &str) -> String {
    let system = path.strip_prefix("/status/").and_then(|rest| rest.split('/').next());
    system.map_or(PREVIEW.into(), |system| format!("/preview/{system}.png"))
}

impl Route {
    /// Whether its page is there in every language: what visitors read of the status. What members and the docs have speaks
    /// English alone.
    pub fn is_translated(&self) -> bool {
        matches!(
            self,
            Route::Overview
                | Route::System(_)
                | Route::Component(_)
                | Route::Latency(..)
                | Route::Day(..)
                | Route::History(_)
                | Route::Report(_)
                | Route::Incidents
                | Route::Incident(_)
                | Route::Subscribe(_)
                | Route::SubscribeSent
                | Route::Confirm(_)
                | Route::Subscription(_)
                | Route::Unsubscribe(_)
                | Route::Offline
        )
    }

    /// The path of its URL: `/status/butterfly/capsule`.
    pub fn path(&self) -> String {
        match self {
            Route::Overview => "/".into(),
            Route::System(id) | Route::Component(id) => format!("/status/{id}"),
            Route::Latency(id, Range::Quarter) => format!("/status/{id}"),
            Route::Latency(id, range) => format!("/status/{id}?range={}", range.slug()),
            Route::Day(id, day) => format!("/status/{id}/{day}"),
            Route::History(None) => "/history".into(),
            Route::History(Some(month)) => format!("/history/{month}"),
            Route::Report(None) => "/report".into(),
            Route::Report(Some(month)) => format!("/report/{month}"),
            Route::ReportFile(month, form) => format!("/report/{month}.{}", form.extension()),
            Route::Incidents => "/incidents".into(),
            Route::Incident(id) => format!("/incidents/{id}"),
            Route::Desk(id) if id.is_empty() => "/desk".into(),
            Route::Desk(id) => format!("/desk/{id}"),
            Route::DeskBeside(id, path) => format!("/desk/{id}?runbook={}", encoded(path)),
            Route::DeskDeclare => "/desk/declare".into(),
            Route::Docs(path) if path.is_empty() => "/docs".into(),
            Route::Docs(path) => format!("/docs/{path}"),
            Route::DocsFilled(path, values) => {
                let pairs =
                    values.iter().map(|(name, value)| format!("var.{}={}", encoded(name), encoded(value)));
                format!("/docs/{}?{}", encoded(path), pairs.collect::<Vec<_>>().join("&"))
            }
            Route::DocsSearch(None) => "/docs/search".into(),
            Route::DocsSearch(Some(query)) => format!("/docs/search?q={}", encoded(query)),
            Route::Alert(name) => format!("/r/{}", encoded(name).replace('/', "%2F")),
            Route::DocsTree => "/docs/tree".into(),
            Route::DocsCoverage => "/docs/coverage".into(),
            Route::DocsLint => "/docs/lint".into(),
            Route::Runs => "/docs/runs".into(),
            Route::Run(id) => format!("/docs/runs/{id}"),
            Route::Capacity(None) => "/capacity".into(),
            Route::Capacity(Some(plan)) => format!("/capacity/{plan}"),
            Route::Golden => "/capacity/golden".into(),
            Route::GoldenCases => "/capacity/golden.json".into(),
            Route::PlanSchema => "/capacity/schema.v1.json".into(),
            Route::Subscribe(None) => "/subscribe".into(),
            Route::Subscribe(Some(id)) => format!("/subscribe?component={}", encoded(id)),
            Route::SubscribeSent => "/subscribe/sent".into(),
            Route::Confirm(secret) => format!("/subscribe/confirm/{secret}"),
            Route::Subscription(secret) => format!("/subscriptions/{secret}"),
            Route::Unsubscribe(secret) => format!("/subscriptions/{secret}/unsubscribe"),
            Route::SignIn(None) => "/sign-in".into(),
            Route::SignIn(Some(to)) => format!("/sign-in?to={}", encoded(to)),
            Route::SignInBy(id, to) if to.is_empty() => format!("/sign-in/{id}"),
            Route::SignInBy(id, to) => format!("/sign-in/{id}?to={}", encoded(to)),
            Route::SignInBack(id) => format!("/sign-in/{id}/back"),
            Route::Join(secret) => format!("/join/{secret}"),
            Route::Account => "/account".into(),
            Route::AccountLink(id) => format!("/account/link/{id}"),
            Route::Members => "/members".into(),
            Route::Subscribers(None) => "/subscribers".into(),
            Route::Subscribers(Some(before)) => format!("/subscribers?before={before}"),
            Route::Audit(None) => "/audit".into(),
            Route::Audit(Some(before)) => format!("/audit?before={before}"),
            Route::Templates => "/templates".into(),
            Route::Template(name) => format!("/templates/{name}"),
            Route::Notices(None) => "/notices".into(),
            Route::Notices(Some(before)) => format!("/notices?before={before}"),
            Route::Offline => "/offline".into(),
            Route::Demo => "/demo".into(),
            Route::DemoMailbox => "/demo/mailbox".into(),
        }
    }
}

/// A value of a query, percent-encoded (RFC 3986, sections 2.3 and 3.4).
fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                text.push(byte.into())
            }
            other => text.push_str(&format!("%{other:02X}")),
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_readable() {
        assert_eq!(Route::Component("butterfly/capsule".into()).path(), "/status/butterfly/capsule");
        assert_eq!(component("butterfly/capsule"), Route::Component("butterfly/capsule".into()).path());
        assert_eq!(incident("odd"), Route::Incident("odd".into()).path());
        assert_eq!(preview("/status/butterfly/capsule/2026-11-20"), "/preview/butterfly.png");
        assert_eq!(preview("/incidents"), PREVIEW);
        assert_eq!(Route::Docs(String::new()).path(), "/docs");
        assert_eq!(Route::Docs("jack/operations#rollback".into()).path(), "/docs/jack/operations#rollback");
        assert_eq!(Route::Capacity(Some("jack".into())).path(), "/capacity/jack");
        assert_eq!(Route::DeskBeside("x".into(), "s/db#a".into()).path(), "/desk/x?runbook=s/db%23a");
        assert_eq!(Route::Alert("a/b c".into()).path(), "/r/a%2Fb%20c");
        let values = vec![("pod".into(), "a&b".into())];
        assert_eq!(Route::DocsFilled("x".into(), values).path(), "/docs/x?var.pod=a%26b");
        assert_eq!(Route::SignIn(Some("/a?b=c&d".into())).path(), "/sign-in?to=/a%3Fb%3Dc%26d");
    }
}
