//! Every route once: where it is, which section it belongs to, what it asks for, who handles it.
//!
//! There is no other place where a route is added, so none is without an access rule.

use super::access::{Rule, Section};
use super::state::Web;
use super::{
    alertmanager, api, assets, capacity, components, demo, desk, docs, events, feeds, health, heartbeat,
    history, incidents, maintenance, members, notices, offline, openapi, page, runs, subscribers, templates,
};
use app::route::{
    ACCOUNT_END, ACCOUNT_PASSWORD, ACCOUNT_PROFILE, ACCOUNT_REVOKE, ACCOUNT_TOKEN, ACCOUNT_UNLINK, CALENDAR,
    DEMO_CLEAR, DEMO_FAULTS, DESK_TICK, EVENTS, FEED_JSON, HEALTHZ, HISTORY_ATOM, HISTORY_RSS,
    MEMBERS_DISABLE, MEMBERS_INVITE, MEMBERS_RESET, MEMBERS_ROLE, PREVIEW, READYZ, SIGN_OUT, STATUS_JSON,
    SUBSCRIBE_PUSH, SUBSCRIBERS_REMOVE,
};
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, delete, get, post, put};
use model::member::Permission::{self, Account, Edit, Manage, Read, Respond};
use std::sync::Arc;

/// A route.
pub struct Row {
    /// Its method.
    pub method: &'static str,
    /// Its path, with parameters as axum writes them.
    pub path: &'static str,
    /// Who may use it.
    pub rule: Rule,
    /// Who handles it.
    pub handler: fn() -> MethodRouter<Arc<Web>>,
}

type Handler = fn() -> MethodRouter<Arc<Web>>;

/// What is read by whoever may see its section.
const fn row(path: &'static str, section: Section, handler: Handler) -> Row {
    Row { method: "GET", path, rule: Rule { section, needs: None }, handler }
}

/// What is sent by whoever may see its section.
const fn sent(path: &'static str, section: Section, handler: Handler) -> Row {
    Row { method: "POST", path, rule: Rule { section, needs: None }, handler }
}

/// What is changed, by this method, by whoever may see its section.
const fn by(method: &'static str, path: &'static str, section: Section, handler: Handler) -> Row {
    Row { method, path, rule: Rule { section, needs: None }, handler }
}

/// A row for whoever has this permission.
const fn needing(permission: Permission, row: Row) -> Row {
    let section = row.rule.section;
    Row {
        method: row.method,
        path: row.path,
        rule: Rule { section, needs: Some(permission) },
        handler: row.handler,
    }
}

