//! Binary answers of foreign protocols, big-endian: nothing is taken that is not there.

use std::io::{self, ErrorKind};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::fault::Fault;

/// Reads exactly `length` bytes; holds no more memory than has arrived, whatever the other side announced.
pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin), length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(length as u64).read_to_end(&mut bytes).await?;
    if bytes.len() < length { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
}

/// What is left of an answer. Everything that it gives is a failure when the answer ends too soon.
#[derive(Debug)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Starts at the first byte.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader(bytes)
    }

    /// The next `length` bytes.
    pub fn bytes(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) =
            self.0.split_at_checked(length).ok_or_else(|| Fault::fail("the answer ends too soon"))?;
        self.0 = rest;
        Ok(taken)
    }

    /// All that is left.
    pub fn rest(&self) -> &'a [u8] {
        self.0
    }

    /// The next byte.
    pub fn u8(&mut self) -> Result<u8, Fault> {
        self.array().map(u8::from_be_bytes)
    }

    /// The next two bytes, without a sign.
    pub fn u16(&mut self) -> Result<u16, Fault> {
        self.array().map(u16::from_be_bytes)
    }

    /// The next two bytes, with a sign.
    pub fn i16(&mut self) -> Result<i16, Fault> {
        self.array().map(i16::from_be_bytes)
    }

    /// The next four bytes, with a sign.
    pub fn i32(&mut self) -> Result<i32, Fault> {
        self.array().map(i32::from_be_bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let mut array = [0; N];
        array.copy_from_slice(self.bytes(N)?);
        Ok(array)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn numbers_are_big_endian_and_end_with_the_answer() {
        let mut reader = Reader::new(&[1, 0xff, 0xff, 0, 2, 0, 0, 1, 0, 9]);
        assert_eq!(reader.u8().unwrap(), 1);
        assert_eq!(reader.i16().unwrap(), -1);
        assert_eq!(reader.u16().unwrap(), 2);
        assert_eq!(reader.i32().unwrap(), 256);
        assert_eq!(reader.i16().unwrap_err().detail, "the answer ends too soon");
        assert_eq!(reader.bytes(1).unwrap(), [9]);
    }

    #[tokio::test]
    async fn an_announced_length_is_not_believed() {
        let mut short: &[u8] = b"four";
        let error = read(&mut short, usize::MAX).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
        let mut long: &[u8] = b"four more";
        assert_eq!(read(&mut long, 4).await.unwrap(), b"four");
        assert_eq!(long, b" more");
    }
}
