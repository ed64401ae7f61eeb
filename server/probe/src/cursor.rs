//! Reads the fields of a binary message from front to back; nothing is taken that is not there.

use crate::fault::Fault;

/// The bytes that are not read yet. Whatever is read from it is a failure when the message ends too soon.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a>(pub &'a [u8]);

impl<'a> Cursor<'a> {
    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(short)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next `N` bytes, as numbers are made of.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(short)?;
        self.0 = rest;
        Ok(*taken)
    }

    /// The bytes up to the next zero, which is read too and not part of them.
    pub fn until_zero(&mut self) -> Result<&'a [u8], Fault> {
        let length = self.0.iter().position(|byte| *byte == 0).ok_or_else(short)?;
        let taken = self.take(length)?;
        self.take(1)?;
        Ok(taken)
    }

    /// The next byte.
    pub fn u8(&mut self) -> Result<u8, Fault> {
        self.array().map(u8::from_be_bytes)
    }

    /// The next two bytes, big-endian.
    pub fn u16(&mut self) -> Result<u16, Fault> {
        self.array().map(u16::from_be_bytes)
    }

    /// The next two bytes, big-endian with a sign.
    pub fn i16(&mut self) -> Result<i16, Fault> {
        self.array().map(i16::from_be_bytes)
    }

    /// The next four bytes, big-endian.
    pub fn u32(&mut self) -> Result<u32, Fault> {
        self.array().map(u32::from_be_bytes)
    }

    /// The next four bytes, big-endian with a sign.
    pub fn i32(&mut self) -> Result<i32, Fault> {
        self.array().map(i32::from_be_bytes)
    }

    /// Whether everything is read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn short() -> Fault {
    Fault::fail("the answer ends too soon")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn fields_are_read_in_order_and_never_past_the_end() {
        let mut cursor = Cursor(b"ab\0rest");
        assert_eq!(cursor.until_zero().unwrap(), b"ab");
        assert_eq!(cursor.take(5).unwrap_err().detail, "the answer ends too soon");
        assert_eq!(cursor.until_zero().unwrap_err().detail, "the answer ends too soon");
        assert_eq!(cursor.take(4).unwrap(), b"rest");
        assert!(cursor.is_empty());
    }

    #[test]
    fn numbers_are_big_endian_and_end_with_the_message() {
        let mut cursor = Cursor(&[1, 0xff, 0xff, 0, 2, 0, 0, 1, 0, 0xff, 0, 0, 0, 9]);
        assert_eq!(cursor.u8().unwrap(), 1);
        assert_eq!(cursor.i16().unwrap(), -1);
        assert_eq!(cursor.u16().unwrap(), 2);
        assert_eq!(cursor.i32().unwrap(), 256);
        assert_eq!(cursor.u32().unwrap(), 0xff00_0000);
        assert_eq!(cursor.i16().unwrap_err().detail, "the answer ends too soon");
        assert_eq!(cursor.take(1).unwrap(), [9]);
    }
}
