//! `templates/*.md`: the messages of an incident, with blanks such as `{{severity}}` that are filled from it.

use super::files::Files;
use super::problem::{Problem, instead};
use model::incident::template;

/// The messages of an incident, in markdown; empty where there is no file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    /// `start.md`: the first thing that is told.
    pub start: String,
    /// `update.md`: how things are.
    pub update: String,
    /// `resolution.md`: that it is over.
    pub resolution: String,
}

/// The names that a template may have.
pub const NAMES: [&str; 3] = ["start", "update", "resolution"];

/// The most bytes of a template: what is made of it is the text of one update.
const MOST_BYTES: usize = 10_000;

impl Templates {
    /// The template with this name: `start`, `update` or `resolution`.
    pub fn named(&self, name: &str) -> Option<&str> {
        match name {
            "start" => Some(&self.start),
            "update" => Some(&self.update),
            "resolution" => Some(&self.resolution),
            _ => None,
        }
    }

    /// Puts `text` in the place of the template with this name.
    pub fn set(&mut self, name: &str, text: &str) {
        if let Some(slot) = self.slot(name) {
            text.clone_into(slot);
        }
    }

    fn slot(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "start" => Some(&mut self.start),
            "update" => Some(&mut self.update),
            "resolution" => Some(&mut self.resolution),
            _ => None,
        }
    }
}

/// What is wrong with a template that somebody typed, and what to do.
pub fn wrong(text: &str) -> Option<String> {
    let fields: Vec<_> = template::FIELDS.iter().map(|(field, _)| *field).collect();
    if text.trim().is_empty() {
        return Some("A template says something. To have the file's again, there is a button.".into());
    }
    if text.len() > MOST_BYTES {
        return Some(format!(
            "The template is longer than a message may be: use at most {MOST_BYTES} bytes."
        ));
    }
    let (_, field) = template::unknown(text).into_iter().next()?;
    Some(format!("Nothing fills the blank \"{{{{{field}}}}}\". {}", instead(field, &fields)))
}

/// Reads all templates; a blank that nothing fills is a problem on its line.
pub fn read(files: &Files, problems: &mut Vec<Problem>) -> Templates {
    let mut templates = Templates::default();
    for file in files.names("templates/") {
        let name = file.trim_start_matches("templates/").trim_end_matches(".md");
        let Some(text) = files.text(file, problems) else { continue };
        let mut wrong =
            |line, message, remedy| problems.push(Problem { file: file.into(), line, message, remedy });
        for (at, field) in template::unknown(text) {
            let fields: Vec<_> = template::FIELDS.iter().map(|(field, _)| *field).collect();
            let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
            wrong(line, format!("Nothing fills the blank \"{{{{{field}}}}}\"."), instead(field, &fields));
        }
        if text.len() > MOST_BYTES {
            wrong(
                1,
                "The template is longer than a message may be.".into(),
                format!("Use at most {MOST_BYTES} bytes."),
            );
        }
        match templates.slot(name) {
            Some(slot) => text.clone_into(slot),
            None => wrong(1, format!("There is no use for a template \"{name}\"."), instead(name, &NAMES)),
        }
    }
    templates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_that_nothing_fills_is_told_with_its_line() {
        let texts = [("templates/start.md", "Hello\n{{severety}} {{title}}"), ("templates/updat.md", "Bye")];
        let mut problems = Vec::new();
        let templates = read(&Files::of(texts), &mut problems);
        let told: Vec<_> =
            problems.iter().map(|it| (it.file.as_str(), it.line, it.remedy.as_str())).collect();
        let wanted = [
            ("templates/start.md", 2, "Did you mean \"severity\"?"),
            ("templates/updat.md", 1, "Did you mean \"update\"?"),
        ];
        assert_eq!(told, wanted);
        let typed = ["x {{severety}}", " ", &"x".repeat(MOST_BYTES + 1), "{{title}}"].map(wrong);
        assert!(
            typed[0].as_ref().is_some_and(|words| words.contains("Did you mean \"severity\"?")),
            "{typed:?}"
        );
        assert_eq!(typed.map(|wrong| wrong.is_some()), [true, true, true, false]);
        assert!(templates.named("start").is_some_and(|text| text.starts_with("Hello")));
    }
}
