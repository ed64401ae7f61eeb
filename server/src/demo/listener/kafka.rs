//! A Kafka broker: which versions it speaks, and its cluster of three brokers, of whose partitions some may be offline.
//!
//! Formats: <https://kafka.apache.org/protocol#protocol_messages>: ApiVersions in version 0, Metadata in version 7,
//! both with answers of header version 0. A STRING is its length in two bytes and its bytes; an array, its length in
//! four bytes and its items; every number is big-endian.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Speaking, Stream};
use model::sample::Outcome;
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const METADATA: i16 = 3;
const API_VERSIONS: i16 = 18;

/// The only version of Metadata that it speaks.
const VERSION: i16 = 7;

/// LEADER_NOT_AVAILABLE, <https://kafka.apache.org/protocol#protocol_error_codes>.
const NO_LEADER: i16 = 5;

/// The longest request in bytes.
const LONGEST: i32 = 1 << 16;

const BROKERS: [i32; 3] = [0, 1, 2];

/// The one topic, and how many partitions it has.
const TOPIC: &str = "events";
const PARTITIONS: i32 = 6;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "kafka",
    options: &["tls"],
    answers: true,
    speak: Connections(speak),
    broken: |_| (Outcome::Fail, "2 (events-0, events-3) of 6 partitions offline".into()),
};

fn speak(simulated: &Simulated, mut stream: Stream) -> Speaking<'_> {
    Box::pin(async move {
        let mut first = None;
        loop {
            let (key, version, correlation) = request(&mut stream).await?;
            if first.is_none() {
                first = simulated.turn().await;
            }
            let Some(well) = first else { return Ok(()) };
            let body = match (key, version) {
                (API_VERSIONS, 0) => versions(),
                (METADATA, VERSION) => metadata(well),
                _ => return Ok(()),
            };
            stream.write_i32(4 + body.len() as i32).await?;
            stream.write_i32(correlation).await?;
            stream.write_all(&body).await?;
        }
    })
}

/// Reads a request: its key, its version and the number that its answer bears.
async fn request(stream: &mut Stream) -> io::Result<(i16, i16, i32)> {
    let length = stream.read_i32().await?;
    if !(8..=LONGEST).contains(&length) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let head = (stream.read_i16().await?, stream.read_i16().await?, stream.read_i32().await?);
    let mut rest = vec![0; length as usize - 8];
    stream.read_exact(&mut rest).await?;
    Ok(head)
}

/// No error, and two keys, each with its oldest and its newest version.
fn versions() -> Vec<u8> {
    let keys = [[METADATA, VERSION, VERSION], [API_VERSIONS, 0, 0]];
    let mut body = [&0_i16.to_be_bytes()[..], &(keys.len() as i32).to_be_bytes()].concat();
    keys.as_flattened().iter().for_each(|number| body.extend(number.to_be_bytes()));
    body
}

fn metadata(well: bool) -> Vec<u8> {
    let mut body = Vec::new();
    numbers(&mut body, &[0, BROKERS.len() as i32]); // throttle time, brokers
    for id in BROKERS {
        numbers(&mut body, &[id]);
        string(&mut body, &format!("kafka-{id}"));
        numbers(&mut body, &[9092]);
        body.extend((-1_i16).to_be_bytes()); // no rack
    }
    string(&mut body, "demo"); // cluster
    numbers(&mut body, &[0, 1]); // controller, topics
    body.extend(0_i16.to_be_bytes()); // error
    string(&mut body, TOPIC);
    body.push(0); // not internal
    numbers(&mut body, &[PARTITIONS]);
    (0..PARTITIONS).for_each(|index| partition(&mut body, index, well || index % 3 > 0));
    body
}

/// A partition with three replicas, all in sync, or without a leader and all replicas offline but one.
fn partition(body: &mut Vec<u8>, index: i32, well: bool) {
    let (error, leader) = if well { (0, index % 3) } else { (NO_LEADER, -1) };
    body.extend(error.to_be_bytes());
    numbers(body, &[index, leader, 0]); // the last one is the leader's epoch
    let (in_sync, offline) = if well { (&BROKERS[..], &[][..]) } else { (&BROKERS[..1], &BROKERS[1..]) };
    for ids in [&BROKERS, in_sync, offline] {
        numbers(body, &[ids.len() as i32]);
        numbers(body, ids);
    }
}

fn numbers(body: &mut Vec<u8>, numbers: &[i32]) {
    numbers.iter().for_each(|number| body.extend(number.to_be_bytes()));
}

fn string(body: &mut Vec<u8>, text: &str) {
    body.extend((text.len() as i16).to_be_bytes());
    body.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn a_broker_knows_its_cluster_and_what_of_it_is_offline() {
        let trial = Trial::of("kafka", "kafka-0:9092").expects("[BODY].brokers == 3");
        let trial = trial.expects("[BODY].partitions == 6").expects("[BODY].under_replicated == 0");
        trial.meets(fail("2 (events-0, events-3) of 6 partitions offline")).await;
    }
}
