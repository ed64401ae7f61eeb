//! Closed networks of several classes of users, by mean value analysis over all mixes of users, or by the
//! approximation of Bard and Schweitzer. Several servers of a station are taken after Seidmann.
//! Source: Lazowska et al. (1984), chapter 7.

use super::closed::Method;
use super::{Servers, Station};
use crate::Error;

/// The most mixes of users, times stations, of the exact solution.
const EXACT_STATES: f64 = 8e6;

/// The most mixes of users of the exact solution.
const EXACT_MIXES: f64 = 2e6;

/// What one class of users gets.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassSolution {
    /// Requests of the class through the network, per second.
    pub throughput: f64,
    /// Mean time in the network without thinking, in seconds.
    pub response: f64,
    /// Mean number of the class at each station.
    pub inside: Vec<f64>,
    /// Time of one request at each station over all its visits, in seconds.
    pub residence: Vec<f64>,
}

/// One class: its users, what they think (s), and its demands (s), split into queueing and delay.
struct Class {
    users: u32,
    think: f64,
    queueing: Vec<f64>,
    delay: Vec<f64>,
}

/// Solves for classes of `(users, think seconds)`; `demands` has a row for each class with its demand (s) on
/// each station. Gives a solution for each class, and how it was found.
pub fn solve_classes(
    classes: &[(u32, f64)],
    demands: &[Vec<f64>],
    servers: &[Servers],
) -> Result<(Vec<ClassSolution>, Method), Error> {
    let rows = !classes.is_empty() && demands.len() == classes.len();
    let rows = rows && demands.iter().all(|row| row.len() == servers.len());
    Error::check("classes", classes.len() as f64, "as many as rows, each with all stations", rows)?;
    let classes: Vec<Class> = classes
        .iter()
        .zip(demands)
        .map(|(class, row)| split(*class, row, servers))
        .collect::<Result<_, _>>()?;
    let mixes: f64 = classes.iter().map(|class| f64::from(class.users) + 1.0).product();
    if mixes <= EXACT_MIXES && mixes * servers.len() as f64 <= EXACT_STATES {
        let several = servers.iter().any(|servers| matches!(servers, Servers::Queue(c) if *c > 1));
        let method = if several { Method::Seidmann } else { Method::MeanValue };
        Ok((exact(&classes, servers.len()), method))
    } else {
        Ok((approximate(&classes, servers.len()), Method::Approximate))
    }
}

fn split((users, think): (u32, f64), row: &[f64], servers: &[Servers]) -> Result<Class, Error> {
    let think = Error::check("think time (s)", think, "between 0 and 1e12", (0.0..=1e12).contains(&think))?;
    let (mut queueing, mut delay) = (Vec::new(), Vec::new());
    for (&demand, &servers) in row.iter().zip(servers) {
        let station = Station { demand, servers }.checked()?;
        let fast = match station.servers {
            Servers::Delay => 0.0,
            Servers::Queue(c) => demand / f64::from(c),
        };
        queueing.push(fast);
        delay.push(demand - fast);
    }
    let total: f64 = row.iter().sum();
    Error::check("total demand (s)", total, "more than zero", total > 0.0)?;
    Ok(Class { users, think, queueing, delay })
}

/// Throughput and residence times of a class that finds `ahead` at each station.
fn pass(class: &Class, users: f64, ahead: impl Iterator<Item = f64>) -> (f64, Vec<f64>) {
    let parts = class.queueing.iter().zip(&class.delay).zip(ahead);
    let residence: Vec<f64> = parts.map(|((fast, delay), ahead)| fast * (1.0 + ahead) + delay).collect();
    (users / (class.think + residence.iter().sum::<f64>()), residence)
}

/// All mixes in an order in which those with one user fewer come first. Delays hold nobody up, so only what
/// queues is kept.
fn exact(classes: &[Class], stations: usize) -> Vec<ClassSolution> {
    let strides: Vec<usize> = classes
        .iter()
        .scan(1, |stride, class| {
            let own = *stride;
            *stride *= class.users as usize + 1;
            Some(own)
        })
        .collect();
    let mixes: usize = classes.iter().map(|class| class.users as usize + 1).product();
    let mut queued = vec![0.0; mixes * stations];
    let mut last = Vec::new();
    for mix in 1..mixes {
        let mut total = vec![0.0; stations];
        last.clear();
        for (class, stride) in classes.iter().zip(&strides) {
            let users = mix / stride % (class.users as usize + 1);
            let fewer = if users > 0 { (mix - stride) * stations } else { 0 };
            let ahead = queued.iter().skip(fewer).take(stations).copied();
            let (throughput, residence) = pass(class, users as f64, ahead);
            for ((total, time), delay) in total.iter_mut().zip(&residence).zip(&class.delay) {
                *total += throughput * (time - delay);
            }
            last.push((throughput, residence));
        }
        queued.iter_mut().skip(mix * stations).zip(total).for_each(|(place, total)| *place = total);
    }
    solutions(last)
}

