#![allow(clippy::unwrap_used)]
use crate::{Body, Broken, Document, Index, Section};
use proptest::prelude::*;

fn section(id: &str, heading: &str, commands: &str) -> Section {
    let body = Body { prose: "Look at the leader".into(), commands: commands.into() };
    Section { id: id.into(), heading: heading.into(), body }
}

fn index() -> Index {
    let alerts = vec!["EtcdNoLeader".into(), "EtcdDown".into()];
    let sections = vec![
        section("steps", "Steps", "etcdctl endpoint status"),
        section("steps-1", "Steps", "etcdctl \u{e9}"),
    ];
    let start = Body { prose: "When etcd has no leader, nothing is written.".into(), ..Body::default() };
    let empty = Document { path: "empty".into(), ..Document::default() };
    Index::build(&[
        Document { path: "etcd/no-leader".into(), title: "No leader".into(), alerts, start, sections },
        empty,
    ])
}

#[test]
fn what_is_written_is_read_back() {
    let index = index();
    assert_eq!(Index::decode(&index.encode()), Ok(index));
    assert_eq!(Index::decode(&Index::default().encode()), Ok(Index::default()));
}

#[test]
fn other_bytes_are_refused() {
    assert_eq!(Index::decode(b"PSX0"), Err(Broken::Version));
    let bytes = index().encode();
    assert_eq!(Index::decode(&bytes[..bytes.len() - 1]), Err(Broken::Damaged));
    assert_eq!(Index::decode(b"PSX1\xff\xff\xff\xff\x7f"), Err(Broken::Damaged));
}

proptest! {
    #[test]
    fn damage_never_panics(at in 0_usize..400, byte: u8) {
        let mut bytes = index().encode();
        let end = bytes.len();
        bytes[at % end] = byte;
        if let Ok(index) = Index::decode(&bytes) {
            let _ = index.find("etcd leader", 10);
        }
    }
}
