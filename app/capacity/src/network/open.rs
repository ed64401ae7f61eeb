//! Open networks: load of several classes enters from outside and visits stations.
//! Source: Lazowska et al. (1984), chapters 6 and 7; stations share or serve in order with equal service.

use super::{Servers, Station};
use crate::Error;
use crate::queue::Mmc;

/// One station of an open network.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenStation {
    /// Share of time that each server is busy; for delays the mean number inside.
    pub utilisation: f64,
    /// Mean number inside.
    pub inside: f64,
    /// Time of one request of each class over all its visits, in seconds.
    pub residence: Vec<f64>,
}

/// The stations of a network into which `arrivals` of each class come per second; `demands` has a row for
/// each class with its demand (s) on each station. `Unstable` with the worst rho if some station is full.
pub fn open(arrivals: &[f64], demands: &[Vec<f64>], servers: &[Servers]) -> Result<Vec<OpenStation>, Error> {
    let rows = demands.len() == arrivals.len() && demands.iter().all(|row| row.len() == servers.len());
    Error::check("classes", arrivals.len() as f64, "as many as rows, each with all stations", rows)?;
    let held = arrivals.iter().chain(demands.iter().flatten()).copied().fold(0.0, f64::min);
    Error::check("smallest figure", held, "zero or more", held >= 0.0)?;
    let offered = |k: usize| -> f64 {
        arrivals.iter().zip(demands).map(|(arrival, row)| arrival * row.get(k).copied().unwrap_or(0.0)).sum()
    };
    let offered: Vec<f64> = (0..servers.len()).map(offered).collect();
    let rho = |(offered, servers): (&f64, &Servers)| match servers {
        Servers::Queue(c) => offered / f64::from(*c),
        Servers::Delay => 0.0,
    };
    let worst = offered.iter().zip(servers).map(rho).fold(0.0, f64::max);
    if worst >= 1.0 {
        return Err(Error::unstable(worst));
    }
    let station = |(k, (&offered, &servers)): (usize, (&f64, &Servers))| {
        let (utilisation, stretch) = stretched(offered, servers)?;
        let residence: Vec<f64> = demands.iter().filter_map(|row| row.get(k)).map(|d| d * stretch).collect();
        Ok(OpenStation { utilisation, inside: offered * stretch, residence })
    };
    offered.iter().zip(servers).enumerate().map(station).collect()
}

/// Utilisation, and how much longer than its service time a request stays: W / S of an M/M/c queue.
fn stretched(offered: f64, servers: Servers) -> Result<(f64, f64), Error> {
    let station = Station { demand: offered, servers }.checked()?;
    match station.servers {
        Servers::Delay => Ok((offered, 1.0)),
        Servers::Queue(c) => {
            let queue = Mmc::new(offered, 1.0, c)?;
            Ok((queue.utilisation(), queue.mean_response()))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn two_classes_share_a_station() {
        let servers = [Servers::Queue(1), Servers::Queue(3), Servers::Delay];
        let demands = vec![vec![0.1, 0.2, 1.0], vec![0.3, 0.0, 0.0]];
        let stations = open(&[2.0, 1.0], &demands, &servers).unwrap();
        assert!((stations[0].utilisation - 0.5).abs() < 1e-15 && (stations[0].inside - 1.0).abs() < 1e-15);
        assert!((stations[0].residence[0] - 0.2).abs() < 1e-15);
        assert!((stations[0].residence[1] - 0.6).abs() < 1e-15);
        assert_eq!((stations[2].inside, stations[2].residence[0]), (2.0, 1.0));
    }

    #[test]
    fn a_full_station_is_named_by_its_load() {
        let got = open(&[5.0], &[vec![0.1, 0.3]], &[Servers::Queue(1); 2]);
        assert_eq!(got, Err(Error::Unstable { rho: 1.5 }));
        assert!(open(&[5.0], &[vec![0.1]], &[Servers::Queue(1); 2]).is_err());
    }
}
