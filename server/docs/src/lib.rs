//! Markdown files to pages: rendering, navigation and a list of what is wrong with them.
//!
//! ```text
//! File -- build --> Library { pages, nav, problems }
//!    '-- render (one file) --> Page
//! text -- message, document --> HTML
//! ```
//! Pure: knows no disk, no web, no clock and no store. A bad file shows itself as bad and never stops
//! the others.

mod page;
mod problem;

mod frontmatter;
mod link;
mod slug;

mod escape;
mod message;
mod nearest;
mod render;

mod check;
mod file;
mod library;
mod nav;

pub use file::{File, PAGE_LIMIT};
pub use library::Library;
pub use message::{document, message};
pub use nav::{Crumb, Nav};
pub use page::{Heading, Link, Page, page_path, url};
pub use problem::{Kind, Problem, Severity};
pub use render::render;
