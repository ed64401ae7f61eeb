//! Every route once: where it is, which section it belongs to, what it asks for, who handles it.
//!
//! There is no other place where a route is added, so none is without an access rule.

use super::access::{Rule, Section};
use super::state::Web;
use super::{
    alertmanager, api, assets, components, demo, desk, events, health, heartbeat, incidents, maintenance,
    members, notices, openapi, page, subscribers,
};
use app::route::{
    ACCOUNT_END, ACCOUNT_PASSWORD, ACCOUNT_PROFILE, ACCOUNT_REVOKE, ACCOUNT_TOKEN, DEMO_CLEAR, DEMO_FAULTS,
    DESK_TICK, EVENTS, HEALTHZ, MEMBERS_DISABLE, MEMBERS_INVITE, MEMBERS_RESET, MEMBERS_ROLE, READYZ,
    SIGN_OUT, STATUS_JSON, SUBSCRIBE_PUSH, SUBSCRIBERS_REMOVE,
};
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, delete, get, post, put};
use model::member::Permission::{self, Account, Manage, Read, Respond};
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
    row("/incidents", Section::Status, || get(page::incidents)),
    row("/incidents/{id}", Section::Status, || get(page::incident)),
    row(STATUS_JSON, Section::Status, || get(api::status)),
    row(EVENTS, Section::Status, || get(events::stream)),
    row("/docs", Section::Docs, || get(page::docs_start)),
    row("/docs/", Section::Docs, || get(page::docs_start)),
    row("/docs/{*path}", Section::Docs, || get(page::docs)),
    row("/capacity", Section::Capacity, || get(page::first_plan)),
    row("/capacity/{plan}", Section::Capacity, || get(page::plan)),
    row("/pkg/{*path}", Section::Assets, || get(assets::package)),
    row("/favicon.svg", Section::Assets, || get(assets::public)),
    row("/robots.txt", Section::Assets, || get(assets::public)),
    row("/push.js", Section::Assets, || get(assets::public)),
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
    row("/demo", Section::Demo, || get(demo::page)),
    sent(DEMO_FAULTS, Section::Demo, || post(demo::order)),
    sent(DEMO_CLEAR, Section::Demo, || post(demo::clear)),
];
