//! Addresses of names, asked of the DNS servers of this machine and kept by their TTL.
//!
//! Reads `resolv.conf` (servers, search domains) and `hosts`, again every five minutes, so that a change shows.
//! What is not found here is for the system's own lookup to find.

use hickory_resolver::TokioResolver;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::Instant;

/// How long the system's files, and answers however long their TTL, are relied on.
const AGE: Duration = Duration::from_secs(300);

/// How long a server may be silent; the system's own lookup is the second attempt.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where names are looked up.
#[derive(Default)]
pub(crate) struct Names(Mutex<Option<Read>>);

struct Read {
    /// `None` if the files of the system name no server.
    resolver: Option<TokioResolver>,
    since: Instant,
}

impl Names {
    /// The addresses of a name, IPv6 first (RFC 6724); none if they are not found here.
    pub async fn find(&self, name: &str) -> Vec<IpAddr> {
        let Some(resolver) = self.resolver().await else { return Vec::new() };
        resolver.lookup_ip(name).await.map(|found| found.iter().collect()).unwrap_or_default()
    }

    async fn resolver(&self) -> Option<TokioResolver> {
        if let Some(read) = self.lock().as_ref().filter(|read| read.since.elapsed() < AGE) {
            return read.resolver.clone();
        }
        let resolver = spawn_blocking(from_system).await.ok().flatten();
        *self.lock() = Some(Read { resolver: resolver.clone(), since: Instant::now() });
        resolver
    }

    /// No code panics while it holds the lock, so what a poisoned one guards is whole.
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Read>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn from_system() -> Option<TokioResolver> {
    let mut builder = TokioResolver::builder_tokio().ok()?;
    let options = builder.options_mut();
    (options.timeout, options.attempts) = (PATIENCE, 1);
    builder.build().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use hickory_proto::op::{Message, ResponseCode};
    use hickory_proto::rr::rdata::A;
    use hickory_proto::rr::{RData, Record, RecordType};
    use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
    use std::net::{Ipv4Addr, SocketAddr};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::net::UdpSocket;

    /// Says that `db.example` is 192.0.2.1 for a second, and knows nothing else; counts the questions for IPv4.
    async fn server(asked: Arc<AtomicUsize>) -> SocketAddr {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = socket.local_addr().unwrap();
        tokio::spawn(async move {
            let mut bytes = [0; 512];
            while let Ok((length, from)) = socket.recv_from(&mut bytes).await {
                let mut answer = Message::from_vec(&bytes[..length]).unwrap().into_response();
                let query = answer.queries[0].clone();
                if query.name().to_string() != "db.example." {
                    answer.metadata.response_code = ResponseCode::NXDomain;
                } else if query.query_type() == RecordType::A {
                    asked.fetch_add(1, Ordering::SeqCst);
                    let data = RData::A(A(Ipv4Addr::new(192, 0, 2, 1)));
                    answer.add_answer(Record::from_rdata(query.name().clone(), 1, data));
                }
                socket.send_to(&answer.to_vec().unwrap(), from).await.unwrap();
            }
        });
        address
    }

    fn asking(server: SocketAddr) -> Names {
        let mut connection = ConnectionConfig::udp();
        connection.port = server.port();
        let server = NameServerConfig::new(server.ip(), true, vec![connection]);
        let search = vec!["example.".parse().unwrap()];
        let config = ResolverConfig::from_parts(None, search, vec![server]);
        let resolver = TokioResolver::builder_with_config(config, Default::default()).build().unwrap();
        Names(Mutex::new(Some(Read { resolver: Some(resolver), since: Instant::now() })))
    }

    #[tokio::test]
    async fn an_answer_is_kept_by_its_ttl() {
        let asked = Arc::new(AtomicUsize::new(0));
        let names = asking(server(asked.clone()).await);
        let known = [IpAddr::from([192, 0, 2, 1])];
        assert_eq!(names.find("db.example").await, known);
        assert_eq!(names.find("db.example").await, known);
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!(names.find("db.example").await, known);
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn search_domains_and_the_hosts_file_are_heeded() {
        let names = asking(server(Arc::default()).await);
        assert_eq!(names.find("db").await, [IpAddr::from([192, 0, 2, 1])]);
        assert!(names.find("localhost").await.contains(&IpAddr::from(Ipv4Addr::LOCALHOST)));
        assert!(names.find("other.example").await.is_empty());
    }
}
