//! `pharos capacity`: the mathematics of the planner, for scripts.

use super::RunError;
use crate::cli::{Capacity, CapacityAction};
use capacity::eval;
use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

/// The most bytes of a line.
const MAX_LINE: u64 = 16 * 1024 * 1024;

/// Does what the command says.
pub fn run(args: &Capacity) -> Result<ExitCode, RunError> {
    match args.action {
        CapacityAction::Eval => answer(io::stdin().lock(), io::stdout().lock())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A line of output for each line of input that is not blank, as soon as it has come.
fn answer(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    loop {
        let mut line = Vec::new();
        input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(());
        }
        let whole = line.ends_with(b"\n") || (line.len() as u64) < MAX_LINE;
        if !whole {
            input.skip_until(b'\n')?;
            line.clear();
            line.extend_from_slice(b"longer than 16 MiB");
        }
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        let told = writeln!(output, "{}", eval::line(&text)).and_then(|()| output.flush());
        match told {
            // Whoever reads has read enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            told => told?,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn answers(input: &str) -> Vec<serde_json::Value> {
        let mut output = Vec::new();
        answer(input.as_bytes(), &mut output).unwrap();
        let text = String::from_utf8(output).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_bad_line_is_answered_too_and_does_not_stop_the_others() {
        let good = r#"{"id": "b", "model": "queue.mmc", "inputs": {"a": 2, "c": 3}}"#;
        let got = answers(&format!("no json\n\n{good}\n{{\"model\": \"queue.mmc\"}}"));
        assert_eq!(got.len(), 3);
        assert_eq!((&got[0]["error"]["kind"], &got[2]["error"]["kind"]), (&"line".into(), &"line".into()));
        assert_eq!(got[1]["id"], "b");
        assert!(got[1]["result"]["erlang_b"].is_number());
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let long = "x".repeat(MAX_LINE as usize + 5);
        let got = answers(&format!("{long}\n{{}}\n"));
        assert_eq!(got.len(), 2);
    }
}
