//! PostgreSQL: logs in and asks one query; without a user, sees whether the server takes connections.
//!
//! Body: `authenticated`; with a user also `version`, `in_recovery` (it is a replica), `lag_seconds` (0 at a primary
//! and at a replica that has replayed all that it received, else since the last transaction that it replayed),
//! `receiving` (whether a replica is connected to its primary, for without that it lags unseen), `connections` and
//! `max_connections`. What does not apply is null.
//!
//! Spoken by hand, because a probe wants less of a client, and more: it refuses to send a password in clear and reads
//! at most 1 MiB, for neither of which tokio-postgres has a setting.
//! Protocol: <https://www.postgresql.org/docs/current/protocol-flow.html>; functions of the query:
//! <https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-RECOVERY-CONTROL> (PostgreSQL 10 on).

use serde_json::{Value, json};

use self::login::Login;
use self::message::{Refusal, Row};
use crate::address::Address;
use crate::dial::dial;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption, truth};
use crate::prober::Prober;
use crate::question::Question;
use crate::starttls;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::tls;
use crate::wire::{self, Wire};

mod login;
mod message;
mod scram;

pub(super) const KIND: Kind = Kind {
    name: "postgres",
    about: "Passes when PostgreSQL answers a query; without a user, when it takes connections.",
    example: "db.example:5432",
    validate: |target| Address::parse(target).map(drop),
    options: OPTIONS,
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

const OPTIONS: &[KindOption] = &[
    KindOption {
        name: "cleartext",
        about: "`true` sends the password in clear without TLS, if the server wants that; by default it does not.",
        validate: truth,
    },
    KindOption {
        name: "database",
        about: "The database to connect to; by default the one named like the user.",
        validate: without_zero,
    },
    KindOption {
        name: "password",
        about: "The user's password; not needed if the server trusts this side.",
        validate: without_zero,
    },
    wire::TLS,
    tls::CA,
    tls::CLIENT_CERT,
    tls::CLIENT_KEY,
    tls::VERIFY,
    KindOption { name: "user", about: "Who logs in; by default nobody.", validate: without_zero },
];

/// Texts of the protocol end with a zero byte.
fn without_zero(value: &str) -> Result<(), String> {
    if value.contains('\0') { Err("write it without a zero byte".into()) } else { Ok(()) }
}

/// One row. A replay position may be ahead of the received one: what was in the replica's own files was never received.
/// Everybody may see `datid`, which processes that are no connections do not have.
const QUERY: &str = "SELECT split_part(current_setting('server_version'), ' ', 1), pg_is_in_recovery(), \
    CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() THEN 0 \
    ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END, \
    CASE WHEN pg_is_in_recovery() THEN EXISTS (SELECT FROM pg_stat_wal_receiver) END, \
    (SELECT count(datid) FROM pg_stat_activity), current_setting('max_connections')";

/// Characters of a foreign word that are kept.
const WORD: usize = 40;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let mut wire = open(prober, question, watch).await?;
    let Some(login) = Login::of(question) else {
        let rule = login::greet(&mut wire, watch).await?;
        return Ok(Found::json(json!({ "authenticated": false })).judged(rule));
    };
    login.run(&mut wire, watch).await?;
    let row = query(&mut wire).await?;
    // A connection that ends without a word counts as abandoned in the server's statistics.
    wire.send(&message::write(b'X', b"")).await?;
    Ok(match row {
        Ok(row) => Found::json(body(&row)),
        Err(refusal) => {
            let rule = Err(Fault::fail(format!("the query is refused: {refusal}")));
            Found::json(json!({ "authenticated": true })).judged(rule)
        }
    })
}

async fn open(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Wire, Fault> {
    if !wire::wants_tls(question) {
        return Wire::open(prober, question, watch).await;
    }
    let address = Address::parse(&question.target).map_err(Fault::blind)?;
    let tls = prober.tls(question).await?;
    let mut stream = dial(&address, watch).await?;
    starttls::ask("postgres", &mut stream).await?;
    tls.handshake(&address.host, stream, watch).await.map(Wire::over)
}

/// Asks for the facts; gives a row, or why the server does not.
async fn query(wire: &mut Wire) -> Result<Result<Row, Refusal>, Fault> {
    wire.send(&message::write(b'Q', format!("{QUERY}\0").as_bytes())).await?;
    let mut row = Row::default();
    loop {
        let message = message::next(wire).await?;
        match message.tag {
            b'T' | b'C' => {}
            b'D' => row = Row::parse(&message.body).map_err(|_| message::garbage())?,
            b'E' => return Ok(Err(Refusal::parse(&message.body))),
            b'Z' => return Ok(Ok(row)),
            _ => return Err(message::garbage()),
        }
    }
}

/// The facts of a row of [`QUERY`], by the names that this file lists.
fn body(row: &Row) -> Value {
    let truth = |column| row.text(column).map(|text| text == "t");
    let count = |column| row.text(column).and_then(|text| text.parse::<u32>().ok());
    // Less than zero when the clocks of two machines differ; a whole zero is what conditions find equal to 0.
    let seconds = |lag: f64| if lag > 0.0 { json!(lag) } else { json!(0) };
    let lag = row.text(2).and_then(|text| text.parse().ok()).map(seconds);
    json!({
        "authenticated": true,
        "version": row.text(0).map(|version| tidy(version, WORD)),
        "in_recovery": truth(1),
        "lag_seconds": lag,
        "receiving": truth(3),
        "connections": count(4),
        "max_connections": count(5),
    })
}

#[cfg(test)]
mod tests;
