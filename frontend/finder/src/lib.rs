//! Browser entry point of the finder bundle: the search engine of the docs, for when the server does not answer.

use search::{Body, Index};
use wasm_bindgen::prelude::wasm_bindgen;

/// The index of the docs.
#[wasm_bindgen]
pub struct Finder(Index);

#[wasm_bindgen]
impl Finder {
    /// Reads what `/docs/search.index` answers; nothing if that is of another version.
    pub fn read(bytes: &[u8]) -> Option<Finder> {
        Index::decode(bytes).ok().map(Finder)
    }

    /// The best `most` answers to `query`, four texts each: the page's path below `/docs`, its title, the heading's id and
    /// its words, which are empty for the page itself.
    pub fn find(&self, query: &str, most: usize) -> Vec<String> {
        let hits = self.0.find(query, most).into_iter();
        hits.flat_map(|hit| [hit.path, hit.title, hit.id, hit.heading].map(str::to_owned)).collect()
    }
}

/// The line of a section that answers `query` best: whether it is of `commands`, as "command" or "prose", and then its parts,
/// in turn not what was asked for and what was; nothing if there is no line.
#[wasm_bindgen]
pub fn excerpt(prose: String, commands: String, query: &str) -> Vec<String> {
    let Some(line) = search::excerpt(&Body { prose, commands }, query) else { return Vec::new() };
    let mut parts = vec![if line.command { "command" } else { "prose" }.to_owned()];
    for part in line.parts {
        // The first part is at an odd place, as all that are not marked.
        if part.marked != (parts.len() % 2 == 0) {
            parts.push(String::new());
        }
        parts.push(part.text);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use search::Document;

    #[test]
    fn parts_that_were_asked_for_stand_at_even_places() {
        let found = |prose: &str| excerpt(prose.into(), String::new(), "etcd leader");
        assert_eq!(found("has etcd no leader"), ["prose", "has ", "etcd", " no ", "leader"]);
        assert_eq!(found("etcd is slow"), ["prose", "", "etcd", " is slow"]);
        assert_eq!(excerpt(String::new(), "etcdctl status".into(), "x"), ["command", "etcdctl status"]);
        assert!(found("").is_empty());
    }

    #[test]
    fn answers_are_four_texts_each_and_other_bytes_are_none() {
        let document = Document { path: "a".into(), title: "No leader".into(), ..Document::default() };
        let bytes = Index::build(&[document]).encode();
        let found = Finder::read(&bytes).map(|finder| finder.find("leader", 5));
        assert_eq!(found, Some(["a", "No leader", "", ""].map(str::to_owned).to_vec()));
        assert!(Finder::read(b"PSX").is_none());
    }
}
