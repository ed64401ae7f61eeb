//! Where formulas are from, with addresses: a catalogue of the published works that sources cite, each by the words
//! that name it there. Papers lead to their DOI, books without one to their record by ISBN, documentation to the page
//! of whoever writes it. Only sources that stand in the code are looked through, never what people type.

mod golden;

pub use golden::GOLDEN;

use crate::panel::markup::escape;

/// Works: the words that name one in a source, and its address.
pub type Catalogue = [(&'static str, &'static str)];

const SYSTEMS: &str = crate::evaluate::LAZOWSKA.1;
const QUEUES: &str = "https://doi.org/10.1002/9781118625651";
const RELIABILITY: &str = "https://openlibrary.org/isbn/9780471333418";
const LITTLE: &str = "https://doi.org/10.1287/opre.9.3.383";
const ROOFLINE: &str = "https://doi.org/10.1145/1498765.1498785";
const M4: &str = "https://doi.org/10.1016/j.ijforecast.2019.04.014";
const PILLAR: &str = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/welcome.html";
const SCM: &str = "https://github.com/Netflix-Skunkworks/service-capacity-modeling";
const SCRAMBLED: &str = "https://doi.org/10.1006/jcom.1998.0487";

/// What traces and panels cite.
pub const WORKS: &Catalogue = &[
    ("Lazowska et al., Quantitative System Performance (1984)", SYSTEMS),
    ("Lazowska et al. (1984)", SYSTEMS),
    ("Gross and Harris, Fundamentals of Queueing Theory", QUEUES),
    ("Little's law", LITTLE),
    ("Trivedi, Probability and Statistics with Reliability (2002)", RELIABILITY),
    ("Trivedi 2002", RELIABILITY),
    (
        "Google, The Site Reliability Workbook (2018), chapter 5",
        "https://sre.google/workbook/alerting-on-slos/",
    ),
    ("The Site Reliability Workbook (2018)", "https://sre.google/workbook/implementing-slos/"),
    ("Gunther, Guerrilla Capacity Planning (2007)", "https://doi.org/10.1007/978-3-540-31010-5"),
    ("Martello, Toth: Knapsack Problems (1990)", "https://openlibrary.org/isbn/9780471924203"),
    ("Williams, Waterman, Patterson (2009)", ROOFLINE),
    ("the roofline", ROOFLINE),
    ("vLLM", "https://doi.org/10.1145/3600006.3613165"),
    ("Hyndman, Koehler (2006)", "https://doi.org/10.1016/j.ijforecast.2006.03.001"),
    ("Makridakis et al., The M4 Competition (2020)", M4),
    ("Owen (1998)", SCRAMBLED),
    ("Scrambled Sobol points", SCRAMBLED),
    ("scrambled Sobol points", SCRAMBLED),
    ("Hyndman, Fan (1996)", "https://doi.org/10.1080/00031305.1996.10473566"),
    ("Arrow, Harris, Marschak (1951)", "https://doi.org/10.2307/1906813"),
    ("Raiffa, Schlaifer (1961)", "https://openlibrary.org/isbn/9780471383499"),
    ("Strong, Oakley (2013)", "https://doi.org/10.1177/0272989X12465123"),
    ("Netflix, service-capacity-modeling", SCM),
    ("Student's t", "https://doi.org/10.1093/biomet/6.1.1"),
    ("AICc", "https://doi.org/10.1093/biomet/76.2.297"),
    ("Theil and Sen", "https://doi.org/10.1080/01621459.1968.10480934"),
    ("MASE and OWA (M4)", M4),
    ("AWS Reliability Pillar", PILLAR),
    ("GKE", "https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes"),
    ("EKS", "https://github.com/awslabs/amazon-eks-ami"),
    ("AKS", "https://learn.microsoft.com/en-us/azure/aks/node-resource-reservations"),
];

