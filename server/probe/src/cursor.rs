//! Reads the fields of a binary message from front to back; what is missing is `None`, never a panic.

/// The bytes that are not read yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a>(pub &'a [u8]);

impl<'a> Cursor<'a> {
    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next `N` bytes, as integers are made of.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// The bytes up to the next zero, which is read too and not part of them.
    pub fn until_zero(&mut self) -> Option<&'a [u8]> {
        let length = self.0.iter().position(|byte| *byte == 0)?;
        let taken = self.take(length);
        self.take(1)?;
        taken
    }

    /// Whether everything is read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_order_and_never_past_the_end() {
        let mut cursor = Cursor(b"ab\0\x01\x02rest");
        assert_eq!(cursor.until_zero(), Some(&b"ab"[..]));
        assert_eq!(cursor.array().map(u16::from_be_bytes), Some(0x0102));
        assert_eq!(cursor.take(5), None);
        assert_eq!(cursor.until_zero(), None);
        assert_eq!(cursor.take(4), Some(&b"rest"[..]));
        assert!(cursor.is_empty());
    }
}
