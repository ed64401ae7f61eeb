//! Planned work as JSON.

use crate::maintenance::Planned;
use model::maintenance::{Declared, When};
use model::member::Actor;
use model::time::At;
use schemars::JsonSchema;
use serde::Serialize;

/// What is planned between two instants.
#[derive(Serialize, JsonSchema)]
pub(super) struct Calendar<'a> {
    /// In the order of their beginnings.
    pub windows: Vec<WindowView<'a>>,
    /// Times in which no planned work is done.
    pub freezes: Vec<FreezeView<'a>>,
}

/// A window of planned work.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Window")]
pub(super) struct WindowView<'a> {
    /// The work's id: unique in its system.
    pub maintenance: &'a str,
    pub system: &'a str,
    pub title: &'a str,
    pub components: &'a [String],
    pub from: At,
    pub to: At,
    /// Whether it comes back by a rule.
    pub recurring: bool,
    /// Whether it is held; one that meets a freeze is not.
    pub held: bool,
}

/// A time in which no planned work is done on a system.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Freeze")]
pub(super) struct FreezeView<'a> {
    pub system: &'a str,
    pub title: &'a str,
    pub from: At,
    pub to: At,
}

/// Work that a member declared.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Maintenance")]
pub(super) struct DeclaredView<'a> {
    pub id: &'a str,
    pub version: u32,
    pub title: &'a str,
    pub components: &'a [String],
    pub from: At,
    pub to: At,
    /// When it was cancelled.
    pub cancelled: Option<At>,
    pub made: At,
    pub by: &'a Actor,
}

impl<'a> DeclaredView<'a> {
    /// What is shown of it.
    pub(super) fn of(work: &'a Declared) -> DeclaredView<'a> {
        let Declared { id, version, title, components, window, cancelled, made, by } = work;
        let (version, cancelled, made) = (*version, *cancelled, *made);
        DeclaredView { id, version, title, components, from: window.from, to: window.to, cancelled, made, by }
    }
}

impl<'a> WindowView<'a> {
    /// What is shown of it.
    pub(super) fn of(planned: Planned<'a>) -> WindowView<'a> {
        let Planned { system, work, window, freeze } = planned;
        WindowView {
            maintenance: &work.id,
            system: &system.id,
            title: &work.title,
            components: &work.components,
            from: window.from,
            to: window.to,
            recurring: matches!(work.when, When::Recurring(_)),
            held: freeze.is_none(),
        }
    }
}
