//! The one place that touches the disk: markdown files below a folder.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// The largest page that is rendered, in bytes (1 MiB).
pub const PAGE_LIMIT: usize = 1 << 20;

/// A markdown file as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path relative to the docs root, with `/` between folders.
    pub path: String,
    /// Its bytes, at most [`PAGE_LIMIT`] and one more; or why it could not be read.
    pub content: Result<Vec<u8>, String>,
}

impl File {
    /// A file that was read, for content that is embedded or made in memory.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> File {
        File { path: path.into(), content: Ok(bytes.into()) }
    }
}

/// All `.md` files below `root`, sorted by path.
///
/// Hidden files and folders are passed over, and so are symbolic links to folders and links that lead out of
/// `root`. A file that cannot be read comes with the reason; an error means that `root` or a folder cannot.
pub fn read(root: &Path) -> io::Result<Vec<File>> {
    let root = root.canonicalize()?;
    let mut files = Vec::new();
    folder(&root, &root, "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn folder(root: &Path, place: &Path, prefix: &str, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            folder(root, &entry.path(), &path, files)?;
        } else if name.ends_with(".md") && is_inside(root, &entry.path()) {
            let content = bytes(&entry.path()).map_err(|error| error.to_string());
            files.push(File { path, content });
        }
    }
    Ok(())
}

/// SECURITY: a symbolic link could show any file of the machine; only files whose real place is in the root count.
fn is_inside(root: &Path, file: &Path) -> bool {
    file.canonicalize().is_ok_and(|real| real.starts_with(root) && real.is_file())
}

fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(PAGE_LIMIT + 1).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn write(root: &Path, path: &str, bytes: &[u8]) {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    #[test]
    fn finds_markdown_only_and_sorts_it() {
        let place = tempfile::tempdir().unwrap();
        for path in ["b/a.md", "a.md", "b.txt", ".hidden.md", ".git/x.md", "b/index.md"] {
            write(place.path(), path, path.as_bytes());
        }
        let files = read(place.path()).unwrap();
        assert_eq!(files, ["a.md", "b/a.md", "b/index.md"].map(|path| File::new(path, path)));
    }

    #[test]
    fn a_huge_file_is_not_read_whole() {
        let place = tempfile::tempdir().unwrap();
        write(place.path(), "big.md", &vec![b'x'; PAGE_LIMIT + 100]);
        let files = read(place.path()).unwrap();
        assert_eq!(files[0].content.as_ref().unwrap().len(), PAGE_LIMIT + 1);
    }

    #[test]
    fn a_missing_root_is_an_error() {
        assert!(read(Path::new("does/not/exist")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        use std::os::unix::fs::symlink;
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("docs");
        write(&root, "a.md", b"a");
        write(place.path(), "secret.md", b"secret");
        symlink(place.path().join("secret.md"), root.join("out.md")).unwrap();
        symlink(place.path(), root.join("folder")).unwrap();
        symlink(root.join("gone.md"), root.join("dead.md")).unwrap();
        symlink(root.join("a.md"), root.join("b.md")).unwrap();
        let files = read(&root).unwrap();
        assert_eq!(files, ["a.md", "b.md"].map(|path| File::new(path, "a")));
    }
}
