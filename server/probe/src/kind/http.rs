//! HTTP and HTTPS: a request that ends in a status of 2xx passes.
//!
//! Up to five redirects are followed, as browsers would, so that `http://` to `https://` is no fault; phases add
//! up over them. A redirect without a usable `Location` and any other status fail. Headers, credentials and the
//! body are never sent to another origin.

use hyper::StatusCode;
use hyper::header::LOCATION;
use url::Url;

use crate::client::option::{BASIC, BEARER, BODY, HEADERS, HTTP2, METHOD, REDIRECTS};
use crate::client::{self, Ask, Origin, Reply};
use crate::condition::Placeholder;
use crate::fault::Fault;
use crate::found::{Body, Found};
use crate::kind::Kind;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "http",
    about: "Passes when a request, by default a GET, ends in a status of 2xx, after at most five redirects.",
    example: "https://grafana.example/api/health",
    validate: |target| client::parse(target).map(drop),
    options: &[
        BASIC,
        BEARER,
        BODY,
        HEADERS,
        HTTP2,
        METHOD,
        REDIRECTS,
        tls::CA,
        tls::CLIENT_CERT,
        tls::CLIENT_KEY,
        tls::VERIFY,
    ],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

/// Redirects that are followed at most.
const MOST: usize = 5;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let mut url = client::parse(&question.target).map_err(Fault::blind)?;
    let mut ask = Ask::of(question, "*/*", prober.tls(question).await?)?;
    let follows = question.option(REDIRECTS.name) != Some("false");
    for redirects in 0..=MOST {
        let reply = prober.client.send(&url, &ask, watch).await;
        let reply =
            reply.map_err(|fault| if redirects == 0 { fault } else { fault.after("after a redirect") })?;
        match redirect(&url, &reply).filter(|_| follows) {
            None => return Ok(found(question, reply)),
            Some(next) => {
                let next = next?;
                let stays = Origin::of(&next)? == Origin::of(&url)?;
                let elsewhere =
                    if stays { None } else { Some(Box::pin(prober.tls_elsewhere(question)).await?) };
                ask = ask.redirected(reply.status, elsewhere)?;
                url = next;
            }
        }
    }
    Err(Fault::fail(format!("more than {MOST} redirects")))
}

/// A condition on the status takes the place of the rule that it is 2xx.
fn found(question: &Question, reply: Reply) -> Found {
    let rule = if question.names(Placeholder::Status) { Ok(()) } else { wanted(reply.status) };
    let rule = rule.and_then(|()| comparable(question, &reply));
    let body = reply.body.map_or(Body::Empty, Body::Bytes);
    Found { status: Some(reply.status.as_u16()), body, rcode: None, rule }
}

fn wanted(status: StatusCode) -> Result<(), Fault> {
    if status.is_success() { Ok(()) } else { Err(Fault::fail(format!("status {status}, wanted 2xx"))) }
}

/// Whether conditions on the body see it. Of what they do not see, `[BODY] != pat(*error*)` would hold.
fn comparable(question: &Question, reply: &Reply) -> Result<(), Fault> {
    if reply.body.is_none() && question.looks_at(Placeholder::Body) {
        return Err(Fault::fail("the body is longer than 1 MiB, too long for conditions on it"));
    }
    Ok(())
}

/// Where the reply sends the client, if it does (RFC 9110, section 15.4).
fn redirect(url: &Url, reply: &Reply) -> Option<Result<Url, Fault>> {
    matches!(reply.status.as_u16(), 301 | 302 | 303 | 307 | 308).then(|| location(url, reply))
}

fn location(url: &Url, reply: &Reply) -> Result<Url, Fault> {
    let Some(location) = reply.headers.get(LOCATION).and_then(|value| value.to_str().ok()) else {
        return Err(Fault::fail(format!("status {} without a location to follow", reply.status)));
    };
    let next = url.join(location).map_err(|error| error.to_string());
    next.and_then(|next| client::parse(next.as_str()).map(|_| next))
        .map_err(|error| Fault::fail(format!("status {} to a location that fails: {error}", reply.status)))
}

#[cfg(test)]
mod nginx;
#[cfg(test)]
mod tests;
