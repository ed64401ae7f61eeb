//! Gateways that keep sockets open: memory, pings, ports, and the storm when all clients come back at once.

use super::{amount, count, positive};
use crate::Error;

/// Ports that Linux gives to outgoing connections to one address: 32768 to 60999.
pub const PORTS: f64 = 28_232.0;

/// Bytes for `connections` that each hold `tasks` (goroutines, threads, futures) of `bytes` each.
pub fn task_memory(connections: f64, tasks: f64, bytes: f64) -> Result<f64, Error> {
    Ok(amount("connections", connections)? * amount("tasks", tasks)? * amount("bytes per task", bytes)?)
}

/// What each connection holds, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Connection {
    /// Both buffers of the socket.
    pub buffers: f64,
    /// TLS state; 0 where a proxy has it.
    pub tls: f64,
    /// The program's own state.
    pub state: f64,
}

/// What one of the replicas carries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Replica {
    /// Connections when all replicas are there.
    pub connections: f64,
    /// Connections after one of them is lost.
    pub after_loss: f64,
    /// Bytes that these take.
    pub memory: f64,
    /// Pings per second that they answer.
    pub pings: f64,
    /// Open files: each connection, the one behind it, and a hundred of the program's own.
    pub files: f64,
    /// Addresses that a proxy before it needs, with `PORTS` each.
    pub addresses: f64,
}

/// A replica of `replicas` that share `connections`, with a ping every `interval` seconds.
/// `Infeasible` for one replica alone, which nothing can take over.
pub fn replica(connections: f64, each: &Connection, replicas: u32, interval: f64) -> Result<Replica, Error> {
    let (connections, replicas) = (amount("connections", connections)?, count("replicas", replicas)?);
    if replicas < 2.0 {
        return Err(Error::infeasible("replicas", replicas, 2.0));
    }
    let bytes =
        amount("buffers", each.buffers)? + amount("TLS state", each.tls)? + amount("state", each.state)?;
    let after_loss = connections / (replicas - 1.0);
    Ok(Replica {
        connections: connections / replicas,
        after_loss,
        memory: after_loss * bytes,
        pings: after_loss / positive("ping interval (s)", interval)?,
        files: 2.0 * after_loss + 100.0,
        addresses: libm::ceil(after_loss / PORTS),
    })
}

/// Connections per second that come back to each of `replicas` within `window` seconds after `lost` broke.
pub fn reconnects(lost: f64, replicas: u32, window: f64) -> Result<f64, Error> {
    Ok(amount("connections", lost)? / positive("window (s)", window)? / count("replicas", replicas)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn two_of_three_carry_half_as_much_again() {
        let each = Connection { buffers: 8192.0, tls: 20_000.0, state: 4000.0 };
        let got = replica(90_000.0, &each, 3, 30.0).unwrap();
        assert_eq!(
            (got.connections, got.after_loss, got.pings, got.addresses),
            (30_000.0, 45_000.0, 1500.0, 2.0)
        );
        assert_eq!(got.memory, 45_000.0 * 32_192.0);
        assert!(replica(1.0, &each, 1, 30.0).is_err());
        assert_eq!(reconnects(30_000.0, 2, 10.0).unwrap(), 1500.0);
    }
}
