//! What is searched: a page as plain text, taken apart at its headings.

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its address below `/docs`; no two documents share one.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The alerts that it answers: `CassandraNodeDown`.
    pub alerts: Vec<String>,
    /// What stands above its first heading.
    pub start: Body,
    /// Its headings in order, each with what stands below it up to the next heading of any level.
    pub sections: Vec<Section>,
}

/// A heading and what stands below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its id in the page.
    pub id: String,
    /// Its words.
    pub heading: String,
    /// What stands below it.
    pub body: Body,
}

/// Text of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Sentences, a paragraph, list item or table row a line.
    pub prose: String,
    /// Blocks of code, line by line.
    pub commands: String,
}

impl Document {
    /// The text below the heading with this id; that above all headings for "".
    pub fn body(&self, id: &str) -> &Body {
        let section = self.sections.iter().find(|section| !id.is_empty() && section.id == id);
        section.map_or(&self.start, |section| &section.body)
    }
}
