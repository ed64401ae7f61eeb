//! Where names stand in code, and in which quotes: as much of the grammar of a shell as that takes.

use std::collections::HashSet;

use super::name::{self, key};
use super::{Place, Slot};

/// Programs that read an argument as a program of their own; quotes of the shell do not reach there.
const READERS: [&str; 36] = [
    "sh",
    "bash",
    "zsh",
    "dash",
    "ash",
    "ksh",
    "ssh",
    "eval",
    "su",
    "trap",
    "watch",
    "xargs",
    "find",
    "awk",
    "sed",
    "jq",
    "yq",
    "psql",
    "mysql",
    "mariadb",
    "sqlite3",
    "cqlsh",
    "clickhouse-client",
    "clickhouse",
    "mongosh",
    "mongo",
    "redis-cli",
    "python",
    "python3",
    "perl",
    "ruby",
    "node",
    "pwsh",
    "gremlin.sh",
    "env",
    "parallel",
];

/// Variables that every shell has, and what is a secret and stays in the shell.
const OF_SHELLS: [&str; 12] = [
    "home", "path", "user", "pwd", "shell", "hostname", "editor", "lang", "term", "tmpdir", "pgdata",
    "random",
];
const SECRETS: [&str; 6] = ["password", "passwd", "secret", "token", "key", "credentials"];

/// What is known of the names of a page.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Keys of the names that front matter declares.
    pub declared: HashSet<String>,
    /// Names that commands of the page set by themselves.
    pub assigned: HashSet<String>,
}

impl Known {
    /// Whether what is written as `text` with this name is to be filled in, in a command.
    fn is_blank(&self, text: &str, name: &str) -> bool {
        let key = key(name);
        if self.declared.contains(&key) || !text.starts_with('$') {
            return !self.assigned.contains(name) || !text.starts_with('$');
        }
        let is_loud =
            name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        let is_secret = key.split('_').any(|part| SECRETS.contains(&part));
        is_loud && !is_secret && !OF_SHELLS.contains(&key.as_str()) && !self.assigned.contains(name)
    }

    fn is_declared(&self, name: &str) -> bool {
        self.declared.contains(&key(name))
    }
}

/// The names of variables that `text` sets: `POD=`, `for pod in`, `read pod`.
pub(crate) fn assigned(text: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || ";(){}|&`\"".contains(c)).collect();
    for (at, word) in words.iter().enumerate() {
        let set = word.split_once('=').map(|(name, _)| name.trim_end_matches('+'));
        let looped =
            (at > 0 && matches!(words[at - 1], "for" | "read" | "-r" | "export" | "local")).then_some(*word);
        names.extend(set.into_iter().chain(looped).filter(|name| !name.is_empty()).map(str::to_owned));
    }
    names
}

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

/// What is open around a place in a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Double,
    Single,
    /// `$'`, in which a backslash has a meaning.
    Escaped,
    /// `$(`, `<(` or `(`, in which quoting begins anew.
    Group,
    /// `$((`, which is evaluated.
    Sum,
    Backtick,
}

struct Scan<'a> {
    code: &'a str,
    at: usize,
    to: usize,
    known: &'a Known,
    open: Vec<Open>,
    /// Words that end a text that begins on the next line.
    waiting: Vec<&'a str>,
    slots: Vec<Slot>,
    /// The first slot of the present line, and whether a program in it reads arguments as its own.
    line: (usize, bool),
}

