//! All items in one table: replicas, how busy they are, how fast they answer, and what they take.

use super::verdict::WHOLE;
use ::capacity::Outcome;
use ::capacity::evaluate::{Figure, ItemOutcome, State};
use ::capacity::plan::Kind;
use leptos::prelude::*;

/// The table in a frame that scrolls where it is too wide.
pub(super) fn table(outcome: &Outcome) -> impl IntoView + use<> {
    let totals = &outcome.totals;
    let sums = [&totals.cpu, &totals.memory, &totals.storage, &totals.network];
    view! {
        <div class="capacity-scroll" role="region" aria-labelledby="capacity-items-caption" tabindex="0">
            <table class="capacity-items">
                <caption id="capacity-items-caption">{"What each item needs in this scenario"}</caption>
                <thead>
                    <tr>
                        <th scope="col">{"Item"}</th>
                        <th scope="col">{"Replicas"}</th>
                        <th scope="col">{"Busy"}</th>
                        <th scope="col"><abbr title="95 % of answers take no longer">{"p95"}</abbr></th>
                        <th scope="col">{"CPU"}</th>
                        <th scope="col">{"Memory"}</th>
                        <th scope="col">{"Storage"}</th>
                        <th scope="col">{"Network"}</th>
                        <th scope="col">{"State"}</th>
                    </tr>
                </thead>
                <tbody>{outcome.items.iter().map(row).collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="4">{"Together"}</th>
                        {sums.map(|figure| view! { <td>{figure.text()}</td> }).collect_view()}
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn row(item: &ItemOutcome) -> impl IntoView + use<> {
    let amounts = [&item.cpu, &item.memory, &item.storage, &item.network];
    view! {
        <tr data-state=slug(item.state)>
            <th scope="row">
                <a href=format!("#item-{}", item.id)>{item.name.clone()}</a>
                " "
                <span class="capacity-kind">{kind(item.kind)}</span>
            </th>
            <td title=item.binding.words()>{item.replicas.text()}</td>
            <td>{busy(item)}</td>
            <td title=item.no_response()>{item.response.as_ref().map_or("-".into(), Figure::text)}</td>
            {amounts.map(|figure| view! { <td>{figure.text()}</td> }).collect_view()}
            <td class="capacity-state">{item.state.words()}</td>
        </tr>
    }
}

/// The utilisation as a number and a bar up to 100 %.
fn busy(item: &ItemOutcome) -> impl IntoView + use<> {
    let width = format!("{:.1}%", 100.0 * item.utilisation.value.clamp(0.0, 1.0));
    view! {
        {item.utilisation.text()}
        <svg class="capacity-busy" width="100%" height="4" aria-hidden="true">
            <rect width=WHOLE height="4" rx="2"/>
            <rect class="capacity-need" width=width height="4" rx="2"/>
        </svg>
    }
}

fn slug(state: State) -> &'static str {
    match state {
        State::Holds => "holds",
        State::NoLoss => "no-loss",
        State::AboveTarget => "above-target",
        State::Overloaded => "overloaded",
    }
}

/// What an item is, in a word.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Service => "service",
        Kind::Store => "store",
        Kind::Broker => "broker",
        Kind::Archive => "archive",
    }
}
