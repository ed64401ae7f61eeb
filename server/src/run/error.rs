//! Why a command could not do its work.

use crate::export::ExportError;
use crate::members::MembersError;
use std::io;
use std::path::PathBuf;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The content folder cannot be read.
    #[error("The content folder {folder} cannot be read: {why}. Name another with --content.")]
    Content {
        /// Which.
        folder: PathBuf,
        /// As the system says it.
        why: io::Error,
    },
    /// The content is wrong.
    #[error("{0}")]
    Invalid(String),
    /// The port is taken, or not to be had.
    #[error("{address} cannot be listened on: {why}. Choose another port with --port.")]
    Listen {
        /// Address and port.
        address: String,
        /// As the system says it.
        why: io::Error,
    },
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What was given on the command line or on standard input cannot be used.
    #[error("{0}")]
    Given(String),
    /// Nobody can be told a secret.
    #[error(transparent)]
    Members(#[from] MembersError),
    /// The site cannot be written as files.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// Anything else that the system refuses.
    #[error("The system refused: {0}")]
    System(#[from] io::Error),
}
