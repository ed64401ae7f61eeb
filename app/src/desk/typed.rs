//! What was typed into a form and could not be done: it stands in the form again, so that nothing is lost.

/// The fields of a form, as they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// What was sent under a name; none if nothing was.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(its, _)| its == name).map(|(_, value)| value.as_str())
    }

    /// What was sent by the form that does `step`; nothing if another one was sent.
    pub fn of(&self, step: &str) -> Typed {
        if self.get("do") == Some(step) { self.clone() } else { Typed::default() }
    }
}
