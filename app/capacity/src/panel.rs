//! What is shown of a plan beside its needs: each panel is a sentence, a drawing, and the table behind both.
//! Panels are plain data, so that pages, exports and the browser's worker show the same; `markup` writes them
//! as HTML and SVG.

mod assumptions;
mod availability;
mod backups;
mod bars;
mod cost;
mod failure;
pub mod fields;
pub mod figures;
mod fleet;
mod goal;
mod language;
mod loadtest;
pub mod markup;
mod measured;
pub(crate) mod nodes;
mod outlook;
mod reasons;
mod regret;
mod reverse;
mod rows;
pub mod scenarios;
pub mod seek;
pub(crate) mod sheet;
pub mod spread;
mod system;
mod terms;
mod tornado;
mod when;
mod worth;

pub use outlook::limits;
pub use reasons::section;
pub use rows::names as rows;

use crate::{Plan, Scenario};

/// One view of a plan in a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Its name in addresses and ids.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it shows, in a sentence or a few.
    pub says: String,
    /// The drawing, if there is something to draw.
    pub drawing: Option<Drawing>,
    /// The figures.
    pub table: Table,
    /// How the figures come about.
    pub source: &'static str,
}

/// Figures in rows; the first cell of a row names it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the columns hold.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

/// Marks on a sheet of so many units.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Units from left to right.
    pub width: f64,
    /// Units from top to bottom.
    pub height: f64,
    /// The drawing in words.
    pub label: String,
    /// What is drawn, from back to front.
    pub marks: Vec<Mark>,
}

/// One mark of a drawing. What it means is its class, so that the style sheet gives it its colour.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A rectangle: left, top, width, height.
    Box(&'static str, [f64; 4]),
    /// A line through these points; closed and filled if its class is.
    Line(&'static str, Vec<(f64, f64)>),
    /// A bow from one point to another, leaving and arriving level.
    Bow(&'static str, (f64, f64), (f64, f64)),
    /// A dot.
    Dot(&'static str, (f64, f64)),
    /// Text from this point on; before it if its class says so.
    Text(&'static str, (f64, f64), String),
    /// The way to a place on the page, and the marks that lead there.
    Link(String, Vec<Mark>),
}

/// All panels of the plan in this scenario that have something to show, with the nodes and the rates that it brings. A
/// scenario without an answer has none.
pub fn all(plan: &Plan, scenario: &Scenario) -> Vec<Panel> {
    let panels = [
        system::panel,
        failure::panel,
        availability::panel,
        outlook::panel,
        spread::panel,
        tornado::panel,
        worth::panel,
        goal::panel,
        scenarios::panel,
        reverse::panel,
        fleet::panel,
        nodes::panel,
        nodes::front,
        regret::panel,
        cost::panel,
        cost::commitment,
        backups::panel,
        language::panel,
        loadtest::panel,
        measured::panel,
        assumptions::panel,
        seek::panel,
    ];
    let plan = &*sheet::applied(plan, scenario);
    panels.iter().filter_map(|panel| panel(plan, scenario)).collect()
}

/// Words as owned text, for heads and rows.
#[inline(always)]
fn words<const N: usize>(words: [&str; N]) -> Vec<String> {
    owned(&words)
}

/// The same for any number of them, once for all.
#[inline(never)]
fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
