//! The figures of one item with their reasons, as HTML: the server draws them for every item, a worker for those whose fold
//! is open while somebody changes the scenario.

use super::markup::escape;
use crate::evaluate::{Binding, Figure, ItemOutcome};
use crate::sources;
use crate::units::Format;

/// Each figure with its formula, the values put into it, and its source; those without a value say why.
pub fn html(item: &ItemOutcome) -> String {
    let figures = [
        ("Arrivals", Some(&item.arrival)),
        ("Offered load", Some(&item.offered)),
        ("Replicas", Some(&item.replicas)),
        ("Busy", Some(&item.utilisation)),
        ("Response, 95th percentile", item.response.as_ref()),
        ("CPU", Some(&item.cpu)),
        ("Memory", Some(&item.memory)),
        ("Storage", Some(&item.storage)),
        ("Network", Some(&item.network)),
    ];
    let fewer = entry("Why not fewer?", &fewer(item), "");
    let entries = figures.map(|(name, figure)| match figure {
        Some(figure) => entry(name, &figure.text(), &reasons(figure)),
        None => entry(name, "none", item.no_response().unwrap_or_default()),
    });
    format!("<dl class=\"capacity-figures\">{}{fewer}</dl>", entries.concat())
}

/// What decided the number of replicas, and how busy one fewer would be where load decided it.
fn fewer(item: &ItemOutcome) -> String {
    let words = item.binding.words();
    let (replicas, busy) = (item.replicas.value, item.utilisation.value);
    // So many share what all of them do now.
    let shared = |left: f64| Format::Share.text(busy * replicas / left);
    match item.binding {
        Binding::Utilisation if replicas > 1.0 => format!("{words}: {}", shared(replicas - 1.0)),
        Binding::Loss if replicas > 2.0 => {
            format!("{words}: it would leave them {} busy", shared(replicas - 2.0))
        }
        _ => words.to_owned(),
    }
}

fn entry(name: &str, value: &str, rest: &str) -> String {
    format!("<div><dt>{name}</dt> <dd><strong>{}</strong> {rest}</dd></div>", escape(value))
}

fn reasons(figure: &Figure) -> String {
    let trace = &figure.trace;
    format!(
        "<div class=\"capacity-reasons\"><p><code>{}</code></p><p>{}</p>\
         <p class=\"capacity-source\">{}; holds for {}</p></div>",
        escape(trace.formula),
        escape(&trace.substituted),
        sources::html(trace.source),
        escape(trace.validity)
    )
}
