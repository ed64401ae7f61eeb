//! One connection to a node, in version 4 of CQL's native protocol, one request at a time.
//!
//! Cassandra 2.2 to 5 and ScyllaDB speak it. Section numbers here are of its specification:
//! <https://github.com/apache/cassandra/blob/trunk/doc/native_protocol_v4.spec>.

use crate::cursor::Cursor;
use crate::fault::Fault;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::wire::Wire;

/// Longest answer in bytes: thousands of peers.
const LONGEST: usize = 1 << 20;

/// Characters of a node's own words that are shown.
const WORDS: usize = 200;

// Section 2.4.
const ERROR: u8 = 0x00;
const STARTUP: u8 = 0x01;
const READY: u8 = 0x02;
const AUTHENTICATE: u8 = 0x03;
const QUERY: u8 = 0x07;
const RESULT: u8 = 0x08;
const AUTH_CHALLENGE: u8 = 0x0e;
const AUTH_RESPONSE: u8 = 0x0f;
const AUTH_SUCCESS: u8 = 0x10;

/// Section 3, `[consistency]`: system tables are the node's own.
const ONE: u16 = 0x0001;

/// Section 9.
const BAD_CREDENTIALS: i32 = 0x0100;

/// A connection on which one request at a time is sent.
pub(super) struct Connection(Wire);

impl Connection {
    /// Speaks CQL over `wire`.
    pub fn over(wire: Wire) -> Connection {
        Connection(wire)
    }

    /// Opens the conversation (section 4.1.1), and signs in with a user and a password if the node wants that.
    pub async fn start(&mut self, user: Option<(&str, &str)>, watch: &mut Stopwatch) -> Result<(), Fault> {
        let options = [&1_u16.to_be_bytes()[..], &string("CQL_VERSION"), &string("3.0.0")].concat();
        match (self.ask(STARTUP, &options, watch).await?.0, user) {
            (READY, _) => Ok(()),
            (AUTHENTICATE, None) => Err(Fault::fail("the node wants a user and a password")),
            (AUTHENTICATE, Some((user, password))) => self.sign_in(user, password, watch).await,
            _ => Err(Fault::fail("the node is not ready")),
        }
    }

    /// Section 4.1.2; PasswordAuthenticator wants SASL's PLAIN (RFC 4616).
    async fn sign_in(&mut self, user: &str, password: &str, watch: &mut Stopwatch) -> Result<(), Fault> {
        let token = long_string(&format!("\0{user}\0{password}"));
        match self.ask(AUTH_RESPONSE, &token, watch).await?.0 {
            AUTH_SUCCESS => Ok(()),
            AUTH_CHALLENGE => Err(Fault::fail("the node wants more than a user and a password")),
            _ => Err(Fault::fail("the node does not answer the sign-in")),
        }
    }

    /// Runs a statement and gives the body of its RESULT (section 4.2.5).
    pub async fn query(&mut self, statement: &str, watch: &mut Stopwatch) -> Result<Vec<u8>, Fault> {
        let body = [&long_string(statement)[..], &ONE.to_be_bytes(), &[0]].concat();
        match self.ask(QUERY, &body, watch).await? {
            (RESULT, body) => Ok(body),
            _ => Err(Fault::fail("the node answers a query with no result")),
        }
    }

    /// Sends a request, and gives opcode and body of its answer; an ERROR is a failure. Adds to the phase until
    /// the first byte.
    async fn ask(&mut self, opcode: u8, body: &[u8], watch: &mut Stopwatch) -> Result<(u8, Vec<u8>), Fault> {
        self.0.ask(&frame(opcode, body), watch).await?;
        self.answer().await
    }

    async fn answer(&mut self) -> Result<(u8, Vec<u8>), Fault> {
        let version = self.0.bytes(1).await?;
        // A node that does not speak version 4 says so in the version that it does speak; all from 3 on have
        // this header.
        if !matches!(version[..], [0x83..=0x86]) {
            return Err(Fault::fail("the answer is not CQL's"));
        }
        let head = self.0.bytes(8).await?;
        let mut head = Cursor(&head);
        let (flags, stream, opcode) = (head.u8()?, head.i16()?, head.u8()?);
        let length = usize::try_from(head.i32()?).unwrap_or(usize::MAX);
        if stream != 0 || length > LONGEST {
            return Err(Fault::fail("the answer is not CQL's"));
        }
        let body = self.0.bytes(length).await?;
        let body = unwrapped(flags, &body)?;
        if opcode == ERROR { Err(refused(body)) } else { Ok((opcode, body.to_vec())) }
    }
}

/// A request without flags on stream 0 (section 2).
fn frame(opcode: u8, body: &[u8]) -> Vec<u8> {
    let length = i32::try_from(body.len()).unwrap_or(i32::MAX).to_be_bytes();
    [&[0x04, 0, 0, 0, opcode][..], &length, body].concat()
}

/// The body without the warnings that may stand before it (section 2.2); nothing else was asked for.
pub(super) fn unwrapped(flags: u8, body: &[u8]) -> Result<&[u8], Fault> {
    if flags & !0x08 != 0 {
        return Err(Fault::fail("the answer has flags that were not asked for"));
    }
    let mut cursor = Cursor(body);
    if flags == 0x08 {
        for _ in 0..cursor.u16()? {
            let length = cursor.u16()?;
            cursor.take(usize::from(length))?;
        }
    }
    Ok(cursor.0)
}

/// Section 4.2.1. What a node says of a failed sign-in is not shown.
pub(super) fn refused(body: &[u8]) -> Fault {
    let mut cursor = Cursor(body);
    let code = cursor.i32();
    let words = cursor.u16().and_then(|length| cursor.take(usize::from(length)));
    match (code, words) {
        (Ok(BAD_CREDENTIALS), _) => Fault::fail("the node refuses user or password"),
        (Ok(code), Ok(words)) => {
            let words = tidy(&String::from_utf8_lossy(words), WORDS);
            Fault::fail(format!("the node reports error 0x{code:04X}: {words}"))
        }
        _ => Fault::fail("the node reports an error that cannot be read"),
    }
}

/// `[string]`, section 3.
fn string(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes()[..], text.as_bytes()].concat()
}

/// `[long string]`, which is also how `[bytes]` are written: section 3.
fn long_string(text: &str) -> Vec<u8> {
    let length = i32::try_from(text.len()).unwrap_or(i32::MAX);
    [&length.to_be_bytes()[..], text.as_bytes()].concat()
}
