//! OP_MSG, the frame of MongoDB's commands: a header of 16 bytes, flags, and a section that is a BSON document.
//!
//! Specification: <https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/>, and for flags
//! <https://github.com/mongodb/specifications/blob/master/source/message/OP_MSG.md>.

use crate::cursor::Cursor;
use crate::fault::Fault;
use crate::wire::Wire;

const OP_MSG: i32 = 2013;

/// The number of the only request on a connection.
const REQUEST: i32 = 1;

const HEADER: usize = 16;

/// Bytes of a message at most; the reply of a set with 50 members has some 10 kB.
const LONGEST: usize = 1 << 18;

/// A checksum follows the sections.
const CHECKSUM: u32 = 1;

/// Flags that must be understood: all of the lower half. A reply that was asked for once has none but the checksum's.
const REQUIRED: u32 = 0xffff;

/// The bytes of a message with this document.
pub(super) fn write(document: &[u8]) -> Vec<u8> {
    let length = i32::try_from(HEADER + 5 + document.len()).unwrap_or(i32::MAX);
    let header = [length, REQUEST, 0, OP_MSG].map(i32::to_le_bytes).concat();
    [&header[..], &0_u32.to_le_bytes(), &[0], document].concat()
}

/// Reads a message and gives what follows its header.
pub(super) async fn read(wire: &mut Wire) -> Result<Vec<u8>, Fault> {
    let header = wire.bytes(HEADER).await?;
    let rest = rest(&header)?;
    wire.bytes(rest).await
}

/// The bytes that follow this header, if it is one of a reply to the request.
fn rest(header: &[u8]) -> Result<usize, Fault> {
    let mut cursor = Cursor(header);
    let mut field = || cursor.array().map(i32::from_le_bytes);
    let (length, _, responds_to, code) = (field()?, field()?, field()?, field()?);
    let rest = usize::try_from(length).ok().filter(|length| *length <= LONGEST);
    let rest = rest.and_then(|length| length.checked_sub(HEADER));
    rest.filter(|_| (responds_to, code) == (REQUEST, OP_MSG)).ok_or_else(garbage)
}

/// The document of a message without its header.
pub(super) fn document(body: &[u8]) -> Result<&[u8], Fault> {
    let mut cursor = Cursor(body);
    let flags = u32::from_le_bytes(cursor.array()?);
    let section = cursor.u8()?;
    let checksum = if flags & CHECKSUM == 0 { 0 } else { 4 };
    if flags & REQUIRED & !CHECKSUM != 0 || section != 0 {
        return Err(garbage());
    }
    cursor.take(cursor.0.len().checked_sub(checksum).ok_or_else(garbage)?)
}

/// The fault of an answer that is not MongoDB's.
pub(super) fn garbage() -> Fault {
    Fault::fail("the answer is not MongoDB's protocol")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_checksum_is_left_out_and_unknown_flags_are_refused() {
        assert_eq!(document(b"\0\0\0\0\0doc").unwrap(), b"doc");
        assert_eq!(document(b"\x01\0\0\0\0docCRC4").unwrap(), b"doc");
        assert_eq!(document(b"\0\0\x01\0\0doc").unwrap(), b"doc");
        for refused in [b"\x04\0\0\0\0doc", b"\0\0\0\0\x01doc", b"\x01\0\0\0\0doc"] {
            assert_eq!(document(refused), Err(garbage()));
        }
    }

    #[test]
    fn a_reply_to_something_else_is_refused() {
        let header = |fields: [i32; 4]| rest(&fields.map(i32::to_le_bytes).concat());
        assert_eq!(header([26, 9, REQUEST, OP_MSG]), Ok(10));
        assert_eq!(header([26, 9, 2, OP_MSG]), Err(garbage()));
        assert_eq!(header([26, 9, REQUEST, 1]), Err(garbage()));
        assert_eq!(header([15, 9, REQUEST, OP_MSG]), Err(garbage()));
        assert_eq!(header([-1, 9, REQUEST, OP_MSG]), Err(garbage()));
        assert_eq!(header([i32::MAX, 9, REQUEST, OP_MSG]), Err(garbage()));
    }

    proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..32)) {
            let _ = (rest(&bytes), document(&bytes));
        }
    }
}
