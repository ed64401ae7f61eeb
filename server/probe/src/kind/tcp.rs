//! TCP: passes when a connection opens and, if so asked, when a text comes after another was sent.
//!
//! The body is what was received until the text was there, at most 64 KiB of it.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::address::Address;
use crate::dial::dial;
use crate::fault::Fault;
use crate::found::{Body, Found};
use crate::kind::{Kind, KindOption};
use crate::question::Question;
use crate::stopwatch::{self, Stopwatch};
use crate::text::tidy;

pub(super) const KIND: Kind = Kind {
    name: "tcp",
    about: "Passes when a TCP connection opens and, if there is a text to receive, when that comes.",
    example: "kafka-1.example:9092",
    validate: |target| Address::parse(target).map(drop),
    options: &[RECEIVE, SEND],
    run: |_, question, watch| Box::pin(run(question, watch)),
};

const RECEIVE: KindOption = KindOption {
    name: "receive",
    about: "A text that must be within the first 64 KiB received; \\r, \\n, \\t, \\\\ and \\xNN stand for bytes.",
    validate: |text| match unescaped(text)?.is_empty() {
        true => Err("write a text".into()),
        false => Ok(()),
    },
};

const SEND: KindOption = KindOption {
    name: "send",
    about: "A text to send first, with the same escapes, such as PING\\r\\n; none by default.",
    validate: |text| unescaped(text).map(drop),
};

/// Bytes that are received at most.
const MOST: usize = 1 << 16;

/// Characters of what was received that a detail shows.
const SHOWN: usize = 60;

async fn run(question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let address = Address::parse(&question.target).map_err(Fault::blind)?;
    let bytes = |option: &KindOption| question.option(option.name).map(unescaped).transpose();
    let (send, wanted) = (bytes(&SEND).map_err(Fault::blind)?, bytes(&RECEIVE).map_err(Fault::blind)?);
    let mut stream = dial(&address, watch).await?;
    let since = Instant::now();
    if let Some(send) = send {
        stream.write_all(&send).await?;
    }
    let Some(wanted) = wanted else { return Ok(Found::pass()) };
    let (received, is_there) = receive(&mut stream, &wanted, since, watch).await?;
    let rule = if is_there { Ok(()) } else { Err(absent(&received)) };
    Ok(Found { body: Body::Bytes(received), ..Found::pass() }.judged(rule))
}

/// Reads until `wanted` is there, the other side closes, or [`MOST`] bytes have come; also says whether it is there.
async fn receive(
    stream: &mut TcpStream,
    wanted: &[u8],
    since: Instant,
    watch: &mut Stopwatch,
) -> Result<(Vec<u8>, bool), Fault> {
    let (mut received, mut chunk) = (Vec::new(), [0; 4096]);
    while received.len() < MOST {
        let room = chunk.len().min(MOST - received.len());
        let count = stream.read(&mut chunk[..room]).await?;
        if count == 0 {
            break;
        }
        if received.is_empty() {
            stopwatch::add(&mut watch.phases.first_byte, since.elapsed());
        }
        // It may have begun in what came before.
        let from = received.len().saturating_sub(wanted.len());
        received.extend_from_slice(&chunk[..count]);
        if received[from..].windows(wanted.len()).any(|window| window == wanted) {
            return Ok((received, true));
        }
    }
    Ok((received, false))
}

fn absent(received: &[u8]) -> Fault {
    match received.len() {
        0 => Fault::fail("closed without a word"),
        MOST.. => Fault::fail("the text is not within the first 64 KiB"),
        _ => {
            let said = tidy(&String::from_utf8_lossy(received), SHOWN);
            Fault::fail(format!("closed without the text, after: {said}"))
        }
    }
}

/// The bytes that a text with escapes stands for; the error never repeats it.
fn unescaped(text: &str) -> Result<Vec<u8>, String> {
    const WRONG: &str = "after a backslash write r, n, t, another backslash, or x and two hexadecimal digits";
    let (mut bytes, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let mut letters = after.chars();
        bytes.push(match letters.next() {
            Some('r') => b'\r',
            Some('n') => b'\n',
            Some('t') => b'\t',
            Some('\\') => b'\\',
            Some('x') => hex(&mut letters).ok_or(WRONG)?,
            _ => return Err(WRONG.to_owned()),
        });
        rest = letters.as_str();
    }
    bytes.extend_from_slice(rest.as_bytes());
    Ok(bytes)
}

/// The byte whose two hexadecimal digits come next.
fn hex(letters: &mut std::str::Chars) -> Option<u8> {
    let (high, low) = (letters.next()?.to_digit(16)?, letters.next()?.to_digit(16)?);
    u8::try_from(high * 16 + low).ok()
}

#[cfg(test)]
mod tests;
