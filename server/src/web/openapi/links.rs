//! Links between operations ("Link Object" of OpenAPI 3.1): which go on with what an answer gives, and where its names stand
//! there, so that a program, and whoever tests one, gets from a list or from what it made to the thing itself.

use super::operation::Operation;
use super::operations;
use serde_json::{Map, Value, json};

/// The links of an answer of `operation` when all is well, by the names of the operations that they lead to.
pub(super) fn links(operation: &Operation) -> Map<String, Value> {
    operations().filter_map(|(_, next)| Some((next.name.into(), link(operation, next)?))).collect()
}

/// How `to` goes on with an answer of `from`; nothing if it is about something else, or `from` leaves nothing to go on with.
fn link(from: &Operation, to: &Operation) -> Option<Value> {
    let below = to.path.strip_prefix(from.path)?;
    let goes_on = (below.is_empty() || below.starts_with('/')) && to.name != from.name;
    if !goes_on || from.gives.kind.is_none() {
        return None;
    }
    let asked = from.parts().map(|part| format!("$request.path.{part}"));
    let given = from.names.iter().map(|pointer| format!("$response.body#{pointer}"));
    let mut values = asked.chain(given);
    let mut parameters = Map::new();
    for part in to.parts().filter(|part| to.words_of(part).is_none()) {
        parameters.insert(format!("path.{part}"), values.next()?.into());
    }
    if parameters.is_empty() {
        return None;
    }
    if to.asks.seen && from.gives.tag {
        parameters.insert("header.If-Match".into(), "$response.header.ETag".into());
    }
    Some(json!({ "operationId": to.name, "parameters": parameters }))
}
