//! An audit of the shipped content: what the operators' guides state is on its page and in its estate, every alert leads
//! to its runbook, every runbook can be followed, and every document that a guide names is there.

#![allow(clippy::expect_used, reason = "a test that lacks what it needs must stop")]

mod alert;
mod block;
mod component;
mod content;
mod document;
mod fact;
mod fault;
mod lint;
mod plan;
mod rules;
mod runbook;
mod shell;
mod stub;
mod toml_path;
pub mod yaml;

use content::Content;

/// Fails with all of `problems` at once, one a line.
fn none(problems: &[String]) {
    assert!(problems.is_empty(), "{} to put right:\n  {}\n", problems.len(), problems.join("\n  "));
}

#[test]
fn every_fact_of_the_guides_is_on_its_page_and_in_its_file() {
    none(&fact::problems(&Content::read()));
}

#[test]
fn every_document_that_a_guide_names_is_there() {
    none(&document::problems(&Content::read()));
}

#[test]
fn every_alert_leads_to_the_one_runbook_that_answers_it() {
    none(&alert::problems(&Content::read()));
}

#[test]
fn every_component_leads_to_a_runbook_that_names_it() {
    none(&component::problems(&Content::read()));
}

#[test]
fn promtool_accepts_every_rule_and_every_query() {
    none(&rules::problems(&Content::read()));
}

#[test]
fn the_lint_finds_nothing() {
    none(&lint::problems(&Content::read()));
}

#[test]
fn every_runbook_has_the_sections_of_a_runbook_in_their_order() {
    none(&runbook::problems(&Content::read()));
}

#[test]
fn every_command_parses_and_declares_what_is_to_be_filled_in() {
    none(&shell::problems(&Content::read()));
}

#[test]
fn every_fault_of_the_demo_leads_to_a_runbook_that_repairs_it() {
    none(&fault::problems(&Content::read()));
}

#[test]
fn every_yaml_parses_and_kubernetes_takes_every_manifest() {
    none(&yaml::problems(&Content::read()));
}

#[test]
fn what_is_worked_out_in_words_is_what_the_plan_says() {
    none(&plan::problems(&Content::read()));
}

#[test]
fn no_page_is_a_stub() {
    none(&stub::problems(&Content::read()));
}
