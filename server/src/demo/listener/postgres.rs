//! A PostgreSQL primary that trusts whoever comes, or one that recovers from a crash and lets nobody in.
//!
//! Flow: <https://www.postgresql.org/docs/current/protocol-flow.html>; formats:
//! <https://www.postgresql.org/docs/current/protocol-message-formats.html>. A message is a tag, a length that counts
//! itself, and a body; the first one has no tag.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Speaking, Stream, tls};
use model::sample::Outcome;
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// The code of a first message that asks for TLS.
const SSL_REQUEST: u32 = 80_877_103;

/// The longest request in bytes.
const LONGEST: u32 = 1 << 16;

/// Why nobody is let in, with its code: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
const WHY: &str = "the database system is in recovery mode";
const CANNOT_CONNECT_NOW: &str = "57P03";

/// The object id of the type `text`.
const TEXT: i32 = 25;

/// What the probe asks for: version, whether it is a replica, its lag and whether it receives, connections and the most
/// of them.
const ROW: [(&str, Option<&str>); 6] = [
    ("split_part", Some("16.4")),
    ("pg_is_in_recovery", Some("f")),
    ("lag", Some("0")),
    ("receiving", None),
    ("count", Some("12")),
    ("current_setting", Some("100")),
];

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "postgres",
    options: &["database", "tls", "user"],
    answers: true,
    speak: Connections(speak),
    broken: |role| {
        let refused = if role.options.get("user").is_some() { "the login is refused: " } else { "" };
        (Outcome::Fail, format!("{refused}{WHY} ({CANNOT_CONNECT_NOW})"))
    },
};

fn speak(simulated: &Simulated, mut stream: Stream) -> Speaking<'_> {
    Box::pin(async move {
        while first(&mut stream).await? == SSL_REQUEST {
            if simulated.role.is_over_tls() {
                stream.write_all(b"S").await?;
                stream = tls::accept(simulated, stream).await?;
            } else {
                stream.write_all(b"N").await?;
            }
        }
        match simulated.turn().await {
            None => return Ok(()),
            Some(false) => return stream.write_all(&refusal("FATAL", CANNOT_CONNECT_NOW, WHY)).await,
            Some(true) => stream.write_all(&[message(b'R', &[0; 4]), ready()].concat()).await?,
        }
        loop {
            let answer = match next(&mut stream).await? {
                b'Q' => row(),
                b'X' => return Ok(()),
                _ => refusal("ERROR", "08P01", "the demo does not know this"),
            };
            stream.write_all(&[answer, ready()].concat()).await?;
        }
    })
}

/// Reads the message that begins a connection and gives its code: a version of the protocol, or a request.
async fn first(stream: &mut Stream) -> io::Result<u32> {
    let length = stream.read_u32().await?;
    let code = stream.read_u32().await?;
    skip(stream, length, 8).await?;
    Ok(code)
}

/// Reads a message and gives its tag.
async fn next(stream: &mut Stream) -> io::Result<u8> {
    let tag = stream.read_u8().await?;
    let length = stream.read_u32().await?;
    skip(stream, length, 4).await?;
    Ok(tag)
}

/// Reads what is left of a message of `length` bytes, of which `read` were read.
async fn skip(stream: &mut Stream, length: u32, read: u32) -> io::Result<()> {
    let left = length.checked_sub(read).filter(|left| *left <= LONGEST).ok_or(io::ErrorKind::InvalidData)?;
    stream.read_exact(&mut vec![0; left as usize]).await.map(drop)
}

fn message(tag: u8, body: &[u8]) -> Vec<u8> {
    [&[tag], &(body.len() as u32 + 4).to_be_bytes()[..], body].concat()
}

/// ReadyForQuery, outside of a transaction.
fn ready() -> Vec<u8> {
    message(b'Z', b"I")
}

/// ErrorResponse.
fn refusal(severity: &str, code: &str, why: &str) -> Vec<u8> {
    message(b'E', format!("S{severity}\0V{severity}\0C{code}\0M{why}\0\0").as_bytes())
}

/// RowDescription, DataRow, CommandComplete.
fn row() -> Vec<u8> {
    let count = (ROW.len() as u16).to_be_bytes();
    let (mut names, mut values) = (count.to_vec(), count.to_vec());
    for (name, value) in ROW {
        names.extend([name.as_bytes(), &[0; 7]].concat()); // its end, no table, no column of a table
        names.extend(TEXT.to_be_bytes());
        names.extend([0xff; 6]); // of any size, without a modifier
        names.extend([0; 2]); // as text
        values.extend(value.map_or(-1, |value| value.len() as i32).to_be_bytes());
        values.extend(value.unwrap_or_default().as_bytes());
    }
    [message(b'T', &names), message(b'D', &values), message(b'C', b"SELECT 1\0")].concat()
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn it_takes_connections_unless_it_recovers() {
        let trial = Trial::of("postgres", "postgres:5432");
        trial.meets(fail("the database system is in recovery mode (57P03)")).await;
    }

    #[tokio::test]
    async fn whoever_logs_in_is_told_how_it_is() {
        let trial = Trial::of("postgres", "postgres:5432").with("user", "butterfly");
        let trial = trial.expects("[BODY].in_recovery == false").expects("[BODY].connections == 12");
        let why = "the login is refused: the database system is in recovery mode (57P03)";
        trial.expects("[BODY].lag_seconds == 0").meets(fail(why)).await;
    }
}
