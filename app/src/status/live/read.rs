//! Reading `/api/status.json`. The browser parses it; taking the fields one by one keeps a JSON parser out of
//! the bundle, where it would weigh more than all the rest that is ours.

use model::incident::{Severity, State};
use model::public::{Live, LiveComponent, LiveIncident};
use model::status::Status;
use model::time::At;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Reflect};

/// The answer in `value`; nothing if it is not one.
pub fn live(value: &JsValue) -> Option<Live> {
    Some(Live {
        version: whole(value, "version")? as u64,
        at: At(whole(value, "at")?),
        headline: text(value, "headline")?,
        systems: list(value, "systems", whole_status)?,
        groups: list(value, "groups", whole_status)?,
        components: list(value, "components", component)?,
        incidents: list(value, "incidents", incident)?,
    })
}

fn whole_status(value: JsValue) -> Option<(String, Status)> {
    let pair = value.dyn_into::<Array>().ok()?;
    Some((pair.get(0).as_string()?, Status::from_slug(&pair.get(1).as_string()?)?))
}

fn component(value: JsValue) -> Option<LiveComponent> {
    Some(LiveComponent {
        id: text(&value, "id")?,
        name: text(&value, "name")?,
        status: Status::from_slug(&text(&value, "status")?)?,
        since: At(whole(&value, "since")?),
        checked: whole(&value, "checked").map(At),
        latency: whole(&value, "latency").map(|micros| micros as u32),
        affected_by: text(&value, "affected_by"),
    })
}

fn incident(value: JsValue) -> Option<LiveIncident> {
    Some(LiveIncident {
        id: text(&value, "id")?,
        title: text(&value, "title")?,
        severity: Severity::named(&text(&value, "severity")?)?,
        state: State::from_slug(&text(&value, "state")?)?,
        updated: At(whole(&value, "updated")?),
        affects: field(&value, "affects")?.as_bool()?,
    })
}

fn field(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &JsValue::from_str(name)).ok()
}

fn text(value: &JsValue, name: &str) -> Option<String> {
    field(value, name)?.as_string()
}

fn whole(value: &JsValue, name: &str) -> Option<i64> {
    Some(field(value, name)?.as_f64()? as i64)
}

fn list<T>(value: &JsValue, name: &str, read: fn(JsValue) -> Option<T>) -> Option<Vec<T>> {
    field(value, name)?.dyn_into::<Array>().ok()?.iter().map(read).collect()
}
