//! Has anything changed? A digest of path, size and modification time of every file below some folders.
//! It reads no file, so that asking costs milliseconds.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Digest of the files at and below `sources`, which are paths relative to `root`. A source that does
/// not exist counts as absent; hidden files and `node_modules` below a source do not count.
pub fn of(root: &Path, sources: &[&str]) -> Result<String> {
    let mut digest = Sha256::new();
    for source in sources {
        digest.update(source.as_bytes());
        let path = root.join(source);
        if path.exists() {
            add(&mut digest, &path).with_context(|| format!("cannot look at {}", path.display()))?;
        }
    }
    Ok(hex(&digest.finalize()))
}

/// SHA-256 of some bytes, as 64 hexadecimal digits.
pub fn of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal digits of some bytes.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn add(digest: &mut Sha256, path: &Path) -> std::io::Result<()> {
    let metadata = fs::metadata(path)?;
    digest.update(path.as_os_str().as_encoded_bytes());
    if !metadata.is_dir() {
        let modified = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        digest.update(metadata.len().to_le_bytes());
        digest.update(modified.as_nanos().to_le_bytes());
        return Ok(());
    }
    let mut names =
        fs::read_dir(path)?.map(|entry| Ok(entry?.file_name())).collect::<std::io::Result<Vec<_>>>()?;
    names.sort();
    for name in names {
        let text = name.to_string_lossy();
        if !text.starts_with('.') && text != "node_modules" {
            add(digest, &path.join(&name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn it_changes_with_a_file_and_only_with_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("app/src")).unwrap();
        fs::write(root.join("app/src/a.rs"), "one").unwrap();
        let sources = ["app", "style"];
        let first = of(root, &sources).unwrap();
        assert_eq!(first, of(root, &sources).unwrap());
        fs::write(root.join("app/.hidden"), "an editor's").unwrap();
        assert_eq!(first, of(root, &sources).unwrap());
        fs::write(root.join("app/src/a.rs"), "three").unwrap();
        let second = of(root, &sources).unwrap();
        assert_ne!(first, second);
        fs::create_dir(root.join("style")).unwrap();
        fs::write(root.join("style/main.css"), "").unwrap();
        assert_ne!(second, of(root, &sources).unwrap());
    }

    #[test]
    fn hex_is_two_digits_a_byte() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
    }
}
