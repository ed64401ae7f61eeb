//! Every form in which an address of our own networks can be written, and names that lead there.

#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The first and the last address of every network that is not public, and some that are near them and are.
const NETWORKS: &[(&str, bool)] = &[
    ("0.0.0.0", false),
    ("0.255.255.255", false),
    ("1.0.0.0", true),
    ("9.255.255.255", true),
    ("10.0.0.0", false),
    ("10.255.255.255", false),
    ("11.0.0.0", true),
    ("100.63.255.255", true),
    ("100.64.0.0", false),
    ("100.127.255.255", false),
    ("100.128.0.0", true),
    ("126.255.255.255", true),
    ("127.0.0.1", false),
    ("127.255.255.255", false),
    ("128.0.0.0", true),
    ("169.253.255.255", true),
    ("169.254.0.0", false),
    ("169.254.169.254", false),
    ("169.254.255.255", false),
    ("169.255.0.0", true),
    ("172.15.255.255", true),
    ("172.16.0.0", false),
    ("172.31.255.255", false),
    ("172.32.0.0", true),
    ("191.255.255.255", true),
    ("192.0.0.0", false),
    ("192.0.0.170", false),
    ("192.0.1.0", true),
    ("192.0.2.0", false),
    ("192.0.2.255", false),
    ("192.0.3.0", true),
    ("192.88.98.255", true),
    ("192.88.99.1", false),
    ("192.88.100.0", true),
    ("192.167.255.255", true),
    ("192.168.0.0", false),
    ("192.168.255.255", false),
    ("192.169.0.0", true),
    ("198.17.255.255", true),
    ("198.18.0.0", false),
    ("198.19.255.255", false),
    ("198.20.0.0", true),
    ("198.51.99.255", true),
    ("198.51.100.0", false),
    ("198.51.100.255", false),
    ("198.51.101.0", true),
    ("203.0.112.255", true),
    ("203.0.113.0", false),
    ("203.0.113.255", false),
    ("203.0.114.0", true),
    ("223.255.255.255", true),
    ("224.0.0.0", false),
    ("239.255.255.255", false),
    ("240.0.0.0", false),
    ("255.255.255.255", false),
    ("::", false),
    ("::1", false),
    ("::127.0.0.1", false),
    ("::ffff:127.0.0.1", false),
    ("::ffff:8.8.8.8", false),
    ("::ffff:0:127.0.0.1", false),
    ("64:ff9b::127.0.0.1", false),
    ("64:ff9b::8.8.8.8", false),
    ("64:ff9b:1::10.0.0.1", false),
    ("100::", false),
    ("1fff:ffff::", false),
    ("2000::", true),
    ("2001::", false),
    ("2001:0:7f00:1::", false),
    ("2001:2::1", false),
    ("2001:10::1", false),
    ("2001:20::1", false),
    ("2001:1ff:ffff::", false),
    ("2001:200::", true),
    ("2001:db7:ffff::", true),
    ("2001:db8::", false),
    ("2001:db8:ffff::", false),
    ("2001:db9::", true),
    ("2001:4860:4860::8888", true),
    ("2002:7f00:1::", false),
    ("2002:808:808::", false),
    ("2003::", true),
    ("2606:4700:4700::1111", true),
    ("3ffe:ffff::", true),
    ("3fff::", false),
    ("3fff:fff:ffff::", false),
    ("3fff:1000::", true),
    ("4000::", false),
    ("5f00::1", false),
    ("fc00::", false),
    ("fd00:ec2::254", false),
    ("fe80::1", false),
    ("febf::1", false),
    ("fec0::1", false),
    ("ff02::1", false),
    ("ffff::", false),
];

