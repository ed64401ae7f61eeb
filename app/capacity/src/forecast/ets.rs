//! Exponential smoothing as state space models, ETS: the 15 stable ones and their likelihood, fitted, chosen by
//! the corrected Akaike criterion, continued. Sources: Hyndman, Koehler, Ord, Snyder: Forecasting with
//! Exponential Smoothing (2008); R's `forecast::ets`, whose likelihood and bounds these are.

mod filter;
mod fit;
mod form;
mod gradient;
mod path;
mod space;

pub use filter::Ets;
pub use fit::{auto, fit};
pub use form::{Effect, Form, States};
