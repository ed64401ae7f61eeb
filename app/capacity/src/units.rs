//! Quantities with units: read from text, kept in the unit they were typed in, calculated with in base
//! units (bytes, bytes per second, requests per second, cores, seconds, a share of 1).
//! `10 Gbps` is held as 1.25e9 bytes per second, and shown in bits per second again.

#[cfg(feature = "panel")]
mod currency;
mod format;
#[cfg(feature = "panel")]
mod money;
mod parse;
#[cfg(feature = "panel")]
mod price;
mod quantity;
mod table;

#[cfg(feature = "panel")]
pub use currency::{Currency, is_priced, sign};
pub use format::Format;
#[cfg(feature = "panel")]
pub use money::Money;
pub(crate) use parse::split;
pub use parse::{UnitError, parse, si, si_range};
#[cfg(feature = "panel")]
pub use price::{Price, PriceError};
pub use quantity::{Bandwidth, Bytes, Cores, Dimension, Quantity, Rate, Share, Time};
pub use table::{Kind, Unit};
