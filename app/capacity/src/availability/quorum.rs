//! How many replicas a store needs for an answer.

use super::{Availability, k_of_n};
use crate::Error;

/// More than half: floor(n / 2) + 1.
pub fn majority(n: u32) -> u32 {
    n / 2 + 1
}

/// What an operation on a replicated store needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quorum {
    /// A Kafka write with `acks=all`: `min.insync.replicas` of the replicas.
    KafkaWrite {
        /// Replication factor.
        replicas: u32,
        /// `min.insync.replicas`.
        in_sync: u32,
    },
    /// A Kafka read, or a write with `acks=1`: one replica that can lead.
    KafkaRead {
        /// Replication factor.
        replicas: u32,
    },
    /// Cassandra's LOCAL_QUORUM: floor(RF / 2) + 1.
    CassandraQuorum {
        /// Replication factor in the data centre.
        replicas: u32,
    },
    /// Cassandra's ONE.
    CassandraOne {
        /// Replication factor.
        replicas: u32,
    },
    /// A failover by Redis Sentinel, or an election of Raft or ZooKeeper: a majority of all voters.
    Majority {
        /// Voters.
        voters: u32,
    },
}

impl Quorum {
    /// How many of how many.
    pub fn needed(self) -> (u32, u32) {
        match self {
            Quorum::KafkaWrite { replicas, in_sync } => (in_sync, replicas),
            Quorum::KafkaRead { replicas } | Quorum::CassandraOne { replicas } => (1, replicas),
            Quorum::CassandraQuorum { replicas } => (majority(replicas), replicas),
            Quorum::Majority { voters } => (majority(voters), voters),
        }
    }

    /// Availability of the operation from that of each replica.
    pub fn availability(self, each: Availability) -> Result<Availability, Error> {
        let (k, n) = self.needed();
        k_of_n(k, n, each)
    }

    /// Replicas that may be lost before the operation fails.
    pub fn tolerates(self) -> u32 {
        let (k, n) = self.needed();
        n.saturating_sub(k)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_number_of_voters_tolerates_no_more_than_one_fewer() {
        assert_eq!(Quorum::Majority { voters: 3 }.tolerates(), 1);
        assert_eq!(Quorum::Majority { voters: 4 }.tolerates(), 1);
        assert_eq!(Quorum::KafkaWrite { replicas: 3, in_sync: 3 }.tolerates(), 0);
        assert_eq!(Quorum::CassandraQuorum { replicas: 5 }.needed(), (3, 5));
    }
}
