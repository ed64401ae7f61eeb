//! `queue.*`: queues and networks of them. A rate and a service time may be given in several units
//! (`lambda`, `lambda_per_min`; `S`, `S_ms`); times come out in the unit of the service time.

mod closed;
mod inputs;
mod open;
mod paths;
mod single;
mod sizing;

use serde_json::Value;

use super::{Answer, Error, Inputs};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "queue.mmc" => single::mmc(inputs),
        "queue.erlang_b" => single::loss(inputs),
        "queue.mmc_wait" | "queue.mmc_response" => single::times(inputs),
        "queue.mmck" => single::with_room(inputs),
        "queue.finite_source" => single::finite_source(inputs),
        "queue.mg1" => single::mg1(inputs),
        "queue.ggc_ac" => single::ggc(inputs),
        "queue.min_servers" => sizing::servers(inputs),
        "queue.max_arrival" => sizing::load(inputs),
        "queue.halfin_whitt" => sizing::halfin_whitt(inputs),
        "queue.sqrt_staffing" => sizing::square_root(inputs),
        "queue.fan_out" => paths::fan_out(inputs),
        "queue.chain" => paths::chain(inputs),
        "queue.retries" => paths::retries(inputs),
        "queue.open_network" => open::network(inputs),
        "queue.open_classes" => open::classes(inputs),
        "queue.bottleneck" => closed::bottleneck(inputs),
        "queue.aba" => closed::bounds(inputs),
        "queue.mva" => closed::mva(inputs),
        "queue.mva_classes" => closed::classes(inputs),
        _ => return None,
    })
}
