//! Rows of a result (section 4.2.5.2 of the protocol), and the two types of value that system tables are read for.

use std::net::IpAddr;

use crate::cursor::Cursor;
use crate::fault::Fault;
use crate::text::tidy;

/// Characters of a text that are kept.
const TEXT: usize = 200;

/// A value as it came; none if it is null.
pub(super) type Value = Option<Vec<u8>>;

/// Reads rows of `N` columns.
pub(super) fn read<const N: usize>(result: &[u8]) -> Result<Vec<[Value; N]>, Fault> {
    rows(result).map_err(|fault| fault.after("malformed rows"))
}

fn rows<const N: usize>(result: &[u8]) -> Result<Vec<[Value; N]>, Fault> {
    let mut cursor = Cursor(result);
    if cursor.i32()? != 2 {
        return Err(Fault::fail("the result has none"));
    }
    metadata(&mut cursor, N)?;
    let mut rows = Vec::new();
    for _ in 0..cursor.i32()? {
        let mut row = [const { None }; N];
        for value in &mut row {
            *value = bytes(&mut cursor)?.map(<[u8]>::to_vec);
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Passes over the names and types of the columns: both are known from the statement.
fn metadata(cursor: &mut Cursor, columns: usize) -> Result<(), Fault> {
    let flags = cursor.i32()?;
    if usize::try_from(cursor.i32()?) != Ok(columns) {
        return Err(Fault::fail("the number of columns is another"));
    }
    if flags & 0x2 != 0 {
        bytes(cursor)?; // paging state
    }
    if flags & 0x4 != 0 {
        return Ok(());
    }
    let is_global = flags & 0x1 != 0;
    let tables = if is_global { 1 } else { columns };
    for _ in 0..tables {
        string(cursor)?; // keyspace
        string(cursor)?; // table
        if !is_global {
            column(cursor)?;
        }
    }
    if is_global { (0..columns).try_for_each(|_| column(cursor)) } else { Ok(()) }
}

fn column(cursor: &mut Cursor) -> Result<(), Fault> {
    string(cursor)?;
    match cursor.u16()? {
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
fn bytes<'a>(cursor: &mut Cursor<'a>) -> Result<Option<&'a [u8]>, Fault> {
    let length = cursor.i32()?;
    usize::try_from(length).ok().map(|length| cursor.take(length)).transpose()
}

/// `[string]`, section 3.
fn string(cursor: &mut Cursor) -> Result<(), Fault> {
    let length = cursor.u16()?;
    cursor.take(usize::from(length)).map(drop)
}
