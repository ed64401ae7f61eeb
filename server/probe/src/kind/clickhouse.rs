//! ClickHouse over HTTP: passes when it answers a ping and, with the option `replicas`, when no replicated table is
//! read-only on it.
//!
//! Facts: `ping`; with `replicas` also `replicas`, the replicated tables; `readonly`, those of them that are
//! read-only, which happens without Keeper; `delay_seconds`, the worst delay; `version`.
//!
//! Sources: <https://clickhouse.com/docs/interfaces/http>,
//! <https://clickhouse.com/docs/operations/system-tables/replicas>; the columns asked for need no request to Keeper.

use hyper::StatusCode;
use serde_json::json;

use crate::client::option::{HEADERS, HTTP2, secret};
use crate::client::{self, Meaning, Page, Service};
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption, truth};
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "clickhouse",
    about: "Passes when ClickHouse answers a ping over HTTP and, if asked for, when no replica on it is read-only.",
    example: "http://clickhouse.example:8123",
    validate: |target| client::base(target).map(drop),
    options: &[
        HEADERS,
        HTTP2,
        PASSWORD,
        REPLICAS,
        tls::CA,
        tls::CLIENT_CERT,
        tls::CLIENT_KEY,
        tls::VERIFY,
        USER,
    ],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

const USER: KindOption = KindOption {
    name: "user",
    about: "The user who asks for replicas; by default the user named default.",
    validate: plain,
};

const PASSWORD: KindOption =
    KindOption { name: "password", about: "The password of that user; by default none.", validate: plain };

const REPLICAS: KindOption = KindOption {
    name: "replicas",
    about: "Whether replicas are asked for: true or false (default).",
    validate: truth,
};

/// What ClickHouse answers to a ping.
const PONG: &str = "Ok.";

/// 64-bit numbers would come as text or as numbers, depending on the version.
const QUERY: &str = "SELECT toUInt32(count()) AS replicas, toUInt32(countIf(is_readonly)) AS readonly, \
    toUInt32(max(absolute_delay)) AS delay_seconds, version() AS version FROM system.replicas FORMAT JSONEachRow";

fn plain(value: &str) -> Result<(), String> {
    secret(value).map(drop).ok_or_else(|| "write it without control characters".to_owned())
}

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let service = Service::of(prober, question).await?;
    let page = service.get("/ping", watch).await?;
    if let Err(fault) = alive(&page) {
        return Ok(page.found(Err(fault)));
    }
    if !question.is_set(REPLICAS.name) {
        return Ok(page.meant(Ok((json!({ "ping": PONG }), Ok(())))));
    }
    let page = signed(service, question).query("/", ("query", QUERY), watch).await?;
    let meaning = read(&page);
    Ok(page.meant(meaning))
}

fn alive(page: &Page) -> Result<(), Fault> {
    page.succeeded()?;
    if page.text() == PONG { Ok(()) } else { Err(page.fail("says something else than \"Ok.\"")) }
}

/// The service asked in the name of the question's user, if it has one.
fn signed<'a>(service: Service<'a>, question: &Question) -> Service<'a> {
    let headers = [(USER, "x-clickhouse-user"), (PASSWORD, "x-clickhouse-key")];
    headers.into_iter().fold(service, |service, (option, header)| {
        match question.option(option.name).and_then(secret) {
            Some(value) => service.asked(|ask| ask.with(header, value)),
            None => service,
        }
    })
}

/// Whether the query was answered; if not, why, by the number of the error:
/// <https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp>. What ClickHouse says besides
/// is not shown: it may repeat what it was sent.
fn answered(page: &Page) -> Result<(), Fault> {
    let code = page.headers.get("x-clickhouse-exception-code").and_then(|code| code.to_str().ok());
    match code {
        // Older versions name no number there.
        None if page.status == StatusCode::UNAUTHORIZED => {
            Err(Fault::blind("ClickHouse refuses the user or the password"))
        }
        None => page.succeeded(),
        Some("192" | "193" | "194" | "516") => {
            Err(Fault::blind("ClickHouse refuses the user or the password"))
        }
        Some("497") => Err(Fault::blind("the user may not read system.replicas; grant SELECT on it")),
        Some(code) => {
            let code = if code.bytes().all(|byte| byte.is_ascii_digit()) { code } else { "without a number" };
            Err(Fault::fail(format!("the query on replicas fails: ClickHouse error {code}")))
        }
    }
}

/// The row that was asked for.
fn read(page: &Page) -> Result<Meaning, Fault> {
    answered(page)?;
    let row = page.json()?;
    let numbers = ["replicas", "readonly", "delay_seconds"].map(|name| row[name].as_u64());
    let ([Some(replicas), Some(readonly), Some(delay)], Some(version)) = (numbers, row["version"].as_str())
    else {
        return Err(page.fail("the JSON is not the row that was asked for"));
    };
    let rule = match readonly {
        0 => Ok(()),
        _ => Err(Fault::slow(format!("{readonly} of {replicas} replicas are read-only"))),
    };
    let facts = json!({
        "ping": PONG, "replicas": replicas, "readonly": readonly, "delay_seconds": delay, "version": version,
    });
    Ok((facts, rule))
}

#[cfg(test)]
mod server;
#[cfg(test)]
mod tests;
