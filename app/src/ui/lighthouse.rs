//! The site's mark: a lighthouse with its beam, the same drawing as `public/favicon.svg`.

use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;

/// Roof, lamp, gallery and tower.
const TOWER: &str = "M17 1.5 12.5 5h9zM13.5 6h7v5h-7zM11.5 12h11v2h-11zM13.3 15h7.4l.7 5h-8.8z\
                     M12.4 21.5h9.2L22.6 28H26v2.5H8V28h3.4z";

/// The mark as an inline picture without a name: it stands beside the site's name.
pub fn mark() -> Drawn {
    view! {
        <svg class="frame-mark" viewBox="0 0 32 32" aria-hidden="true">
            <path class="frame-mark-beam" d="M15 9 1 4v9zM19 9l12-5v9z"/>
            <path d=TOWER/>
        </svg>
    }
    .drawn()
}
