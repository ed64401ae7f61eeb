#![allow(clippy::unwrap_used)]
use super::draw;
use proptest::prelude::*;

/// Middles, in the order in which they are drawn, of the boxes of nodes.
fn boxes(svg: &str) -> Vec<(i32, i32, i32, i32)> {
    let number = |part: &str, name: &str| -> i32 {
        let value = part.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        value.parse().unwrap()
    };
    let parts = svg.split("<rect class=\"drawn-node\"").skip(1);
    parts.map(|it| (number(it, "x"), number(it, "y"), number(it, "width"), number(it, "height"))).collect()
}

#[test]
fn a_flowchart_is_drawn_and_told_in_words() {
    let svg = draw("graph TD\n  A[Alert] -->|fires| B(Runbook);\n  B -.-> C\n  %% a comment\n  D").unwrap();
    let words = "<title>Flowchart. Alert leads to Runbook (fires). Runbook leads to C. D.</title>";
    assert!(svg.contains(words), "{svg}");
    let boxes = boxes(&svg);
    assert_eq!(boxes.len(), 4);
    assert!(boxes[0].1 + boxes[0].3 < boxes[1].1 && boxes[1].1 + boxes[1].3 < boxes[2].1, "{boxes:?}");
    assert_eq!(svg.matches("drawn-head").count(), 2);
    let across = self::boxes(&draw("flowchart LR\na --> b").unwrap());
    assert!(across[0].0 + across[0].2 < across[1].0 && across[0].1 == across[1].1, "{across:?}");
    let turned = self::boxes(&draw("flowchart BT\na --> b").unwrap());
    assert!(turned[1].1 < turned[0].1, "{turned:?}");
}

#[test]
fn links_are_read_in_all_their_forms() {
    for link in [
        "-->",
        "---",
        "-.->",
        "-.-",
        "==>",
        "===",
        "---->",
        "<-->",
        "--x ",
        "--o ",
        "-- no -->",
        "== no ==>",
        "-. no .->",
        "-->|no|",
    ] {
        let svg = draw(&format!("graph LR\na{link}b")).unwrap_or_else(|| panic!("{link}"));
        assert_eq!(svg.contains("(no)"), link.contains("no"), "{link}");
        assert_eq!(svg.contains("is joined to"), ["---", "-.-", "==="].contains(&link), "{link}");
    }
    let many = draw("graph LR\na & b --> c & d --> e").unwrap();
    assert_eq!(many.matches(" leads to ").count(), 6);
}

#[test]
fn circles_of_edges_end_and_boxes_never_overlap() {
    let svg = draw(
        "graph TD\na-->b-->c-->a\na-->c\nb-->d\nc-->d\ne[\"A long text that is broken<br/>into lines\"]-->d",
    )
    .unwrap();
    let boxes = boxes(&svg);
    for (at, a) in boxes.iter().enumerate() {
        for b in &boxes[at + 1..] {
            let apart = a.0 + a.2 <= b.0 || b.0 + b.2 <= a.0 || a.1 + a.3 <= b.1 || b.1 + b.3 <= a.1;
            assert!(apart, "{a:?} {b:?}");
        }
    }
}

#[test]
fn groups_frame_what_is_in_them() {
    let svg = draw("flowchart TB\nsubgraph dc [Data centre]\n a --> b\nend\nc --> a").unwrap();
    assert!(svg.contains("drawn-group") && svg.contains(">Data centre</tspan>"), "{svg}");
    assert_eq!(draw("graph TD\nsubgraph x\na --> b"), None, "it never ends");
}

#[test]
fn a_sequence_is_drawn_and_told_in_words() {
    let svg = draw(
        "sequenceDiagram\n  autonumber\n  participant C as CAPSULE\n  C->>+Kafka: order & pay\n  Kafka-->>-C: accepted\n  \
         Note over C,Kafka: in 5 ms\n  alt it is full\n    C->>C: wait\n  else\n    C-xKafka: again\n  end",
    )
    .unwrap();
    let words = "Sequence. CAPSULE to Kafka: 1. order &amp; pay. Kafka to CAPSULE: 2. accepted. Note: in 5 ms. \
                 alt it is full: CAPSULE to CAPSULE: 3. wait. else: CAPSULE to Kafka: 4. again. End.";
    assert!(svg.contains(words), "{svg}");
    assert_eq!((boxes(&svg).len(), svg.matches("drawn-frame").count()), (2, 1));
}

#[test]
fn what_is_not_understood_in_whole_is_not_drawn() {
    for source in [
        "",
        "graph",
        "graph XX\na-->b",
        "graph TD\na --> ",
        "graph TD\na -->",
        "graph TD\na[open",
        "graph TD\na --> a",
        "pie\n\"a\": 1",
        "sequenceDiagram\nA: x",
        "sequenceDiagram\nend",
        "sequenceDiagram\nA->>B",
        "graph TD\na ?? b",
        "graph TD\na -- text b",
    ] {
        assert_eq!(draw(source), None, "{source}");
    }
    let large = (0..300).map(|at| format!("n{at} --> n{}\n", at + 1)).collect::<String>();
    assert_eq!(draw(&format!("graph TD\n{large}")), None);
}

#[test]
fn texts_of_the_author_stay_text() {
    let svg = draw("graph TD\na[\"<script>alert(1)</script> & more\"] -->|\"<b onclick=x>\"| b").unwrap();
    assert!(!svg.contains("<script") && !svg.contains("<b ") && svg.contains("&lt;script&gt;"), "{svg}");
}

proptest! {
    #[test]
    fn no_source_panics(text in "(graph (TD|LR)|sequenceDiagram)\n([a-d]|-->|--|-\\.|[-|\\[\\](){}\"&:;>=. \n]|->>|subgraph |end|loop|Note over ){0,60}") {
        if let Some(svg) = draw(&text) {
            prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", svg);
            prop_assert_eq!(svg.matches("<rect").count(), svg.matches("</rect>").count());
        }
    }
}
