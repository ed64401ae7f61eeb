//! The words of Pharos as types, and its pure rules.
//!
//! ```text
//! Estate (what is configured)
//!    Check --probe--> Sample --judge--> Verdict --merge--> Status --timeline--> Span
//!                                                          |         Span --uptime--> Clocks, DayRollup
//!                                                          +--alert--> Alert --follow--> incident::Entry
//!    Entry (what was done) --replay--> Incident --due--> what is due next
//!                                          +--notice::of_change--> Message (who is told decides notice::told)
//!    docs page --outline--> run::Step + run::Entry --replay--> Run --usage--> how a page is used
//!                                   Estate + Status + DayRollup --snapshot--> Snapshot --public--> what visitors get
//! ```
//!
//! Nothing here reads a clock, draws a random number or does I/O: `now` is a parameter.

pub mod alert;
pub mod audit;
pub mod estate;
pub mod incident;
pub mod judge;
pub mod latency;
pub mod maintenance;
pub mod member;
pub mod metric;
pub mod notice;
pub mod options;
pub mod public;
pub mod report;
pub mod run;
pub mod sample;
pub mod slo;
pub mod snapshot;
pub mod status;
pub mod subscriber;
pub mod time;
pub mod timeline;
pub mod uptime;
