//! A listener that stands for one check of one component and really speaks its protocol.

use super::behaviour::{Behaviour, SLOW, behaviour};
use super::faults::Faults;
use model::estate::Component;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How often a listener looks whether it should be there at all.
const LOOK: Duration = Duration::from_millis(100);

/// The most that a request's head may hold.
const HEAD: usize = 8 << 10;

/// One simulated end of one check.
struct Simulated {
    component: String,
    actuator: bool,
    parts: Vec<String>,
    faults: Arc<Faults>,
    requests: AtomicU64,
}

/// Starts the listener for check number `index` of `component` on a free port of the loopback interface.
pub async fn start(component: &Component, index: usize, faults: Arc<Faults>) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let simulated = Arc::new(Simulated {
        component: component.id.clone(),
        actuator: component.checks[index].kind == "actuator",
        parts: component
            .depends_on
            .iter()
            .filter_map(|id| id.split('/').next_back().map(String::from))
            .collect(),
        faults,
        requests: AtomicU64::new(0),
    });
    tokio::spawn(listen(simulated, listener, address));
    Ok(address)
}

/// The configured `target` with `address` in the place of its host and port.
pub fn target(target: &str, address: SocketAddr) -> String {
    match target.split_once("://") {
        None => address.to_string(),
        Some((_, rest)) => format!("http://{address}{}", rest.find('/').map_or("/", |slash| &rest[slash..])),
    }
}

async fn listen(simulated: Arc<Simulated>, listener: TcpListener, address: SocketAddr) {
    let mut listening = Some(listener);
    loop {
        if simulated.behaviour() == Behaviour::Absent {
            listening = None;
        } else if listening.is_none() {
            listening = TcpListener::bind(address).await.ok();
        }
        let Some(listener) = &listening else {
            tokio::time::sleep(LOOK).await;
            continue;
        };
        if let Ok(Ok((stream, _))) = tokio::time::timeout(LOOK, listener.accept()).await {
            tokio::spawn(serve(simulated.clone(), stream));
        }
    }
}

impl Simulated {
    fn behaviour(&self) -> Behaviour {
        let request = self.requests.load(Ordering::Relaxed);
        behaviour(self.faults.holds(&self.component), self.faults.now(), request)
    }

    fn body(&self, well: bool) -> String {
        if !self.actuator {
            return if well {
                "{\"status\":\"ok\"}\n".into()
            } else {
                "{\"status\":\"unavailable\"}\n".into()
            };
        }
        let word = if well { "UP" } else { "DOWN" };
        let part = |(i, name): (usize, &String)| {
            let word = if i == 0 { word } else { "UP" };
            format!("\"{name}\":{{\"status\":\"{word}\"}}")
        };
        let parts: Vec<_> = self.parts.iter().enumerate().map(part).collect();
        format!("{{\"status\":\"{word}\",\"components\":{{{}}}}}", parts.join(","))
    }
}

/// Answers HTTP requests on one connection until the other side is done.
async fn serve(simulated: Arc<Simulated>, mut stream: TcpStream) {
    while request(&mut stream).await {
        simulated.requests.fetch_add(1, Ordering::Relaxed);
        let answer = match simulated.behaviour() {
            Behaviour::Absent => return,
            Behaviour::Broken => answer("503 Service Unavailable", &simulated.body(false)),
            Behaviour::Well => answer("200 OK", &simulated.body(true)),
            Behaviour::Late => {
                tokio::time::sleep(Duration::from_millis(SLOW as u64)).await;
                answer("200 OK", &simulated.body(true))
            }
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// Reads one request's head; false when there is none.
async fn request(stream: &mut TcpStream) -> bool {
    let mut head = Vec::new();
    let mut buffer = [0; 1_024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return false,
            Ok(n) => head.extend_from_slice(&buffer[..n]),
        }
        if head.len() > HEAD {
            return false;
        }
    }
    true
}

fn answer(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_keeps_its_path_and_loses_its_host() {
        let address = SocketAddr::from(([127, 0, 0, 1], 9));
        assert_eq!(
            target("http://capsule:8080/actuator/health", address),
            "http://127.0.0.1:9/actuator/health"
        );
        assert_eq!(target("https://x", address), "http://127.0.0.1:9/");
        assert_eq!(target("kafka-0:9092", address), "127.0.0.1:9");
    }
}
