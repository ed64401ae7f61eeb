//! The log: structured lines on standard error. Never in it: credentials, request bodies, addresses of visitors.

use crate::cli::LogForm;
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Begins to log in this form; `PHAROS_LOG` says what.
pub fn start(form: LogForm) {
    let filter = EnvFilter::try_from_env("PHAROS_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // A second start, as in tests, keeps the first log.
    let _ = match form {
        LogForm::Text => log.with_ansi(std::io::stderr().is_terminal()).try_init(),
        LogForm::Json => log.json().try_init(),
    };
}
