//! The MongoDB primary of a set, or a member that recovers: whatever it is asked, it answers as to `hello`.
//!
//! OP_MSG: <https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/>; BSON:
//! <https://bsonspec.org/spec.html>; fields: <https://www.mongodb.com/docs/manual/reference/command/hello/>. Every number
//! is little-endian.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Speaking, Stream};
use model::sample::Outcome;
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const OP_MSG: u32 = 2013;

/// The header: length, number, number of the request that it answers, code.
const HEADER: u32 = 16;

/// The longest request in bytes.
const LONGEST: u32 = 1 << 16;

const HOST: &str = "mongo-0:27017";

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "mongodb",
    options: &["tls"],
    answers: true,
    speak: Connections(speak),
    broken: |_| {
        let why = "a member of rs0 that serves nobody: starting, recovering or rolled back";
        (Outcome::Slow, why.into())
    },
};

fn speak(simulated: &Simulated, mut stream: Stream) -> Speaking<'_> {
    Box::pin(async move {
        loop {
            let number = request(&mut stream).await?;
            let Some(well) = simulated.turn().await else { return Ok(()) };
            let document = hello(well);
            // Flags and the kind of the section follow the header; all are zero.
            let header = [HEADER + 5 + document.len() as u32, 1, number, OP_MSG];
            let message = [&header.map(u32::to_le_bytes).concat()[..], &[0; 5], &document];
            stream.write_all(&message.concat()).await?;
        }
    })
}

/// Reads a request and gives its number.
async fn request(stream: &mut Stream) -> io::Result<u32> {
    let length = stream.read_u32_le().await?;
    let number = stream.read_u32_le().await?;
    let left = length.checked_sub(8).filter(|left| *left <= LONGEST).ok_or(io::ErrorKind::InvalidData)?;
    stream.read_exact(&mut vec![0; left as usize]).await?;
    Ok(number)
}

fn hello(well: bool) -> Vec<u8> {
    let mut elements = [
        truth("isWritablePrimary", well),
        truth("secondary", false),
        element(0x02, "setName", &string("rs0")),
        element(0x04, "hosts", &document(&[element(0x02, "0", &string(HOST))])),
        element(0x01, "ok", &1_f64.to_le_bytes()),
    ]
    .to_vec();
    if well {
        elements.push(element(0x02, "primary", &string(HOST)));
    }
    document(&elements)
}

/// A document; a list is one whose names are positions.
fn document(elements: &[Vec<u8>]) -> Vec<u8> {
    let body = elements.concat();
    [&(body.len() as u32 + 5).to_le_bytes()[..], &body, &[0]].concat()
}

fn element(kind: u8, name: &str, value: &[u8]) -> Vec<u8> {
    [&[kind], name.as_bytes(), &[0], value].concat()
}

fn truth(name: &str, truth: bool) -> Vec<u8> {
    element(0x08, name, &[u8::from(truth)])
}

fn string(text: &str) -> Vec<u8> {
    [&(text.len() as u32 + 1).to_le_bytes()[..], text.as_bytes(), &[0]].concat()
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, slow};

    #[tokio::test]
    async fn a_primary_may_have_to_recover() {
        let trial = Trial::of("mongodb", "shared-mongo:27017").expects("[BODY].set == rs0");
        let why = "a member of rs0 that serves nobody: starting, recovering or rolled back";
        trial.expects("[BODY].members == 1").meets(slow(why)).await;
    }
}
