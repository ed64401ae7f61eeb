//! A status as people see it: a shape and a word, which the style sheet colours.

use leptos::prelude::*;
use model::status::Status;

/// The outline of a status in a box of 16 by 16; no two look alike without colour.
///
/// A disc with a tick, a square with a spanner's slot, a ring, a triangle, a diamond half full, an octagon
/// with a cross.
pub fn shape(status: Status) -> &'static str {
    match status {
        Status::Operational => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM4.2 8.3 7 11.1l5-5-1.2-1.2L7 8.7 5.4 7.1z",
        Status::Maintenance => "M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5zM5 5v6h2V5zM9 5v6h2V5z",
        Status::Unknown => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2a5 5 0 1 0 0 10A5 5 0 0 0 8 3z",
        Status::Degraded => "M8 1.2 15.4 14.6H.6zM7.1 6v4.2h1.8V6zm0 5.2V13h1.8v-1.8z",
        Status::PartialOutage => "M8 .4 15.6 8 8 15.6.4 8zM8 3.2V12.8L12.8 8z",
        Status::MajorOutage => "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1zM5.9 4.6 4.6 5.9 6.7 8l-2.1 2.1 1.3 1.3L8 9.3l2.1 2.1 1.3-1.3L9.3 8l2.1-2.1-1.3-1.3L8 6.7z",
    }
}

/// The shape alone, for beside a word that says the same.
pub fn shape_of(status: Status) -> impl IntoView {
    view! {
        <svg class="status-shape" viewBox="0 0 16 16" aria-hidden="true">
            <path d=shape(status)/>
        </svg>
    }
}

/// Shape and word.
pub fn mark(status: Status) -> impl IntoView {
    view! {
        <span class="status-mark" data-status=status.slug()>{shape_of(status)} {status.label()}</span>
    }
}
