//! JanusGraph: a graph as rows of its store. An edge is a column of both its ends, so it is stored twice; a
//! traversal reads the neighbours of every vertex that it comes to. Source: JanusGraph docs, data model; the bytes
//! per edge and property are assumptions to measure.

use super::{amount, positive};
use crate::Error;

/// The graph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Graph {
    /// Vertices.
    pub vertices: f64,
    /// Edges.
    pub edges: f64,
    /// Properties of a vertex.
    pub properties: f64,
    /// Bytes of one property.
    pub property_bytes: f64,
    /// Bytes of one end of an edge.
    pub edge_bytes: f64,
    /// Bytes of a vertex besides.
    pub vertex_bytes: f64,
}

/// Bytes in the store, before its replication.
pub fn store_bytes(graph: &Graph) -> Result<f64, Error> {
    let vertex = amount("vertex bytes", graph.vertex_bytes)?
        + amount("properties", graph.properties)? * amount("property bytes", graph.property_bytes)?;
    let edges = 2.0 * amount("edges", graph.edges)? * amount("edge bytes", graph.edge_bytes)?;
    Ok(amount("vertices", graph.vertices)? * vertex + edges)
}

/// Reads per second on the store: traversals x (1 + f1 + f1 f2 + ...) for the fan-out of each step, less what the
/// cache has.
pub fn backend_reads(traversals: f64, fan_out: &[f64], hit: f64) -> Result<f64, Error> {
    Error::check("steps", fan_out.len() as f64, "at most 12", fan_out.len() <= 12)?;
    let hit = Error::check("cache hit share", hit, "between 0 and 1", (0.0..=1.0).contains(&hit))?;
    let (mut width, mut reads) = (1.0, 1.0);
    for fan_out in fan_out {
        width *= amount("fan-out", *fan_out)?.min(1e6);
        reads += width;
    }
    Ok(amount("traversals", traversals)? * reads * (1.0 - hit))
}

/// Heap in bytes: the cache of rows, and what transactions at once hold of the vertices that they visit.
pub fn heap(cache: f64, transactions: f64, visited: f64, vertex: f64) -> Result<f64, Error> {
    let held = amount("transactions", transactions)?
        * amount("visited", visited)?
        * positive("vertex bytes", vertex)?;
    Ok(amount("cache", cache)? + held)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_step_multiplies_and_the_cache_takes_its_share() {
        assert_eq!(backend_reads(10.0, &[5.0, 4.0], 0.0).unwrap(), 260.0);
        assert_eq!(backend_reads(10.0, &[5.0, 4.0], 0.5).unwrap(), 130.0);
        let graph = Graph {
            vertices: 10.0,
            edges: 20.0,
            properties: 2.0,
            property_bytes: 30.0,
            edge_bytes: 50.0,
            vertex_bytes: 40.0,
        };
        assert_eq!(store_bytes(&graph).unwrap(), 3000.0);
        assert!(backend_reads(1.0, &[1.0; 13], 0.0).is_err());
    }
}
