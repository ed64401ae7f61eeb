//! A connection with or without TLS, for the kinds that speak a protocol of their own.
//!
//! Only so much is ever read from it: a hostile target may send gigabytes, or never end.

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::time::Instant;

use crate::address::Address;
use crate::dial::dial;
use crate::fault::Fault;
use crate::kind::KindOption;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::{self, Stopwatch};

/// Bytes that one question reads at most, unless its kind needs more: 1 MiB.
const MOST: usize = 1 << 20;

/// Bytes of a line at most, with its end.
const LINE: u64 = 4_096;

/// Whether to speak TLS. A kind that has it also has those of [`tls`](crate::tls), in the order of their names.
pub(crate) const TLS: KindOption = KindOption {
    name: "tls",
    about: "`require` speaks TLS; `disable`, the default, does not.",
    validate: |value| match value {
        "disable" | "require" => Ok(()),
        _ => Err("write disable or require".into()),
    },
};

/// Bytes in both directions.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// A connection from which only so much is read: 1 MiB, or what its kind needs.
pub(crate) struct Wire {
    stream: BufReader<Box<dyn Duplex>>,
    /// Bytes that may be read in all.
    most: usize,
    /// Bytes that may still be read.
    left: usize,
}

impl Wire {
    /// Dials the target of `question`, and agrees on TLS if its option `tls` says so; notes the phases.
    pub async fn open(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Wire, Fault> {
        let address = Address::parse(&question.target).map_err(Fault::blind)?;
        connect(prober, question, &address, wants_tls(question), watch).await.map(Wire::over)
    }

    /// Speaks over a connection that is already open.
    pub fn over(stream: impl Duplex + 'static) -> Wire {
        Wire { stream: BufReader::new(Box::new(stream)), most: MOST, left: MOST }
    }

    /// The same, with this many bytes to read at most: whole MiB.
    pub fn bounded(self, most: usize) -> Wire {
        Wire { most, left: most, ..self }
    }

    /// Sends these bytes.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.stream.write_all(bytes).await?;
        Ok(self.stream.flush().await?)
    }

    /// Sends a request and waits until its answer begins; notes the phase.
    pub async fn ask(&mut self, request: &[u8], watch: &mut Stopwatch) -> Result<(), Fault> {
        let since = Instant::now();
        self.send(request).await?;
        let is_closed = self.stream.fill_buf().await?.is_empty();
        if is_closed {
            return Err(Fault::fail("connection closed early"));
        }
        stopwatch::add(&mut watch.phases.first_byte, since.elapsed());
        Ok(())
    }

    /// The next `count` bytes; holds no more memory than has arrived, whatever the other side announced.
    pub async fn bytes(&mut self, count: usize) -> Result<Vec<u8>, Fault> {
        self.spend(count)?;
        let mut bytes = Vec::new();
        (&mut self.stream).take(count as u64).read_to_end(&mut bytes).await?;
        if bytes.len() < count { Err(Fault::fail("connection closed early")) } else { Ok(bytes) }
    }

    /// The next line, with its line feed if it has one within 4096 bytes.
    pub async fn line(&mut self) -> Result<Vec<u8>, Fault> {
        let mut line = Vec::new();
        (&mut self.stream).take(LINE).read_until(b'\n', &mut line).await?;
        self.spend(line.len())?;
        if line.is_empty() { Err(Fault::fail("connection closed early")) } else { Ok(line) }
    }

    fn spend(&mut self, count: usize) -> Result<(), Fault> {
        let left = self.left.checked_sub(count);
        self.left = left.ok_or_else(|| {
            let most = self.most >> 20;
            Fault::fail(format!("the answer is longer than {most} MiB"))
        })?;
        Ok(())
    }
}

/// Dials, and if `tls` agrees on TLS as `question` chooses it; notes the phases.
pub(crate) async fn connect(
    prober: &Prober,
    question: &Question,
    address: &Address,
    tls: bool,
    watch: &mut Stopwatch,
) -> Result<Box<dyn Duplex>, Fault> {
    if !tls {
        return Ok(Box::new(dial(address, watch).await?));
    }
    let tls = prober.tls(question).await?;
    let stream = dial(address, watch).await?;
    Ok(Box::new(tls.handshake(&address.host, stream, watch).await?))
}

/// Whether the option `tls` says `require`.
pub(crate) fn wants_tls(question: &Question) -> bool {
    question.option(TLS.name) == Some("require")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::loopback;
    use tokio::io::{empty, join, repeat};

    #[tokio::test]
    async fn no_more_than_a_mebibyte_is_read() {
        let mut endless = Wire::over(join(repeat(b'x'), empty()));
        assert_eq!(endless.line().await.unwrap().len(), 4_096);
        let too_long = Fault::fail("the answer is longer than 1 MiB");
        assert_eq!(endless.bytes(usize::MAX).await.unwrap_err(), too_long);
        assert_eq!(endless.bytes(MOST - 4_096).await.unwrap().len(), MOST - 4_096);
        assert_eq!(endless.line().await.unwrap_err(), too_long);
        let mut endless = endless.bounded(2 << 20);
        assert_eq!(endless.bytes(2 << 20).await.unwrap().len(), 2 << 20);
        assert_eq!(endless.bytes(1).await.unwrap_err().detail, "the answer is longer than 2 MiB");
    }

    #[tokio::test]
    async fn an_end_is_an_early_end() {
        let closed = Fault::fail("connection closed early");
        let mut ended = Wire::over(join(&b"ab"[..], empty()));
        assert_eq!(ended.bytes(3).await.unwrap_err(), closed);
        assert_eq!(ended.line().await.unwrap_err(), closed);
        let mut watch = Stopwatch::start(loopback::PATIENT);
        assert_eq!(ended.ask(b"?", &mut watch).await.unwrap_err(), closed);
        assert_eq!(watch.phases.first_byte, None);
    }

    #[test]
    fn tls_is_disabled_or_required() {
        assert_eq!((TLS.validate)("require"), Ok(()));
        assert_eq!((TLS.validate)("prefer").unwrap_err(), "write disable or require");
    }
}
