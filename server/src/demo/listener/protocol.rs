//! What a protocol of the demo is: how it is spoken, and what a check that asks it looks like.

use super::simulated::{Role, Simulated};
use super::{listen, tls};
use model::options::Options;
use model::sample::Outcome;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};

/// Bytes in both directions.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// A connection, with or without TLS.
pub(super) type Stream = Box<dyn Duplex>;

/// A conversation on one connection; an error ends it.
pub(super) type Speaking<'a> = Pin<Box<dyn Future<Output = io::Result<()>> + Send + 'a>>;

/// How the probe of one kind is met.
pub(super) struct Protocol {
    /// The word of the kind.
    pub kind: &'static str,
    /// The options of a check that are heeded.
    pub options: &'static [&'static str],
    /// Whether it says anything at all when it is asked, so that it can be late and say that it is broken.
    pub answers: bool,
    /// How it speaks.
    pub speak: Speak,
    /// What the probe makes of a component that is broken.
    pub broken: fn(&Role) -> (Outcome, String),
}

/// How a protocol is spoken.
pub(super) enum Speak {
    /// On connections, each until the other side is done.
    Connections(fn(&Simulated, Stream) -> Speaking<'_>),
    /// In datagrams: takes one, and gives the answer of what is well or broken; none to what makes no sense.
    Datagrams(fn(&[u8], bool) -> Option<Vec<u8>>),
    /// By the kernel, which answers at this address.
    Kernel(IpAddr),
    /// By the other side alone: nobody asks it.
    Unasked,
}

impl Protocol {
    /// Opens a listener, if there is to be one, and gives the target that stands for `target`.
    pub async fn open(&'static self, simulated: Arc<Simulated>, target: &str) -> io::Result<String> {
        Ok(match self.speak {
            Speak::Connections(speak) => {
                aimed(target, listen::on_connections(simulated, speak, self.answers).await?)
            }
            Speak::Datagrams(answer) => aimed(target, listen::on_datagrams(simulated, answer).await?),
            Speak::Kernel(address) => address.to_string(),
            Speak::Unasked => target.to_owned(),
        })
    }

    /// The options that are heeded.
    pub fn heeded(&self, options: &Options) -> Options {
        let mut heeded = Options::default();
        for (name, value) in options.iter().filter(|(name, _)| self.options.contains(name)) {
            heeded.set(name, value);
        }
        heeded
    }

    /// The same, and that a certificate is trusted which nobody but itself has signed.
    pub fn trusting(&self, options: &Options) -> Options {
        let mut trusting = self.heeded(options);
        let (name, value) = tls::TRUST;
        if probe::kind(self.kind).is_some_and(|kind| kind.option(name).is_some()) {
            trusting.set(name, value);
        }
        trusting
    }
}

/// The configured `target` with `address` in the place of its host and port: a URL, `name@host:port` or `host:port`.
fn aimed(target: &str, address: SocketAddr) -> String {
    match (target.split_once("://"), target.split_once('@')) {
        (Some((scheme, rest)), _) => {
            format!("{scheme}://{address}{}", rest.find('/').map_or("/", |slash| &rest[slash..]))
        }
        (None, Some((name, _))) => format!("{name}@{address}"),
        (None, None) => address.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_keeps_its_scheme_and_path_or_its_name_and_loses_its_host() {
        let address = SocketAddr::from(([127, 0, 0, 1], 9));
        let aimed = |text| aimed(text, address);
        assert_eq!(aimed("http://capsule:8080/actuator/health"), "http://127.0.0.1:9/actuator/health");
        assert_eq!(aimed("https://x"), "https://127.0.0.1:9/");
        assert_eq!(aimed("wss://janusgraph:8182/gremlin"), "wss://127.0.0.1:9/gremlin");
        assert_eq!(aimed("kafka-0:9092"), "127.0.0.1:9");
        assert_eq!(aimed("www.example@ns1.example"), "www.example@127.0.0.1:9");
    }
}
