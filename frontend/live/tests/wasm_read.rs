//! What the server writes to `/api/status.json` is what the bundle reads from it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use app::status::live::read;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::js_sys::JSON;
use model::incident::{Severity, State};
use model::public::{Live, LiveComponent, LiveIncident};
use model::status::Status;
use model::time::At;
use wasm_bindgen_test::wasm_bindgen_test;

fn written(live: &Live) -> JsValue {
    JSON::parse(&serde_json::to_string(live).unwrap()).unwrap()
}

fn live() -> Live {
    let component = |id: &str, status, checked, latency| LiveComponent {
        id: id.into(),
        name: "A \"name\" <b>".into(),
        status,
        since: At(1_795_216_179_000),
        checked,
        latency,
        affected_by: None,
    };
    Live {
        version: 12,
        at: At(1_795_216_179_123),
        headline: "All systems are operational.".into(),
        systems: Status::ALL.iter().map(|status| (status.slug().to_owned(), *status)).collect(),
        groups: vec![("s#all".into(), Status::Degraded)],
        components: vec![
            component("s/a", Status::PartialOutage, Some(At(5)), Some(u32::MAX)),
            component("s/b", Status::Unknown, None, None),
            LiveComponent {
                affected_by: Some("s/a".into()),
                ..component("s/c", Status::PartialOutage, None, None)
            },
        ],
        incidents: vec![LiveIncident {
            id: "2026-11-20-odd-prices".into(),
            title: "Odd <prices>".into(),
            severity: Severity::P2,
            state: State::Monitoring,
            updated: At(1_795_216_179_000),
            affects: true,
        }],
    }
}

#[wasm_bindgen_test]
fn what_is_written_is_what_is_read() {
    assert_eq!(read::live(&written(&live())), Some(live()));
}

#[wasm_bindgen_test]
fn what_is_not_an_answer_is_not_read() {
    for other in ["null", "[]", "{}", "\"down\"", "{\"version\":1,\"at\":2,\"headline\":\"\",\"systems\":{}}"]
    {
        assert_eq!(read::live(&JSON::parse(other).unwrap()), None, "{other}");
    }
    let strange =
        JSON::parse(&serde_json::to_string(&live()).unwrap().replace("partial-outage", "on fire")).unwrap();
    assert_eq!(read::live(&strange), None);
}
