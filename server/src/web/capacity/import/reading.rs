//! What a text is, by how it looks, and its series.

use super::gathered::Moment;
use super::{exposition, json, lines, postgres, promtool, redis};
use capacity::import::Series;

/// The series of a text that some program has printed. The error is for whoever brought it.
pub fn read(text: &str, moment: Moment) -> Result<Vec<Series>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let series = match first(text) {
        Some(line) if line.starts_with(['{', '[']) && !promtool::is_dump(line) => json::series(text, moment)?,
        Some(line) if promtool::is_dump(line) => promtool::dump(text, moment)?,
        Some(_) if redis::is_info(text) => redis::series(text, moment),
        Some(_) if postgres::is_statistics(text) => postgres::series(text, moment),
        Some(line) if promtool::is_answer(line) => promtool::answer(text, moment)?,
        Some(_) if exposition::is_one(text) => exposition::series(text, moment)?,
        _ => lines::series(text, moment),
    };
    match series.is_empty() {
        false => Ok(series),
        true => Err("That is neither a file that this planner has written, nor what Prometheus, promtool, psql or redis-cli \
                     print, nor metrics in the text format, nor lines of time and requests per second, or of users and \
                     throughput under a head that says so. Export a scenario to see the first, or try a sample."
            .into()),
    }
}

/// The first line that says something.
fn first(text: &str) -> Option<&str> {
    text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const NOW: Moment = Moment { now: 1_000.0, apart: 10.0 };

    /// A series: its name, its labels as text, and its samples.
    type Told = (String, String, Vec<(f64, f64)>);

    fn told(text: &str) -> Vec<Told> {
        let labels = |series: &Series| {
            let pairs: Vec<_> = series.labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
            pairs.join(",")
        };
        let series = read(text, NOW).unwrap_or_else(|why| panic!("{why}: {text}"));
        series.into_iter().map(|one| (one.name.clone(), labels(&one), one.samples)).collect()
    }

    #[test]
    fn what_promtool_prints_is_read() {
        let up = ("up".to_owned(), "job=p".to_owned());
        let range = "[{\"metric\":{\"__name__\":\"up\",\"job\":\"p\"},\"values\":[[1.5,\"1\"],[2.5,\"0\"]]}]";
        assert_eq!(told(range), [(up.0.clone(), up.1.clone(), vec![(1.5, 1.0), (2.5, 0.0)])]);
        let instant =
            "[{\"metric\":{\"job\":\"p\"},\"value\":[2.25,\"NaN\"]},{\"metric\":{},\"value\":[2,\"7\"]}]";
        assert_eq!(told(instant), [(String::new(), String::new(), vec![(2.0, 7.0)])]);
        let text = "up{job=\"p\"} =>\n1 @[1.5]\n0 @[2.5]\n{code=\"200\"} =>\n3.5 @[2]\n";
        assert_eq!(told(text)[1], (up.0.clone(), up.1.clone(), vec![(1.5, 1.0), (2.5, 0.0)]));
        assert_eq!(told(text)[0], (String::new(), "code=200".into(), vec![(2.0, 3.5)]));
        assert_eq!(told("up{job=\"p\"} => 1 @[9]\n")[0].2, [(9.0, 1.0)]);
        let dump = "{__name__=\"up\", job=\"p\"} 1 1500\n{__name__=\"up\", job=\"p\"} 0 2500\n";
        assert_eq!(told(dump), [(up.0, up.1, vec![(1.5, 1.0), (2.5, 0.0)])]);
    }

    #[test]
    fn scrapes_one_after_the_other_are_readings() {
        let two = "# TYPE a counter\na{x=\"1\"} 5\na{x=\"2\"} 7\n# a second\na{x=\"1\"} 9\na{x=\"2\"} 8\n";
        assert_eq!(told(two)[0], ("a".into(), "x=1".into(), vec![(990.0, 5.0), (1_000.0, 9.0)]));
        assert_eq!(told("a_total 5 1500\n")[0].2, [(1.5, 5.0)], "milliseconds");
        assert_eq!(told("a_total 5 1500.5\n# EOF\n")[0].2, [(1500.5, 5.0)], "OpenMetrics has seconds");
        let why = read("# TYPE a gauge\na{x=1} 5\n", NOW).unwrap_err();
        assert!(why.contains("line 2"), "{why}");
    }

    #[test]
    fn what_databases_print_is_read() {
        let info = "# Server\r\nredis_version:7.0.15\r\nserver_time_usec:500000000\r\nuptime_in_seconds:100\r\n\
                    used_memory_rss:2048\r\ntotal_commands_processed:300\r\ninstantaneous_ops_per_sec:5\r\n";
        let info = told(info);
        let of = |name: &str| info.iter().find(|one| one.0 == name).unwrap().2.clone();
        assert_eq!(of("redis_commands_processed_total"), [(400.0, 0.0), (500.0, 300.0)]);
        assert_eq!(
            (of("redis_memory_used_rss_bytes"), of("redis_instantaneous_ops_per_sec").len()),
            (vec![(500.0, 2048.0)], 1)
        );
        let rows = "  now | datname | xact_commit | pg_database_size | stats_reset\n---+---+---+---+---\n \
                    1970-01-01 00:01:40+00 | shop | 50 | 4096 | 1970-01-01 00:00:00+00\n(1 row)\n";
        let rows = told(rows);
        assert_eq!(rows[0], ("pg_database_size_bytes".into(), "datname=shop".into(), vec![(100.0, 4096.0)]));
        assert_eq!(rows[1].2, [(0.0, 0.0), (100.0, 50.0)]);
        let wide = "-[ RECORD 1 ]\ndatname | shop\nxact_commit | 5\n-[ RECORD 1 ]\ndatname | shop\nxact_commit | 25\n";
        assert_eq!(told(wide)[0].2, [(990.0, 5.0), (1_000.0, 25.0)]);
        let comma =
            "now,datname,xact_commit\n1970-01-01 00:00:10.5+00,shop,5\n1970-01-01 00:00:20.5+00,shop,9\n";
        assert_eq!(told(comma)[0].2, [(10.5, 5.0), (20.5, 9.0)]);
    }

    #[test]
    fn lines_of_time_and_value_are_a_series() {
        assert_eq!(
            told("time,rps\n2026-01-01,80\n2026-01-02,310\n")[0].2,
            [(1_767_225_600.0, 80.0), (1_767_312_000.0, 310.0)]
        );
        assert_eq!(told("a;80\nb;310\n")[0].2, [(990.0, 80.0), (1_000.0, 310.0)]);
        assert!(read("hello", NOW).is_err() && read("{}", NOW).is_err() && read("", NOW).is_err());
        let failed = read("{\"status\":\"error\",\"error\":\"parse error\"}", NOW).unwrap_err();
        assert!(failed.contains("parse error"), "{failed}");
    }
}
