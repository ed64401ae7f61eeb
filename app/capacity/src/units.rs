//! Quantities with units: read from text, kept in the unit they were typed in, calculated with in base
//! units (bytes, bytes per second, requests per second, cores, seconds, a share of 1).
//! `10 Gbps` is held as 1.25e9 bytes per second, and shown in bits per second again.

mod format;
mod parse;
mod quantity;
mod table;

pub use format::Format;
pub use parse::{UnitError, parse, si, si_range};
pub use quantity::{Bandwidth, Bytes, Cores, Dimension, Price, Quantity, Rate, Share, Time};
pub use table::{Kind, Unit};
