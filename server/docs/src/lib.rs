//! Markdown files to pages: rendering, navigation and a list of what is wrong with them.
//!
//! ```text
//! File -- Builder --> Library { pages, nav, problems } -- Search::of --> Search
//!    |                 '-- lint, with Facts of the estate --> problems
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
mod variable;

mod bare;
mod diagram;
mod escape;
mod hidden;
mod highlight;
mod lookalike;
mod message;
mod nearest;
mod plain;
mod render;

pub mod alert;
mod lint;

mod builder;
mod change;
mod check;
mod file;
mod library;
mod nav;
mod outline;
mod search;
mod steps;

pub use builder::Builder;
pub use change::Change;
pub use escape::path as uri;
pub use file::{FILE_LIMIT, File, PAGE_LIMIT};
pub use library::Library;
pub use lint::{ComponentFacts, Facts, lint};
pub use message::{document, message};
pub use nav::{Crumb, Nav};
pub use page::{Heading, Link, Page, Variable, VariableKind, page_path, url};
pub use plain::{commonmark, gfm};
pub use problem::{Kind, Problem, Severity};
pub use render::render;
pub use search::{Found, MOST_QUERY, Part, Search};
pub use steps::{MOST_STEPS, PageStep, steps};
pub use variable::{Filled, LONGEST_VALUE, filled, key};
