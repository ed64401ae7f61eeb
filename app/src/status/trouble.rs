//! The list of a component's troubles and planned work within its bar.

use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use crate::ui::moment::moment;
use leptos::prelude::*;
use model::public::{PublicComponent, Trouble};
use model::time::{At, length};

/// Every stretch of time that was not operational, newest first.
pub fn troubles(component: &PublicComponent, now: At) -> Drawn {
    let rows = component.troubles.iter().map(|trouble| row(trouble, now)).collect_view();
    let content = if component.troubles.is_empty() {
        view! { <p>"None. It has been operational whenever it was seen."</p> }.drawn()
    } else {
        view! {
            <div class="frame-scroll" tabindex="0" role="region" aria-labelledby="troubles">
                <table>
                    <caption class="frame-unseen">"Troubles and planned work, newest first"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"What"</th>
                            <th scope="col">"From"</th>
                            <th scope="col">"To"</th>
                            <th scope="col">"Length"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .drawn()
    };
    view! {
        <section class="status-troubles"><h2 id="troubles">"Troubles and planned work"</h2> {content}</section>
    }
    .drawn()
}

fn row(trouble: &Trouble, now: At) -> Drawn {
    let time = |at: At| view! { <time datetime=at.to_string()>{moment(at)}</time> };
    let lasted = length(trouble.to.unwrap_or(now).since(trouble.from));
    let end = match trouble.to {
        Some(to) => time(to).drawn(),
        None => view! { <strong>"ongoing"</strong> }.drawn(),
    };
    view! {
        <tr>
            <td>{mark(trouble.status, None)}</td>
            <td>{time(trouble.from)}</td>
            <td>{end}</td>
            <td>{lasted} {trouble.to.is_none().then_some(" so far")}</td>
        </tr>
    }
    .drawn()
}
