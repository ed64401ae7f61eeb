//! Which IP addresses are public: those that the registries of IANA call globally reachable, and no others.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks of IPv4 that are not public, and the length of their prefix (IANA IPv4 Special-Purpose Address Registry,
/// RFC 6890; multicast, RFC 5771). 192.88.99.0/24 is the anycast address of 6to4 relays, which leads into IPv6.
const V4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Global unicast addresses (RFC 4291, section 2.4, as IANA hands them out). What lies outside is not public: loopback,
/// link-local, unique-local, multicast, IPv4-mapped and -compatible addresses, both networks of NAT64 (RFC 6052, RFC 8215).
const GLOBAL: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// What is not public within [`GLOBAL`] (IANA IPv6 Special-Purpose Address Registry): protocol assignments with Teredo,
/// benchmarking and ORCHID in them; documentation, twice; 6to4, which holds an IPv4 address.
const V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Whether an address is one that the whole internet reaches, and no machine or network of our own.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !V4.iter().any(|(network, length)| within_v4(ip, *network, *length)),
        IpAddr::V6(ip) => {
            within_v6(ip, GLOBAL.0, GLOBAL.1)
                && !V6.iter().any(|(network, length)| within_v6(ip, *network, *length))
        }
    }
}

fn within_v4(ip: Ipv4Addr, network: Ipv4Addr, length: u32) -> bool {
    (ip.to_bits() ^ network.to_bits()).leading_zeros() >= length
}

fn within_v6(ip: Ipv6Addr, network: Ipv6Addr, length: u32) -> bool {
    (ip.to_bits() ^ network.to_bits()).leading_zeros() >= length
}
