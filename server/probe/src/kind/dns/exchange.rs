//! One question to a DNS server: over UDP, and over TCP if the answer does not fit (RFC 1035, section 4.2).

use hickory_proto::op::{Message, MessageType};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::{Instant, timeout_at};

use crate::address::Address;
use crate::dial::resolve;
use crate::fault::Fault;
use crate::stopwatch::{self, Stopwatch};

/// UDP may lose a question, so it is put again after this.
const AGAIN: Duration = Duration::from_secs(1);

/// Bytes of a message at most, over UDP and TCP alike.
const LONGEST: usize = 0xffff;

/// Asks the addresses of a server in turn, until one answers; notes the phases.
pub(super) async fn ask(server: &Address, query: &Message, watch: &mut Stopwatch) -> Result<Message, Fault> {
    let addresses = resolve(server, watch).await?;
    let bytes =
        query.to_vec().map_err(|error| Fault::blind(format!("the question cannot be put: {error}")))?;
    let mut fault = Fault::fail("no answer");
    for (tried, address) in addresses.iter().enumerate() {
        let (since, until) = (Instant::now(), watch.share(addresses.len() - tried));
        match over_udp(*address, query, &bytes, until).await {
            Ok(answer) => {
                stopwatch::add(&mut watch.phases.first_byte, since.elapsed());
                watch.ip = Some(address.ip());
                let fits = !answer.metadata.truncation;
                return if fits { Ok(answer) } else { over_tcp(*address, query, &bytes, watch).await };
            }
            Err(other) => fault = other,
        }
    }
    Err(fault)
}

async fn over_udp(to: SocketAddr, query: &Message, bytes: &[u8], until: Instant) -> Result<Message, Fault> {
    let any = if to.is_ipv4() { IpAddr::from(Ipv4Addr::UNSPECIFIED) } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind((any, 0)).await?;
    socket.connect(to).await?;
    loop {
        socket.send(bytes).await?;
        let again = until.min(Instant::now() + AGAIN);
        match timeout_at(again, hear(&socket, query)).await {
            Ok(answer) => return answer,
            Err(_) if Instant::now() >= until => return Err(Fault::fail("no answer")),
            Err(_) => {}
        }
    }
}

/// Waits for the answer to `query`, past datagrams that belong to something else.
async fn hear(socket: &UdpSocket, query: &Message) -> Result<Message, Fault> {
    let mut buffer = vec![0; LONGEST];
    loop {
        let length = socket.recv(&mut buffer).await?;
        let bytes = buffer.get(..length).unwrap_or_default();
        if bytes.starts_with(&query.metadata.id.to_be_bytes()) {
            return read(bytes, query);
        }
    }
}

async fn over_tcp(
    to: SocketAddr,
    query: &Message,
    bytes: &[u8],
    watch: &mut Stopwatch,
) -> Result<Message, Fault> {
    let since = Instant::now();
    let stream = TcpStream::connect(to).await.map_err(Fault::from);
    stopwatch::add(&mut watch.phases.connect, since.elapsed());
    let answer = async {
        let mut stream = stream?;
        let length = u16::try_from(bytes.len()).map_err(|_| Fault::blind("the question is too long"))?;
        stream.write_all(&[&length.to_be_bytes()[..], bytes].concat()).await?;
        let mut answer = vec![0; usize::from(stream.read_u16().await?)];
        stream.read_exact(&mut answer).await?;
        read(&answer, query)
    };
    answer.await.map_err(|fault| fault.after("over TCP"))
}

/// The answer to `query` that these bytes are.
fn read(bytes: &[u8], query: &Message) -> Result<Message, Fault> {
    let answer =
        Message::from_vec(bytes).map_err(|error| Fault::fail(format!("malformed answer: {error}")))?;
    // A server that cannot read a question may leave it out of its answer.
    let same = answer.queries.is_empty() || answer.queries == query.queries;
    let is_answer =
        answer.metadata.message_type == MessageType::Response && answer.metadata.id == query.metadata.id;
    if is_answer && same { Ok(answer) } else { Err(Fault::fail("answered another question")) }
}
