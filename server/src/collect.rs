//! From check to snapshot: schedule, judge, remember, publish.
//!
//! ```text
//! schedule --Sample (bounded channel)--> pipeline { Collector::take, Store::append, fold } --watch--> Snapshot
//! ```

pub mod canary;
pub mod clock;
pub mod collector;
pub mod heartbeat;
pub mod pipeline;
pub mod schedule;
