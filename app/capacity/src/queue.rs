//! The M/M/c queue: Poisson arrivals, exponential service, `c` equal servers and one shared line.
//! Source of the formulas: Gross, Harris: Fundamentals of Queueing Theory, chapter 2.

pub mod birth_death;
mod bounded;
pub mod chain;
mod erlang;
mod explain;
mod general;
mod response;
pub mod simulate;
mod size;
mod staffing;

pub use bounded::Bounded;
pub use erlang::{MAX_SERVERS, erlang_b, erlang_b_continuous, erlang_c, erlang_c_continuous};
pub use general::{Ggc, merged_scv, mg1_wait, split_scv};
pub use size::{Target, arrival_for, servers_for, smallest};
pub use staffing::{halfin_whitt, halfin_whitt_beta, square_root};

use crate::Error;

/// A stable M/M/c queue; made by `Mmc::new`, so every figure it gives is a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmc {
    arrival: f64,
    service: f64,
    servers: u32,
    waits: f64,
}

impl Mmc {
    /// A queue with `arrival` requests per second, mean service time `service` in seconds, `servers` servers.
    /// Gives `Unstable` when the servers cannot keep up and `Domain` for figures that make no queue.
    pub fn new(arrival: f64, service: f64, servers: u32) -> Result<Mmc, Error> {
        let arrival = Error::check("arrival rate (1/s)", arrival, "zero or more", arrival >= 0.0)?;
        let in_range = (1e-12..=1e12).contains(&service);
        let service = Error::check("service time (s)", service, "between 1e-12 and 1e12", in_range)?;
        let waits = erlang_c(servers, arrival * service)?;
        Ok(Mmc { arrival, service, servers, waits })
    }

    /// Number of servers.
    pub fn servers(&self) -> u32 {
        self.servers
    }

    /// Mean service time in seconds.
    pub fn service(&self) -> f64 {
        self.service
    }

    /// Offered load in erlangs: the number of servers that would be busy if nobody had to wait.
    pub fn offered(&self) -> f64 {
        self.arrival * self.service
    }

    /// Share of time that a server is busy, 0 to below 1.
    pub fn utilisation(&self) -> f64 {
        self.offered() / f64::from(self.servers)
    }

    /// Probability that a request has to wait (Erlang C).
    pub fn wait_probability(&self) -> f64 {
        self.waits
    }

    /// Mean wait before service in seconds: Wq = C S / (c - a).
    pub fn mean_wait(&self) -> f64 {
        self.waits * self.service / self.spare()
    }

    /// Mean time from arrival to answer in seconds: W = Wq + S.
    pub fn mean_response(&self) -> f64 {
        self.mean_wait() + self.service
    }

    /// Mean number of requests inside, waiting or served (Little's law).
    pub fn mean_inside(&self) -> f64 {
        self.arrival * self.mean_response()
    }

    /// Probability that the wait is at most `within` seconds.
    pub fn service_level(&self, within: f64) -> Result<f64, Error> {
        let within = Error::check("time (s)", within, "zero or more", within >= 0.0)?;
        Ok(1.0 - self.waits * libm::exp(-self.spare() * within / self.service))
    }

    /// The wait in seconds that a share `p` of requests does not exceed.
    pub fn wait_percentile(&self, p: f64) -> Result<f64, Error> {
        let late = 1.0 - probability(p)?;
        if self.waits <= late {
            return Ok(0.0);
        }
        Ok(libm::log(self.waits / late) * self.service / self.spare())
    }

    /// The time from arrival to answer in seconds that a share `p` of requests does not exceed.
    pub fn response_percentile(&self, p: f64) -> Result<f64, Error> {
        Ok(response::percentile(self, probability(p)?))
    }

    /// Servers that are free on average: c - a, above zero.
    fn spare(&self) -> f64 {
        f64::from(self.servers) - self.offered()
    }
}

/// A share strictly between 0 and 1, as a percentile needs.
fn probability(p: f64) -> Result<f64, Error> {
    Error::check("percentile", p, "above 0 and at most 0.999999", p > 0.0 && p <= 0.999_999)
}
