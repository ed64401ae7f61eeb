//! The shipped content as the tests read it: what the program makes of it, and its files as they are.

use docs::File;
use pharos::config::environment::Environment;
use pharos::config::files::Files;
use pharos::config::{self, drawn};
use std::path::Path;
use toml::Table;

/// The folder `content`, and what is in its documents.
pub struct Content {
    files: Files,
    /// What pages include of the estate and the plans.
    drawn: Vec<File>,
    /// What the program makes of it.
    pub meant: config::Content,
}

impl Content {
    /// Reads the content of this repository.
    pub fn read() -> Content {
        let files = Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")).unwrap();
        let (meant, report) = config::read(&files, &Environment::default());
        let meant = meant.unwrap_or_else(|| panic!("{report:?}"));
        assert!(meant.library.pages.len() > 50, "there are only {} pages", meant.library.pages.len());
        let drawn = drawn::of_folder(&files, &Environment::default());
        Content { files, drawn, meant }
    }

    /// Every system of the estate, with the path of its file below `content`.
    pub fn estate(&self) -> Vec<(String, Table)> {
        let names = self.files.names("estate/").map(str::to_owned);
        names.map(|name| (name.clone(), self.text(&name).unwrap().parse().unwrap())).collect()
    }

    /// The text of a file of the content, by its path below `content`, with what it includes of the estate and the plans; or
    /// what is wrong and what to do.
    pub fn text(&self, path: &str) -> Result<String, String> {
        let text = self.files.text(path, &mut Vec::new());
        let text =
            text.ok_or_else(|| format!("content/{path}: is not there; write the file, or correct its name"))?;
        Ok(drawn::expanded(text, &self.drawn).into_owned())
    }
}