/// A source in parts: words, and the address of the work that they name, if they name one. Together the parts are the
/// source. Of works that begin at one place the one with the most words counts.
pub fn parts<'a>(source: &'a str, catalogue: &Catalogue) -> Vec<(&'a str, Option<&'static str>)> {
    let mut parts = Vec::new();
    let mut rest = source;
    while let Some((start, end, address)) = first(rest, catalogue) {
        let (before, after) = rest.split_at(start);
        let (named, after) = after.split_at(end - start);
        parts.extend((!before.is_empty()).then_some((before, None)));
        parts.push((named, Some(address)));
        rest = after;
    }
    parts.extend((!rest.is_empty()).then_some((rest, None)));
    parts
}

/// Where the first work is named, from and to, and its address.
fn first(text: &str, catalogue: &Catalogue) -> Option<(usize, usize, &'static str)> {
    let found = |(words, address): &(&str, &'static str)| {
        let start = text.match_indices(words).map(|(at, _)| at).find(|at| alone(text, *at, words.len()))?;
        Some((start, start + words.len(), *address))
    };
    catalogue.iter().filter_map(found).min_by_key(|(start, end, _)| (*start, usize::MAX - end))
}

/// Whether what stands there is no part of a longer word.
fn alone(text: &str, start: usize, length: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(start + length..).and_then(|text| text.chars().next());
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}

/// The source of a formula as HTML, each work that it names as a link.
pub(crate) fn html(source: &'static str) -> String {
    let part = |(words, address): (&str, Option<&str>)| match address {
        Some(address) => {
            format!("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", escape(address), escape(words))
        }
        None => escape(words),
    };
    parts(source, WORKS).into_iter().map(part).collect()
}

/// The same as Markdown.
pub(crate) fn markdown(source: &'static str) -> String {
    let part = |(words, address): (&str, Option<&str>)| match address {
        Some(address) => format!("[{words}]({address})"),
        None => words.to_owned(),
    };
    parts(source, WORKS).into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_found_in_a_source_and_nothing_is_lost() {
        let source = "By GKE's rules and EKSTRA; Lazowska et al. (1984), ch. 3; Little's law (1961)";
        let found = parts(source, WORKS);
        assert_eq!(found.iter().map(|(words, _)| *words).collect::<String>(), source);
        let linked: Vec<_> =
            found.iter().filter(|(_, address)| address.is_some()).map(|(words, _)| *words).collect();
        assert_eq!(linked, ["GKE", "Lazowska et al. (1984)", "Little's law"]);
        assert_eq!(parts("Arithmetic", WORKS), [("Arithmetic", None)]);
        assert!(parts("", WORKS).is_empty());
    }

    #[test]
    fn of_two_works_at_one_place_the_longer_counts() {
        let catalogue: &Catalogue = &[("A", "https://a.example/"), ("A B", "https://b.example/")];
        assert_eq!(
            parts("A B, A", catalogue),
            [("A B", Some("https://b.example/")), (", ", None), ("A", Some("https://a.example/")),]
        );
    }

    #[test]
    fn a_source_is_written_with_its_links() {
        assert_eq!(
            html("Least & most; Owen (1998), nets"),
            "Least &amp; most; <a href=\"https://doi.org/10.1006/jcom.1998.0487\" rel=\"noopener noreferrer\">Owen (1998)</a>, nets"
        );
        assert_eq!(markdown("By Student's t"), "By [Student's t](https://doi.org/10.1093/biomet/6.1.1)");
    }

    #[test]
    fn every_address_is_one_of_the_web_in_the_form_that_pages_take() {
        for (words, address) in WORKS.iter().chain(GOLDEN) {
            let rest = address.strip_prefix("https://").unwrap_or_default();
            let (host, path) = rest.split_once('/').unwrap_or_default();
            let plain =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
            assert!(host.contains('.') && host.bytes().all(plain), "{words}: {address}");
            assert!(
                path.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>()".contains(&byte)),
                "{address}"
            );
        }
    }
}
