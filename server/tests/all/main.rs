//! Pharos from outside its modules: as content, as a site, as a process, as a house with walls; and the content that it
//! ships.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up must stop")]
#![allow(clippy::disallowed_methods, reason = "a test of a process waits for it and reads the clock")]

mod alertmanager;
mod api;
mod brand;
mod capacity;
mod command_line;
mod config;
mod crash;
mod demo;
mod desk;
mod docs;
mod export;
mod facts;
mod feeds;
mod history;
mod incidents;
mod languages;
mod layering;
mod matrix;
mod members;
mod notices;
mod offline;
mod openid;
mod pages;
mod process;
mod push;
mod reload;
mod runbook;
mod runs;
mod subscribers;
mod support;
mod templates;
mod told;
mod tree;
mod web;
