//! The two messages of the health check, in protocol buffers, with the prefix that gRPC gives each message.
//!
//! ```text
//! HealthCheckRequest  { string service = 1; }
//! HealthCheckResponse { ServingStatus status = 1; }  0 UNKNOWN, 1 SERVING, 2 NOT_SERVING, 3 SERVICE_UNKNOWN
//! ```
//!
//! Sources: <https://github.com/grpc/grpc-proto/blob/master/grpc/health/v1/health.proto>,
//! <https://protobuf.dev/programming-guides/encoding/> and, for the prefix,
//! <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>.

use crate::cursor::Cursor;
use crate::fault::Fault;

const STATUSES: [&str; 4] = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

/// The tag of field 1 when it is a string.
const SERVICE: u8 = 1 << 3 | 2;

/// A request, with its prefix: not compressed, and its length.
pub(super) fn request(service: &str) -> Vec<u8> {
    let mut message = Vec::new();
    if !service.is_empty() {
        message.push(SERVICE);
        put_varint(&mut message, service.len() as u64);
        message.extend_from_slice(service.as_bytes());
    }
    [&[0][..], &(message.len() as u32).to_be_bytes(), &message].concat()
}

/// The status in an answer that still has its prefix.
pub(super) fn status(bytes: &[u8]) -> Result<String, Fault> {
    let number = number(Cursor(bytes)).map_err(|_| malformed())?;
    let known = usize::try_from(number).ok().and_then(|number| STATUSES.get(number));
    Ok(known.map_or_else(|| format!("STATUS_{number}"), |status| (*status).to_owned()))
}

fn malformed() -> Fault {
    Fault::fail("malformed health check answer")
}

/// The number of the status in an answer that still has its prefix.
fn number(mut message: Cursor) -> Result<u64, Fault> {
    let (compressed, length) = (message.u8()?, message.u32()?);
    if compressed != 0 || length as usize != message.0.len() {
        return Err(malformed());
    }
    field_1(message)
}

/// The last value of the number in field 1, which is 0 if absent.
fn field_1(mut message: Cursor) -> Result<u64, Fault> {
    let mut found = 0;
    while !message.is_empty() {
        let tag = varint(&mut message)?;
        match (tag >> 3, tag & 7) {
            (1, 0) => found = varint(&mut message)?,
            (_, 0) => drop(varint(&mut message)?),
            (_, 1) => drop(message.take(8)?),
            (_, 2) => {
                let length = varint(&mut message)?;
                message.take(usize::try_from(length).unwrap_or(usize::MAX))?;
            }
            (_, 5) => drop(message.take(4)?),
            _ => return Err(malformed()),
        }
    }
    Ok(found)
}

/// Reads seven bits of each byte, the lowest first, for as long as the eighth is set; at most ten bytes.
fn varint(message: &mut Cursor) -> Result<u64, Fault> {
    let mut value = 0;
    for shift in (0..70).step_by(7) {
        let byte = message.u8()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(malformed())
}

fn put_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn requests_name_the_service() {
        assert_eq!(request(""), [0, 0, 0, 0, 0]);
        assert_eq!(request("a.B"), *b"\0\0\0\0\x05\x0a\x03a.B");
        assert_eq!(request(&"x".repeat(300))[..8], [0, 0, 0, 1, 0x2f, 0x0a, 0xac, 0x02]);
    }

    #[test]
    fn answers_have_a_status() {
        assert_eq!(status(&[0, 0, 0, 0, 2, 8, 1]).unwrap(), "SERVING");
        assert_eq!(status(&[0, 0, 0, 0, 0]).unwrap(), "UNKNOWN");
        // A field from a later version of the message comes first.
        assert_eq!(status(&[0, 0, 0, 0, 5, 0x12, 1, 9, 8, 2]).unwrap(), "NOT_SERVING");
        assert_eq!(status(&[0, 0, 0, 0, 3, 8, 0x80, 1]).unwrap(), "STATUS_128");
        for broken in [
            &[][..],
            &[0, 0, 0, 0],
            &[1, 0, 0, 0, 2, 8, 1],
            &[0, 0, 0, 0, 3, 8, 1],
            &[0, 0, 0, 0, 1, 8],
            &[0, 0, 0, 0, 2, 0x12, 200],
            &[0, 0, 0, 0, 1, 0x0b],
            &[0, 0, 0, 0, 12, 8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
        ] {
            assert!(status(broken).is_err(), "{broken:?}");
        }
    }

    proptest! {
        #[test]
        fn random_bytes_are_a_status_or_malformed(message: Vec<u8>) {
            let bytes = [&[0][..], &(message.len() as u32).to_be_bytes(), &message].concat();
            drop(status(&bytes));
            drop(status(&message));
        }

        #[test]
        fn numbers_are_read_as_they_are_written(value: u64) {
            let mut bytes = Vec::new();
            put_varint(&mut bytes, value);
            prop_assert_eq!(varint(&mut Cursor(&bytes)), Ok(value));
        }
    }
}
