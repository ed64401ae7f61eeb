//! What the public pages say, in every language that they speak: one file of messages a language, in Project Fluent's syntax.
//!
//! ```text
//! en.ftl, de.ftl, ar.ftl --read--> phrases --fill, count--> sentences
//!                                  a few of them --excerpt--> the page --excerpt--> the same in the browser
//! ```
//! Of Fluent (projectfluent.org, syntax 1.0) this reads what is used here: messages, blanks such as `{ $name }`, and a choice
//! between plurals by CLDR. The crates of Fluent itself bring a dozen others and cannot go into a bundle of 60 kB; an open
//! page fills the same sentences as the server does, from an excerpt that stands in the page. No I/O, no clock.

mod embedded;
mod figure;
mod headline;
mod lang;
mod locale;
mod plural;
mod read;
mod when;

pub use embedded::{Locales, SOURCES};
pub use headline::headline;
pub use lang::Lang;
pub use locale::Locale;
pub use plural::{Category, categories, category};
pub use read::{Problem, blanks, read};
pub use when::{clock, date, moment};