/// Hosts that are one of ours in disguise, or that no subscriber has.
const DISGUISED: &[(&str, Refused)] = &[
    ("https://127.0.0.1/", Refused::PrivateAddress),
    ("https://127.1/", Refused::PrivateAddress),
    ("https://127.0.1/", Refused::PrivateAddress),
    ("https://2130706433/", Refused::PrivateAddress),
    ("https://0x7f000001/", Refused::PrivateAddress),
    ("https://0x7F.0x0.0x0.0x1/", Refused::PrivateAddress),
    ("https://017700000001/", Refused::PrivateAddress),
    ("https://0177.0.0.1/", Refused::PrivateAddress),
    ("https://0177.0x0.0.1/", Refused::PrivateAddress),
    ("https://127.0.0.1./", Refused::PrivateAddress),
    ("https://0/", Refused::PrivateAddress),
    ("https://169.254.169.254/latest/meta-data/", Refused::PrivateAddress),
    ("https://0xa9fea9fe/", Refused::PrivateAddress),
    ("https://%31%32%37.0.0.1/", Refused::PrivateAddress),
    ("https://\u{ff11}\u{ff12}\u{ff17}.0.0.1/", Refused::PrivateAddress),
    ("https://127\u{3002}0\u{3002}0\u{3002}1/", Refused::PrivateAddress),
    ("https://[::1]/", Refused::PrivateAddress),
    ("https://[::]/", Refused::PrivateAddress),
    ("https://[0:0:0:0:0:0:0:1]/", Refused::PrivateAddress),
    ("https://[::ffff:127.0.0.1]/", Refused::PrivateAddress),
    ("https://[::ffff:7f00:1]/", Refused::PrivateAddress),
    ("https://[64:ff9b::7f00:1]/", Refused::PrivateAddress),
    ("https://[2002:7f00:1::]/", Refused::PrivateAddress),
    ("https://[fd00:ec2::254]/", Refused::PrivateAddress),
    ("https://localhost/", Refused::PrivateName),
    ("https://LOCALHOST/", Refused::PrivateName),
    ("https://localhost./", Refused::PrivateName),
    ("https://api.localhost/", Refused::PrivateName),
    ("https://localhost.localdomain/", Refused::PrivateName),
    ("https://ip6-localhost/", Refused::PrivateName),
    ("https://kubernetes/", Refused::PrivateName),
    ("https://kubernetes./", Refused::PrivateName),
    ("https://metadata.google.internal/", Refused::PrivateName),
    ("https://metadata.google.internal./", Refused::PrivateName),
    ("https://printer.local/", Refused::PrivateName),
    ("https://router.home.arpa/", Refused::PrivateName),
    ("https://router.lan/", Refused::PrivateName),
    ("https://hidden.onion/", Refused::PrivateName),
    ("https://user@example.org/", Refused::Credentials),
    ("https://user:pass@example.org/", Refused::Credentials),
    ("https://:pass@example.org/", Refused::Credentials),
    ("https://example.com:pass@169.254.169.254/", Refused::Credentials),
    ("http://example.org/", Refused::NotHttps),
    ("ftp://example.org/", Refused::NotHttps),
    ("file:///etc/passwd", Refused::NotHttps),
    ("gopher://example.org/", Refused::NotHttps),
    ("data:text/plain,x", Refused::NotHttps),
];

#[test]
fn every_special_network_is_refused_up_to_its_edges() {
    for (ip, public) in NETWORKS {
        assert_eq!(is_public(ip.parse().unwrap()), *public, "{ip}");
    }
}

#[test]
fn no_writing_of_an_own_address_or_name_is_let_through() {
    for (url, refused) in DISGUISED {
        assert_eq!(check(&Url::parse(url).unwrap()).as_ref(), Err(refused), "{url}");
    }
    for url in
        ["https://example.org/x", "https://Example.ORG.:8443/", "https://8.8.8.8/", "https://[2606:4700::1]/"]
    {
        assert!(check(&Url::parse(url).unwrap()).is_ok(), "{url}");
    }
}

#[tokio::test]
async fn what_is_refused_is_told_without_the_address_and_not_tried_again() {
    let post = |url: &str| Post { url: Url::parse(url).unwrap(), headers: Vec::new(), body: Vec::new() };
    let sent = Strict::native().send(&post("https://127.0.0.1:1/T0K3N"), At(0)).await;
    assert_eq!(sent, Outcome::Refused("its host is not a public address".into()));
}

proptest! {
    /// However an IPv4 address is hidden in one of IPv6, it is refused, even if it itself is public.
    #[test]
    fn what_holds_an_ipv4_address_is_refused(bits: u32) {
        let ip = Ipv4Addr::from_bits(bits);
        let [a, b, c, d] = ip.octets();
        let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        for hidden in [
            ip.to_ipv6_mapped(),
            Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low),
            Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
            Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, high, low),
            Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 0),
            Ipv6Addr::new(0x2001, 0, high, low, 0, 0, !high, !low),
        ] {
            prop_assert!(!is_public(hidden.into()), "{hidden}");
        }
    }

    /// However an IPv4 address is written, it is refused if and only if it is not public.
    #[test]
    fn all_writings_of_an_ipv4_address_mean_the_same(bits: u32) {
        let [a, b, c, d] = Ipv4Addr::from_bits(bits).octets();
        let public = is_public(Ipv4Addr::from_bits(bits).into());
        for host in [
            format!("{a}.{b}.{c}.{d}"),
            format!("{bits}"),
            format!("{bits:#x}"),
            format!("0{bits:o}"),
            format!("0{a:o}.{b:#x}.{c}.0{d:o}"),
            format!("{a}.{}", u32::from_be_bytes([0, b, c, d])),
            format!("{a}.{b}.{}", u32::from_be_bytes([0, 0, c, d])),
        ] {
            let url = Url::parse(&format!("https://{host}/")).unwrap();
            prop_assert_eq!(check(&url).is_ok(), public, "{}", host);
        }
    }
}
