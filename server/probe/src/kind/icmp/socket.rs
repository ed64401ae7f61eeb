//! Sockets for ICMP: unprivileged ones where the system permits them, else raw ones.
//!
//! Linux permits unprivileged ones to the groups in `net.ipv4.ping_group_range` (icmp(7)), which are for IPv6 too,
//! and raw ones to root and who has CAP_NET_RAW.

use socket2::{Domain, Protocol, Socket, Type};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use tokio::net::UdpSocket;

use crate::fault::Fault;

/// A socket that exchanges ICMP messages with `to`; blind where the system permits none. The type stands for any
/// socket that sends and receives datagrams.
pub(super) fn open(to: SocketAddr) -> Result<UdpSocket, Fault> {
    let (domain, protocol) = match to {
        SocketAddr::V4(_) => (Domain::IPV4, Protocol::ICMPV4),
        SocketAddr::V6(_) => (Domain::IPV6, Protocol::ICMPV6),
    };
    let opened = Socket::new(domain, Type::DGRAM, Some(protocol));
    let socket = opened.or_else(|_| Socket::new(domain, Type::RAW, Some(protocol))).map_err(unopened)?;
    socket.set_nonblocking(true)?;
    socket.connect(&to.into())?;
    Ok(UdpSocket::from_std(socket.into())?)
}

fn unopened(error: io::Error) -> Fault {
    match error.kind() {
        ErrorKind::PermissionDenied => Fault::blind(
            "this machine does not permit ICMP; let net.ipv4.ping_group_range have its group, or give CAP_NET_RAW",
        ),
        _ => Fault::from(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::sample::Outcome;

    #[test]
    fn what_is_not_permitted_is_blind_and_says_what_to_do() {
        let fault = unopened(io::Error::from_raw_os_error(1));
        assert_eq!(fault.outcome, Outcome::Blind);
        assert!(fault.detail.contains("net.ipv4.ping_group_range"), "{}", fault.detail);
    }
}
