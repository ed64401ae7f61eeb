//! What visitors see, as programs read it: one file a format, each a function from [`Source`] to text.
//!
//! ```text
//! Public (the snapshot's public side) + PublicPlans -- Source --> statuspage, atom, rss, json_feed: what happened
//!                                                            '--> icalendar: what is planned
//!                                                            '--> badge, preview, widget, text: how things are
//! ```
//! Pure: knows no web, no clock and no store. Every text in a format is escaped by that format's rules where it is written.

pub mod atom;
pub mod badge;
pub mod icalendar;
pub mod json_feed;
pub mod preview;
pub mod rss;
pub mod sitemap;
pub mod statuspage;
pub mod text;
pub mod widget;

mod instant;
mod json;
mod story;
mod xml;

#[cfg(test)]
mod sample;

use messages::{Lang, Locale};
use model::public::{Public, PublicPlan};

/// What feeds are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The site's name.
    pub name: &'a str,
    /// Its public address without a slash at the end.
    pub url: &'a str,
    /// What anyone may see.
    pub public: &'a Public,
    /// Planned work, as anyone may know of it.
    pub plans: &'a [PublicPlan],
    /// The words of formats that people read in the end. What is defined by others, such as Statuspage's API, is in English.
    pub locale: &'a Locale,
}

impl Source<'_> {
    /// The host of the site, with its port if it has one.
    fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url, |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }

    /// The address of what is at `path` of the site, in its language.
    fn address(&self, path: &str) -> String {
        match self.locale.lang() {
            Lang::En => [self.url, path].concat(),
            lang => [self.url, path, "?lang=", lang.tag()].concat(),
        }
    }
}
