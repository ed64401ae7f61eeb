//! Pings, which the kernel answers: the loopback interface is always there.
//!
//! What a fault does to them is put in the place of its answers by [`ping`](crate::demo::ping).

use super::{Protocol, Speak::Kernel};
use model::sample::Outcome;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "icmp",
    options: &[],
    answers: true,
    speak: Kernel(IpAddr::V4(Ipv4Addr::LOCALHOST)),
    broken: |role| (Outcome::Fail, silence(role.timeout).1),
};

/// What becomes of a ping that is not answered within so many milliseconds: microseconds until that is known, and why.
pub(super) fn silence(timeout: i64) -> (u32, String) {
    let timeout = Duration::from_millis(timeout.unsigned_abs());
    (u32::try_from(timeout.as_micros()).unwrap_or(u32::MAX), probe::silence(timeout))
}
