//! A gRPC server with the standard health check, which says that it serves or that it does not; whatever it is asked, it
//! answers as to `Check`.
//!
//! Message: <https://github.com/grpc/grpc-proto/blob/master/grpc/health/v1/health.proto>; framing and trailers:
//! <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Speaking, Stream};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes};
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use model::sample::Outcome;
use std::convert::Infallible;
use std::io;

/// ServingStatus.
const SERVING: u8 = 1;
const NOT_SERVING: u8 = 2;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "grpc",
    options: &["service"],
    answers: true,
    speak: Connections(speak),
    broken: |_| (Outcome::Fail, "reports NOT_SERVING".into()),
};

/// All calls of a connection are met alike: the probe makes one.
fn speak(simulated: &Simulated, stream: Stream) -> Speaking<'_> {
    Box::pin(async move {
        let Some(well) = simulated.turn().await else { return Ok(()) };
        let service = service_fn(move |_| async move { Ok::<_, Infallible>(health(well)) });
        let served =
            http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service);
        served.await.map_err(io::Error::other)
    })
}

/// A HealthCheckResponse, whose field 1 is the status, after its prefix: not compressed, two bytes. The call succeeds.
fn health(well: bool) -> Response<impl Body<Data = Bytes, Error = Infallible>> {
    let message = vec![0, 0, 0, 0, 2, 1 << 3, if well { SERVING } else { NOT_SERVING }];
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", HeaderValue::from_static("0"));
    let body = Full::new(Bytes::from(message)).with_trailers(async { Some(Ok(trailers)) });
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/grpc"));
    response
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn it_serves_or_says_that_it_does_not() {
        let trial = Trial::of("grpc", "http://capsule:9090").with("service", "shop.v1.Cart");
        trial.expects("[BODY].code == OK").meets(fail("reports NOT_SERVING")).await;
    }
}
