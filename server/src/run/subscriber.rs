//! `pharos subscriber`, beside the Pharos that serves.

use super::{RunError, content, database, say};
use crate::cli::{self, SubscriberAction};
use crate::collect::clock::Clock;
use model::member::Actor;
use model::subscriber::Subscriber;
use std::process::ExitCode;
use store::Records;

/// How many are read at once.
const AT_ONCE: u32 = 500;

/// `pharos subscriber`.
pub fn run(args: cli::Subscriber) -> Result<ExitCode, RunError> {
    let content = content(args.place.content.as_deref())?;
    let mut records = Records::open_beside(&database(&content, args.place.data.as_deref()))?;
    match args.action {
        SubscriberAction::List { addresses } => list(&mut records, addresses)?,
        SubscriberAction::Remove { id } => {
            if !records.remove_subscriber(id, &Actor::Console, Clock::system().now())? {
                return Err(RunError::Given(format!("There is no subscriber {id}.")));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn list(records: &mut Records, addresses: bool) -> Result<(), RunError> {
    let mut before = None;
    loop {
        let found = records.subscribers(before, AT_ONCE)?;
        found.iter().for_each(|it| say(&line(it, addresses)));
        before = found.last().map(|last| last.id);
        if found.len() < AT_ONCE as usize {
            break;
        }
    }
    for count in records.count_subscribers()? {
        say(&format!(
            "{}: {} told, {} not confirmed, {} given up",
            count.kind.name(),
            count.told,
            count.unconfirmed,
            count.disabled
        ));
    }
    Ok(())
}

fn line(subscriber: &Subscriber, addresses: bool) -> String {
    let address = match addresses {
        true => subscriber.way.address().to_owned(),
        false => subscriber.way.veiled(),
    };
    let state = match (&subscriber.disabled, subscriber.confirmed) {
        (Some(why), _) => format!("  given up: {why}"),
        (None, None) => "  has not confirmed".into(),
        (None, Some(_)) => String::new(),
    };
    let kind = subscriber.way.kind().name();
    format!("{:>6}  {}  {kind:<7}  {address}{state}", subscriber.id, subscriber.made)
}
