//! gRPC: what a server says of a service by its standard health check.
//!
//! `[STATUS]` is the status of HTTP; `[BODY]` has `status` (`SERVING`, `NOT_SERVING`, `UNKNOWN`, `SERVICE_UNKNOWN`;
//! null if the call failed), `code` (of the call: `OK`, `NOT_FOUND`) and `message` (of a failed call).
//!
//! Sources: <https://github.com/grpc/grpc/blob/master/doc/health-checking.md> and
//! <https://github.com/grpc/grpc/blob/master/doc/statuscodes.md>.

mod call;
mod message;

use hyper::StatusCode;
use serde_json::json;
use url::Url;

use self::call::Reply;
use crate::client;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption, any_text};
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "grpc",
    about: "Passes when a gRPC server reports SERVING by grpc.health.v1.Health/Check.",
    example: "http://capsule.example:9090",
    validate: |target| parse(target).map(drop),
    options: &[SERVICE, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

const SERVICE: KindOption = KindOption {
    name: "service",
    about: "The service to ask for, such as shop.v1.Cart; by default the server as a whole.",
    validate: any_text,
};

/// The names of the codes from 0 on.
const CODES: [&str; 17] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let url = parse(&question.target).map_err(Fault::blind)?;
    let tls = prober.tls(question).await?.offering("h2");
    let request = message::request(question.option(SERVICE.name).unwrap_or(""));
    let reply = call::call(&url, &tls, request, watch).await?;
    found(&reply)
}

fn parse(target: &str) -> Result<Url, String> {
    let url = client::parse(target)?;
    if url.path() != "/" || url.query().is_some() {
        return Err("the URL has a path; write http://host:port or https://host:port".into());
    }
    Ok(url)
}

fn found(reply: &Reply) -> Result<Found, Fault> {
    if reply.http != StatusCode::OK {
        return Err(Fault::fail(format!("status {}, wanted gRPC", reply.http)));
    }
    let number = reply.code.ok_or_else(|| Fault::fail("the answer is not gRPC: it has no grpc-status"))?;
    let code = CODES.get(number).map_or_else(|| format!("CODE_{number}"), |code| (*code).to_owned());
    let message = tidy(&reply.message, 200);
    let status = if number == 0 { Some(message::status(&reply.body)?) } else { None };
    let rule = match status.as_deref() {
        Some(status) => judge(status),
        None => Err(Fault::fail(failed(&code, &message))),
    };
    let body = json!({ "status": status, "code": code, "message": message });
    Ok(Found { status: Some(reply.http.as_u16()), ..Found::json(body).judged(rule) })
}

fn judge(status: &str) -> Result<(), Fault> {
    let reports = format!("reports {status}");
    match status {
        "SERVING" => Ok(()),
        "UNKNOWN" => Err(Fault::slow(reports)),
        _ => Err(Fault::fail(reports)),
    }
}

fn failed(code: &str, message: &str) -> String {
    match code {
        "NOT_FOUND" => "the server does not know the service".to_owned(),
        "UNIMPLEMENTED" => "the server has no health service".to_owned(),
        _ => format!("the health check failed: {code} {message}"),
    }
}

#[cfg(test)]
mod tests;
