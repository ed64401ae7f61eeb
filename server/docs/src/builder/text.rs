//! What a file of a page says, whatever its bytes are.

use crate::file::{File, PAGE_LIMIT};
use crate::problem::{Kind, Problem};

/// The file's text, or markdown that says why there is none.
pub(super) fn text(file: &File, problems: &mut Vec<Problem>) -> String {
    let mut report = |kind, line, message: String, remedy| {
        problems.push(Problem::new(kind, &file.path, line, message, remedy));
    };
    match &file.content {
        Err(why) => {
            report(
                Kind::Unreadable,
                1,
                format!("the file cannot be read: {why}"),
                "check that it is readable",
            );
            "This page cannot be shown: its file could not be read.".to_owned()
        }
        Ok(bytes) if bytes.len() > PAGE_LIMIT => {
            report(
                Kind::TooLarge,
                1,
                "the file is larger than 1 MiB".to_owned(),
                "split it into several pages",
            );
            "This page cannot be shown: its file is larger than 1 MiB.".to_owned()
        }
        Ok(bytes) => {
            if let Some(line) = first_bad_line(bytes) {
                report(
                    Kind::Encoding,
                    line,
                    "the text is not UTF-8 or holds NUL".to_owned(),
                    "save the file as UTF-8",
                );
            }
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}

fn first_bad_line(bytes: &[u8]) -> Option<usize> {
    let valid = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
    let nul = bytes.iter().position(|byte| *byte == 0);
    let at = [valid, nul].into_iter().flatten().min()?;
    Some(bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1)
}
