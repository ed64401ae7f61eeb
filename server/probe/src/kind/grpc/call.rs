//! One unary call over a connection of its own.
//!
//! Source: <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>.

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http2;
use hyper::header::{CONTENT_TYPE, HeaderMap, TE, USER_AGENT};
use hyper::rt::{Read, Write};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::error::Error as _;
use std::io;
use tokio::task::JoinSet;
use tokio::time::Instant;
use url::Url;

use crate::client::Origin;
use crate::dial::dial;
use crate::fault::Fault;
use crate::stopwatch::{self, Stopwatch};
use crate::tls::Tls;

/// Bytes of an answer at most.
const LONGEST: usize = 4_096;

const METHOD: &str = "grpc.health.v1.Health/Check";

const AGENT: &str = concat!("pharos/", env!("CARGO_PKG_VERSION"));

/// What came back.
pub(super) struct Reply {
    pub http: StatusCode,
    /// `grpc-status`; 0 is success.
    pub code: Option<usize>,
    /// `grpc-message`.
    pub message: String,
    /// The message with its prefix.
    pub body: Vec<u8>,
}

/// Calls the health check of the server at `url`.
pub(super) async fn call(url: &Url, tls: &Tls, body: Vec<u8>, watch: &mut Stopwatch) -> Result<Reply, Fault> {
    let origin = Origin::of(url)?;
    let scheme = if origin.tls { "https" } else { "http" };
    let request = Request::post(format!("{scheme}://{}/{METHOD}", origin.authority()))
        .header(CONTENT_TYPE, "application/grpc")
        .header(TE, "trailers")
        .header(USER_AGENT, AGENT)
        .body(Full::from(body))
        .map_err(|error| Fault::blind(format!("the URL cannot be asked for: {error}")))?;
    let stream = dial(&origin.address, watch).await?;
    if origin.tls {
        let stream = tls.handshake(&origin.address.host, stream, watch).await?;
        exchange(TokioIo::new(stream), request, watch).await
    } else {
        exchange(TokioIo::new(stream), request, watch).await
    }
}

async fn exchange<T>(stream: T, request: Request<Full<Bytes>>, watch: &mut Stopwatch) -> Result<Reply, Fault>
where
    T: Read + Write + Send + Unpin + 'static,
{
    let (mut sender, connection) =
        http2::handshake(TokioExecutor::new(), stream).await.map_err(|error| broken(&error))?;
    // Ends with this function, whichever way that ends.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let since = Instant::now();
    let response = sender.send_request(request).await.map_err(|error| broken(&error))?;
    stopwatch::add(&mut watch.phases.first_byte, since.elapsed());
    read(response).await
}

/// Reads to the end. What a call came to is in the trailers, or in the header of an answer without a body.
async fn read(response: Response<Incoming>) -> Result<Reply, Fault> {
    let (head, mut incoming) = response.into_parts();
    let (mut body, mut outcome) = (Vec::new(), head.headers);
    while let Some(frame) = incoming.frame().await {
        let frame = frame.map_err(|error| broken(&error).after("the answer broke off"))?;
        match frame.into_data() {
            Ok(data) if body.len() + data.len() > LONGEST => {
                return Err(Fault::fail("the answer is longer than 4 KiB"));
            }
            Ok(data) => body.extend_from_slice(&data),
            Err(frame) => outcome.extend(frame.into_trailers().unwrap_or_default()),
        }
    }
    let text = |name| text(&outcome, name);
    let code = text("grpc-status").and_then(|code| code.parse().ok());
    Ok(Reply { http: head.status, code, message: text("grpc-message").unwrap_or_default(), body })
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned())
}

fn broken(error: &hyper::Error) -> Fault {
    let cause = error.source();
    if let Some(cause) = cause.and_then(|cause| cause.downcast_ref::<io::Error>()) {
        return Fault::from(cause);
    }
    let words = cause.map_or_else(|| error.to_string(), ToString::to_string);
    Fault::fail(format!("HTTP/2 failed: {words}"))
}
