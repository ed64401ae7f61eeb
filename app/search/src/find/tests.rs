#![allow(clippy::unwrap_used)]
use crate::{Body, Document, Hit, Index, Section};

fn section(heading: &str, prose: &str, commands: &str) -> Section {
    let id = heading.to_lowercase().replace(' ', "-");
    let body = Body { prose: prose.into(), commands: commands.into() };
    Section { id, heading: heading.into(), body }
}

fn documents() -> Vec<Document> {
    let page = |path: &str, title: &str, alerts: &[&str], sections: Vec<Section>| {
        let alerts = alerts.iter().map(|alert| (*alert).to_owned()).collect();
        Document { path: path.into(), title: title.into(), alerts, sections, ..Document::default() }
    };
    vec![
        page(
            "cassandra/architecture",
            "Cassandra architecture",
            &[],
            vec![
                section("Ring", "A node down means that its replicas answer.", ""),
                section("Tools", "Use nodetool compact now and then.", "systemctl status statusd"),
            ],
        ),
        page(
            "cassandra/runbooks/ring",
            "When the ring loses a member",
            &["CassandraNodeDown"],
            vec![
                section("Symptoms", "java.net.ConnectException: Connection refused (Connection refused)", ""),
                section("Verification", "Every node is UN.", "nodetool status --resolve-ip"),
            ],
        ),
        page(
            "kafka/lag",
            "Consumer lag",
            &["KafkaConsumerGroupLag"],
            vec![section(
                "Verification",
                "The lag falls.",
                "kafka-consumer-groups.sh --describe --group <group>",
            )],
        ),
        page("kafka/index", "Kafka", &[], vec![section("Consumer lag", "See the runbook of the lag.", "")]),
    ]
}

fn found<'a>(index: &'a Index, query: &str) -> Vec<(&'a str, &'a str)> {
    index.find(query, 10).into_iter().map(|Hit { path, heading, .. }| (path, heading)).collect()
}

#[test]
fn an_alert_is_found_whole_begun_mistyped_and_in_words() {
    let index = Index::build(&documents());
    let runbook = ("cassandra/runbooks/ring", "");
    for query in [
        "CassandraNodeDown",
        "cassandranodedown",
        "CassandraNo",
        "CassandraNdoeDown",
        "cassandra node down",
        "node down cassandra",
    ] {
        assert_eq!(found(&index, query).first(), Some(&runbook), "{query}");
    }
}

#[test]
fn names_weigh_more_than_headings_and_these_more_than_text() {
    let index = Index::build(&documents());
    let lag = found(&index, "consumer lag");
    assert_eq!(lag[..3], [("kafka/lag", ""), ("kafka/index", "Consumer lag"), ("kafka/lag", "Verification")]);
    let ring = found(&index, "ring");
    assert_eq!(ring[0], ("cassandra/runbooks/ring", ""), "the file's name is one too");
    assert_eq!(ring[1], ("cassandra/architecture", "Ring"));
}

#[test]
fn commands_and_error_messages_lead_to_their_heading() {
    let index = Index::build(&documents());
    for (query, place) in [
        ("nodetool status", ("cassandra/runbooks/ring", "Verification")),
        ("kafka-consumer-groups.sh --describe", ("kafka/lag", "Verification")),
        ("consumer groups describe", ("kafka/lag", "Verification")),
        ("java.net.ConnectException: Connection refused", ("cassandra/runbooks/ring", "Symptoms")),
        ("cassandra verification", ("cassandra/runbooks/ring", "Verification")),
    ] {
        assert_eq!(found(&index, query).first(), Some(&place), "{query}");
    }
}

#[test]
fn a_query_of_nothing_or_of_anything_is_answered() {
    let index = Index::build(&documents());
    for query in ["", " ", "?!\"<>", "zebra crossing", "\u{1f680}", "\0"] {
        assert_eq!(found(&index, query), [], "{query:?}");
    }
    assert!(!found(&index, &"node ".repeat(10_000)).is_empty());
    assert!(found(&Index::default(), "node").is_empty());
}

#[test]
fn a_page_takes_no_more_than_its_share_of_the_list() {
    let sections = (0..9).map(|number| section(&format!("Step {number}"), "", "")).collect();
    let document = Document { path: "a".into(), title: "Steps".into(), sections, ..Document::default() };
    let index = Index::build(&[document]);
    assert_eq!(found(&index, "step").len(), 3);
    assert_eq!(index.find("step", 2).len(), 2);
}

#[test]
fn of_two_pages_that_begin_alike_the_one_comes_first_of_which_as_much_is_typed_as_usual() {
    let page =
        |title: &str| Document { path: title.to_lowercase(), title: title.into(), ..Document::default() };
    let titles =
        ["DisruptionBudgetAtLimit", "DisruptionBudgetOk", "UnshippedBlocks", "UnshippedBlocksSinceStart"];
    let index = Index::build(&titles.map(page));
    let first = |query: &str| index.find(query, 1).first().map(|hit| hit.title);
    assert_eq!(first("DisruptionBudg"), Some("DisruptionBudgetOk"), "14 letters of 18, not of 23");
    assert_eq!(first("DisruptionBudget"), Some("DisruptionBudgetAtLimit"), "16 letters of 23");
    assert_eq!(first("DisruptionBudgetO"), Some("DisruptionBudgetOk"));
    assert_eq!(first("UnshippedBlock"), Some("UnshippedBlocks"), "only an ending is missing");
}
