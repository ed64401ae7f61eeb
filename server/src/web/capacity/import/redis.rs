//! What `redis-cli INFO` prints, under the names that its exporter gives. Source: Redis, INFO.

use super::gathered::Moment;
use capacity::import::Series;

/// Fields that tell how much there is now.
const GAUGES: [(&str, &str); 2] = [
    ("used_memory_rss", "redis_memory_used_rss_bytes"),
    ("instantaneous_ops_per_sec", "redis_instantaneous_ops_per_sec"),
];

/// Whether a text is that.
pub fn is_info(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("redis_version:"))
}

/// Its series. Commands are counted from the start of the server, which it tells.
pub fn series(text: &str, moment: Moment) -> Vec<Series> {
    let field = |name: &str| {
        let of = |line: &str| Some(line.trim().strip_prefix(name)?.strip_prefix(':')?.parse::<f64>().ok());
        text.lines().find_map(of).flatten().filter(|value| value.is_finite())
    };
    let now = field("server_time_usec").map_or(moment.now, |time| time / 1e6);
    let one = |name: &str, samples| Series { name: name.into(), samples, ..Series::default() };
    let gauges = GAUGES.iter().filter_map(|(own, name)| Some(one(name, vec![(now, field(own)?)])));
    let mut series: Vec<_> = gauges.collect();
    let uptime = field("uptime_in_seconds").filter(|uptime| *uptime > 0.0);
    if let (Some(uptime), Some(commands)) = (uptime, field("total_commands_processed")) {
        series.push(one("redis_commands_processed_total", vec![(now - uptime, 0.0), (now, commands)]));
    }
    series
}
