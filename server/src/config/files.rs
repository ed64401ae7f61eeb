//! A content folder in memory: read from disk, or the one that is embedded in the program.

use super::problem::Problem;
use rust_embed::Embed;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The most that one file may hold.
const MOST_BYTES: u64 = 4 << 20;

#[derive(Embed)]
#[folder = "../content/"]
struct Embedded;

/// Files by their path below the content folder, with `/` between the parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

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
        walk(root, "", &mut files)?;
        Ok(Files(files))
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

fn walk(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let kind = entry.file_type()?;
        if name.starts_with('.') || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            walk(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else if entry.metadata()?.len() <= MOST_BYTES {
            files.insert(format!("{prefix}{name}"), std::fs::read(entry.path())?);
        }
    }
    Ok(())
}
