//! CPU time of a process, from Linux' `/proc/PID/stat` (proc_pid_stat(5)).

use crate::process;
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// Reads CPU time of processes.
pub struct Clock {
    ticks_per_second: f64,
}

impl Clock {
    /// Asks the system for the length of its ticks.
    pub fn new() -> Result<Self> {
        let text = process::text(Command::new("getconf").arg("CLK_TCK"))?;
        Ok(Self { ticks_per_second: text.trim().parse().context("getconf CLK_TCK gave no number")? })
    }

    /// Seconds of CPU, user and system, that a process has used in all its threads, finished children
    /// included.
    pub fn cpu_seconds(&self, pid: u32) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).context("this needs Linux' /proc")?;
        Ok(ticks(&stat).context("/proc/PID/stat has another form")? / self.ticks_per_second)
    }
}

/// Bytes of memory that a process has resident at this moment.
pub fn resident(pid: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).context("this needs Linux' /proc")?;
    Ok(kilobytes(&status).context("/proc/PID/status has another form")? * 1_024.0)
}

/// The value of `VmRSS`, which is in steps of 1,024 bytes.
fn kilobytes(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Sum of utime, stime, cutime and cstime: fields 14 to 17, counted from 1; the second one, a name in
/// parentheses, may hold spaces.
fn ticks(stat: &str) -> Option<f64> {
    let (_, after_name) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = after_name.split(' ').collect();
    fields.get(11..15)?.iter().map(|field| field.parse::<f64>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_fields_add_up_whatever_the_name() {
        let stat = "42 (a b) c) S 1 42 42 0 -1 4194560 900 0 0 0 150 50 3 2 20 0 4 0 100";
        assert_eq!(ticks(stat), Some(205.0));
        assert_eq!(ticks("42 (short) S 1"), None);
    }

    #[test]
    fn memory_is_read_with_its_unit() {
        assert_eq!(kilobytes("Name:\tx\nVmRSS:\t   12345 kB\nThreads:\t1\n"), Some(12_345.0));
        assert_eq!(kilobytes("Name:\tx\n"), None);
    }
}
