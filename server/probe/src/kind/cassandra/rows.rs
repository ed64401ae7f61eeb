//! Rows of a result (section 4.2.5.2 of the protocol), and the two types of value that system tables are read for.

use std::net::IpAddr;

use crate::fault::Fault;
use crate::text::tidy;
use crate::wire::Reader;

/// Characters of a text that are kept.
const TEXT: usize = 200;

/// A value as it came; none if it is null.
pub(super) type Value = Option<Vec<u8>>;

/// Reads rows of `N` columns.
pub(super) fn read<const N: usize>(result: &[u8]) -> Result<Vec<[Value; N]>, Fault> {
    rows(result).map_err(|fault| fault.after("malformed rows"))
}

fn rows<const N: usize>(result: &[u8]) -> Result<Vec<[Value; N]>, Fault> {
    let mut reader = Reader::new(result);
    if reader.i32()? != 2 {
        return Err(Fault::fail("the result has none"));
    }
    metadata(&mut reader, N)?;
    let mut rows = Vec::new();
    for _ in 0..reader.i32()? {
        let mut row = [const { None }; N];
        for value in &mut row {
            *value = bytes(&mut reader)?.map(<[u8]>::to_vec);
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Passes over the names and types of the columns: both are known from the statement.
fn metadata(reader: &mut Reader, columns: usize) -> Result<(), Fault> {
    let flags = reader.i32()?;
    if usize::try_from(reader.i32()?) != Ok(columns) {
        return Err(Fault::fail("the number of columns is another"));
    }
    if flags & 0x2 != 0 {
        bytes(reader)?; // paging state
    }
    if flags & 0x4 != 0 {
        return Ok(());
    }
    let is_global = flags & 0x1 != 0;
    let tables = if is_global { 1 } else { columns };
    for _ in 0..tables {
        string(reader)?; // keyspace
        string(reader)?; // table
        if !is_global {
            column(reader)?;
        }
    }
    if is_global { (0..columns).try_for_each(|_| column(reader)) } else { Ok(()) }
}

fn column(reader: &mut Reader) -> Result<(), Fault> {
    string(reader)?;
    match reader.u16()? {
        // Custom types have a name; collections, tuples and types of users begin at 0x20.
        0x01..=0x1f => Ok(()),
        _ => Err(Fault::fail("a column is of another type")),
    }
}

/// The text of a value; none if it is null.
pub(super) fn text(value: &Value) -> Option<String> {
    value.as_ref().map(|bytes| tidy(&String::from_utf8_lossy(bytes), TEXT))
}

/// The address of an `inet` (section 6.9); none if it is null or of another length.
pub(super) fn address(value: &Value) -> Option<IpAddr> {
    let bytes = value.as_deref()?;
    let four = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    four.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
}

/// `[bytes]`, section 3.
fn bytes<'a>(reader: &mut Reader<'a>) -> Result<Option<&'a [u8]>, Fault> {
    let length = reader.i32()?;
    usize::try_from(length).ok().map(|length| reader.bytes(length)).transpose()
}

/// `[string]`, section 3.
fn string(reader: &mut Reader) -> Result<(), Fault> {
    let length = reader.u16()?;
    reader.bytes(usize::from(length)).map(drop)
}
