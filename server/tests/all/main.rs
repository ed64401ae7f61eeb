//! Pharos from outside its modules: as content, as a site, as a process, as a house with walls.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up must stop")]
#![allow(clippy::disallowed_methods, reason = "a test of a process waits for it and reads the clock")]

mod alertmanager;
mod api;
mod config;
mod crash;
mod demo;
mod desk;
mod incidents;
mod layering;
mod matrix;
mod members;
mod notices;
mod openid;
mod process;
mod push;
mod subscribers;
mod support;
mod told;
mod web;
