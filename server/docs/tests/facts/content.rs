//! The shipped content as the tests read it: its pages as the portal has them, and its other files as they are.

use docs::{File, Library};
use std::fs;
use std::path::{Path, PathBuf};
use toml::Table;

/// The folder `content` and what is in its documents.
pub struct Content {
    root: PathBuf,
    /// The pages, as the portal builds them.
    pub library: Library,
}

impl Content {
    /// Reads the content of this repository.
    pub fn read() -> Content {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let docs = root.join("docs");
        let mut files = Vec::new();
        collect(&docs, &docs, &mut files);
        // The portal makes these of the messages of the estate; here they only have to be there.
        let message = |name: &str| File::new(format!("_estate/messages/{name}.md"), "x\n");
        files.extend(["start", "update", "resolution"].map(message));
        assert!(files.len() > 50, "{} holds only {} pages", docs.display(), files.len());
        Content { root, library: Library::build(files, &[]) }
    }

    /// Every system of the estate, with the path of its file below `content`.
    pub fn estate(&self) -> Vec<(String, Table)> {
        let files = fs::read_dir(self.root.join("estate")).expect("the estate of the content is there");
        let names = files.map(|entry| format!("estate/{}", entry.unwrap().file_name().display()));
        names.map(|name| (name.clone(), self.text(&name).unwrap().parse().unwrap())).collect()
    }

    /// The text of a file of the content, by its path below `content`; or what is wrong and what to do.
    pub fn text(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(self.root.join(path))
            .map_err(|error| format!("content/{path}: {error}; write the file, or correct its name"))
    }
}

fn collect(docs: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("the docs of the content are there") {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(docs, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.strip_prefix(docs).unwrap().to_str().unwrap().to_owned();
            files.push(File::new(name, fs::read(&path).unwrap()));
        }
    }
}
