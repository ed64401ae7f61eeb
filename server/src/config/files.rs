//! A content folder in memory: read from disk, or the one that is embedded in the program.

use super::problem::Problem;
use rust_embed::Embed;
use std::collections::BTreeMap;
use std::fs::{DirEntry, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

/// The most that is read of one file: more than any part that looks into files takes.
const MOST_BYTES: u64 = docs::FILE_LIMIT as u64;

#[derive(Embed)]
#[folder = "../content/"]
struct Embedded;

/// Files by their path below the content folder, with `/` between the parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

/// What tells two versions of a file apart without reading them, unless they were written within one tick of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
    /// What is another one when the file was put in the place of another, or its times were set by hand.
    #[cfg(unix)]
    inode: (u64, i64, i64),
}

impl Stamp {
    fn of(known: &Metadata) -> Stamp {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Stamp {
            bytes: known.len(),
            modified: known.modified().ok(),
            #[cfg(unix)]
            inode: (known.ino(), known.ctime(), known.ctime_nsec()),
        }
    }
}

impl Files {
    /// The content that ships with Pharos.
    pub fn embedded() -> Files {
        let file = |name: std::borrow::Cow<'static, str>| {
            Some((name.to_string(), Embedded::get(&name)?.data.into()))
        };
        Files(Embedded::iter().filter_map(file).collect())
    }

    /// Everything below `root`, without hidden files and without what a symbolic link would bring in.
    pub fn read(root: &Path) -> io::Result<Files> {
        let mut files = BTreeMap::new();
        walk(root, &mut String::new(), &mut |name, entry, _| {
            files.insert(name.into(), read(&entry.path())?);
            Ok(())
        })?;
        Ok(Files(files))
    }

    /// Gives everything below `root` by its path, with what can be known of it without reading it; nothing if there is no
    /// such folder.
    pub fn stamps(root: &Path, take: &mut dyn FnMut(&str, Stamp)) -> io::Result<()> {
        let found = walk(root, &mut String::new(), &mut |name, _, known| {
            take(name, Stamp::of(&known));
            Ok(())
        });
        match found {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !root.exists() => Ok(()),
            found => found,
        }
    }

    /// Files from their texts, by path.
    pub fn of<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Files {
        Files(texts.into_iter().map(|(name, text)| (name.into(), text.into())).collect())
    }

    /// The same files with `text` as the one at `name`.
    pub fn with(mut self, name: &str, text: &str) -> Files {
        self.0.insert(name.into(), text.into());
        self
    }

    /// The paths that begin with `folder`, in order.
    pub fn names(&self, folder: &str) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str).filter(move |name| name.starts_with(folder))
    }

    /// What the file holds.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// What the file holds, as text; a file that is not UTF-8 is a problem.
    pub fn text(&self, name: &str, problems: &mut Vec<Problem>) -> Option<&str> {
        let bytes = self.bytes(name)?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
                problems.push(Problem {
                    file: name.into(),
                    line,
                    message: "This line is not UTF-8 text.".into(),
                    remedy: "Save the file as UTF-8.".into(),
                });
                None
            }
        }
    }

    /// The file under `folder` and the line, from 1, where `needle` stands first.
    pub fn find(&self, folder: &str, needle: &str) -> (String, usize) {
        for name in self.names(folder) {
            let text = String::from_utf8_lossy(self.bytes(name).unwrap_or_default());
            let holds = |line: &str| !line.starts_with('#') && line.contains(needle);
            if let Some(line) = text.lines().position(holds) {
                return (name.into(), line + 1);
            }
        }
        (folder.into(), 1)
    }
}

/// What a file holds, as far as it is looked at.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Gives each file's path below the folder, the way to it, and what is known of it. `path` is that of the folder, empty or
/// with `/` at its end; it is the same again afterwards, so that a look at many files makes no text for each.
fn walk(
    folder: &Path,
    path: &mut String,
    take: &mut dyn FnMut(&str, &DirEntry, Metadata) -> io::Result<()>,
) -> io::Result<()> {
    let length = path.len();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let kind = entry.file_type()?;
        // What is neither file nor folder, such as a pipe, would be waited for.
        if name.starts_with('.') || !(kind.is_dir() || kind.is_file()) {
            continue;
        }
        path.push_str(&name);
        if kind.is_dir() {
            path.push('/');
            walk(&entry.path(), path, take)?;
        } else {
            take(path, &entry, entry.metadata()?)?;
        }
        path.truncate(length);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_is_no_file_is_not_waited_for_and_a_large_one_is_read_in_part() {
        let root = tempfile::tempdir().unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(root.path().join("pipe.md")).unwrap();
        std::fs::write(root.path().join("large.md"), vec![b'a'; MOST_BYTES as usize + 9]).unwrap();
        let files = Files::read(root.path()).unwrap();
        assert_eq!(files.names("").collect::<Vec<_>>(), ["large.md"]);
        assert_eq!(files.bytes("large.md").unwrap().len(), MOST_BYTES as usize);
    }
}
