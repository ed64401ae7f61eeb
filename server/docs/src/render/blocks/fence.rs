//! Fences around code, within which nothing is a mark.

/// An open fence.
#[derive(Debug)]
pub(super) struct Fence {
    mark: char,
    count: usize,
    is_quoted: bool,
    /// How many blocks were open where it begins.
    pub depth: usize,
}

impl Fence {
    /// The fence that `line` opens, behind marks of quotes and lists too.
    pub(super) fn opened_by(line: &str, depth: usize) -> Option<Fence> {
        let content = behind_marks(line);
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = content.trim_start_matches(mark);
        let count = content.len() - info.len();
        let is_fence = count >= 3 && !(mark == '`' && info.contains('`'));
        is_fence.then(|| Fence { mark, count, is_quoted: line.trim_start().starts_with('>'), depth })
    }

    /// Whether it ends with this line.
    pub(super) fn is_closed_by(&self, line: &str) -> bool {
        let content = line.trim_start_matches([' ', '\t', '>']);
        let info = content.trim_start_matches(self.mark);
        let is_end = content.len() - info.len() >= self.count && info.trim().is_empty();
        is_end || self.is_quoted && !line.trim_start().starts_with('>')
    }
}

/// `line` without indent, `>` and marks of lists.
fn behind_marks(line: &str) -> &str {
    let mut rest = line.trim_start();
    loop {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = rest.strip_prefix('>').or_else(|| {
            let list = if number.len() < rest.len() {
                number.strip_prefix(['.', ')'])
            } else {
                rest.strip_prefix(['-', '*', '+'])
            };
            list.filter(|list| list.starts_with([' ', '\t']))
        });
        match after {
            Some(after) => rest = after.trim_start(),
            None => return rest,
        }
    }
}
