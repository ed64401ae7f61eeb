//! A heartbeat: the job itself says that it ran, by a request to Pharos; nobody asks it.
//!
//! The target is the token by which it is known. Who has the token can speak for the job, so it cannot be short.

use crate::fault::Fault;
use crate::kind::Kind;
use model::estate::HEARTBEAT;

pub(super) const KIND: Kind = Kind {
    name: HEARTBEAT,
    about: "Passes when the job reports in time by itself; the target is the token that it reports with.",
    example: "nightly-backup-7Hq2vX9d",
    validate,
    options: &[],
    run: |_, _, _| Box::pin(async { Err(Fault::blind("a heartbeat is pushed, not asked for")) }),
};

/// Characters of a token at least.
const SHORTEST: usize = 16;

fn validate(token: &str) -> Result<(), String> {
    let is_safe = token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if is_safe && token.len() >= SHORTEST {
        return Ok(());
    }
    Err(format!("write a token of at least {SHORTEST} letters, digits, - and _, which nobody can guess"))
}

#[cfg(test)]
mod tests {
    use crate::kind::kind;
    use crate::loopback::ask;
    use model::sample::Outcome;

    #[test]
    fn a_token_is_long_and_stands_in_a_url_as_it_is() {
        for token in
            ["", "nightly-backup", "nightly backup 7Hq2", "nightly/backup/7Hq2", "sicherung-n\u{e4}chtlich"]
        {
            let error = (super::KIND.validate)(token).err().unwrap_or_default();
            assert!(error.contains("at least 16"), "{token}: {error}");
        }
        assert_eq!((super::KIND.validate)("ABCDEFGHabcdef_9"), Ok(()));
    }

    #[tokio::test]
    async fn nobody_asks_it() {
        let answer = ask("heartbeat", kind("heartbeat").map_or("", |kind| kind.example)).await;
        assert_eq!(answer.outcome, Outcome::Blind);
        assert_eq!(answer.detail, "a heartbeat is pushed, not asked for");
    }
}
