//! Which series are meant: a name, and labels that must have these values; others may have any.

use super::line::{self, Name, Series};

/// Which series are meant.
#[derive(Debug)]
pub(super) struct Selector<'a>(Name<'a>);

impl Selector<'_> {
    /// Reads one as PromQL writes it: `up{job="a"}`; the error says what to write.
    pub fn parse(text: &str) -> Result<Selector<'_>, String> {
        match line::name(text.trim()) {
            Ok((name, "")) => Ok(Selector(name)),
            Ok(_) => {
                Err("it goes on behind its labels; write a name and labels, such as up{job=\"a\"}".into())
            }
            Err(why) => Err(format!("{why}; write a name and labels, such as up{{job=\"a\"}}")),
        }
    }

    /// Whether this series is one of them. A label that is empty is as good as none, as in Prometheus.
    pub fn selects(&self, series: &Series<'_>) -> bool {
        let Name { name, labels } = &self.0;
        let value = |wanted: &str| {
            let mut found = series.name.labels.iter().filter(|(name, _)| *name == wanted);
            found.next().map_or("", |(_, value)| value)
        };
        series.name.name == *name && labels.iter().all(|(name, wanted)| value(name) == wanted)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn selects(selector: &str, series: &str) -> bool {
        Selector::parse(selector).unwrap().selects(&line::read(series).unwrap().unwrap())
    }

    #[test]
    fn labels_that_are_not_named_may_have_any_value() {
        let series = r#"requests_count{uri="/**",status="200"} 7"#;
        assert!(selects("requests_count", series));
        assert!(selects(r#" requests_count{status="200", uri="/**"} "#, series));
        assert!(selects(r#"requests_count{method=""}"#, series));
        assert!(!selects(r#"requests_count{status="500"}"#, series));
        assert!(!selects(r#"requests_count{method="GET"}"#, series));
        assert!(!selects("requests", series));
    }

    #[test]
    fn what_is_no_selector_says_what_to_write() {
        for wrong in ["", "up{job=~\"a\"}", "up{job=\"a\"", "up + 1", "up 1", "sum(up)"] {
            let why = Selector::parse(wrong).unwrap_err();
            assert!(why.ends_with("such as up{job=\"a\"}"), "{wrong}: {why}");
        }
    }
}
