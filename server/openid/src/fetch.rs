//! JSON over HTTP(S), in bounded time and of bounded size, over a connection of its own each time. Redirections are not
//! followed: an address that moved is an address to be written down anew.

use crate::OpenIdError;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue, USER_AGENT};
use hyper::rt::{Read, Write};
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::{Host, Position, Url};

const AGENT: HeaderValue = HeaderValue::from_static(concat!("pharos/", env!("CARGO_PKG_VERSION")));

/// How long a question may take, from the name's lookup to the end of the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most bytes of an answer.
const MOST: usize = 256 << 10;

/// Asks providers.
#[derive(Clone)]
pub struct Client {
    tls: Option<TlsConnector>,
}

/// What is sent besides the address.
pub(crate) enum Ask {
    /// Nothing.
    Get,
    /// A form, with credentials if there are any.
    Form { body: String, authorization: Option<String> },
}

impl Client {
    /// Trusts what this machine trusts.
    pub fn native() -> Client {
        let mut roots = RootCertStore::empty();
        // One unreadable certificate in the store must not take the others away.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map(|config| config.with_root_certificates(roots).with_no_client_auth());
        Client { tls: config.ok().map(|config| TlsConnector::from(Arc::new(config))) }
    }

    /// The status and body of an answer.
    pub(crate) async fn ask(&self, url: &Url, ask: Ask) -> Result<(StatusCode, Bytes), OpenIdError> {
        let failed = |why: String| OpenIdError::Unreachable(url.host_str().unwrap_or_default().into(), why);
        match timeout(PATIENCE, self.try_ask(url, ask)).await {
            Ok(answer) => answer.map_err(failed),
            Err(_) => Err(failed(format!("no answer within {} s", PATIENCE.as_secs()))),
        }
    }

    async fn try_ask(&self, url: &Url, ask: Ask) -> Result<(StatusCode, Bytes), String> {
        let request = request(url, ask)?;
        let host = url.host().ok_or("the address has no host")?;
        let port = url.port_or_known_default().ok_or("the address has no port")?;
        let address = host.to_string();
        let address = address.trim_start_matches('[').trim_end_matches(']');
        let stream = TcpStream::connect((address, port)).await.map_err(|error| error.to_string())?;
        if url.scheme() != "https" {
            return over(TokioIo::new(stream), request).await;
        }
        let name = match host {
            Host::Domain(name) => ServerName::try_from(name.to_owned()).map_err(|error| error.to_string())?,
            Host::Ipv4(address) => ServerName::from(std::net::IpAddr::from(address)),
            Host::Ipv6(address) => ServerName::from(std::net::IpAddr::from(address)),
        };
        let tls = self.tls.as_ref().ok_or("TLS cannot be set up")?;
        let stream = tls.connect(name, stream).await.map_err(|error| error.to_string())?;
        over(TokioIo::new(stream), request).await
    }
}

fn request(url: &Url, ask: Ask) -> Result<Request<Full<Bytes>>, String> {
    let value = |text: &str| HeaderValue::try_from(text).map_err(|_| "a header cannot be sent");
    let (method, body, authorization) = match ask {
        Ask::Get => (Method::GET, String::new(), None),
        Ask::Form { body, authorization } => (Method::POST, body, authorization),
    };
    let mut request = Request::new(Full::new(Bytes::from(body)));
    let headers = request.headers_mut();
    headers.insert(HOST, value(&url[Position::BeforeHost..Position::AfterPort])?);
    headers.insert(USER_AGENT, AGENT);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if method == Method::POST {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    }
    if let Some(authorization) = authorization {
        headers.insert(AUTHORIZATION, value(&authorization)?);
    }
    *request.method_mut() = method;
    let path = &url[Position::BeforePath..Position::AfterQuery];
    *request.uri_mut() = Uri::try_from(path).map_err(|_| "the address cannot be asked for")?;
    Ok(request)
}

async fn over<T>(stream: T, request: Request<Full<Bytes>>) -> Result<(StatusCode, Bytes), String>
where
    T: Read + Write + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(stream).await.map_err(|error| error.to_string())?;
    // Its error also reaches whoever waits for the answer.
    let _driver = Driver(tokio::spawn(async move { drop(connection.await) }));
    let response = sender.send_request(request).await.map_err(|error| error.to_string())?;
    let status = response.status();
    let body = Limited::new(response.into_body(), MOST).collect().await;
    let body = body.map_err(|_| format!("the answer broke off, or has more than {MOST} bytes"))?;
    Ok((status, body.to_bytes()))
}

/// Closes the connection with whoever waited for the answer.
struct Driver(JoinHandle<()>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}
