//! `[[alertmanager]]`: who may send alerts, and under which token.

use super::estate::{response, secret};
use super::problem::Problem;
use super::table::Table;
use model::incident::OnAlert;
use model::options::Options;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The fewest characters of a token: what is shorter can be guessed.
const FEWEST: usize = 16;

/// An Alertmanager that may send alerts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alertmanager {
    /// Its word in the URL that it sends to.
    pub receiver: String,
    /// The SHA-256 of the token that it shows.
    pub token: [u8; 32],
    /// What its alerts make of an incident where no component says so.
    pub unsaid: OnAlert,
}

/// Reads all of them.
pub(super) fn all(file: &mut Table<'_>, problems: &mut Vec<Problem>) -> Vec<Alertmanager> {
    let mut seen = BTreeSet::new();
    let tables = file.tables("alertmanager", problems);
    let mut all = Vec::new();
    for mut table in tables {
        let receiver = table.need_text("receiver", problems);
        if let Some(receiver) = &receiver {
            let fits =
                receiver.value.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
            if !fits || receiver.value.len() > 64 || !seen.insert(receiver.value.clone()) {
                let message =
                    format!("The receiver \"{}\" cannot stand in a URL, or stands twice.", receiver.value);
                problems.push(table.problem(
                    receiver.at,
                    message,
                    "Use at most 64 of a to z, 0 to 9 and \"-\", once.",
                ));
            }
        }
        let token = token(&mut table, problems);
        let unsaid = response::on_alert(&mut table, problems);
        table.finish(problems);
        all.extend(receiver.zip(token).map(|(receiver, token)| Alertmanager {
            receiver: receiver.value,
            token,
            unsaid,
        }));
    }
    all
}

fn token(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<[u8; 32]> {
    let written = table.need_text("token", problems)?;
    let before = problems.len();
    let filled = secret::fill(written, table, &mut Options::default(), problems);
    if problems.len() == before && filled.value.len() < FEWEST {
        let message = format!("`token` of [[alertmanager]] has fewer than {FEWEST} characters.");
        problems.push(table.problem(
            filled.at,
            message,
            "Make one that nobody guesses, such as with `openssl rand -hex 32`.",
        ));
    }
    Some(Sha256::digest(filled.value).into())
}
