//! Delivers one message to one receiver, once each time that it is asked to. Knows no store and no web.
//!
//! ```text
//! Letter --channel (one file each)--> Post --post::Client--> Outcome: sent, later, refused
//! ```
//!
//! The wall clock is a parameter; rustls alone reads it, to see whether a certificate is valid.

pub mod channel;
mod dial;
mod letter;
mod outcome;
mod phrase;
pub mod post;
pub mod push;
#[cfg(test)]
mod sample;
pub mod strict;
pub mod vapid;

pub use channel::Channel;
pub use letter::{Letter, Site};
pub use outcome::Outcome;
pub use post::{Client, Post};
