//! Markdown files to pages: rendering, navigation and a list of what is wrong with them.
//!
//! ```text
//! folder -- read --> File -- build --> Library { pages, nav, problems }
//!                              '-- render (one file, pure) --> Page
//! ```
//! Pure but for [`read`]; knows no web, no clock and no store. A bad file shows itself as bad and never stops
//! the others.

mod page;
mod problem;

mod frontmatter;
mod link;
mod slug;

mod escape;
mod nearest;
mod render;

mod check;
mod library;
mod nav;
mod read;

pub use library::Library;
pub use nav::{Crumb, Nav};
pub use page::{Heading, Link, Page, page_path, url};
pub use problem::{Kind, Problem, Severity};
pub use read::{File, PAGE_LIMIT, read};
pub use render::render;
