//! Finds pages, headings and commands of the docs, on the server and offline in the browser.
//!
//! ```text
//! Document -- Index::build --> Index -- find --> Hit
//!                                | encode         Body -- excerpt --> Excerpt
//!                                v
//!                              bytes -- Index::decode --> the same Index
//! ```
//! Pure: no I/O, no clock. All arithmetic is on whole numbers, so that every machine ranks alike.

mod build;
mod document;
mod excerpt;
mod find;
mod index;
mod near;
mod wire;
mod words;

pub use document::{Body, Document, Section};
pub use excerpt::{Excerpt, Part, excerpt};
pub use find::{Hit, MOST_QUERY};
pub use index::Index;
pub use wire::Broken;
