//! ClickHouse over HTTP: a ping, and one row on its replicated tables, of which some may be read-only.
//!
//! Interface: <https://clickhouse.com/docs/interfaces/http>; a row as JSONEachRow:
//! <https://clickhouse.com/docs/interfaces/formats/JSONEachRow>.

use super::http::{ERROR, OK, Page, Site, serve};
use super::simulated::{Role, Simulated};
use super::{Protocol, Speak::Connections};
use model::sample::Outcome;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "clickhouse",
    options: &["replicas"],
    answers: true,
    speak: Connections(|simulated, stream| serve(simulated, stream, Site { page, follows: Some("/?") })),
    broken: |role| match asks_for_replicas(role) {
        true => (Outcome::Slow, "2 of 4 replicas are read-only".into()),
        false => (Outcome::Fail, format!("GET /ping: status {ERROR}, wanted 2xx")),
    },
};

fn asks_for_replicas(role: &Role) -> bool {
    role.is_set("replicas")
}

/// Without its Keeper, ClickHouse still answers a ping; who asks for no more sees it broken in another way.
fn page(simulated: &Simulated, path: &str, well: bool) -> Page {
    if path.starts_with("/?") {
        let readonly = if well { 0 } else { 2 };
        let numbers = format!("\"replicas\":4,\"readonly\":{readonly},\"delay_seconds\":0");
        return Page::json(OK, format!("{{{numbers},\"version\":\"24.8.4.13\"}}\n"));
    }
    if well || asks_for_replicas(&simulated.role) {
        return Page::text(OK, "Ok.\n");
    }
    Page::text(ERROR, "Code: 202. DB::Exception: Too many simultaneous queries.\n")
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail, slow};

    #[tokio::test]
    async fn it_answers_a_ping_and_says_which_replicas_are_read_only() {
        let ping = Trial::of("clickhouse", "http://clickhouse:8123");
        let replicas = Trial::of("clickhouse", "http://clickhouse:8123").with("replicas", "true");
        let replicas = replicas.expects("[BODY].replicas == 4");
        let refused = fail("GET /ping: status 500 Internal Server Error, wanted 2xx");
        tokio::join!(ping.meets(refused), replicas.meets(slow("2 of 4 replicas are read-only")));
    }
}
