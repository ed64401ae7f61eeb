//! A line of metrics: a comment, or a series with its value.
//!
//! Formats: Prometheus text 0.0.4, <https://prometheus.io/docs/instrumenting/exposition_formats/>; OpenMetrics 1.0, of
//! which timestamps with fractions and exemplars come on top, <https://prometheus.io/docs/specs/om/open_metrics_spec/>.

use std::borrow::Cow;

/// A name and labels: what a series is called.
#[derive(Debug, PartialEq)]
pub struct Name<'a> {
    /// The name of the metric.
    pub name: &'a str,
    /// Names and values, as they stand.
    pub labels: Vec<(&'a str, Cow<'a, str>)>,
}

/// A series and its value.
#[derive(Debug, PartialEq)]
pub struct Series<'a> {
    /// What it is called.
    pub name: Name<'a>,
    /// Its value.
    pub value: f64,
    /// Its timestamp as it stands: milliseconds in the text format, seconds in OpenMetrics.
    pub time: Option<f64>,
}

/// Why a line cannot be read.
pub type Unreadable = &'static str;

/// What may stand between the parts of a line.
const BLANK: [char; 2] = [' ', '\t'];

/// Reads a line without its end; nothing if it is empty or a comment.
pub fn read(line: &str) -> Result<Option<Series<'_>>, Unreadable> {
    let line = line.trim_matches(BLANK);
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let (name, rest) = name(line)?;
    // What a comment sign follows is an exemplar.
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let mut parts = rest.split(BLANK).filter(|part| !part.is_empty());
    let value = parts.next().ok_or("it has no value")?;
    let value = value.parse().map_err(|_| "its value is no number")?;
    let time = parts.next().map(str::parse).transpose().map_err(|_| "its timestamp is no number")?;
    if parts.next().is_some() {
        return Err("it goes on behind its timestamp");
    }
    Ok(Some(Series { name, value, time }))
}

/// Reads what a series is called, and gives what stands behind that.
pub(super) fn name(text: &str) -> Result<(Name<'_>, &str), Unreadable> {
    let (name, rest) = word(text, true).ok_or("it does not begin with a name")?;
    match rest.trim_start_matches(BLANK).strip_prefix('{') {
        Some(inside) => labels(inside).map(|(labels, rest)| (Name { name, labels }, rest)),
        None if rest.is_empty() || rest.starts_with(BLANK) => Ok((Name { name, labels: Vec::new() }, rest)),
        None => Err("its name has a character that names cannot have"),
    }
}

/// A name: letters, digits, underscores and, in the name of a metric, colons; the first is no digit.
fn word(text: &str, colons: bool) -> Option<(&str, &str)> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || (colons && c == ':');
    let end = text.find(|c: char| !fits(c)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let is_name = !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit());
    is_name.then_some((word, rest))
}

/// Names and values of labels.
type Labels<'a> = Vec<(&'a str, Cow<'a, str>)>;

/// Reads labels up to the brace that ends them.
fn labels(mut rest: &str) -> Result<(Labels<'_>, &str), Unreadable> {
    let mut labels = Vec::new();
    loop {
        rest = rest.trim_start_matches(BLANK);
        if let Some(behind) = rest.strip_prefix('}') {
            return Ok((labels, behind));
        }
        let (name, behind) = word(rest, false).ok_or("a label has no name")?;
        let behind = behind.trim_start_matches(BLANK).strip_prefix('=').ok_or("a label has no value")?;
        let quoted =
            behind.trim_start_matches(BLANK).strip_prefix('"').ok_or("a label's value is not quoted")?;
        let (value, behind) = unquote(quoted)?;
        labels.push((name, value));
        let behind = behind.trim_start_matches(BLANK);
        rest = match behind.strip_prefix(',') {
            Some(next) => next,
            None if behind.starts_with('}') => behind,
            None => return Err("its labels do not end"),
        };
    }
}

