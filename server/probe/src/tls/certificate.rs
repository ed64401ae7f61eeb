//! What a certificate says of itself. Format: RFC 5280, section 4.1, in the DER of [`super::der`].
//!
//! Walked over by hand: for four fields the crate `x509-cert` compiles as long as rustls itself.

use model::time::{At, DAY, SECOND};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::der::{Der, GENERALIZED_TIME, OBJECT, OCTETS, SEQUENCE, SET, UTC_TIME, Value};
use crate::text::tidy;

/// Names of a certificate that are kept; some have hundreds.
const NAMES: usize = 100;

/// Longest name in characters, as in DNS.
const NAME: usize = 255;

/// The attributes of a name that are shown: their object identifiers and what RFC 4514, section 3, calls them.
const ATTRIBUTES: [(&[u8], &str); 7] = [
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25], "DC"),
];

/// The extension with the host names: 2.5.29.17 (section 4.2.1.6).
const ALTERNATIVE_NAMES: &[u8] = &[0x55, 0x1d, 17];

/// What a certificate says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// Its first good instant.
    pub not_before: At,
    /// Its last good instant.
    pub not_after: At,
    /// Whose it is: `O=Example, CN=db.example`.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// The host names and IP addresses that it is for, at most a hundred.
    pub names: Vec<String>,
}

impl Certificate {
    /// The certificate that the other side has shown; nothing if it cannot be read.
    pub fn of(stream: &TlsStream<TcpStream>) -> Option<Certificate> {
        Certificate::read(stream.get_ref().1.peer_certificates()?.first()?)
    }

    /// Reads DER; nothing if it is not a certificate.
    pub fn read(der: &[u8]) -> Option<Certificate> {
        let mut signed = Der(der).expect(SEQUENCE)?.expect(SEQUENCE)?;
        signed.optional(context(0)); // version
        let [_serial, _algorithm] = [signed.next()?, signed.next()?];
        let issuer = signed.expect(SEQUENCE)?;
        let mut validity = signed.expect(SEQUENCE)?;
        let [not_before, not_after] = [validity.next()?, validity.next()?];
        let subject = signed.expect(SEQUENCE)?;
        let extensions = signed.find(|(tag, _)| *tag == context(3));
        Some(Certificate {
            not_before: time(not_before)?,
            not_after: time(not_after)?,
            subject: name(subject),
            issuer: name(issuer),
            names: extensions.map_or_else(Vec::new, |(_, all)| alternatives(all)),
        })
    }
}

/// The tag of an explicitly tagged field.
fn context(number: u8) -> u8 {
    0xa0 | number
}

/// A point in time, in years of two digits up to 2049 and of four from 2050 on (section 4.1.2.5).
fn time((tag, text): Value) -> Option<At> {
    let text = std::str::from_utf8(text.0).ok()?.strip_suffix('Z')?;
    let (year, rest) = match tag {
        UTC_TIME => text.split_at_checked(2)?,
        GENERALIZED_TIME => text.split_at_checked(4)?,
        _ => return None,
    };
    let number = |text: &str| text.bytes().all(|c| c.is_ascii_digit()).then(|| text.parse::<i64>().ok())?;
    let part = |at: usize| number(rest.get(at..at + 2)?);
    let year = match (tag, number(year)?) {
        (UTC_TIME, year @ 50..) => 1900 + year,
        (UTC_TIME, year) => 2000 + year,
        (_, year) => year,
    };
    let [month, day, hour, minute, second] = [part(0)?, part(2)?, part(4)?, part(6)?, part(8)?];
    let of_day = (hour * 60 + minute) * 60 + second;
    (rest.len() == 10).then(|| At(days(year, month, day) * DAY + of_day * SECOND))
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, in which years are counted from March so that the
/// leap day comes last. Source: <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// A distinguished name (section 4.1.2.4) in its own order.
fn name(name: Der) -> String {
    let sets = name.filter(|(tag, _)| *tag == SET);
    let attributes = sets.flat_map(|(_, set)| set).filter_map(|(_, mut attribute)| {
        let kind = attribute.expect(OBJECT)?;
        let (_, word) = ATTRIBUTES.iter().find(|(id, _)| *id == kind.0)?;
        let (_, value) = attribute.next()?;
        Some(format!("{word}={}", tidy(&String::from_utf8_lossy(value.0), NAME)))
    });
    tidy(&attributes.collect::<Vec<_>>().join(", "), NAME)
}

/// What stands in the extension for alternative names.
fn alternatives(mut extensions: Der) -> Vec<String> {
    let all = extensions.expect(SEQUENCE).into_iter().flatten();
    let mut values = all.filter_map(|(_, mut extension)| {
        let id = extension.expect(OBJECT)?;
        (id.0 == ALTERNATIVE_NAMES).then(|| extension.find(|(tag, _)| *tag == OCTETS))?
    });
    let names = values.next().and_then(|(_, mut value)| value.expect(SEQUENCE));
    names.into_iter().flatten().filter_map(alternative).take(NAMES).collect()
}

fn alternative((tag, value): Value) -> Option<String> {
    match (tag, value.0.len()) {
        (0x82, _) => Some(tidy(&String::from_utf8_lossy(value.0), NAME)),
        (0x87, 4) => <[u8; 4]>::try_from(value.0).ok().map(|ip| IpAddr::from(Ipv4Addr::from(ip)).to_string()),
        (0x87, 16) => {
            <[u8; 16]>::try_from(value.0).ok().map(|ip| IpAddr::from(Ipv6Addr::from(ip)).to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::loopback;
    use model::time::Day;
    use proptest::prelude::*;

    #[test]
    fn a_certificate_says_whose_it_is_and_until_when() {
        let read = Certificate::read(&loopback::certificate()).unwrap();
        assert_eq!(read.not_before.to_string(), "2020-01-01T00:00:00Z");
        assert_eq!(read.not_after.to_string(), "2120-01-01T00:00:00Z");
        assert_eq!((read.subject.as_str(), read.issuer.as_str()), ("CN=loopback test", "CN=loopback test"));
        assert_eq!(read.names, ["localhost", "127.0.0.1"]);
    }

    #[test]
    fn times_have_years_of_two_or_four_digits() {
        let read = |tag, text: &str| time((tag, Der(text.as_bytes()))).map(|at| at.to_string());
        assert_eq!(read(UTC_TIME, "491231235959Z").unwrap(), "2049-12-31T23:59:59Z");
        assert_eq!(read(UTC_TIME, "500228000000Z").unwrap(), "1950-02-28T00:00:00Z");
        assert_eq!(read(GENERALIZED_TIME, "99991231235959Z").unwrap(), "9999-12-31T23:59:59Z");
        for broken in
            ["", "Z", "491231235959", "4912312359Z", "49123123595900Z", "+91231235959Z", "49123123\u{b2}59Z"]
        {
            assert_eq!(read(UTC_TIME, broken), None, "{broken}");
        }
    }

    proptest! {
        #[test]
        fn every_day_is_found_by_its_date(day in -700_000_i64..2_900_000) {
            let (year, month, date) = Day(day).civil();
            prop_assert_eq!(days(year.into(), month.into(), date.into()), day);
        }

        #[test]
        fn a_damaged_certificate_is_read_or_not(at in 0_usize..400, byte: u8, cut in 0_usize..500) {
            let whole = loopback::certificate();
            let mut der = whole.to_vec();
            let at = at % der.len();
            der[at] = byte;
            der.truncate(cut);
            drop(Certificate::read(&der));
            prop_assert!(cut >= whole.len() || Certificate::read(&whole[..cut]).is_none());
        }
    }
}
