//! How many tests passed, failed and were skipped, and how each runner says so.

use serde_json::Value;
use std::fmt;
use std::ops::AddAssign;

/// Counts of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Ran and held.
    pub passed: usize,
    /// Ran and did not hold.
    pub failed: usize,
    /// Did not run.
    pub skipped: usize,
}

impl Tally {
    /// One failure: what a step counts as that could not be carried out.
    pub const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    /// A step that counts as one test.
    pub fn of_step(held: bool) -> Self {
        if held { Self { passed: 1, failed: 0, skipped: 0 } } else { Self::FAILED }
    }

    /// Reads the line by which Rust's test harness, and wasm-bindgen's after its example, closes a run:
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; ...`. Other lines give nothing.
    pub fn of_harness_line(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let count = |word: &str| {
            let part = counts.split(';').find_map(|part| part.trim().strip_suffix(word))?;
            part.trim().parse().ok()
        };
        Some(Self { passed: count("passed")?, failed: count("failed")?, skipped: count("ignored")? })
    }

    /// Reads the `stats` of Playwright's JSON report. A test that passed only when repeated has failed.
    pub fn of_playwright(report: &Value) -> Option<Self> {
        let stats = report.get("stats")?;
        let count = |key: &str| stats.get(key)?.as_u64().and_then(|count| usize::try_from(count).ok());
        let failed = count("unexpected")? + count("flaky")?;
        Some(Self { passed: count("expected")?, failed, skipped: count("skipped")? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_harness_line_is_read_whether_it_is_well_or_not() {
        let line =
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.10s";
        assert_eq!(Tally::of_harness_line(line), Some(Tally { passed: 12, failed: 0, skipped: 1 }));
        let line = "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 filtered out";
        assert_eq!(Tally::of_harness_line(line), Some(Tally { passed: 2, failed: 1, skipped: 0 }));
        assert_eq!(Tally::of_harness_line("test result: what"), None);
        assert_eq!(Tally::of_harness_line("test tests::name ... ok"), None);
    }

    #[test]
    fn a_flaky_browser_test_has_failed() {
        let report = json!({ "stats": { "expected": 40, "skipped": 2, "unexpected": 1, "flaky": 3 } });
        assert_eq!(Tally::of_playwright(&report), Some(Tally { passed: 40, failed: 4, skipped: 2 }));
        assert_eq!(Tally::of_playwright(&json!({ "errors": [] })), None);
    }

    #[test]
    fn tallies_add_up_and_read_as_one_line() {
        let mut total = Tally::of_step(true);
        total += Tally { passed: 2, failed: 0, skipped: 1 };
        total += Tally::FAILED;
        assert_eq!(total.to_string(), "3 passed, 1 failed, 1 skipped");
    }
}
