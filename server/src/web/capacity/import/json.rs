//! Answers in JSON: of Prometheus' `query_range` and `query`, and of `promtool query` with `--format=json`, which prints
//! the result alone. Source: Prometheus, HTTP API, expression query result formats.

use super::gathered::{Gathered, Labels, Moment};
use capacity::import::Series;
use serde_json::Value;

/// The series of such an answer; none if it holds none. The error is what Prometheus says, or where the JSON ends to be some.
pub fn series(text: &str, moment: Moment) -> Result<Vec<Series>, String> {
    let json: Value =
        serde_json::from_str(text).map_err(|error| format!("This is no whole JSON: {error}."))?;
    if json["status"] == "error" {
        return Err(format!("Prometheus says: {}.", json["error"].as_str().unwrap_or("an error")));
    }
    let result = json.pointer("/data/result").unwrap_or(&json);
    let mut gathered = Gathered::default();
    for one in result.as_array().into_iter().flatten() {
        let (name, labels) = called(&one["metric"]);
        let samples =
            one["values"].as_array().map_or_else(|| std::slice::from_ref(&one["value"]), Vec::as_slice);
        for sample in samples {
            let value = sample[1].as_str().and_then(|value| value.parse().ok());
            if let (Some(at), Some(value)) = (sample[0].as_f64(), value) {
                gathered.add(&name, labels.clone(), Some(at), value);
            }
        }
    }
    Ok(gathered.series(moment))
}

fn called(metric: &Value) -> (String, Labels) {
    let labels = metric.as_object().into_iter().flatten();
    let labels = labels.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
    let (names, labels): (Labels, Labels) = labels.partition(|(name, _)| name == "__name__");
    (names.into_iter().next().map(|(_, name)| name).unwrap_or_default(), labels)
}
