//! A Cassandra node in version 4 of CQL's native protocol, alone on the loopback interface with two peers, of which
//! one may be down.
//!
//! Section numbers are those of <https://github.com/apache/cassandra/blob/trunk/doc/native_protocol_v4.spec>.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Speaking, Stream};
use model::sample::Outcome;
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

// Section 2.4.
const ERROR: u8 = 0x00;
const STARTUP: u8 = 0x01;
const READY: u8 = 0x02;
const QUERY: u8 = 0x07;
const RESULT: u8 = 0x08;

/// Section 4.2.5.2: rows.
const ROWS: i32 = 2;

/// Section 4.2.5.2: all columns are of one table.
const GLOBAL: i32 = 1;

// Types of columns, section 4.2.5.2.
const VARCHAR: u16 = 0x000d;
const INET: u16 = 0x0010;

/// Section 9: a statement that cannot be understood.
const SYNTAX: i32 = 0x2000;

/// The longest request in bytes.
const LONGEST: usize = 1 << 16;

/// Where the node listens, which stands for its peers as well.
const HERE: [u8; 4] = [127, 0, 0, 1];

/// Where nothing listens.
const NOWHERE: [u8; 4] = [127, 0, 0, 2];

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "cassandra",
    options: &["tls"],
    answers: true,
    speak: Connections(speak),
    broken: |_| (Outcome::Slow, "1 of 2 peers down: 127.0.0.2".into()),
};

fn speak(simulated: &Simulated, mut stream: Stream) -> Speaking<'_> {
    Box::pin(async move {
        let mut well = true;
        loop {
            let (opcode, body) = request(&mut stream).await?;
            let (opcode, body) = match opcode {
                STARTUP => match simulated.turn().await {
                    Some(turn) => {
                        well = turn;
                        (READY, Vec::new())
                    }
                    None => return Ok(()),
                },
                QUERY => answer(&String::from_utf8_lossy(&body), well),
                _ => refusal(),
            };
            stream.write_all(&[0x84, 0, 0, 0, opcode]).await?; // no flags, stream 0
            stream.write_i32(body.len() as i32).await?;
            stream.write_all(&body).await?;
        }
    })
}

/// Reads a frame (section 2) and gives its opcode and its body.
async fn request(stream: &mut Stream) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    stream.read_exact(&mut head).await?;
    let length = stream.read_u32().await? as usize;
    if length > LONGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok((head[4], body))
}

/// The answer to a query for what the node says of itself and of its peers.
fn answer(query: &str, well: bool) -> (u8, Vec<u8>) {
    if query.contains("FROM system.local") {
        let columns = [("cluster_name", VARCHAR), ("release_version", VARCHAR), ("data_center", VARCHAR)];
        return (RESULT, rows("local", columns, &[[b"demo", b"4.1.3", b"datacenter1"]]));
    }
    if query.contains("FROM system.peers") {
        let columns = [("peer", INET), ("rpc_address", INET)];
        let last = if well { HERE } else { NOWHERE };
        return (RESULT, rows("peers", columns, &[[&[10, 0, 0, 2], &HERE], [&[10, 0, 0, 3], &last]]));
    }
    refusal()
}

/// Section 4.2.1.
fn refusal() -> (u8, Vec<u8>) {
    let mut body = SYNTAX.to_be_bytes().to_vec();
    string(&mut body, "the demo does not know this");
    (ERROR, body)
}

/// Section 4.2.5.2.
fn rows<const N: usize>(table: &str, columns: [(&str, u16); N], rows: &[[&[u8]; N]]) -> Vec<u8> {
    let mut body = [ROWS, GLOBAL, N as i32].map(i32::to_be_bytes).concat();
    string(&mut body, "system");
    string(&mut body, table);
    for (name, kind) in columns {
        string(&mut body, name);
        body.extend(kind.to_be_bytes());
    }
    body.extend((rows.len() as i32).to_be_bytes());
    for value in rows.as_flattened() {
        body.extend((value.len() as i32).to_be_bytes());
        body.extend(*value);
    }
    body
}

/// `[string]`, section 3.
fn string(body: &mut Vec<u8>, text: &str) {
    body.extend((text.len() as u16).to_be_bytes());
    body.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, slow};

    #[tokio::test]
    async fn a_node_knows_its_peers_and_one_may_be_down() {
        let trial = Trial::of("cassandra", "cassandra-0:9042").expects("[BODY].peers == 2");
        let trial = trial.expects("[BODY].data_center == datacenter1");
        trial.meets(slow("1 of 2 peers down: 127.0.0.2")).await;
    }
}
