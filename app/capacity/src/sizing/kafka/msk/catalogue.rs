//! The sizes of MSK brokers with their limits and prices, as in msk_sizing.py (us-east-1, on demand).

/// A standard broker; throughput in MiB/s.
pub(super) struct Standard {
    pub name: &'static str,
    pub disk: f64,
    pub network: f64,
    pub partitions: f64,
    pub most_partitions: f64,
    pub usd_hour: f64,
    /// Whether storage throughput can be bought for it: from 4xlarge on.
    pub provisionable: bool,
}

/// An express broker; throughput in MiB/s.
pub(super) struct Express {
    pub name: &'static str,
    pub ingress: f64,
    pub partitions: f64,
    pub most_partitions: f64,
    pub usd_hour: f64,
}

const fn standard(name: &'static str, limits: [f64; 4], usd_hour: f64, provisionable: bool) -> Standard {
    let [disk, network, partitions, most_partitions] = limits;
    Standard { name, disk, network, partitions, most_partitions, usd_hour, provisionable }
}

const fn express(name: &'static str, limits: [f64; 3], usd_hour: f64) -> Express {
    let [ingress, partitions, most_partitions] = limits;
    Express { name, ingress, partitions, most_partitions, usd_hour }
}

/// Disk, network, advised and largest number of partitions; dollars an hour.
pub(super) const STANDARD: &[Standard] = &[
    standard("m5.large", [81.0, 96.0, 1000.0, 1500.0], 0.21, false),
    standard("m5.xlarge", [144.0, 160.0, 1000.0, 1500.0], 0.42, false),
    standard("m5.2xlarge", [250.0, 320.0, 2000.0, 3000.0], 0.84, false),
    standard("m5.4xlarge", [593.75, 640.0, 4000.0, 6000.0], 1.68, true),
    standard("m5.8xlarge", [850.0, 1280.0, 4000.0, 6000.0], 3.36, true),
    standard("m5.12xlarge", [1000.0, 1536.0, 4000.0, 6000.0], 5.04, true),
    standard("m5.16xlarge", [1000.0, 2560.0, 4000.0, 6000.0], 6.72, true),
    standard("m5.24xlarge", [1000.0, 3200.0, 4000.0, 4000.0], 10.08, true),
    standard("m7g.large", [78.75, 117.0, 1000.0, 1500.0], 0.204, false),
    standard("m7g.xlarge", [156.25, 234.0, 1000.0, 1500.0], 0.408, false),
    standard("m7g.2xlarge", [312.5, 469.0, 2000.0, 3000.0], 0.816, false),
    standard("m7g.4xlarge", [625.0, 937.0, 4000.0, 6000.0], 1.632, true),
    standard("m7g.8xlarge", [1000.0, 1875.0, 4000.0, 6000.0], 3.264, true),
    standard("m7g.12xlarge", [1000.0, 2812.0, 4000.0, 6000.0], 4.896, true),
    standard("m7g.16xlarge", [1000.0, 3750.0, 4000.0, 6000.0], 6.528, true),
];

/// Ingress, advised and largest number of partitions; dollars an hour.
pub(super) const EXPRESS: &[Express] = &[
    express("express.m7g.large", [15.625, 1000.0, 1500.0], 0.408),
    express("express.m7g.xlarge", [31.25, 1000.0, 2000.0], 0.816),
    express("express.m7g.2xlarge", [62.5, 2500.0, 4000.0], 1.632),
    express("express.m7g.4xlarge", [125.0, 6000.0, 8000.0], 3.264),
    express("express.m7g.8xlarge", [250.0, 12_000.0, 16_000.0], 6.528),
    express("express.m7g.12xlarge", [375.0, 16_000.0, 24_000.0], 9.792),
    express("express.m7g.16xlarge", [500.0, 20_000.0, 32_000.0], 13.056),
];