fn approximate(classes: &[Class], stations: usize) -> Vec<ClassSolution> {
    let mut queued: Vec<Vec<f64>> =
        classes.iter().map(|class| vec![f64::from(class.users) / stations as f64; stations]).collect();
    let mut last = Vec::new();
    for _ in 0..20_000 {
        let total: Vec<f64> =
            (0..stations).map(|k| queued.iter().filter_map(|row| row.get(k)).sum()).collect();
        let one = |(class, own): (&Class, &Vec<f64>)| {
            let users = f64::from(class.users);
            let ahead = total.iter().zip(own).map(|(total, own)| total - own / users.max(1.0));
            pass(class, users, ahead)
        };
        last = classes.iter().zip(&queued).map(one).collect();
        let mut change: f64 = 0.0;
        for ((row, class), (throughput, residence)) in queued.iter_mut().zip(classes).zip(&last) {
            for ((place, time), delay) in row.iter_mut().zip(residence).zip(&class.delay) {
                let next = throughput * (time - delay);
                change = change.max((next - *place).abs());
                *place = next;
            }
        }
        if change <= 1e-9 {
            break;
        }
    }
    solutions(last)
}

fn solutions(passes: Vec<(f64, Vec<f64>)>) -> Vec<ClassSolution> {
    let solution = |(throughput, residence): (f64, Vec<f64>)| ClassSolution {
        throughput,
        response: residence.iter().sum(),
        inside: residence.iter().map(|time| throughput * time).collect(),
        residence,
    };
    passes.into_iter().map(solution).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::network::solve;

    const QUEUES: [Servers; 3] = [Servers::Queue(1), Servers::Queue(1), Servers::Delay];

    #[test]
    fn two_halves_of_one_class_are_that_class() {
        let row = vec![0.5, 0.8, 1.0];
        let (halves, method) =
            solve_classes(&[(6, 2.0), (6, 2.0)], &[row.clone(), row.clone()], &QUEUES).unwrap();
        let stations: Vec<Station> =
            row.iter().zip(QUEUES).map(|(&demand, servers)| Station { demand, servers }).collect();
        let whole = solve(&stations, 12, 2.0).unwrap();
        assert_eq!(method, Method::MeanValue);
        assert!((halves[0].throughput + halves[1].throughput - whole.throughput).abs() < 1e-12);
    }

    #[test]
    fn several_servers_are_not_called_exact() {
        let method = |c| solve_classes(&[(3, 1.0)], &[vec![0.5]], &[Servers::Queue(c)]).unwrap().1;
        assert_eq!((method(1), method(2)), (Method::MeanValue, Method::Seidmann));
    }

    #[test]
    fn a_class_without_users_does_nothing_and_little_holds() {
        let demands = [vec![0.5, 0.1, 0.0], vec![0.2, 0.9, 0.3]];
        let (classes, _) = solve_classes(&[(0, 0.0), (9, 1.0)], &demands, &QUEUES).unwrap();
        assert_eq!(classes[0].throughput, 0.0);
        let inside: f64 = classes[1].inside.iter().sum();
        assert!((inside + classes[1].throughput * 1.0 - 9.0).abs() < 1e-10);
    }

    #[test]
    fn many_users_are_approximated_within_a_few_percent() {
        let demands = [vec![0.5, 0.1, 0.0], vec![0.2, 0.9, 0.3]];
        let class = |users, think| (users, think);
        let small = [class(40, 10.0), class(30, 20.0)];
        let (exact, _) = solve_classes(&small, &demands, &QUEUES).unwrap();
        let parts: Vec<Class> =
            small.iter().zip(&demands).map(|(class, row)| split(*class, row, &QUEUES).unwrap()).collect();
        let near = approximate(&parts, 3);
        assert!((exact[0].throughput - near[0].throughput).abs() < 0.05 * exact[0].throughput);
        let large = solve_classes(&[class(5000, 10.0), class(5000, 20.0)], &demands, &QUEUES).unwrap();
        assert_eq!(large.1, Method::Approximate);
    }
}
