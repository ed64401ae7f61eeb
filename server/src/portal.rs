//! The docs while the program runs: whenever a file of theirs, a message of the estate or git's history changes, there is a
//! new edition of them.
//!
//! ```text
//! folder -- look --> files -.                          .-> Edition (watch) -> web
//! web (a message changes) --+-> Builder -> Library ----+
//! git -- log --> changes ---'                          '-> Search, a little later
//! ```

pub mod edition;
pub mod tree;

mod errand;
mod folder;
mod follow;
mod git;

pub use follow::{News, Portal};
