//! Why an item has no fewer replicas: what one fewer would come to.

use crate::evaluate::size::Sizing;
use crate::evaluate::{Binding, LOSS_CEILING};
use crate::plan::{Item, Scaling};
use crate::trace::{Law, Trace};
use crate::units::Format;

const REPLICAS: Law = Law {
    formula: "n = max(n_HA, n_u, n_l)",
    symbols: &[
        ("n_HA", "replicas for high availability"),
        ("n_u", "replicas for the utilisation target"),
        ("n_l", "replicas to lose one"),
    ],
    source: "Lazowska et al., Quantitative System Performance (1984), ch. 3",
    validity: "replicas that share the load evenly; where one carries it all, its cores grow instead",
};

/// The number of replicas, with how busy they are with one fewer.
pub(in crate::panel) fn fewer(item: &Item, sizing: &Sizing) -> Trace {
    let counts = [item.replicas.value, sizing.for_utilisation, sizing.for_loss].map(f64::from);
    let mut trace = REPLICAS.trace(&counts, f64::from(sizing.replicas));
    let needed = counts.into_iter().fold(0.0, f64::max);
    if sizing.binding == Binding::Fixed {
        trace.substituted = format!("needed are {needed}; n = {}", sizing.replicas);
    }
    trace.substituted = format!("{}; {}", one_fewer(item, sizing), trace.substituted);
    trace
}

fn one_fewer(item: &Item, sizing: &Sizing) -> String {
    let Some(fewer) = sizing.replicas.checked_sub(1).filter(|fewer| *fewer > 0) else {
        return "with none there is no answer".into();
    };
    let sharing = |left: u32| if item.scaling == Scaling::Up { left.min(1) } else { left };
    let busy = |left: u32| {
        let cores = f64::from(sharing(left)) * sizing.cores;
        Format::Share.text(if sizing.offered > 0.0 { sizing.offered / cores } else { 0.0 })
    };
    let lost = fewer.checked_sub(1).filter(|left| *left > 0).map_or(String::new(), |left| {
        format!(", {} once one of them is lost, of at most {}", busy(left), Format::Share.text(LOSS_CEILING))
    });
    format!("with {fewer} they are {} busy{lost}; {}", busy(fewer), sizing.binding.words())
}
