//! One connection to a broker: requests and answers in order, which versions it speaks, and signing in.
//!
//! Every message is a length and that many bytes; a request has header version 1, an answer header version 0.
//! No message here is of a flexible version. Formats: <https://kafka.apache.org/protocol#protocol_messages>.
//! Signing in: <https://kafka.apache.org/protocol#sasl_handshake>, with PLAIN (RFC 4616).

use crate::cursor::Cursor;
use crate::fault::Fault;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::wire::Wire;

/// Bytes of all answers at most: some 300,000 partitions.
const LONGEST: usize = 16 << 20;

const API_VERSIONS: i16 = 18;
const SASL_HANDSHAKE: i16 = 17;
const SASL_AUTHENTICATE: i16 = 36;

/// By what a broker's log names who asks.
const CLIENT: &str = "pharos";

/// The versions of a request that a broker speaks.
#[derive(Debug, PartialEq)]
pub(super) struct Range {
    /// Of which request.
    pub key: i16,
    /// The oldest.
    pub min: i16,
    /// The newest.
    pub max: i16,
}

/// A connection on which one request at a time is sent.
pub(super) struct Connection {
    wire: Wire,
    correlation: i32,
}

impl Connection {
    /// Connects to the target of `question`; notes the phases.
    pub async fn open(
        prober: &Prober,
        question: &Question,
        watch: &mut Stopwatch,
    ) -> Result<Connection, Fault> {
        let wire = Wire::open(prober, question, watch).await?.bounded(LONGEST);
        Ok(Connection { wire, correlation: 0 })
    }

    /// Sends a request and gives its answer without the header; adds to the phase until the first byte.
    pub async fn ask(
        &mut self,
        key: i16,
        version: i16,
        body: &[u8],
        watch: &mut Stopwatch,
    ) -> Result<Vec<u8>, Fault> {
        self.correlation += 1;
        self.wire.ask(&request(key, version, self.correlation, body), watch).await?;
        self.answer().await
    }

    /// Reads the answer to the last request.
    async fn answer(&mut self) -> Result<Vec<u8>, Fault> {
        let length = usize::try_from(Cursor(&self.wire.bytes(4).await?).i32()?).unwrap_or(usize::MAX);
        if !(4..=LONGEST).contains(&length) {
            return Err(Fault::fail("the answer is not Kafka's"));
        }
        if Cursor(&self.wire.bytes(4).await?).i32()? != self.correlation {
            return Err(Fault::fail("the answer is not Kafka's"));
        }
        self.wire.bytes(length - 4).await
    }

    /// Which requests the broker knows, in which versions: version 0, which every broker answers.
    pub async fn versions(&mut self, watch: &mut Stopwatch) -> Result<Vec<Range>, Fault> {
        let answer = self.ask(API_VERSIONS, 0, &[], watch).await?;
        read_versions(&answer).map_err(|fault| fault.after("asked for versions"))
    }

    /// Signs in by SASL/PLAIN.
    pub async fn sign_in(&mut self, user: &str, password: &str, watch: &mut Stopwatch) -> Result<(), Fault> {
        let answer = self.ask(SASL_HANDSHAKE, 1, &string("PLAIN"), watch).await?;
        match Cursor(&answer).i16()? {
            0 => {}
            33 => return Err(Fault::fail("the broker does not offer SASL/PLAIN")),
            code => return Err(Fault::fail(format!("the broker refuses SASL: error {code}"))),
        }
        let token = format!("\0{user}\0{password}");
        let mut body = i32::try_from(token.len()).unwrap_or(i32::MAX).to_be_bytes().to_vec();
        body.extend_from_slice(token.as_bytes());
        let answer = self.ask(SASL_AUTHENTICATE, 0, &body, watch).await?;
        match Cursor(&answer).i16()? {
            0 => Ok(()),
            58 => Err(Fault::fail("the broker refuses user or password")),
            code => Err(Fault::fail(format!("signing in failed: error {code}"))),
        }
    }
}

fn request(key: i16, version: i16, correlation: i32, body: &[u8]) -> Vec<u8> {
    let client = string(CLIENT);
    let length = 8 + client.len() + body.len();
    let mut bytes = i32::try_from(length).unwrap_or(i32::MAX).to_be_bytes().to_vec();
    bytes.extend_from_slice(&key.to_be_bytes());
    bytes.extend_from_slice(&version.to_be_bytes());
    bytes.extend_from_slice(&correlation.to_be_bytes());
    bytes.extend_from_slice(&client);
    bytes.extend_from_slice(body);
    bytes
}

/// A STRING: its length in two bytes, then its bytes.
fn string(text: &str) -> Vec<u8> {
    let length = i16::try_from(text.len()).unwrap_or(i16::MAX);
    [&length.to_be_bytes()[..], text.as_bytes()].concat()
}

/// Reads the answer of ApiVersions, version 0.
pub(super) fn read_versions(answer: &[u8]) -> Result<Vec<Range>, Fault> {
    let mut cursor = Cursor(answer);
    match cursor.i16()? {
        0 => {}
        code => return Err(Fault::fail(format!("error {code}"))),
    }
    let count = cursor.i32()?;
    (0..count).map(|_| Ok(Range { key: cursor.i16()?, min: cursor.i16()?, max: cursor.i16()? })).collect()
}
