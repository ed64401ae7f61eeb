//! Text that a command is given on the lines behind it (here-documents): data, not words of the shell.

use super::Scan;
use crate::variable::scan::bare;

impl<'a> Scan<'a> {
    /// `<<EOF`, `<<-'EOF'`: what follows on the next lines is data up to that word.
    pub(super) fn text_follows(&mut self, rest: &'a str) {
        let word = rest.trim_start_matches(['<', '-', ' ']);
        let end = word.find(|c: char| c.is_whitespace() || ";|&)<>".contains(c)).unwrap_or(word.len());
        let word = word.get(..end).unwrap_or("").trim_matches(['\'', '"', '\\']);
        if !word.is_empty() {
            self.waiting.push_back(word);
        }
        self.at += rest.len() - rest.trim_start_matches('<').len();
    }

    pub(super) fn newline(&mut self) {
        self.at += 1;
        self.end_line();
        while let Some(word) = self.waiting.pop_front() {
            let Some(length) = text_length(self.rest(), word) else {
                self.waiting.push_front(word);
                self.at = self.to;
                return;
            };
            self.slots.extend(bare(self.code, self.at, self.at + length, self.known));
            self.line.0 = self.slots.len();
            self.at += length;
        }
    }
}

/// Length of the text up to the line that is `word` alone.
fn text_length(text: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim() == word {
            return Some(at);
        }
        at += line.len();
    }
    None
}
