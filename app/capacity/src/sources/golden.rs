//! What the golden cases cite: programs, their documentation, and works beyond those of the planner's own formulas.

use super::{Catalogue, PILLAR, QUEUES, ROOFLINE, SCM, SYSTEMS};

const MSK: &str = "https://github.com/aws/agent-toolkit-for-aws";
const PGVECTOR: &str = "https://github.com/pgvector/pgvector";
const R: &str = "https://www.r-project.org/";

/// Works by the words that name them in the source of a golden case.
pub const GOLDEN: &Catalogue = &[
    ("smoeding/usl", "https://github.com/smoeding/usl"),
    ("codahale/usl", "https://github.com/codahale/usl"),
    ("R 4.2.2", R),
    ("R forecast", "https://cran.r-project.org/package=forecast"),
    ("R pbinom", R),
    ("mpmath", "https://mpmath.org/"),
    ("Gross&Harris", QUEUES),
    ("DrQz/pdq-qnm-pkg", "https://github.com/DrQz/pdq-qnm-pkg"),
    ("octave-queueing", "https://gnu-octave.github.io/packages/queueing/"),
    ("Pollaczek-Khinchine", "https://doi.org/10.1007/BF01194620"),
    ("Lazowska et al.", SYSTEMS),
    ("Netflix-Skunkworks/service-capacity-modeling", SCM),
    ("service-capacity-modeling", SCM),
    ("prometheus/prometheus", "https://github.com/prometheus/prometheus"),
    ("influxdata/flux", "https://github.com/influxdata/flux"),
    (
        "stats.theilslopes",
        "https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.theilslopes.html",
    ),
    ("scipy", "https://scipy.org/"),
    ("AWS Reliability Pillar", PILLAR),
    ("Google SRE Workbook", "https://sre.google/workbook/alerting-on-slos/"),
    ("Confluent", "https://www.confluent.io/blog/how-choose-number-topics-partitions-kafka-cluster/"),
    (
        "AWS Big Data Blog",
        "https://aws.amazon.com/blogs/big-data/best-practices-for-right-sizing-your-apache-kafka-clusters-to-optimize-\
         performance-and-cost/",
    ),
    ("aws/agent-toolkit-for-aws", MSK),
    ("AWS msk_sizing.py", MSK),
    ("S. Kozlovski", "https://threadreaderapp.com/thread/1834968571299930527.html"),
    (
        "robustperception.io",
        "https://www.robustperception.io/how-much-ram-does-prometheus-2-x-need-for-cardinality-and-ingestion/",
    ),
    ("grafana/loki", "https://github.com/grafana/loki"),
    ("docs.rs kv-cache-size 0.1.1", "https://docs.rs/kv-cache-size/0.1.1"),
    ("Qwen2.5-7B-Instruct", "https://huggingface.co/Qwen/Qwen2.5-7B-Instruct"),
    ("Qwen2.5-7B", "https://huggingface.co/Qwen/Qwen2.5-7B"),
    ("Qwen2.5-1.5B", "https://huggingface.co/Qwen/Qwen2.5-1.5B"),
    ("vllm-project/vllm issue 12330", "https://github.com/vllm-project/vllm/issues/12330"),
    ("roofline", ROOFLINE),
    ("FAISS", "https://github.com/facebookresearch/faiss"),
    ("pgvector/pgvector", PGVECTOR),
    ("pgvector", PGVECTOR),
    ("ScyllaDB in Action", "https://www.manning.com/books/scylladb-in-action"),
    ("ClickHouse/clickhouse-docs", "https://github.com/ClickHouse/clickhouse-docs"),
    ("le0pard/pgtune", "https://github.com/le0pard/pgtune"),
    ("HikariCP", "https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing"),
    ("redis.io MEMORY USAGE page", "https://redis.io/docs/latest/commands/memory-usage/"),
    (
        "kubernetes/website horizontal-pod-autoscale.md",
        "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
    ),
    (
        "hatemosphere/gke-node-allocatable-memory-calculator",
        "https://github.com/hatemosphere/gke-node-allocatable-memory-calculator",
    ),
    ("eksctl", "https://github.com/eksctl-io/eksctl"),
    ("kubernetes-sigs/cluster-capacity", "https://github.com/kubernetes-sigs/cluster-capacity"),
    ("HiGHS", "https://highs.dev/"),
    ("quantified-uncertainty/squiggle", "https://github.com/quantified-uncertainty/squiggle"),
    ("rand_xoshiro 0.7", "https://docs.rs/rand_xoshiro/0.7"),
    (
        "Kubernetes quantity suffixes",
        "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
    ),
];
