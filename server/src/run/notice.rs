//! `pharos notice`: lists what was told to whom, and tries a channel out.

use super::{RunError, content, database, say};
use crate::cli::{self, NoticeAction};
use crate::collect::clock::Clock;
use crate::config::Content;
use crate::config::problem::instead;
use crate::notices::Channels;
use model::notice::{Event, Message, Said, What, channel};
use model::time::At;
use notices::{Client, Outcome};
use std::process::ExitCode;
use store::Records;
use store::records::notices::{Listed, State, Waiting};

/// Does what is asked for, and prints what became of it.
pub async fn run(args: cli::Notice) -> Result<ExitCode, RunError> {
    let content = content(args.place.content.as_deref())?;
    match args.action {
        NoticeAction::List { state, most } => {
            let mut records = Records::open_beside(&database(&content, args.place.data.as_deref()))?;
            let listed = records.notices(state, None, most)?;
            listed.iter().flat_map(lines).for_each(|line| say(&line));
            if listed.is_empty() {
                say("None.");
            }
            Ok(ExitCode::SUCCESS)
        }
        NoticeAction::Test { channel } => test(&content, &channel, Clock::system().now()).await,
    }
}

/// A line for the notice, and one for each attempt.
fn lines(notice: &Listed) -> Vec<String> {
    let state = match (notice.state, notice.within) {
        (State::Waiting, _) => format!("waiting until {}", notice.due),
        (State::Folded, Some(within)) => format!("told with {within}"),
        (state, _) => state.name().into(),
    };
    let Message { title, event, .. } = &notice.message;
    let what = event.what.slug();
    let mut lines = vec![format!("{}  {}  {}  {what}  {state}  {title}", notice.id, notice.made, notice.to)];
    let attempts = notice.attempts.iter();
    lines.extend(attempts.map(|it| format!("    {}  {} ms  {}: {}", it.at, it.took, it.outcome, it.detail)));
    lines
}

async fn test(content: &Content, name: &str, now: At) -> Result<ExitCode, RunError> {
    let channels = Channels::of(content, Client::native());
    if channels.named(name).is_none() {
        let known: Vec<_> = content.settings.channels.iter().map(|it| it.name.as_str()).collect();
        let words = format!("There is no [[channel]] \"{name}\". {}", instead(name, &known));
        return Err(RunError::Given(words));
    }
    let about = format!("test/{}", now.0);
    let words = "A member tries out whether messages arrive. Nothing is wrong.".to_owned();
    let what = What::Test;
    let event =
        Event { what, about: about.clone(), at: now, severity: None, components: vec![], public: false };
    let title = "Do messages arrive?".into();
    let (said, path) = (vec![Said::typed(now, words)], "/notices".into());
    let message = Message { event, title, state: None, said, path, others: vec![] };
    let (key, to) = (format!("{about}/{name}"), channel(name));
    let notice = Waiting { id: 0, key, to, lane: about, made: now, attempts: 0, message, still: 0 };
    let outcome = channels.deliver(&notice, now).await;
    say(outcome.words());
    Ok(if matches!(outcome, Outcome::Sent(_)) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
