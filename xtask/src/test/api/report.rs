//! The counts of a JUnit report, which is all that is read of it.

use crate::test::tally::Tally;

/// The sum over all suites of a report; nothing if it has none.
pub fn tally(report: &str) -> Option<Tally> {
    let suites: Vec<_> = report.split("<testsuite ").skip(1).filter_map(suite).collect();
    (!suites.is_empty()).then(|| {
        suites.into_iter().fold(Tally::default(), |mut sum, suite| {
            sum += suite;
            sum
        })
    })
}

/// The counts of a suite, whose attributes `text` begins with.
fn suite(text: &str) -> Option<Tally> {
    let head = text.split('>').next()?;
    let count = |name: &str| -> Option<usize> {
        let (_, rest) = head.split_once(&format!("{name}=\""))?;
        rest.split('"').next()?.parse().ok()
    };
    let failed = count("errors")? + count("failures")?;
    let skipped = count("skipped").unwrap_or(0);
    Some(Tally { passed: count("tests")?.checked_sub(failed + skipped)?, failed, skipped })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_add_up() {
        let suite =
            |counts: &str| format!("<testsuite {counts} name=\"a\"><testcase name=\"b\"/></testsuite>");
        let one = suite("disabled=\"0\" errors=\"1\" failures=\"2\" skipped=\"3\" tests=\"10\" time=\"1.5\"");
        let other = suite("errors=\"0\" failures=\"0\" tests=\"2\"");
        let report = format!("<?xml version=\"1.0\"?><testsuites tests=\"12\">{one}{other}</testsuites>");
        assert_eq!(tally(&report), Some(Tally { passed: 6, failed: 3, skipped: 3 }));
        assert_eq!(tally("<testsuites></testsuites>"), None);
    }
}