/// Reads a value up to the quotation mark that ends it.
fn unquote(mut rest: &str) -> Result<(Cow<'_, str>, &str), Unreadable> {
    const UNENDED: Unreadable = "a label's value does not end";
    let mut value = String::new();
    loop {
        let (plain, special) = rest.find(['"', '\\']).map(|at| rest.split_at(at)).ok_or(UNENDED)?;
        if let Some(behind) = special.strip_prefix('"') {
            // Whoever has seen an escape has something in the value.
            let value = if value.is_empty() { plain.into() } else { (value + plain).into() };
            return Ok((value, behind));
        }
        value.push_str(plain);
        let mut escaped = special.chars().skip(1);
        value.push(match escaped.next().ok_or(UNENDED)? {
            'n' => '\n',
            sign @ ('"' | '\\') => sign,
            _ => return Err("a label's value has an unknown escape"),
        });
        // The backslash and what it escapes are a byte each.
        rest = special.get(2..).ok_or(UNENDED)?;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// The name, the labels and the value of a line that has them.
    fn series(line: &str) -> (String, Vec<(String, String)>, f64) {
        let Series { name, value, .. } = read(line).unwrap().unwrap();
        let labels = name.labels.iter().map(|(name, value)| ((*name).to_owned(), value.to_string()));
        (name.name.to_owned(), labels.collect(), value)
    }

    fn labels(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn lines_of_both_specifications_are_read() {
        // From the examples of the text format.
        let line = r#"http_requests_total{method="post",code="200"} 1027 1395066363000"#;
        let wanted = labels(&[("method", "post"), ("code", "200")]);
        assert_eq!(series(line), ("http_requests_total".into(), wanted, 1_027.0));
        let line = r#"msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9"#;
        let wanted = labels(&[("path", "C:\\DIR\\FILE.TXT"), ("error", "Cannot find file:\n\"FILE.TXT\"")]);
        assert_eq!(series(line).1, wanted);
        assert_eq!(series("metric_without_timestamp_and_labels 12.47").2, 12.47);
        let line = r#"something_weird{problem="division by zero"} +Inf -3982045"#;
        assert_eq!(series(line).2, f64::INFINITY);
        assert_eq!(series(" a:b { x = \"1\" , }\t-4e-2 ").1, labels(&[("x", "1")]));
        assert!(series("a{} NaN").2.is_nan());
        // From the examples of OpenMetrics.
        let line = r#"foo_bucket{le="0.1"} 8 1520879607.789 # {trace_id="oHg5SJ#YRHA0"} 0.054 1520879607.7"#;
        assert_eq!(series(line), ("foo_bucket".into(), labels(&[("le", "0.1")]), 8.0));
        for line in ["", "  ", "# HELP a b", "# EOF", "#"] {
            assert_eq!(read(line), Ok(None), "{line:?}");
        }
    }

    #[test]
    fn what_is_no_series_says_why() {
        for (line, why) in [
            ("<html>", "it does not begin with a name"),
            ("1a 2", "it does not begin with a name"),
            ("{a=\"b\"} 1", "it does not begin with a name"),
            ("a-b 1", "its name has a character that names cannot have"),
            ("a", "it has no value"),
            ("a{}", "it has no value"),
            ("a one", "its value is no number"),
            ("a 1 now", "its timestamp is no number"),
            ("a 1 2 3", "it goes on behind its timestamp"),
            ("a{", "a label has no name"),
            ("a{,} 1", "a label has no name"),
            ("a{b} 1", "a label has no value"),
            ("a{b=1} 1", "a label's value is not quoted"),
            ("a{b=\"1} 1", "a label's value does not end"),
            ("a{b=\"\\", "a label's value does not end"),
            ("a{b=\"\\\u{e9}\"} 1", "a label's value has an unknown escape"),
            ("a{b=\"1\" c=\"2\"} 1", "its labels do not end"),
        ] {
            assert_eq!(read(line), Err(why), "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_give_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn what_is_nearly_a_series_gives_no_panic(line in "[a-c]?\\{?([a-c]?=?\"?[\\\\n\"\u{e9}]*\"?,?)*\\}? ?[0-9#]*") {
            let _ = read(&line);
        }

        #[test]
        fn any_label_survives_being_written(value in "\\PC{0,20}|[\\\\\"\n]{0,6}", number: f64) {
            let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let line = format!("a{{b=\"{escaped}\"}} {number}");
            let (_, found, told) = series(&line);
            prop_assert_eq!(found, labels(&[("b", &value)]));
            prop_assert!(told == number || number.is_nan());
        }
    }
}
