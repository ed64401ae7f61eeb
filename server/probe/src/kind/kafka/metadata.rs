//! The Metadata request for all topics, and its answer, in versions 1 to 7.
//!
//! Brokers from 0.10 on know one of them, and 4.x still do: KIP-896 keeps what clients of 2.1 send, which is
//! version 7. Version 9 is the first flexible one. Format: <https://kafka.apache.org/protocol#The_Messages_Metadata>;
//! by version in `MetadataResponse.json` of Kafka's sources.

use std::fmt;

use super::connection::Range;
use crate::cursor::Cursor;
use crate::fault::Fault;
use crate::text::tidy;

/// The number of this request.
pub(super) const KEY: i16 = 3;

const OLDEST: i16 = 1;
const NEWEST: i16 = 7;

/// Partitions that a detail names; the rest is counted.
const NAMED: usize = 3;

/// Characters of a topic's name that are shown.
const NAME: usize = 60;

/// What a broker knows of its cluster.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    pub brokers: usize,
    /// The id of a broker; none if there is no controller.
    pub controller: Option<i32>,
    pub topics: usize,
    pub partitions: usize,
    /// Without a leader.
    pub offline: Few,
    /// With fewer replicas in sync than there are.
    pub under_replicated: Few,
}

/// Some of the partitions: how many, and the names of the first.
#[derive(Debug, Default)]
pub(super) struct Few {
    pub number: usize,
    named: Vec<String>,
}

impl Few {
    fn add(&mut self, topic: &str, index: i32) {
        self.number += 1;
        if self.named.len() < NAMED {
            self.named.push(format!("{topic}-{index}"));
        }
    }
}

impl fmt::Display for Few {
    /// `2 (orders-0, orders-1)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.number > self.named.len() { ", ..." } else { "" };
        write!(f, "{} ({}{more})", self.number, self.named.join(", "))
    }
}

/// The newest version that both sides speak.
pub(super) fn version(known: &[Range]) -> Result<i16, Fault> {
    let range = known.iter().find(|range| range.key == KEY);
    let Range { min, max, .. } = range.ok_or_else(|| Fault::fail("the broker knows no metadata"))?;
    let version = NEWEST.min(*max);
    if version < OLDEST.max(*min) {
        let broker = format!("the broker speaks versions {min} to {max} of metadata");
        return Err(Fault::fail(format!("{broker}, this probe {OLDEST} to {NEWEST}")));
    }
    Ok(version)
}

/// The body of a request for all topics, that creates none.
pub(super) fn request(version: i16) -> Vec<u8> {
    let mut body = (-1_i32).to_be_bytes().to_vec();
    if version >= 4 {
        body.push(0);
    }
    body
}

/// Reads the answer, without its header.
pub(super) fn read(answer: &[u8], version: i16) -> Result<Cluster, Fault> {
    let mut cursor = Cursor(answer);
    if version >= 3 {
        cursor.i32()?; // throttle time
    }
    let mut cluster = Cluster { brokers: brokers(&mut cursor)?, ..Cluster::default() };
    if version >= 2 {
        string(&mut cursor)?; // cluster id
    }
    cluster.controller = Some(cursor.i32()?).filter(|id| *id >= 0);
    for _ in 0..cursor.i32()? {
        topic(&mut cursor, version, &mut cluster)?;
    }
    Ok(cluster)
}

fn brokers(cursor: &mut Cursor) -> Result<usize, Fault> {
    let mut brokers = 0;
    for _ in 0..cursor.i32()? {
        cursor.i32()?; // id
        string(cursor)?; // host
        cursor.i32()?; // port
        string(cursor)?; // rack
        brokers += 1;
    }
    Ok(brokers)
}

fn topic(cursor: &mut Cursor, version: i16, cluster: &mut Cluster) -> Result<(), Fault> {
    cursor.i16()?; // error
    let name = tidy(&String::from_utf8_lossy(string(cursor)?), NAME);
    cursor.u8()?; // whether it is internal
    cluster.topics += 1;
    for _ in 0..cursor.i32()? {
        partition(cursor, version, &name, cluster)?;
    }
    Ok(())
}

fn partition(cursor: &mut Cursor, version: i16, topic: &str, cluster: &mut Cluster) -> Result<(), Fault> {
    // An error here is either the missing leader, seen below, or that of a replica that somebody else asks.
    cursor.i16()?;
    let index = cursor.i32()?;
    let leader = cursor.i32()?;
    if version >= 7 {
        cursor.i32()?; // the leader's epoch
    }
    let (replicas, in_sync) = (ids(cursor)?, ids(cursor)?);
    if version >= 5 {
        ids(cursor)?; // offline replicas
    }
    cluster.partitions += 1;
    if leader < 0 {
        cluster.offline.add(topic, index);
    }
    if in_sync < replicas {
        cluster.under_replicated.add(topic, index);
    }
    Ok(())
}

/// A STRING or NULLABLE_STRING; null is empty.
fn string<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Fault> {
    let length = cursor.i16()?;
    cursor.take(usize::try_from(length).unwrap_or(0))
}

/// How many ids an array has.
fn ids(cursor: &mut Cursor) -> Result<usize, Fault> {
    let count = usize::try_from(cursor.i32()?).unwrap_or(0);
    cursor.take(count.saturating_mul(4))?;
    Ok(count)
}
