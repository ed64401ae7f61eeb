//! Every address of the site, written once, so that links cannot rot.

/// The status of everything as JSON: [`model::public::Live`].
pub const STATUS_JSON: &str = "/api/status.json";
/// Server-sent events: `version` with the number of the newest snapshot as its data.
pub const EVENTS: &str = "/api/events";
/// Is the process alive.
pub const HEALTHZ: &str = "/healthz";
/// Can it serve pages.
pub const READYZ: &str = "/readyz";
/// POST of the form fields `component`, `kind` and `minutes`: breaks a component of the simulated estate.
pub const DEMO_FAULTS: &str = "/demo/faults";
/// POST of the form field `component`: ends its fault; without it, ends all.
pub const DEMO_CLEAR: &str = "/demo/faults/clear";

/// An address that people visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The status of everything.
    Overview,
    /// The status of a system, by id.
    System(String),
    /// The status of a component, by id: `butterfly/capsule`.
    Component(String),
    /// A docs page by its path, with an optional fragment; the empty path is the start of the docs.
    Docs(String),
    /// The planner, with a plan's id or with the first plan.
    Capacity(Option<String>),
    /// The simulated estate.
    Demo,
}

impl Route {
    /// The path of its URL: `/status/butterfly/capsule`.
    pub fn path(&self) -> String {
        match self {
            Route::Overview => "/".into(),
            Route::System(id) | Route::Component(id) => format!("/status/{id}"),
            Route::Docs(path) if path.is_empty() => "/docs".into(),
            Route::Docs(path) => format!("/docs/{path}"),
            Route::Capacity(None) => "/capacity".into(),
            Route::Capacity(Some(plan)) => format!("/capacity/{plan}"),
            Route::Demo => "/demo".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_readable() {
        assert_eq!(Route::Component("butterfly/capsule".into()).path(), "/status/butterfly/capsule");
        assert_eq!(Route::Docs(String::new()).path(), "/docs");
        assert_eq!(Route::Docs("jack/operations#rollback".into()).path(), "/docs/jack/operations#rollback");
        assert_eq!(Route::Capacity(Some("jack".into())).path(), "/capacity/jack");
    }
}
