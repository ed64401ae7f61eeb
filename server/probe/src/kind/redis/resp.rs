//! RESP2, the protocol of Redis: commands as lists of bulk strings, and their replies.
//!
//! Specification: <https://redis.io/docs/latest/develop/reference/protocol-spec/>. A list within a list is refused: no
//! command of this probe is answered by one.

use crate::fault::Fault;
use crate::wire::Wire;

/// What a command is answered with.
#[derive(Debug, PartialEq)]
pub(super) enum Reply {
    /// A simple or a bulk string.
    Text(String),
    /// A refusal; its first word is its code, such as `NOAUTH`.
    Error(String),
    /// An integer.
    Number(i64),
    /// No value.
    Nil,
    /// Replies that are not lists.
    List(Vec<Reply>),
}

/// What a line announces.
enum Head {
    /// Nothing more.
    Whole(Reply),
    /// So many bytes, and a line end.
    Bulk(usize),
    /// So many replies.
    List(usize),
}

/// The bytes of a command.
pub(super) fn command(words: &[&str]) -> Vec<u8> {
    let bulks = words.iter().map(|word| format!("${}\r\n{word}\r\n", word.len()));
    format!("*{}\r\n{}", words.len(), bulks.collect::<String>()).into_bytes()
}

/// Sends a command and reads its reply.
pub(super) async fn ask(wire: &mut Wire, words: &[&str]) -> Result<Reply, Fault> {
    wire.send(&command(words)).await?;
    reply(wire).await
}

/// Reads a reply.
pub(super) async fn reply(wire: &mut Wire) -> Result<Reply, Fault> {
    match head(wire).await? {
        Head::List(count) => list(wire, count).await,
        head => scalar(wire, head).await,
    }
}

/// The wire's own limit bounds the list, whatever count it announces.
async fn list(wire: &mut Wire, count: usize) -> Result<Reply, Fault> {
    let mut items = Vec::new();
    for _ in 0..count {
        let head = head(wire).await?;
        items.push(scalar(wire, head).await?);
    }
    Ok(Reply::List(items))
}

async fn scalar(wire: &mut Wire, head: Head) -> Result<Reply, Fault> {
    match head {
        Head::Whole(reply) => Ok(reply),
        Head::Bulk(length) => {
            let bytes = wire.bytes(length.saturating_add(2)).await?;
            let text = bytes.strip_suffix(b"\r\n").ok_or_else(garbage)?;
            Ok(Reply::Text(String::from_utf8_lossy(text).into_owned()))
        }
        Head::List(_) => Err(garbage()),
    }
}

async fn head(wire: &mut Wire) -> Result<Head, Fault> {
    parse(&wire.line().await?).ok_or_else(garbage)
}

/// Reads a line; a length of -1 stands for no value.
fn parse(line: &[u8]) -> Option<Head> {
    let (mark, text) = std::str::from_utf8(line.strip_suffix(b"\r\n")?).ok()?.split_at_checked(1)?;
    Some(match (mark, text) {
        ("+", _) => Head::Whole(Reply::Text(text.to_owned())),
        ("-", _) => Head::Whole(Reply::Error(text.to_owned())),
        (":", _) => Head::Whole(Reply::Number(text.parse().ok()?)),
        ("$" | "*", "-1") => Head::Whole(Reply::Nil),
        ("$", _) => Head::Bulk(text.parse().ok()?),
        ("*", _) => Head::List(text.parse().ok()?),
        _ => return None,
    })
}

fn garbage() -> Fault {
    Fault::fail("the answer is not Redis' protocol")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use tokio::io::{empty, join};

    fn read(bytes: &[u8]) -> Result<Reply, Fault> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut wire = Wire::over(join(std::io::Cursor::new(bytes.to_vec()), empty()));
        runtime.block_on(reply(&mut wire))
    }

    #[test]
    fn every_kind_of_reply_is_read() {
        assert_eq!(read(b"+PONG\r\n").unwrap(), Reply::Text("PONG".into()));
        assert_eq!(read(b"$5\r\na\r\nb\n\r\n").unwrap(), Reply::Text("a\r\nb\n".into()));
        let items =
            vec![Reply::Number(-7), Reply::Nil, Reply::Error("ERR no".into()), Reply::Text("".into())];
        assert_eq!(read(b"*4\r\n:-7\r\n$-1\r\n-ERR no\r\n$0\r\n\r\n").unwrap(), Reply::List(items));
    }

    #[test]
    fn hostile_lengths_and_nesting_are_refused() {
        let garbage = Err(garbage());
        assert_eq!(read(b"*1\r\n*1\r\n*1\r\n"), garbage);
        assert_eq!(read(b"$-2\r\n"), garbage);
        assert_eq!(read(b"$1\r\nabc"), garbage);
        assert_eq!(read(b"\r\n"), garbage);
        assert_eq!(read(&[b'+'; 5_000]), garbage);
        let huge = format!("${}\r\n", usize::MAX);
        assert_eq!(read(huge.as_bytes()), Err(Fault::fail("the answer is longer than 1 MiB")));
        let early = Err(Fault::fail("connection closed early"));
        assert_eq!(read(b"*18446744073709551615\r\n:1\r\n"), early);
    }

    proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = read(&bytes);
        }

        #[test]
        fn random_resp_never_panics(text in "([*$:+-][0-9-]{0,3}\r\n){0,8}") {
            let _ = read(text.as_bytes());
        }

        #[test]
        fn commands_are_lists_of_what_was_said(words in proptest::collection::vec(".{0,9}", 1..4)) {
            let said: Vec<_> = words.iter().map(String::as_str).collect();
            let heard = words.iter().cloned().map(Reply::Text).collect();
            prop_assert_eq!(read(&command(&said)).unwrap(), Reply::List(heard));
        }
    }
}
