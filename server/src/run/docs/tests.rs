#![allow(clippy::unwrap_used)]
use super::*;

#[test]
fn any_folder_of_markdown_is_taken_and_of_a_content_folder_its_docs() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("runbooks/Disk.md", "# Disk");
    write("docs/ports.md", "# Ports");
    write("notes.txt", "no markdown");
    let paths = || {
        let library = library(Some(folder.path()), &[]).unwrap();
        library.pages.iter().map(|page| page.path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(paths(), ["docs/ports", "runbooks/Disk"]);
    write("pharos.toml", "[site]\n");
    assert_eq!(paths(), ["ports"]);
}

#[test]
fn the_shipped_content_is_searched_by_default() {
    assert!(library(None, &[]).unwrap().page("butterfly").is_some());
}
