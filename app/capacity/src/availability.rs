//! Availability: the share of time in which a whole works, from the shares of its parts. Shares near 1 are
//! carried by their complement, which keeps the digits that matter.

mod explain;
mod parts;
mod quorum;
mod repair;

pub use parts::{Zone, k_of_mixed, k_of_n, k_of_zones, parallel, request, series, with_common_cause};
pub use quorum::{Quorum, majority};
pub use repair::{Repairable, repairable};

use crate::Error;

/// A share of time: `up` and `down` add up to 1, and the smaller one is exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Availability {
    up: f64,
    down: f64,
}

impl Availability {
    /// From the share of time in which it works, 0 to 1.
    pub fn of_up(up: f64) -> Result<Availability, Error> {
        let up = Error::check("availability", up, "between 0 and 1", (0.0..=1.0).contains(&up))?;
        Ok(Availability { up, down: 1.0 - up })
    }

    /// From the share of time in which it does not, 0 to 1: `1e-9` keeps all its digits.
    pub fn of_down(down: f64) -> Result<Availability, Error> {
        let down = Error::check("unavailability", down, "between 0 and 1", (0.0..=1.0).contains(&down))?;
        Ok(Availability { up: 1.0 - down, down })
    }

    /// From the mean times between failure and repair and from failure to repair, in the same unit:
    /// MTTR / (MTBF + MTTR) is down.
    pub fn of_times(between: f64, repair: f64) -> Result<Availability, Error> {
        let between = Error::check("mean time between failures", between, "more than zero", between > 0.0)?;
        let repair = Error::check("mean time to repair", repair, "zero or more", repair >= 0.0)?;
        Availability::of_down(repair / (between + repair))
    }

    /// From two sums of probabilities that together are 1 but for rounding: the smaller one counts.
    fn of_sums(up: f64, down: f64) -> Availability {
        if down < up { Availability { up: 1.0 - down, down } } else { Availability { up, down: 1.0 - up } }
    }

    /// Share of time in which it works.
    pub fn up(&self) -> f64 {
        self.up
    }

    /// Share of time in which it does not.
    pub fn down(&self) -> f64 {
        self.down
    }

    /// Time down within `period`, in its unit.
    pub fn downtime(&self, period: f64) -> Result<f64, Error> {
        let period = Error::check("period", period, "between 0 and 1e15", (0.0..=1e15).contains(&period))?;
        Ok(self.down * period)
    }

    /// How many nines it has: -log10 of the share down; at most 300.
    pub fn nines(&self) -> f64 {
        if self.down > 1e-300 { 0.0 - libm::log10(self.down) } else { 300.0 }
    }
}
