//! Texts whose lines are their parts: changes and logs.

use super::scan::scan;
use super::{Class, Out, languages};

/// Start and end of each line, its end of line excluded.
pub(super) fn lines(code: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    code.split_inclusive('\n').map(move |line| {
        let from = at;
        at += line.len();
        (from, from + line.trim_end_matches('\n').len())
    })
}

/// What `diff -u` and `git diff` write.
pub(super) fn diff(out: &mut Out<'_>) {
    let code = out.code;
    for (from, to) in lines(code) {
        let line = &code[from..to];
        let is_head = ["+++", "---", "@@", "diff ", "index "].iter().any(|start| line.starts_with(start));
        let class = match line.bytes().next() {
            _ if is_head => Class::Meta,
            Some(b'+') => Class::Inserted,
            Some(b'-') => Class::Deleted,
            _ => continue,
        };
        out.mark(class, from, to);
    }
}

/// Lines of a log: the level stands out, the rest is as in any language without words.
pub(super) fn log(out: &mut Out<'_>) {
    let code = out.code;
    for (from, to) in lines(code) {
        let line = &code[from..to];
        let level =
            line.split(|c: char| !c.is_ascii_alphabetic()).find_map(|word| Some((word, level(word)?)));
        let Some((word, class)) = level else {
            scan(out, &languages::LOG, from, to, true);
            continue;
        };
        // The word is a part of the line, so the difference of their addresses is its place.
        let at = from + (word.as_ptr() as usize - line.as_ptr() as usize);
        scan(out, &languages::LOG, from, at, true);
        out.mark(class, at, at + word.len());
        scan(out, &languages::LOG, at + word.len(), to, false);
    }
}

fn level(word: &str) -> Option<Class> {
    Some(match word {
        "ERROR" | "Error" | "error" | "ERR" | "FATAL" | "fatal" | "CRITICAL" | "critical" | "PANIC"
        | "panic" | "SEVERE" => Class::Deleted,
        "WARN" | "WARNING" | "warn" | "warning" | "Warning" => Class::Warning,
        "INFO" | "info" | "NOTICE" | "notice" => Class::Inserted,
        "DEBUG" | "debug" | "TRACE" | "trace" => Class::Comment,
        _ => return None,
    })
}