impl<'a> Scan<'a> {
    fn new(code: &'a str, from: usize, to: usize, known: &'a Known) -> Scan<'a> {
        Scan {
            code,
            at: from,
            to,
            known,
            open: Vec::new(),
            waiting: Vec::new(),
            slots: Vec::new(),
            line: (0, false),
        }
    }

    fn run(mut self) -> Vec<Slot> {
        while self.at < self.to {
            self.step();
        }
        self.end_line();
        // Quotes that are never closed say that this is no command, or one that was not understood.
        if !self.open.is_empty() || !self.waiting.is_empty() {
            self.slots.iter_mut().for_each(|slot| slot.place = Place::Bare);
        }
        self.slots
    }

    fn rest(&self) -> &'a str {
        self.code.get(self.at..self.to).unwrap_or("")
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(letter) = rest.chars().next() else {
            self.at += 1;
            return;
        };
        if self.slot(rest) {
            return;
        }
        match self.open.last() {
            Some(Open::Single) => self.closes(letter, '\''),
            Some(Open::Escaped) if letter == '\\' => self.skip(2),
            Some(Open::Escaped) => self.closes(letter, '\''),
            Some(Open::Double) => self.in_double(letter, rest),
            _ => self.plain(letter, rest),
        }
    }

    fn skip(&mut self, letters: usize) {
        self.at += self.rest().chars().take(letters).map(char::len_utf8).sum::<usize>();
    }

    fn closes(&mut self, letter: char, end: char) {
        if letter == end {
            self.open.pop();
        }
        self.skip(1);
    }

    fn begins(&mut self, open: Open, letters: usize) {
        self.open.push(open);
        self.skip(letters);
    }

    fn in_double(&mut self, letter: char, rest: &str) {
        match letter {
            '\\' => self.skip(2),
            '$' if rest.starts_with("$((") => self.begins(Open::Sum, 3),
            '$' if rest.starts_with("$(") => self.begins(Open::Group, 2),
            '`' => self.backtick(),
            _ => self.closes(letter, '"'),
        }
    }

    fn plain(&mut self, letter: char, rest: &'a str) {
        match letter {
            '\\' => self.skip(2),
            '\'' => self.begins(Open::Single, 1),
            '"' => self.begins(Open::Double, 1),
            '`' => self.backtick(),
            '$' if rest.starts_with("$'") => self.begins(Open::Escaped, 2),
            '$' if rest.starts_with("$((") => self.begins(Open::Sum, 3),
            '$' if rest.starts_with("$(") => self.begins(Open::Group, 2),
            '(' => self.begins(Open::Group, 1),
            ')' => self.ends_group(rest),
            '#' if self.begins_word() => self.comment(rest),
            '<' if rest.starts_with("<<") && !rest.starts_with("<<<") => self.text_follows(rest),
            '\n' => self.newline(),
            _ => self.skip(1),
        }
    }

    fn comment(&mut self, rest: &str) {
        let end = self.at + rest.find('\n').unwrap_or(rest.len());
        self.slots.extend(bare(self.code, self.at, end, self.known));
        self.at = end;
    }

    fn backtick(&mut self) {
        match self.open.last() {
            Some(Open::Backtick) => drop(self.open.pop()),
            _ => self.open.push(Open::Backtick),
        }
        self.skip(1);
    }

    fn ends_group(&mut self, rest: &str) {
        match self.open.last() {
            Some(Open::Sum) if rest.starts_with("))") => {
                self.open.pop();
                self.skip(1);
            }
            Some(Open::Group) => drop(self.open.pop()),
            _ => {}
        }
        self.skip(1);
    }

    fn begins_word(&self) -> bool {
        let before = self.code.get(..self.at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| before.is_whitespace() || ";&|(".contains(before))
    }

    /// `<<EOF`, `<<-'EOF'`: what follows on the next lines is data up to that word.
    fn text_follows(&mut self, rest: &'a str) {
        let word = rest.trim_start_matches(['<', '-', ' ']);
        let end = word.find(|c: char| c.is_whitespace() || ";|&)<>".contains(c)).unwrap_or(word.len());
        let word = word.get(..end).unwrap_or("").trim_matches(['\'', '"', '\\']);
        if !word.is_empty() {
            self.waiting.push(word);
        }
        self.at += rest.len() - rest.trim_start_matches('<').len();
    }

    fn newline(&mut self) {
        self.at += 1;
        self.end_line();
        while !self.waiting.is_empty() {
            let word = self.waiting.remove(0);
            let Some(length) = text_length(self.rest(), word) else {
                self.waiting.push(word);
                self.at = self.to;
                return;
            };
            self.slots.extend(bare(self.code, self.at, self.at + length, self.known));
            self.line.0 = self.slots.len();
            self.at += length;
        }
    }

    /// What other programs read once more is bare.
    fn end_line(&mut self) {
        let (first, reads) = std::mem::replace(&mut self.line, (self.slots.len(), false));
        let slots = self.slots.iter_mut().skip(first);
        slots.filter(|_| reads).for_each(|slot| slot.place = Place::Bare);
    }

    /// Whether a name begins here; a word of a program that reads others is noted on the way.
    fn slot(&mut self, rest: &str) -> bool {
        if self.begins_word()
            || self.code.get(..self.at).is_some_and(|before| before.ends_with(['/', '\'', '"']))
        {
            let end =
                rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-._".contains(c)).unwrap_or(rest.len());
            self.line.1 |= rest.get(..end).is_some_and(|word| READERS.contains(&word));
        }
        let Some((name, length)) = name::at(rest) else { return false };
        let is_quiet =
            rest.starts_with('$') && self.open.contains(&Open::Single) && !self.known.is_declared(name);
        if is_quiet || !self.known.is_blank(rest, name) {
            return false;
        }
        let place = match self.open.last() {
            None | Some(Open::Group) => Place::Word,
            Some(Open::Double) => Place::Double,
            Some(Open::Single) => Place::Single,
            Some(Open::Escaped | Open::Sum | Open::Backtick) => Place::Bare,
        };
        self.slots.push(Slot { from: self.at, to: self.at + length, name: name.to_owned(), place });
        self.at += length;
        true
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> Vec<(String, Place)> {
        let known = Known { declared: ["ns".to_owned()].into(), assigned: assigned(code) };
        let slots = slots(code, true, &[(0, code.len())], &known);
        slots.into_iter().map(|slot| (code[slot.from..slot.to].to_owned(), slot.place)).collect()
    }

    #[test]
    fn names_are_found_with_the_quotes_around_them() {
        use Place::{Bare, Double, Single, Word};
        let cases: [(&str, &[(&str, Place)]); 17] = [
            ("kubectl -n <ns> get pod/<pod>", &[("<ns>", Word), ("<pod>", Word)]),
            ("echo \"a $NAME\" 'b {{ns}}'", &[("$NAME", Double), ("{{ns}}", Single)]),
            ("echo \"$(cat <file>) ${NAME}\"", &[("<file>", Word), ("${NAME}", Double)]),
            ("echo $((<count> + 1)) <x>", &[("<count>", Bare), ("<x>", Word)]),
            ("echo \"a\\\"<x>\" <y>", &[("<x>", Double), ("<y>", Word)]),
            ("ssh <host> 'rm <file>'\ncat <file>", &[("<host>", Bare), ("<file>", Bare), ("<file>", Word)]),
            ("kubectl exec p -- \\\n  sh -c \"ls <x>\"", &[("<x>", Bare)]),
            ("/bin/sh -c <x>", &[("<x>", Bare)]),
            ("cat <<EOF\n<not> $ns 'a\nEOF\necho <x>", &[("$ns", Bare), ("<x>", Word)]),
            ("# don't <x> <ns>\necho <y>", &[("<ns>", Bare), ("<y>", Word)]),
            ("echo don't <y>", &[("<y>", Bare)]),
            ("POD=$(x) && echo $POD $HOME $s $1 $DB_PASSWORD $HOST", &[("$HOST", Word)]),
            ("for HOST in a; do echo $HOST; done", &[]),
            ("awk '{print $NF}'", &[]),
            ("echo \\$NAME <in >out", &[]),
            ("echo `id <x>` <y>", &[("<x>", Bare), ("<y>", Word)]),
            ("echo $'<x>\\'' <y>", &[("<x>", Bare), ("<y>", Word)]),
        ];
        for (code, wanted) in cases {
            let wanted: Vec<_> = wanted.iter().map(|(text, place)| ((*text).to_owned(), *place)).collect();
            assert_eq!(found(code), wanted, "{code}");
        }
    }

    #[test]
    fn what_is_no_shell_holds_only_what_is_declared() {
        let known = Known { declared: ["ns".to_owned()].into(), assigned: HashSet::new() };
        let found = slots("a: <ns> {{other}} \u{e9}$NS", false, &[], &known);
        assert_eq!(
            found.iter().map(|slot| (slot.name.as_str(), slot.place)).collect::<Vec<_>>(),
            [("ns", Place::Bare), ("NS", Place::Bare)]
        );
    }
}
