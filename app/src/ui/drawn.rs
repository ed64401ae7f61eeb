//! Views as HTML as soon as they are made.
//!
//! What the server alone draws never changes afterwards, so a view need not stay a view until its page is sent: the types
//! of whole pages, spelt out, took the compiler minutes, and each of them came with code to build, hydrate and await it.

use leptos::prelude::RenderHtml;
use leptos::tachys::html::InertElement;

/// HTML that views take in as it is.
pub type Drawn = InertElement;

/// What can be drawn.
pub trait Draw {
    /// Its HTML.
    fn drawn(self) -> Drawn;
}

impl<V: RenderHtml> Draw for V {
    fn drawn(self) -> Drawn {
        InertElement::new(self.to_html())
    }
}
