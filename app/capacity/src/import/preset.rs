//! Metrics that are known, and the figure of a plan that each stands for.

use super::series::Together;

/// What a metric says of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Requests from outside; those of an item that is called by others are its visits.
    Load,
    /// Visits of an item.
    Visits,
    /// Processor time, of which a visit takes its part.
    Cpu,
    /// Memory of a replica.
    Memory,
    /// Disk of a replica.
    Storage,
    /// Data that comes in to be kept.
    Growth,
    /// How many replicas there are.
    Replicas,
}

/// Metrics that say the same, whoever exports them.
#[derive(Debug)]
pub struct Preset {
    /// What it is for people.
    pub title: &'static str,
    /// The names that it goes by, in any case of letters. The first that is there counts, unless they add up.
    pub names: &'static [&'static str],
    /// Whether all of the names add up.
    pub adds_up: bool,
    /// Whether it counts up.
    pub counts: bool,
    /// What it says.
    pub meaning: Meaning,
    /// How its series are put together.
    pub together: Together,
    /// The product that it is of: part of the id of the item it is about.
    pub product: Option<&'static str>,
    /// A query that has it, for Prometheus.
    pub query: &'static str,
}

const BASE: Preset = Preset {
    title: "",
    names: &[],
    adds_up: false,
    counts: true,
    meaning: Meaning::Visits,
    together: Together::Sum,
    product: None,
    query: "",
};

/// All of them. Names: Prometheus client libraries, Micrometer, cAdvisor, kube-state-metrics, the JMX exporter's rules for
/// Kafka, postgres_exporter, redis_exporter, vLLM.
pub const PRESETS: &[Preset] = &[
    Preset {
        title: "Requests per second",
        names: &[
            "http_requests_total",
            "http_server_requests_seconds_count",
            "http_server_request_duration_seconds_count",
            "http_request_duration_seconds_count",
            "nginx_ingress_controller_requests",
            "prometheus_http_requests_total",
        ],
        meaning: Meaning::Load,
        query: "sum by (job) (rate(http_requests_total[5m]))",
        ..BASE
    },
    Preset {
        title: "CPU of containers",
        names: &["container_cpu_usage_seconds_total", "process_cpu_seconds_total"],
        meaning: Meaning::Cpu,
        query: "sum by (container) (rate(container_cpu_usage_seconds_total{container!=\"\"}[5m]))",
        ..BASE
    },
    Preset {
        title: "Memory of containers",
        names: &["container_memory_working_set_bytes", "process_resident_memory_bytes"],
        counts: false,
        meaning: Meaning::Memory,
        together: Together::Most,
        query: "max by (container) (container_memory_working_set_bytes{container!=\"\"})",
        ..BASE
    },
    Preset {
        title: "Disk of volumes",
        names: &["kubelet_volume_stats_used_bytes"],
        counts: false,
        meaning: Meaning::Storage,
        together: Together::Most,
        query: "max by (persistentvolumeclaim) (kubelet_volume_stats_used_bytes)",
        ..BASE
    },
    Preset {
        title: "Replicas",
        names: &["kube_deployment_spec_replicas", "kube_statefulset_replicas"],
        adds_up: true,
        counts: false,
        meaning: Meaning::Replicas,
        together: Together::Most,
        query: "kube_deployment_spec_replicas or kube_statefulset_replicas",
        ..BASE
    },
    Preset {
        title: "Kafka: bytes in",
        names: &[
            "kafka_server_brokertopicmetrics_bytesin_total",
            "kafka_server_brokertopicmetrics_bytesinpersec_count",
        ],
        meaning: Meaning::Growth,
        product: Some("kafka"),
        query: "sum(rate(kafka_server_brokertopicmetrics_bytesin_total{topic=\"\"}[5m]))",
        ..BASE
    },
    Preset {
        title: "Kafka: messages in",
        names: &[
            "kafka_server_brokertopicmetrics_messagesin_total",
            "kafka_server_brokertopicmetrics_messagesinpersec_count",
        ],
        product: Some("kafka"),
        query: "sum(rate(kafka_server_brokertopicmetrics_messagesin_total{topic=\"\"}[5m]))",
        ..BASE
    },
    Preset {
        title: "PostgreSQL: transactions",
        names: &["pg_stat_database_xact_commit", "pg_stat_database_xact_rollback"],
        adds_up: true,
        product: Some("postgres"),
        query: "sum(rate(pg_stat_database_xact_commit[5m]))",
        ..BASE
    },
    Preset {
        title: "PostgreSQL: size of databases",
        names: &["pg_database_size_bytes"],
        counts: false,
        meaning: Meaning::Storage,
        product: Some("postgres"),
        query: "sum(pg_database_size_bytes)",
        ..BASE
    },
    Preset {
        title: "Redis: commands",
        names: &["redis_instantaneous_ops_per_sec"],
        counts: false,
        product: Some("redis"),
        query: "sum(redis_instantaneous_ops_per_sec)",
        ..BASE
    },
    Preset {
        title: "Redis: commands, counted",
        names: &["redis_commands_processed_total"],
        product: Some("redis"),
        query: "sum(rate(redis_commands_processed_total[5m]))",
        ..BASE
    },
    Preset {
        title: "Redis: memory",
        names: &["redis_memory_used_rss_bytes", "redis_memory_used_bytes"],
        counts: false,
        meaning: Meaning::Memory,
        together: Together::Most,
        product: Some("redis"),
        query: "max(redis_memory_used_rss_bytes)",
        ..BASE
    },
    Preset {
        title: "vLLM: requests",
        names: &["vllm:request_success_total", "vllm:e2e_request_latency_seconds_count"],
        product: Some("vllm"),
        query: "sum(rate(vllm:request_success_total[5m]))",
        ..BASE
    },
];

/// Whether a metric by this name stands for a figure.
pub fn is_known(name: &str) -> bool {
    of_name(name).is_some()
}

/// The preset that a metric belongs to, by its place, and the place of its name there.
pub(super) fn of_name(name: &str) -> Option<(usize, usize)> {
    PRESETS.iter().enumerate().find_map(|(place, preset)| {
        let names = preset.names.iter();
        Some((place, names.clone().position(|known| known.eq_ignore_ascii_case(name))?))
    })
}

/// The metric that a query is about: the longest name in it that is known.
pub(super) fn named_in(query: &str) -> Option<&'static str> {
    let query = query.to_ascii_lowercase();
    let names = PRESETS.iter().flat_map(|preset| preset.names).copied();
    names.filter(|name| query.contains(name)).max_by_key(|name| name.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_query_is_about_its_preset_and_no_name_stands_twice() {
        for (place, preset) in PRESETS.iter().enumerate() {
            let found = of_name(named_in(preset.query).unwrap()).unwrap();
            assert_eq!(found.0, place, "{}", preset.title);
            for (name_place, name) in preset.names.iter().enumerate() {
                assert_eq!(of_name(&name.to_uppercase()), Some((place, name_place)), "{name}");
                assert_eq!(*name, name.to_lowercase());
            }
        }
        assert_eq!((of_name("up"), named_in("sum(up)")), (None, None));
    }
}
