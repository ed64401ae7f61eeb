//! Where a measured series is going: straight lines, exponential smoothing, the Theta method, and when the
//! series meets its limit. Time is counted in the series' own steps unless a function says otherwise.

mod backtest;
mod combine;
mod decompose;
mod ets;
mod growth;
mod holt_winters;
mod linear;
mod minimise;
mod saturation;
mod series;
mod smoothing;
mod stl;
mod theil_sen;
mod theta;

pub use backtest::{Score, backtest, backtest_of};
pub use combine::{Method, combine, trend};
pub use decompose::{Classical, classical, is_seasonal};
pub use ets::{Effect, Ets, Form, States, auto as ets_auto, fit as ets_fit};
pub use growth::{Growth, compound_periods, logistic_periods};
pub use holt_winters::{HoltWinters, Smoothing, Start};
pub use linear::{Crossing, Line, predict_linear};
pub use saturation::{PATHS, Saturation, capacity_curve, first_passage};
pub use smoothing::double_exponential;
pub use stl::{Mstl, mstl};
pub use theil_sen::{TheilSen, theil_sen};
pub use theta::{Theta, theta};
