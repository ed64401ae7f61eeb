#![allow(clippy::unwrap_used)]
use super::*;
use crate::file::File;
use crate::problem::Kind::{self, *};

fn facts() -> Facts {
    let part = |id: &str, name: &str, ports: &[u16]| ComponentFacts {
        id: id.into(),
        name: name.into(),
        ports: ports.into(),
    };
    Facts {
        components: vec![
            part("butterfly/capsule", "CAPSULE", &[8080]),
            part("butterfly/odyssey", "ODYSSEY", &[8081]),
            part("butterfly/cassandra", "Cassandra", &[9042, 7000]),
            part("ai/loki", "Loki", &[]),
        ],
        severities: ["P1", "P2", "P3", "P4"].map(String::from).into(),
    }
}

fn found(path: &str, text: &str) -> Vec<(Kind, usize)> {
    let library = Library::build(vec![File::new(path, text)], &[]);
    let problems = lint(&library, Some(&facts())).into_iter();
    problems.map(|problem| (problem.kind, problem.line)).collect()
}

#[test]
fn a_runbook_lacks_what_it_does_not_have() {
    let text = "---\nalerts: [X]\nvariables:\n  pod:\n---\n# T\n\n## Impact\n\n## Symptoms\n\n## Procedure\n\n\
        ### Step 1: Look\n\n```bash\nkubectl logs <pod> -n <namespace> 2>&1 <in >out\n```\n\n\
        ### Step 2: Wait\n\n```bash\nsleep 1\n```\n\nIt prints nothing.\n";
    let found = found("a.md", text);
    let of =
        |kind: Kind| found.iter().filter(|(its, _)| *its == kind).map(|(_, line)| *line).collect::<Vec<_>>();
    assert_eq!(of(MissingSection).len(), 5, "{found:?}");
    assert_eq!((of(MissingOwner), of(MissingSeverity)), (vec![1], vec![1]));
    assert_eq!(of(SectionOrder), [10]);
    assert_eq!(of(NoExpectedOutput), [14]);
    assert_eq!(of(UndeclaredVariable), [17]);
    assert_eq!(found.len(), 10);
}

#[test]
fn only_runbooks_follow_the_template() {
    assert_eq!(found("guide.md", "# Guide\n\n## Impact\n\n```bash\nls <x>\n```\n"), []);
    assert!(!found("x/runbooks/disk.md", "# Disk").is_empty());
    assert_eq!(found("x/runbooks/index.md", "# Runbooks"), []);
}

#[test]
fn a_loop_that_asks_every_service_on_one_port_is_wrong() {
    let text = "```bash\nfor service in capsule odyssey; do\n  curl -s \"http://$service:8080/health\"\ndone\n\
        curl http://$service:9999\n```\n";
    assert_eq!(found("a.md", text), [(WrongPort, 3)]);
    let one_line = "```sh\nfor s in \"odyssey\"; do curl http://${s}:8080; done\n```\n";
    assert_eq!(found("a.md", one_line), [(WrongPort, 2)]);
    assert_eq!(found("a.md", "```sh\nfor s in odyssey; do curl http://${s}:8081; done\n```\n"), []);
}

#[test]
fn addresses_name_the_ports_of_the_estate() {
    let text = "Ask `http://odyssey:8080/x`, odyssey.prod.svc:8081, cassandra:7000, loki:3100, localhost:9, at 10:30.\n";
    assert_eq!(found("a.md", text), [(WrongPort, 1)]);
    assert_eq!(found("a.md", "Metrics: cassandra:7071\n"), [(UnknownPort, 1)]);
}

#[test]
fn tables_give_components_the_ports_of_the_estate() {
    let table = |rows: &str| format!("| Service | Port |\n|---|--:|\n{rows}\n");
    assert_eq!(found("a.md", &table("| **CAPSULE** | 8080 |\n| ODYSSEY | 8080 |")), [(WrongPort, 4)]);
    assert_eq!(found("a.md", &table("| Cassandra | 9042, 7199 |\n| Loki | 1 |\n| Else | 8080 |")), []);
    assert_eq!(found("a.md", "| Service | Replicas |\n|---|---|\n| ODYSSEY | 8080 |\n"), []);
}

#[test]
fn severities_and_names_are_those_of_the_estate() {
    assert_eq!(found("a.md", "---\nseverity: P7\n---\nA P1 is not a P5, nor a SEV-1.\n").len(), 3);
    assert_eq!(
        found(
            "a.md",
            "Casandra and Cassandra, CASSANDRA; Odyssey, odysey in small letters, Capsules.\n```sh\nCasandra\n```\n"
        ),
        [(MisspeltComponent, 1)]
    );
}

#[test]
fn code_and_front_matter_are_told_from_text() {
    let lines = lines::of("---\na: b\n---\n# T\n~~~ sh\n# no heading\n```\n~~~\n## U ##\n");
    let is: Vec<_> = lines.iter().map(|line| (line.number, line.is)).collect();
    use lines::Is;
    assert_eq!(
        is,
        [
            (4, Is::Heading(1, "T")),
            (5, Is::Fence("sh")),
            (6, Is::Code("sh")),
            (7, Is::Code("sh")),
            (8, Is::Fence("sh")),
            (9, Is::Heading(2, "U")),
        ]
    );
}
