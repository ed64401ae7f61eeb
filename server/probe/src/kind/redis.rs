//! Redis and what speaks its protocol (Valkey, KeyDB): PING, then what `INFO replication` says; or a Sentinel.
//!
//! | answer to PING | outcome | why |
//! |---|---|---|
//! | `PONG` | pass | |
//! | `PONG` of a replica without its master | slow | it serves what it last heard |
//! | `-LOADING` | slow | it has been restarted and reads its data |
//! | `-MASTERDOWN` | fail | a replica without its master, told not to serve stale data |
//! | `-NOAUTH` | blind | this side has no password |
//! | any other | fail | |
//!
//! Body: `role` (master, replica), `link` (up, down; of a replica), `master` (host:port; of a replica),
//! `last_io_seconds` (since the master was last heard), `connected_replicas`, `lag_bytes` (master: of the replica that
//! is furthest behind; replica, from Redis 7 on: received but not applied). What does not apply is null.
//! For the body of a Sentinel see [`sentinel`].
//!
//! Sources: <https://redis.io/docs/latest/commands/info/>, <https://redis.io/docs/latest/commands/auth/>; the codes of
//! errors are in <https://github.com/redis/redis/blob/7.0/src/server.c>, `createSharedObjects`.

use self::replication::Replication;
use self::resp::Reply;
use crate::address::Address;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption, any_text};
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::tls;
use crate::wire::{self, Wire};

mod replication;
mod resp;
mod sentinel;

pub(super) const KIND: Kind = Kind {
    name: "redis",
    about: "Passes when Redis answers PONG and, as a replica, hears its master; or when a Sentinel can fail over.",
    example: "redis-1.example:6379",
    validate: |target| Address::parse(target).map(drop),
    options: &[
        KindOption {
            name: "password",
            about: "What to authenticate with; without it, nothing is sent.",
            validate: any_text,
        },
        KindOption {
            name: "sentinel",
            about: "The target is a Sentinel, and this the name of the master that it is asked about.",
            validate: any_text,
        },
        wire::TLS,
        tls::CA,
        tls::CLIENT_CERT,
        tls::CLIENT_KEY,
        tls::VERIFY,
        KindOption {
            name: "user",
            about: "Whose password it is; by default the default user's.",
            validate: any_text,
        },
    ],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

/// Characters of a code that are shown.
const CODE: usize = 20;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let mut wire = Wire::open(prober, question, watch).await?;
    authenticate(&mut wire, question).await?;
    wire.ask(&resp::command(&["PING"]), watch).await?;
    let ponged = pong(resp::reply(&mut wire).await?);
    match question.option("sentinel") {
        Some(_) if ponged.is_err() => Ok(Found::pass().judged(ponged)),
        Some(master) => sentinel::found(&mut wire, master).await,
        None => found(&mut wire, ponged).await,
    }
}

/// Sends the password, if there is one.
///
/// Of a refusal only the code is shown: a server that does not know AUTH repeats what it was told.
async fn authenticate(wire: &mut Wire, question: &Question) -> Result<(), Fault> {
    let words = match (question.option("user"), question.option("password")) {
        (None, None) => return Ok(()),
        (Some(_), None) => return Err(Fault::blind("the option user needs the option password")),
        (None, Some(password)) => vec!["AUTH", password],
        (Some(user), Some(password)) => vec!["AUTH", user, password],
    };
    match resp::ask(wire, &words).await? {
        Reply::Text(_) => Ok(()),
        Reply::Error(error) => Err(Fault::fail(format!("AUTH is refused: {}", tidy(code(&error), CODE)))),
        _ => Err(Fault::fail("AUTH is answered by neither OK nor an error")),
    }
}

/// What an answer to PING means.
fn pong(reply: Reply) -> Result<(), Fault> {
    let error = match reply {
        Reply::Text(text) if text == "PONG" => return Ok(()),
        Reply::Error(error) => error,
        _ => return Err(Fault::fail("PING is not answered by PONG")),
    };
    Err(match code(&error) {
        "LOADING" => Fault::slow("it is loading its data"),
        "MASTERDOWN" => Fault::fail("the link to its master is down, and it serves no stale data"),
        "NOAUTH" => Fault::blind("it wants a password; set the option password"),
        _ => Fault::fail(format!("PING is refused: {error}")),
    })
}

/// The first word of an error.
fn code(error: &str) -> &str {
    error.split(' ').next().unwrap_or_default()
}

/// What a server says of its replication, whether or not it ponged. One that keeps INFO from this user, or does not
/// know it, still passes; then there are no facts.
async fn found(wire: &mut Wire, ponged: Result<(), Fault>) -> Result<Found, Fault> {
    let info = match resp::ask(wire, &["INFO", "replication"]).await? {
        Reply::Text(info) => info,
        _ => String::new(),
    };
    let replication = Replication(&info);
    let rule = ponged.and_then(|()| replication.judge());
    Ok(Found::json(replication.body()).judged(rule))
}

#[cfg(test)]
mod tests;
