//! Messages of PostgreSQL's protocol 3.0: a tag, a length that counts itself, and a body.
//!
//! Formats: <https://www.postgresql.org/docs/current/protocol-message-formats.html>; codes of errors:
//! <https://www.postgresql.org/docs/current/errcodes-appendix.html>.

use std::fmt;

use crate::cursor::Cursor;
use crate::fault::Fault;
use crate::wire::Wire;

/// Version 3.0 of the protocol.
const VERSION: u32 = 3 << 16;

/// Bytes of a body at most; none that this probe asks for comes near.
const LONGEST: usize = 1 << 16;

/// A message from the server.
#[derive(Debug)]
pub(super) struct Message {
    pub tag: u8,
    pub body: Vec<u8>,
}

/// The bytes of a message.
pub(super) fn write(tag: u8, body: &[u8]) -> Vec<u8> {
    [&[tag], &length(body)[..], body].concat()
}

/// The bytes of the first message, which has no tag.
pub(super) fn startup(user: &str, database: &str) -> Vec<u8> {
    let mut body = VERSION.to_be_bytes().to_vec();
    let parameters =
        [("user", user), ("database", database), ("client_encoding", "UTF8"), ("application_name", "pharos")];
    for (name, value) in parameters {
        body.extend([name.as_bytes(), &[0], value.as_bytes(), &[0]].concat());
    }
    body.push(0);
    [&length(&body)[..], &body].concat()
}

/// What this probe writes is far shorter than 2 GiB.
fn length(body: &[u8]) -> [u8; 4] {
    u32::try_from(body.len() + 4).unwrap_or(u32::MAX).to_be_bytes()
}

/// Reads the next message that means something to a probe: not a notice, a setting, the key with which a query can be
/// cancelled, nor the news that the server speaks an older minor version.
pub(super) async fn next(wire: &mut Wire) -> Result<Message, Fault> {
    loop {
        let (tag, length) = head(&wire.bytes(5).await?)?;
        let body = wire.bytes(length).await?;
        if !b"NSKv".contains(&tag) {
            return Ok(Message { tag, body });
        }
    }
}

/// The tag, and the length of the body.
fn head(bytes: &[u8]) -> Result<(u8, usize), Fault> {
    let mut cursor = Cursor(bytes);
    let (tag, length) = (cursor.u8()?, cursor.u32()?);
    let length = usize::try_from(length).ok().and_then(|length| length.checked_sub(4));
    length.filter(|length| *length <= LONGEST).map(|length| (tag, length)).ok_or_else(garbage)
}

/// Why the server refuses something: the body of an ErrorResponse.
#[derive(Debug, PartialEq)]
pub(super) struct Refusal {
    /// Five characters.
    pub code: String,
    /// In the server's language.
    pub message: String,
}

impl Refusal {
    /// Reads what there is; what is malformed is empty.
    pub fn parse(body: &[u8]) -> Refusal {
        let mut refusal = Refusal { code: String::new(), message: String::new() };
        let mut cursor = Cursor(body);
        while let (Ok(field), Ok(text)) = (cursor.u8(), cursor.until_zero()) {
            let text = String::from_utf8_lossy(text).into_owned();
            match field {
                b'C' => refusal.code = text,
                b'M' => refusal.message = text,
                _ => {}
            }
        }
        refusal
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.code)
    }
}

/// The columns of a row, as texts; null is none.
#[derive(Debug, Default)]
pub(super) struct Row(Vec<Option<String>>);

impl Row {
    /// Reads the body of a DataRow.
    pub fn parse(body: &[u8]) -> Result<Row, Fault> {
        let mut cursor = Cursor(body);
        let count = cursor.u16()?;
        (0..count).map(|_| column(&mut cursor)).collect::<Result<Vec<_>, _>>().map(Row)
    }

    /// The column with this number from 0, if it is there and not null.
    pub fn text(&self, column: usize) -> Option<&str> {
        self.0.get(column)?.as_deref()
    }
}

fn column(cursor: &mut Cursor) -> Result<Option<String>, Fault> {
    let length = cursor.i32()?;
    if length == -1 {
        return Ok(None);
    }
    let text = cursor.take(usize::try_from(length).map_err(|_| garbage())?)?;
    Ok(Some(String::from_utf8_lossy(text).into_owned()))
}

/// The fault of an answer that is not PostgreSQL's.
pub(super) fn garbage() -> Fault {
    Fault::fail("the answer is not PostgreSQL's protocol")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_count_themselves_and_are_bounded() {
        assert_eq!(write(b'X', b""), b"X\0\0\0\x04");
        assert_eq!(head(b"R\0\0\0\x08"), Ok((b'R', 4)));
        assert_eq!(head(b"R\0\0\0\x03"), Err(garbage()));
        assert_eq!(head(b"R\xff\xff\xff\xff"), Err(garbage()));
        assert_eq!(head(b"HTTP/"), Err(garbage()));
    }

    #[test]
    fn nulls_and_lies_about_columns_are_seen() {
        let row = Row::parse(b"\0\x02\0\0\0\x02ab\xff\xff\xff\xff").unwrap();
        assert_eq!((row.text(0), row.text(1), row.text(2)), (Some("ab"), None, None));
        assert!(Row::parse(b"\0\x01\0\0\0\x03ab").is_err());
        assert!(Row::parse(b"\0\x01\xff\xff\xff\xfe").is_err());
        assert!(Row::parse(b"\xff\xff").is_err());
    }

    #[test]
    fn half_a_refusal_is_read_so_far() {
        let refusal = Refusal::parse(b"SFATAL\0C57P03\0Mstarting");
        assert_eq!(refusal, Refusal { code: "57P03".into(), message: String::new() });
    }

    proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = (head(&bytes), Row::parse(&bytes), Refusal::parse(&bytes));
        }
    }
}
