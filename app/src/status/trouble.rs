//! The list of a component's troubles and planned work within its bar.

use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use crate::ui::when::{lasting, length, time};
use leptos::prelude::*;
use messages::Locale;
use model::public::{PublicComponent, Trouble};
use model::time::At;

/// Every stretch of time that was not operational, newest first.
pub fn troubles(locale: &Locale, component: &PublicComponent, now: At) -> Drawn {
    let rows = component.troubles.iter().map(|trouble| row(locale, trouble, now)).collect_view();
    let content = if component.troubles.is_empty() {
        view! { <p>{locale.text("troubles-none")}</p> }.drawn()
    } else {
        view! {
            <div class="frame-scroll" tabindex="0" role="region" aria-labelledby="troubles">
                <table>
                    <caption class="frame-unseen">{locale.text("troubles-caption")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{locale.text("column-what")}</th>
                            <th scope="col">{locale.text("column-from")}</th>
                            <th scope="col">{locale.text("column-to")}</th>
                            <th scope="col">{locale.text("column-length")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .drawn()
    };
    view! {
        <section class="status-troubles"><h2 id="troubles">{locale.text("troubles")}</h2> {content}</section>
    }
    .drawn()
}

fn row(locale: &Locale, trouble: &Trouble, now: At) -> Drawn {
    let (end, lasted) = match trouble.to {
        Some(to) => {
            (view! { <td inner_html=time(locale, to)></td> }.drawn(), length(locale, to.since(trouble.from)))
        }
        None => {
            let ongoing = view! { <td><strong>{locale.text("ongoing")}</strong></td> };
            (ongoing.drawn(), lasting(locale, now.since(trouble.from)))
        }
    };
    view! {
        <tr>
            <td>{mark(locale, trouble.status, None)}</td>
            <td inner_html=time(locale, trouble.from)></td>
            {end}
            <td inner_html=lasted></td>
        </tr>
    }
    .drawn()
}
