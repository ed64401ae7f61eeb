//! Closed networks.

use serde_json::{Value, json};

use super::inputs::optional_time;
use super::{Answer, Error, Inputs};
use crate::eval::inputs::{number, whole, wrong};
use crate::network::{self, Servers, Station, bounds};

/// Asymptotic bounds, and the tighter ones of balanced systems.
pub(super) fn bounds(inputs: &Inputs) -> Result<Value, Error> {
    let (demands, users, think) = (inputs.list("D")?, inputs.number("N")?, think(inputs)?);
    let wide = bounds::asymptotic(&demands, users, think)?;
    let tight = bounds::balanced(&demands, users, think)?;
    let pairs = [
        ("X_upper", wide.throughput_high),
        ("X_lower", wide.throughput_low),
        ("R_lower", wide.response_low),
        ("R_upper", wide.response_high),
        ("N_star", wide.knee),
        ("X_upper_balanced", tight.throughput_high),
        ("X_lower_balanced", tight.throughput_low),
        ("R_lower_balanced", tight.response_low),
        ("R_upper_balanced", tight.response_high),
    ];
    Answer::default().numbers(pairs)?.done()
}

/// The station with the largest demand per server, counted from 0, and the throughput at which it is full.
pub(super) fn bottleneck(inputs: &Inputs) -> Result<Value, Error> {
    let demands = inputs.list("D")?;
    let servers = inputs.optional("c", Inputs::list)?.unwrap_or_else(|| vec![1.0; demands.len()]);
    if servers.len() != demands.len() {
        return Err(wrong("c", format!("{} long", servers.len()), "as long as D"));
    }
    let stations: Vec<(f64, f64)> = demands.into_iter().zip(servers).collect();
    let (station, most) = crate::law::bottleneck(&stations)?
        .ok_or_else(|| wrong("D", "nothing above zero".into(), "a list with some demand"))?;
    Answer::default().value("station", station).numbers([("X_max", most), ("D_max", 1.0 / most)])?.done()
}

/// One class of `N` users with `V` visits and `S` seconds at each station, or demands `D`; `R` is the time
/// of one visit.
pub(super) fn mva(inputs: &Inputs) -> Result<Value, Error> {
    let (visits, service) = match inputs.optional("D", Inputs::list)? {
        Some(demands) => (vec![1.0; demands.len()], demands),
        None => {
            let service = inputs.list("S")?;
            let visits = inputs.optional("V", Inputs::list)?.unwrap_or_else(|| vec![1.0; service.len()]);
            (visits, service)
        }
    };
    if visits.len() != service.len() {
        return Err(wrong("S", format!("{} long", service.len()), "as long as V"));
    }
    let stations = visits.iter().zip(&service).zip(servers(inputs, service.len())?);
    let stations: Vec<Station> =
        stations.map(|((visits, service), servers)| Station { demand: visits * service, servers }).collect();
    let solved = network::solve(&stations, inputs.count("N")?, think(inputs)?)?;
    let each =
        |time: f64, (visits, service): (&f64, &f64)| if *visits > 0.0 { time / visits } else { *service };
    let visit = solved.residence.iter().zip(visits.iter().zip(&service)).map(|(time, of)| each(*time, of));
    Answer::default()
        .list("R", visit)?
        .list("Q", solved.inside)?
        .list("U", solved.utilisation)?
        .list("residence", solved.residence)?
        .numbers([("X", solved.throughput), ("R_system", solved.response)])?
        .value("method", solved.method.words())
        .done()
}

/// Several classes of `N` users each, with rows of demands `D`.
pub(super) fn classes(inputs: &Inputs) -> Result<Value, Error> {
    let demands = rows(inputs)?;
    let users: Vec<u32> = inputs
        .values("N")?
        .iter()
        .map(|value| {
            u32::try_from(whole("N", value)?).map_err(|_| wrong("N", value.to_string(), "below 4e9"))
        })
        .collect::<Result<_, _>>()?;
    let think = inputs.optional("Z", Inputs::list)?.unwrap_or_else(|| vec![0.0; users.len()]);
    if think.len() != users.len() {
        return Err(wrong("Z", format!("{} long", think.len()), "as long as N"));
    }
    let classes: Vec<(u32, f64)> = users.into_iter().zip(think).collect();
    let count = demands.first().map_or(0, Vec::len);
    let (solved, method) = network::solve_classes(&classes, &demands, &servers(inputs, count)?)?;
    let inside: Vec<Value> = solved.iter().map(|class| json!(class.inside)).collect();
    Answer::default()
        .list("X", solved.iter().map(|class| class.throughput))?
        .list("R", solved.iter().map(|class| class.response))?
        .value("Q", inside)
        .value("method", method.words())
        .done()
}

/// How the stations serve: `c` with a number or "delay" for each or for all, else one server each.
pub(super) fn servers(inputs: &Inputs, stations: usize) -> Result<Vec<Servers>, Error> {
    if !inputs.has("c") {
        return Ok(vec![Servers::Queue(1); stations]);
    }
    let one = |value: &Value| {
        if value.as_str() == Some("delay") {
            return Ok(Servers::Delay);
        }
        let servers = u32::try_from(whole("c", value)?).ok().map(Servers::Queue);
        servers.ok_or_else(|| wrong("c", value.to_string(), "below 4e9"))
    };
    if !inputs.is_list("c") {
        return Ok(vec![one(inputs.value("c")?)?; stations]);
    }
    let values = inputs.values("c")?;
    if values.len() != stations {
        return Err(wrong("c", format!("{} long", values.len()), &format!("{stations} long")));
    }
    values.iter().map(one).collect()
}

/// Rows of demands, one for each class.
pub(super) fn rows(inputs: &Inputs) -> Result<Vec<Vec<f64>>, Error> {
    let rows = inputs.values("D")?.iter().map(|row| {
        let row = row.as_array().ok_or_else(|| wrong("D", row.to_string(), "a list of lists"))?;
        row.iter().map(|value| number("D", value)).collect()
    });
    rows.collect()
}

fn think(inputs: &Inputs) -> Result<f64, Error> {
    Ok(optional_time(inputs, "Z")?.map_or(0.0, |given| given.seconds))
}
