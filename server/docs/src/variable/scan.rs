//! Where names stand in code: in a shell in which quotes, elsewhere whatever stands around them.

mod reader;
mod shell;

use super::known::Known;
use super::{Place, Slot, name};
use shell::Scan;

/// The names to be filled in of `code`; of one that is no shell, those that are declared.
pub(crate) fn slots(code: &str, is_shell: bool, commands: &[(usize, usize)], known: &Known) -> Vec<Slot> {
    if !is_shell {
        return bare(code, 0, code.len(), known);
    }
    let mut slots = Vec::new();
    for (from, to) in commands {
        slots.extend(Scan::new(code, *from, *to, known).run());
    }
    slots
}

/// Declared names, whatever stands around them.
fn bare(code: &str, from: usize, to: usize, known: &Known) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut at = from;
    while at < to {
        let found = code.get(at..to).and_then(name::at).filter(|(name, _)| known.is_declared(name));
        at += match found {
            Some((name, length)) => {
                slots.push(Slot { from: at, to: at + length, name: name.to_owned(), place: Place::Bare });
                length
            }
            None => 1,
        };
    }
    slots
}

#[cfg(test)]
mod tests;
