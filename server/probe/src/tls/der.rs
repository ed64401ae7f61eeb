//! Walks over values in DER, without recursion and without copying.
//!
//! Format: ITU-T X.690, sections 8.1 (tag, length, contents) and 10.1 (lengths are definite).

/// What is left to walk over.
#[derive(Clone, Copy)]
pub(super) struct Der<'a>(pub &'a [u8]);

/// A tag, as its whole first byte, and the contents.
pub(super) type Value<'a> = (u8, Der<'a>);

/// Tags in the form in which certificates have them.
pub(super) const OCTETS: u8 = 0x04;
pub(super) const OBJECT: u8 = 0x06;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

impl<'a> Der<'a> {
    /// The next value, which must have this tag.
    pub fn expect(&mut self, tag: u8) -> Option<Der<'a>> {
        self.next().filter(|(found, _)| *found == tag).map(|(_, contents)| contents)
    }

    /// The next value, if it has this tag; else nothing is consumed.
    pub fn optional(&mut self, tag: u8) -> Option<Der<'a>> {
        if self.0.first() == Some(&tag) { self.expect(tag) } else { None }
    }
}

/// Values side by side, up to the end or the first that is malformed.
impl<'a> Iterator for Der<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let (tag, rest) = self.0.split_first()?;
        let (length, rest) = length(rest)?;
        // Tags above 30 take more bytes; certificates have none.
        if tag & 0x1f == 0x1f || rest.len() < length {
            self.0 = &[];
            return None;
        }
        let (contents, rest) = rest.split_at(length);
        self.0 = rest;
        Some((*tag, Der(contents)))
    }
}

/// A length and what follows it: one byte, or the number of bytes that it takes, at most three here, and those.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    match first {
        0..=0x7f => Some((usize::from(*first), rest)),
        0x81..=0x83 => {
            let (length, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            Some((length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_are_short_or_long() {
        let long = [&[OCTETS, 0x82, 1, 0][..], &[7; 256], &[OBJECT, 1, 9]].concat();
        let found: Vec<_> = Der(&long).map(|(tag, contents)| (tag, contents.0.len())).collect();
        assert_eq!(found, [(OCTETS, 256), (OBJECT, 1)]);
        for broken in
            [&[OCTETS][..], &[OCTETS, 2, 0], &[OCTETS, 0x80], &[OCTETS, 0x84, 0, 0, 0, 0], &[0x1f, 1, 0]]
        {
            assert_eq!(Der(broken).count(), 0, "{broken:?}");
        }
    }

    proptest! {
        #[test]
        fn values_are_parts_of_what_is_walked_over(bytes: Vec<u8>) {
            let sum: usize = Der(&bytes).map(|(_, contents)| contents.0.len() + 2).sum();
            prop_assert!(sum <= bytes.len());
        }
    }
}
