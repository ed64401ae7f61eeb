//! As much of BSON as `hello` and its reply need: the elements of one document, without what is nested in them.
//!
//! Specification: <https://bsonspec.org/spec.html>.

use super::message::garbage;
use crate::cursor::Cursor;
use crate::fault::Fault;

/// The value of an element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Element<'a> {
    /// A number of 64 bits, floating.
    Double(f64),
    /// A string.
    Text(&'a str),
    /// A list, as the document that it is written as.
    List(&'a [u8]),
    /// True or false.
    Truth(bool),
    /// A number of 32 bits.
    Int(i32),
    /// A value of a type that this probe does not look into.
    Other,
}

/// The elements of a document, in their order.
#[derive(Debug)]
pub(super) struct Elements<'a>(Vec<(&'a str, Element<'a>)>);

impl<'a> Elements<'a> {
    /// The string of this name.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        if let Some(Element::Text(text)) = self.get(name) { Some(text) } else { None }
    }

    /// Whether there is a truth or a number of this name other than false or zero: servers write `ok: 1.0`.
    pub fn is_set(&self, name: &str) -> bool {
        match self.get(name) {
            Some(Element::Truth(truth)) => truth,
            Some(Element::Double(number)) => number != 0.0,
            Some(Element::Int(number)) => number != 0,
            _ => false,
        }
    }

    /// How many values the list of this name has; 0 if there is none.
    pub fn count(&self, name: &str) -> usize {
        if let Some(Element::List(list)) = self.get(name) {
            read(list).map_or(0, |list| list.0.len())
        } else {
            0
        }
    }

    fn get(&self, name: &str) -> Option<Element<'a>> {
        self.0.iter().find(|(found, _)| *found == name).map(|(_, element)| *element)
    }
}

/// Reads the elements of a document that fills these bytes; a failure if it is malformed.
pub(super) fn read(document: &[u8]) -> Result<Elements<'_>, Fault> {
    let mut cursor = Cursor(document);
    if length(&mut cursor)? != document.len() {
        return Err(garbage());
    }
    let mut elements = Vec::new();
    loop {
        match cursor.u8()? {
            0 if cursor.is_empty() => return Ok(Elements(elements)),
            0 => return Err(garbage()),
            kind => elements.push((utf8(cursor.until_zero()?)?, value(kind, &mut cursor)?)),
        }
    }
}

/// Reads a value of the type with this number; a failure for the types that MongoDB has long deprecated.
fn value<'a>(kind: u8, cursor: &mut Cursor<'a>) -> Result<Element<'a>, Fault> {
    Ok(match kind {
        0x01 => Element::Double(f64::from_le_bytes(cursor.array()?)),
        0x02 => Element::Text(text(cursor)?),
        0x03 => other(nested(cursor)?),
        0x04 => Element::List(nested(cursor)?),
        0x05 => other(binary(cursor)?),
        0x08 => Element::Truth(cursor.u8()? == 1),
        0x0b => other(cursor.until_zero().and(cursor.until_zero())?),
        0x10 => Element::Int(i32::from_le_bytes(cursor.array()?)),
        _ => other(cursor.take(fixed(kind).ok_or_else(garbage)?)?),
    })
}

/// What such bytes are to this probe.
fn other(_: &[u8]) -> Element<'_> {
    Element::Other
}

/// The bytes of a value whose type alone says how many: no value, ObjectId, date, timestamp, 64 bits, 128 bits.
fn fixed(kind: u8) -> Option<usize> {
    match kind {
        0x0a | 0x7f | 0xff => Some(0),
        0x07 => Some(12),
        0x09 | 0x11 | 0x12 => Some(8),
        0x13 => Some(16),
        _ => None,
    }
}

fn text<'a>(cursor: &mut Cursor<'a>) -> Result<&'a str, Fault> {
    let length = length(cursor)?;
    utf8(cursor.take(length)?.strip_suffix(b"\0").ok_or_else(garbage)?)
}

fn utf8(bytes: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(bytes).map_err(|_| garbage())
}

/// A document within a document, whole and unread.
fn nested<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Fault> {
    let length = length(&mut cursor.clone())?;
    cursor.take(length)
}

fn binary<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Fault> {
    let length = length(cursor)?;
    cursor.take(length.saturating_add(1))
}

/// A length in bytes, which all numbers of a document are written like: little-endian, with a sign.
fn length(cursor: &mut Cursor) -> Result<usize, Fault> {
    usize::try_from(i32::from_le_bytes(cursor.array()?)).map_err(|_| garbage())
}

/// The bytes of a document with these elements; lists and other types are left out.
pub(super) fn write(elements: &[(&str, Element)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, element) in elements {
        let (kind, value) = match element {
            Element::Int(number) => (0x10, number.to_le_bytes().to_vec()),
            Element::Text(text) => (0x02, [&size(text.len() + 1)[..], text.as_bytes(), &[0]].concat()),
            _ => continue,
        };
        body.extend([&[kind], name.as_bytes(), &[0], &value].concat());
    }
    [&size(body.len() + 5)[..], &body, &[0]].concat()
}

/// What this probe writes is far shorter than 2 GiB.
fn size(bytes: usize) -> [u8; 4] {
    i32::try_from(bytes).unwrap_or(i32::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_the_specification_is_written_and_read() {
        let bytes = b"\x16\0\0\0\x02hello\0\x06\0\0\0world\0\0";
        assert_eq!(write(&[("hello", Element::Text("world"))]), bytes);
        assert_eq!(read(bytes).unwrap().text("hello"), Some("world"));
    }

    #[test]
    fn a_document_that_lies_about_its_length_is_malformed() {
        let whole = write(&[("a", Element::Int(1)), ("b", Element::Text("c"))]);
        assert!(read(&whole).is_ok());
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "{end}");
        }
        assert!(read(b"\x0c\0\0\0\x02a\0\xff\xff\xff\x7f\0").is_err());
        assert!(read(b"\x0d\0\0\0\x05a\0\xff\xff\xff\xff\0\0").is_err());
        assert!(read(b"\xff\xff\xff\xff\0").is_err());
    }

    proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut framed = size(bytes.len() + 5).to_vec();
            framed.extend(bytes);
            framed.push(0);
            let _ = read(&framed).map(|elements| elements.count("a"));
        }

        #[test]
        fn what_is_written_is_read(name in "[a-z$]{1,9}", number: i32, text in ".{0,20}") {
            let elements = [(name.as_str(), Element::Int(number)), ("", Element::Text(&text))];
            let written = write(&elements);
            prop_assert_eq!(read(&written).unwrap().0, elements);
        }
    }
}
