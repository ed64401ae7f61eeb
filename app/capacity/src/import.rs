//! What measured series say of a plan's figures: each metric that is known here stands for one, such as the busiest
//! rate of `http_requests_total` for the load. Reading what programs print is for whoever calls this.

mod figure;
mod measuring;
mod owner;
mod preset;
mod series;
mod words;

pub use figure::{Figure, Told, told};
pub use preset::{Meaning, PRESETS, Preset, is_known};
pub use series::{Series, Together};
