//! A folder whose files are looked at again and again: what differs since the last look.
//!
//! Looking costs a system call a file, and nothing has to be asked of the operating system that folders in containers or on
//! a network do not have. What seems to have changed is read, and read once more at the next look: a file can be written
//! twice within one tick of the clock that stamps it.

use crate::config::files::{self, Files, Stamp};
use docs::File;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// A folder and what was seen of it.
pub(super) struct Folder {
    root: PathBuf,
    seen: BTreeMap<String, Seen>,
    /// The number of the last look.
    look: u64,
}

/// What was seen of a file.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// None for a file that was not looked at yet, or that was not there at the last look.
    stamp: Option<Stamp>,
    /// Whether it was read again after it had changed.
    is_certain: bool,
    /// The number of the last look at which it was there, or of the one before its first.
    look: u64,
}

/// What differs.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// Files as they are now; some of them may be as they were.
    pub files: Vec<File>,
    /// Paths of files that are gone.
    pub gone: Vec<String>,
}

impl Folder {
    /// The folder at `root`, of which the files at `paths` were read before.
    pub(super) fn new<'a>(root: PathBuf, paths: impl Iterator<Item = &'a str>) -> Folder {
        Folder { root, seen: paths.map(|path| (path.to_owned(), Seen::default())).collect(), look: 0 }
    }

    /// Where it is.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// How many files it had at the last look.
    pub(super) fn len(&self) -> usize {
        self.seen.len()
    }

    /// What differs since the last look.
    ///
    /// A file that is empty or missing is believed to be so at the second look.
    pub(super) fn look(&mut self) -> io::Result<Differences> {
        let (seen, look) = (&mut self.seen, self.look + 1);
        let (mut there, mut changed) = (0, Vec::new());
        Files::stamps(&self.root, &mut |path, stamp| match seen.get_mut(path) {
            Some(seen) if seen.stamp == Some(stamp) && seen.is_certain => {
                seen.look = look;
                there += 1;
            }
            _ => changed.push((path.to_owned(), stamp)),
        })?;
        self.look = look;
        let mut differences = Differences::default();
        for (path, stamp) in changed {
            differences.files.extend(self.read(&path, stamp));
        }
        if there != self.seen.len() {
            differences.gone = self.gone();
        }
        Ok(differences)
    }

    /// The file at `path`, unless it may be empty for a moment only.
    fn read(&mut self, path: &str, stamp: Stamp) -> Option<File> {
        let is_same = self.seen.get(path).is_some_and(|seen| seen.stamp == Some(stamp));
        self.seen.insert(path.to_owned(), Seen { stamp: Some(stamp), is_certain: is_same, look: self.look });
        let content = files::read(&self.root.join(path)).map_err(|error| error.to_string());
        let is_empty = content.as_ref().is_ok_and(Vec::is_empty);
        (is_same || !is_empty).then(|| File { path: path.to_owned(), content })
    }

    /// What was not there twice: whoever saves by renaming takes a file away for a moment.
    fn gone(&mut self) -> Vec<String> {
        let (mut gone, look) = (Vec::new(), self.look);
        self.seen.retain(|path, seen| {
            if seen.look + 1 < look {
                gone.push(path.clone());
            }
            if seen.look < look {
                seen.stamp = None;
            }
            seen.look + 1 >= look
        });
        gone
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::fs;

    fn looked(folder: &mut Folder) -> (Vec<(String, String)>, Vec<String>) {
        let Differences { files, gone } = folder.look().unwrap();
        let text = |file: File| (file.path, String::from_utf8(file.content.unwrap()).unwrap());
        (files.into_iter().map(text).collect(), gone)
    }

    fn read(path: &str, text: &str) -> (Vec<(String, String)>, Vec<String>) {
        (vec![(path.into(), text.into())], Vec::new())
    }

    #[test]
    fn what_changes_is_read_twice_and_what_is_gone_is_told_once() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| fs::write(root.path().join(path), text).unwrap();
        fs::create_dir(root.path().join("a")).unwrap();
        write("a/b.md", "one");
        let mut folder = Folder::new(root.path().into(), ["a/b.md", "old.md"].into_iter());
        let nothing = (Vec::new(), Vec::new());
        assert_eq!(looked(&mut folder), read("a/b.md", "one"));
        assert_eq!(looked(&mut folder), (read("a/b.md", "one").0, vec!["old.md".to_owned()]));
        assert_eq!(looked(&mut folder), nothing);
        write("a/b.md", "longer");
        assert_eq!(looked(&mut folder), read("a/b.md", "longer"));
        write("a/b.md", "Longer");
        assert_eq!(looked(&mut folder), read("a/b.md", "Longer"), "whatever the stamp says");
        looked(&mut folder);
        assert_eq!(looked(&mut folder), nothing);
        write("new.md", "x");
        write(".hidden.md", "x");
        assert_eq!(looked(&mut folder), read("new.md", "x"));
    }

    #[test]
    fn a_file_that_is_written_anew_is_never_seen_empty_or_missing() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.md");
        fs::write(&path, "one").unwrap();
        let mut folder = Folder::new(root.path().into(), ["a.md"].into_iter());
        (0..3).for_each(|_| drop(looked(&mut folder)));
        let nothing = (Vec::new(), Vec::new());
        fs::write(&path, "").unwrap();
        assert_eq!(looked(&mut folder), nothing);
        fs::write(&path, "two").unwrap();
        assert_eq!(looked(&mut folder), read("a.md", "two"));
        fs::remove_file(&path).unwrap();
        assert_eq!(looked(&mut folder), nothing);
        fs::write(&path, "three").unwrap();
        assert_eq!(looked(&mut folder), read("a.md", "three"));
        fs::write(&path, "").unwrap();
        assert_eq!(looked(&mut folder), nothing);
        assert_eq!(looked(&mut folder), read("a.md", ""), "it is empty indeed");
    }
}
