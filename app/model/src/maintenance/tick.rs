//! What of a checklist is done, in one window of planned work.

use super::{Checklist, Maintenance};
use crate::member::Actor;
use crate::time::At;

/// A part of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Before the window begins.
    Before,
    /// In the window.
    During,
    /// When the work is done.
    After,
}

/// A step of a checklist in one window.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The system's id.
    pub system: String,
    /// The work's id in its system.
    pub work: String,
    /// When the window begins.
    pub window: At,
    /// Which part of the list.
    pub phase: Phase,
    /// The step, as the estate file has it.
    pub step: String,
}

/// A step that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Which.
    pub item: Item,
    /// When it was ticked.
    pub at: At,
    /// By whom.
    pub by: Actor,
}

impl Phase {
    /// All parts, in their order.
    pub const ALL: [Phase; 3] = [Phase::Before, Phase::During, Phase::After];

    /// Its word in forms and tables: `before`.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Before => "before",
            Phase::During => "during",
            Phase::After => "after",
        }
    }

    /// The part with that word.
    pub fn of_word(word: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| phase.word() == word)
    }
}

impl Checklist {
    /// The steps of a part.
    pub fn steps(&self, phase: Phase) -> &[String] {
        match phase {
            Phase::Before => &self.before,
            Phase::During => &self.during,
            Phase::After => &self.after,
        }
    }
}

impl Maintenance {
    /// Whether its checklist has that step.
    pub fn has_step(&self, phase: Phase, step: &str) -> bool {
        self.checklist.steps(phase).iter().any(|its| its == step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maintenance::Window;

    #[test]
    fn a_step_belongs_to_its_part_alone() {
        let window = Window { from: At(0), to: At(1) };
        let mut work = Maintenance::once("w", "W", vec![], window);
        work.checklist.during = vec!["Look".into()];
        let has = Phase::ALL.map(|phase| work.has_step(phase, "Look"));
        assert_eq!((has, work.has_step(Phase::During, "look")), ([false, true, false], false));
        assert!(Phase::ALL.iter().all(|phase| Phase::of_word(phase.word()) == Some(*phase)));
    }
}
