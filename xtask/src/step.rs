//! Headings and durations: says what starts, and how long it took when it ends.

use anyhow::Result;
use std::io::Write;
use std::time::{Duration, Instant};

/// Runs one step under its heading and prints how long it took, whether it succeeded or not.
pub fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {title}");
    // What is buffered here must come before what a child process prints.
    std::io::stdout().flush()?;
    let start = Instant::now();
    let result = work();
    let word = if result.is_ok() { "done" } else { "failed" };
    println!("    {word} in {}", human(start.elapsed()));
    result
}

/// A duration for people: `0.04 s`, `12.3 s`, `4 min 05 s`.
pub fn human(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    match seconds {
        s if s < 1.0 => format!("{s:.2} s"),
        s if s < 60.0 => format!("{s:.1} s"),
        _ => format!("{} min {:02} s", duration.as_secs() / 60, duration.as_secs() % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_the_unit_that_suits_them() {
        assert_eq!(human(Duration::from_millis(40)), "0.04 s");
        assert_eq!(human(Duration::from_millis(12_340)), "12.3 s");
        assert_eq!(human(Duration::from_secs(245)), "4 min 05 s");
    }

    #[test]
    fn a_failing_step_gives_its_error_back() {
        let result: Result<()> = step("a step", || anyhow::bail!("broken"));
        assert!(result.is_err_and(|error| error.to_string() == "broken"));
    }
}
