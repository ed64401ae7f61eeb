//! Open networks.

use serde_json::Value;

use super::closed::{rows, servers};
use super::inputs::arrival;
use super::{Answer, Error, Inputs};
use crate::eval::inputs::wrong;
use crate::law;
use crate::network::{self, OpenStation};

/// One class with `V` visits and `S` seconds at each station; figures of station k end in k.
pub(super) fn network(inputs: &Inputs) -> Result<Value, Error> {
    let (arrival, visits, service) = (arrival(inputs)?, inputs.list("V")?, inputs.list("S")?);
    if visits.len() != service.len() {
        return Err(wrong("S", format!("{} long", service.len()), "as long as V"));
    }
    let demands: Vec<f64> =
        visits.iter().zip(&service).map(|(&v, &s)| law::demand(v, s)).collect::<Result<_, _>>()?;
    let stations =
        network::open(&[arrival], std::slice::from_ref(&demands), &servers(inputs, demands.len())?)?;
    let mut answer = Answer::default();
    for (k, (station, visits)) in stations.iter().zip(&visits).enumerate() {
        answer = answer.numbers([
            (&*format!("U{k}"), station.utilisation),
            (&*format!("X{k}"), law::forced_flow(arrival, *visits)?),
            (&*format!("Q{k}"), station.inside),
        ])?;
        if let (Some(residence), true) = (station.residence.first(), *visits > 0.0) {
            answer = answer.number(&format!("R{k}"), residence / visits)?;
        }
    }
    let response = stations.iter().flat_map(|station| &station.residence).sum();
    let inside = stations.iter().map(|station| station.inside).sum();
    answer.numbers([("R", response), ("Q", inside), ("X", arrival)])?.done()
}

/// Several classes with rates `lambda` and rows of demands `D`.
pub(super) fn classes(inputs: &Inputs) -> Result<Value, Error> {
    let (arrivals, demands) = (inputs.list("lambda")?, rows(inputs)?);
    let count = demands.first().map_or(0, Vec::len);
    let stations = network::open(&arrivals, &demands, &servers(inputs, count)?)?;
    let figures = |of: fn(&OpenStation) -> f64| stations.iter().map(of).collect::<Vec<_>>();
    let response = (0..arrivals.len())
        .map(|class| stations.iter().filter_map(|station| station.residence.get(class)).sum::<f64>());
    Answer::default()
        .list("R", response)?
        .list("U", figures(|station| station.utilisation))?
        .list("Q", figures(|station| station.inside))?
        .done()
}