/// All routes.
pub const TABLE: &[Row] = &[
    row("/", Section::Status, || get(page::overview)),
    row("/status/{system}", Section::Status, || get(page::system)),
    row("/status/{system}/{component}", Section::Status, || get(page::component)),
    row("/status/{system}/{component}/{day}", Section::Status, || get(history::day)),
    row("/history", Section::Status, || get(history::current)),
    row("/history/{month}", Section::Status, || get(history::month)),
    row("/report", Section::Status, || get(history::report::current)),
    row("/report/{month}", Section::Status, || get(history::report::month)),
    row("/incidents", Section::Status, || get(page::incidents)),
    row("/incidents/{id}", Section::Status, || get(page::incident)),
    row(STATUS_JSON, Section::Status, || get(api::status)),
    row(EVENTS, Section::Status, || get(events::stream)),
    row("/api/v2/summary.json", Section::Status, || get(feeds::statuspage)),
    row("/api/v2/status.json", Section::Status, || get(feeds::statuspage)),
    row("/api/v2/components.json", Section::Status, || get(feeds::statuspage)),
    row("/api/v2/incidents.json", Section::Status, || get(feeds::statuspage)),
    row("/api/v2/incidents/unresolved.json", Section::Status, || get(feeds::statuspage)),
    row("/api/v2/scheduled-maintenances.json", Section::Status, || get(feeds::statuspage)),
    row("/api/v2/scheduled-maintenances/upcoming.json", Section::Status, || get(feeds::statuspage)),
    row("/api/v2/scheduled-maintenances/active.json", Section::Status, || get(feeds::statuspage)),
    row(HISTORY_ATOM, Section::Status, || get(feeds::atom)),
    row(HISTORY_RSS, Section::Status, || get(feeds::rss)),
    row(FEED_JSON, Section::Status, || get(feeds::json)),
    row(CALENDAR, Section::Status, || get(feeds::calendar)),
    row("/status/{system}/calendar.ics", Section::Status, || get(feeds::system_calendar)),
    row("/status/{system}/{component}/calendar.ics", Section::Status, || get(feeds::component_calendar)),
    row("/badge/{system}/{file}", Section::Status, || get(feeds::system_badge)),
    row("/badge/{system}/{component}/{file}", Section::Status, || get(feeds::component_badge)),
    row(PREVIEW, Section::Status, || get(feeds::preview)),
    row("/preview/{file}", Section::Status, || get(feeds::system_preview)),
    row("/sitemap.xml", Section::Status, || get(feeds::sitemap)),
    row("/widget", Section::Status, || get(feeds::widget)),
    row("/widget.js", Section::Assets, || get(feeds::widget_script)),
    row("/status.txt", Section::Status, || get(feeds::text)),
    row("/docs", Section::Docs, || get(docs::page::start)),
    row("/docs/", Section::Docs, || get(docs::page::start)),
    row("/docs/search", Section::Docs, || get(docs::search::page)),
    row(docs::search::INDEX, Section::Docs, || get(docs::search::index)),
    row("/docs/tree", Section::Docs, || get(docs::tree::list)),
    row("/docs/tree/{mark}", Section::Docs, || get(docs::tree::one)),
    needing(Read, row("/docs/coverage", Section::Docs, || get(docs::coverage::page))),
    needing(Read, row("/docs/lint", Section::Docs, || get(docs::lint::page))),
    needing(Read, row("/docs/runs", Section::Docs, || get(runs::list))),
    needing(Respond, sent("/docs/runs", Section::Docs, || post(runs::start))),
    needing(Read, row("/docs/runs/{id}", Section::Docs, || get(runs::one))),
    needing(Respond, sent("/docs/runs/{id}", Section::Docs, || post(runs::act))),
    row("/r/{alert}", Section::Docs, || get(docs::alert::follow)),
    row(docs::markdown::LIST, Section::Docs, || get(docs::markdown::list)),
    row("/api/v1/docs/pages", Section::Docs, || get(docs::pages::list)),
    row("/api/v1/docs/page", Section::Docs, || get(docs::pages::one)),
    row("/api/v1/docs/search", Section::Docs, || get(docs::search::api)),
    row("/docs/{*path}", Section::Docs, || get(docs::page::one)),
    row("/capacity", Section::Capacity, || get(capacity::plans)),
    row("/capacity/golden", Section::Capacity, || get(capacity::golden::page)),
    row("/capacity/golden.json", Section::Capacity, || get(capacity::golden::cases)),
    row("/capacity/schema.v1.json", Section::Capacity, || get(capacity::export::json::schema)),
    row("/capacity/{plan}", Section::Capacity, || get(capacity::plan)),
    row("/capacity/{plan}/export/{file}", Section::Capacity, || get(capacity::file)),
    row("/capacity/{plan}/keep", Section::Capacity, || get(capacity::keep::take)),
    row("/capacity/{plan}/measured", Section::Capacity, || get(capacity::measured::take)),
    needing(Read, row("/capacity/{plan}/live", Section::Capacity, || get(capacity::live::take))),
    sent("/capacity/{plan}/import", Section::Capacity, || {
        post(capacity::take).layer(DefaultBodyLimit::max(capacity::MOST))
    }),
    row("/pkg/{*path}", Section::Assets, || get(assets::package)),
    row("/brand/{file}", Section::Assets, || get(assets::brand)),
    row("/favicon.svg", Section::Assets, || get(assets::public)),
    row("/robots.txt", Section::Assets, || get(feeds::robots)),
    row("/bars.js", Section::Assets, || get(assets::public)),
    row("/search.js", Section::Assets, || get(assets::public)),
    row("/runs.js", Section::Assets, || get(assets::public)),
    row("/search-offline.js", Section::Assets, || get(assets::public)),
    row("/offline.js", Section::Assets, || get(assets::public)),
    row("/times.js", Section::Assets, || get(assets::public)),
    row("/copies.js", Section::Assets, || get(assets::public)),
    row(offline::LIST, Section::Members, || get(offline::list)),
    row(offline::NONE, Section::Members, || get(offline::none)),
    row("/planner.js", Section::Assets, || get(assets::public)),
    row("/panels.js", Section::Assets, || get(assets::public)),
    row("/picture.js", Section::Assets, || get(assets::public)),
    row("/prometheus.js", Section::Assets, || get(assets::public)),
    row("/golden.js", Section::Assets, || get(assets::public)),
    row("/kernel.js", Section::Assets, || get(assets::public)),
    row("/files.js", Section::Assets, || get(assets::public)),
    row("/copy.js", Section::Assets, || get(assets::public)),
    row("/fill.js", Section::Assets, || get(assets::public)),
    row("/contents.js", Section::Assets, || get(assets::public)),
    row("/follow.js", Section::Assets, || get(assets::public)),
    row("/push.js", Section::Assets, || get(assets::public)),
    row("/tree.js", Section::Assets, || get(assets::public)),
    row("/fetched.js", Section::Assets, || get(assets::public)),
    row("/markup.js", Section::Assets, || get(assets::public)),
    row("/trusted.js", Section::Assets, || get(assets::public)),
    row("/sw.js", Section::Assets, || get(assets::worker)),
    row("/dev/reload.js", Section::Assets, || get(assets::reload)),
    row(HEALTHZ, Section::Health, || get(health::alive)),
    row(READYZ, Section::Health, || get(health::ready)),
    sent("/api/heartbeat/{token}", Section::Heartbeat, || post(heartbeat::beat)),
    sent("/api/alertmanager/{receiver}", Section::Alertmanager, || {
        post(alertmanager::take).layer(DefaultBodyLimit::max(alertmanager::MOST))
    }),
    row(openapi::DOCUMENT, Section::Assets, || get(openapi::document)),
    row("/api/v1/incidents", Section::Incidents, || get(incidents::list)),
    needing(Respond, sent("/api/v1/incidents", Section::Incidents, || post(incidents::declare))),
    row("/api/v1/incidents/{id}", Section::Incidents, || get(incidents::one)),
    row("/api/v1/incidents/{id}/messages/{template}", Section::Incidents, || get(incidents::message)),
    needing(
        Respond,
        sent("/api/v1/incidents/{id}/steps", Section::Incidents, || {
            post(incidents::step).layer(DefaultBodyLimit::max(incidents::MOST))
        }),
    ),
    row("/api/v1/components", Section::Status, || get(components::list)),
    row("/api/v1/components/{system}/{component}", Section::Status, || get(components::one)),
    row("/api/v1/maintenance", Section::Incidents, || get(maintenance::list)),
    needing(
        Respond,
        sent("/api/v1/maintenance", Section::Incidents, || {
            post(maintenance::declare).layer(DefaultBodyLimit::max(maintenance::MOST))
        }),
    ),
    row("/api/v1/maintenance/{id}", Section::Incidents, || get(maintenance::one)),
    needing(
        Respond,
        by("DELETE", "/api/v1/maintenance/{id}", Section::Incidents, || delete(maintenance::cancel)),
    ),
    needing(Read, row("/api/v1/runs", Section::Docs, || get(runs::api::list))),
    needing(Respond, sent("/api/v1/runs", Section::Docs, || post(runs::api::start))),
    needing(Read, row("/api/v1/runs/{id}", Section::Docs, || get(runs::api::one))),
    needing(Respond, sent("/api/v1/runs/{id}/acts", Section::Docs, || post(runs::api::act))),
    needing(Read, row("/api/v1/notices", Section::Members, || get(notices::api::list))),
    needing(Read, row("/api/v1/notices/{id}", Section::Members, || get(notices::api::one))),
    needing(Read, row("/api/v1/notices/{id}/attempts", Section::Members, || get(notices::api::attempts))),
    needing(Manage, row("/api/v1/subscribers", Section::Members, || get(subscribers::api::list))),
    needing(Edit, sent("/api/v1/subscribers", Section::Members, || post(subscribers::api::propose))),
    needing(Manage, row("/api/v1/subscribers/{id}", Section::Members, || get(subscribers::api::one))),
    needing(
        Manage,
        by("DELETE", "/api/v1/subscribers/{id}", Section::Members, || delete(subscribers::api::remove)),
    ),
    needing(Manage, row("/api/v1/members", Section::Members, || get(members::api::list))),
    needing(Manage, sent("/api/v1/members", Section::Members, || post(members::api::invite))),
    needing(Manage, row("/api/v1/members/{name}", Section::Members, || get(members::api::one))),
    needing(Manage, by("PUT", "/api/v1/members/{name}", Section::Members, || put(members::api::change))),
    needing(Manage, sent("/api/v1/members/{name}/links", Section::Members, || post(members::api::reset))),
    needing(Account, row("/api/v1/tokens", Section::Members, || get(members::api::token::list))),
    needing(Account, sent("/api/v1/tokens", Section::Members, || post(members::api::token::make))),
    needing(
        Account,
        by("DELETE", "/api/v1/tokens/{name}", Section::Members, || delete(members::api::token::end)),
    ),
    needing(Read, row("/api/v1/audit", Section::Members, || get(members::api::audit::list))),
    row("/desk", Section::Incidents, || get(desk::overview)),
    needing(Respond, row("/desk/declare", Section::Incidents, || get(desk::declaration))),
    needing(Respond, sent("/desk/declare", Section::Incidents, || post(desk::declare))),
    needing(Respond, sent(DESK_TICK, Section::Incidents, || post(desk::plan::tick))),
    row("/desk/{incident}", Section::Incidents, || get(desk::one)),
    needing(
        Respond,
        sent("/desk/{incident}", Section::Incidents, || {
            post(desk::step).layer(DefaultBodyLimit::max(desk::MOST))
        }),
    ),
    row("/subscribe", Section::Status, || get(subscribers::subscribe::page)),
    sent("/subscribe", Section::Status, || post(subscribers::subscribe::submit)),
    sent(SUBSCRIBE_PUSH, Section::Status, || post(subscribers::push::submit)),
    sent("/subscribe/push/move", Section::Subscription, || post(subscribers::push::relocate)),
    row("/subscribe/sent", Section::Status, || get(subscribers::subscribe::sent)),
    row("/subscribe/confirm/{token}", Section::Subscription, || get(subscribers::confirm::page)),
    sent("/subscribe/confirm/{token}", Section::Subscription, || post(subscribers::confirm::submit)),
    row("/subscriptions/{token}", Section::Subscription, || get(subscribers::preferences::page)),
    sent("/subscriptions/{token}", Section::Subscription, || post(subscribers::preferences::change)),
    row("/subscriptions/{token}/unsubscribe", Section::Subscription, || get(subscribers::preferences::page)),
    sent("/subscriptions/{token}/unsubscribe", Section::Subscription, || {
        post(subscribers::preferences::unsubscribe)
    }),
    row("/sign-in", Section::Members, || get(members::sign_in::page)),
    sent("/sign-in", Section::Members, || post(members::sign_in::submit)),
    row("/sign-in/{provider}", Section::Members, || get(members::provider::begin)),
    row("/sign-in/{provider}/back", Section::Members, || get(members::provider::back)),
    sent(SIGN_OUT, Section::Members, || post(members::sign_in::out)),
    row("/join/{token}", Section::Members, || get(members::join::page)),
    sent("/join/{token}", Section::Members, || post(members::join::submit)),
    needing(Account, row("/account", Section::Members, || get(members::account::page))),
    needing(Account, sent(ACCOUNT_PROFILE, Section::Members, || post(members::account::profile))),
    needing(Account, sent(ACCOUNT_PASSWORD, Section::Members, || post(members::account::password))),
    needing(Account, sent(ACCOUNT_END, Section::Members, || post(members::account::end))),
    needing(Account, row("/account/link/{provider}", Section::Members, || get(members::provider::link))),
    needing(Account, sent(ACCOUNT_UNLINK, Section::Members, || post(members::provider::unlink))),
    needing(Account, sent(ACCOUNT_TOKEN, Section::Members, || post(members::token::make))),
    needing(Account, sent(ACCOUNT_REVOKE, Section::Members, || post(members::token::revoke))),
    needing(Manage, row("/members", Section::Members, || get(members::list::page))),
    needing(Manage, sent(MEMBERS_INVITE, Section::Members, || post(members::list::invite))),
    needing(Manage, sent(MEMBERS_RESET, Section::Members, || post(members::list::reset))),
    needing(Manage, sent(MEMBERS_ROLE, Section::Members, || post(members::list::role))),
    needing(Manage, sent(MEMBERS_DISABLE, Section::Members, || post(members::list::disable))),
    needing(Manage, row("/subscribers", Section::Members, || get(subscribers::list::page))),
    needing(Manage, sent(SUBSCRIBERS_REMOVE, Section::Members, || post(subscribers::list::remove))),
    needing(Read, row("/audit", Section::Members, || get(members::audit::page))),
    needing(Read, row("/notices", Section::Members, || get(notices::page))),
    needing(Read, row("/templates", Section::Members, || get(templates::page))),
    needing(
        Edit,
        sent("/templates/{template}", Section::Members, || {
            post(templates::change).layer(DefaultBodyLimit::max(templates::MOST))
        }),
    ),
    row("/demo", Section::Demo, || get(demo::page)),
    row("/demo/mailbox", Section::Demo, || get(demo::mailbox)),
    sent(DEMO_FAULTS, Section::Demo, || post(demo::order)),
    sent(DEMO_CLEAR, Section::Demo, || post(demo::clear)),
];
