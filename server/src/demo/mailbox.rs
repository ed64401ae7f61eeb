//! The mailbox of the demo: the one mail server that it writes to, on loopback, whose latest mails stand on a page. So
//! nobody outside this machine is told of simulated trouble, whatever channels the content has.

mod sink;

use crate::collect::clock::Clock;
use crate::config::channel::Channel;
use crate::config::settings::Settings;
use mail_parser::MessageParser;
use model::notice::Choice;
use model::time::At;
use notices::channel::smtp::{Protection, Smtp, mailbox};
use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;

/// How many mails are kept; older ones are forgotten.
const MOST: usize = 50;

/// The name of the channel by which the demo writes.
const NAME: &str = "mailbox";

/// Who writes, and who is told as the operator's people.
const FROM: &str = "pharos@demo.example";
const TEAM: &str = "team@demo.example";

/// A mail that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// When it was taken.
    pub at: At,
    /// To whom it was handed over for.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
}

/// Takes mails, and keeps the latest of them until the program ends.
pub struct Mailbox {
    address: SocketAddr,
    clock: Clock,
    taken: Mutex<VecDeque<Taken>>,
}

impl Mailbox {
    /// Takes mails from here on, at a free port of the loopback interface.
    pub async fn start(clock: Clock) -> io::Result<Arc<Mailbox>> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let mailbox = Arc::new(Mailbox { address, clock, taken: Mutex::default() });
        tokio::spawn(sink::listen(listener, mailbox.clone()));
        Ok(mailbox)
    }

    /// Lets all that these settings would tell anyone come here instead: to the operator's people, and to subscribers.
    pub fn take_all(&self, settings: &mut Settings) {
        let (Some(from), Some(team)) = (mailbox(FROM), mailbox(TEAM)) else { return };
        let (host, port) = (self.address.ip().to_string(), self.address.port());
        let (protection, login, to) = (Protection::Nothing, None, vec![team]);
        let way = notices::Channel::Smtp(Smtp { host, port, protection, login, from, to });
        let choice = Choice { internal: true, ..Choice::default() };
        settings.channels = vec![Channel { name: NAME.into(), choice, way }];
        settings.subscribers.email = Some(NAME.into());
    }

    /// What was taken, the latest first.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Keeps a message (RFC 5322) that was handed over for these addresses; what has no text shows none.
    fn put(&self, to: &[String], message: &[u8]) {
        let parsed = MessageParser::default().parse(message);
        let subject = parsed.as_ref().and_then(|it| it.subject()).unwrap_or("(no subject)").to_owned();
        let text = parsed.as_ref().and_then(|it| it.body_text(0)).unwrap_or_default().into_owned();
        let taken = Taken { at: self.clock.now(), to: to.join(", "), subject, text };
        let mut kept = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(MOST - 1);
        kept.push_front(taken);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use notices::Outcome;
    use notices::channel::smtp::Mail;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    const NOW: At = At(1_700_000_000_000);

    async fn started() -> (Arc<Mailbox>, Settings) {
        let mailbox = Mailbox::start(Clock::fixed(NOW)).await.unwrap();
        let mut settings = Settings::default();
        mailbox.take_all(&mut settings);
        (mailbox, settings)
    }

    fn smtp(settings: &Settings) -> &Smtp {
        let notices::Channel::Smtp(smtp) = &settings.channels[0].way else { panic!("no mail server") };
        smtp
    }

    fn mail(subject: &str, text: &str) -> Mail {
        let (subject, text, html) = (subject.into(), text.into(), "<p>x</p>".into());
        let (key, thread, domain) = ("k".into(), "t".into(), "x".into());
        Mail { key, thread, domain, date: NOW, subject, text, html, headers: vec![] }
    }

    #[tokio::test]
    async fn what_is_sent_is_shown_as_it_was_written_the_latest_first() {
        let (mailbox, settings) = started().await;
        let text = format!(".\r\nK\u{f6}nnen Sie http://127.0.0.1/{}\r\n", "x".repeat(90));
        for (subject, text) in [("One", "1"), ("Zw\u{f6}lf \u{2713}", text.as_str())] {
            let sent = smtp(&settings).send(&mail(subject, text), &smtp(&settings).to).await;
            assert!(matches!(sent, Outcome::Sent(_)), "{sent:?}");
        }
        let taken = mailbox.taken();
        let shown: Vec<_> = taken.iter().map(|it| (it.at, it.to.as_str(), it.subject.as_str())).collect();
        assert_eq!(shown, [(NOW, TEAM, "Zw\u{f6}lf \u{2713}"), (NOW, TEAM, "One")]);
        assert_eq!(taken[0].text.trim_end(), text.trim_end());
    }

    #[tokio::test]
    async fn the_oldest_are_forgotten() {
        let (mailbox, _) = started().await;
        (0..=MOST).for_each(|n| mailbox.put(&[], format!("Subject: {n}\r\n\r\n").as_bytes()));
        let taken = mailbox.taken();
        assert_eq!((taken.len(), taken[MOST - 1].subject.as_str()), (MOST, "1"));
    }

    #[tokio::test]
    async fn who_speaks_too_much_or_something_else_is_let_go() {
        let (mailbox, _) = started().await;
        let endless = format!("EHLO x\r\nMAIL FROM:<a@b>\r\n{}", "RCPT TO:<a@b>\r\n".repeat(1_000));
        for said in ["x".repeat(100_000), "GET / HTTP/1.1\r\n\r\n".repeat(100), endless] {
            let mut stream = TcpStream::connect(mailbox.address).await.unwrap();
            // It may be gone before all was said.
            let _ = stream.write_all(said.as_bytes()).await;
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer).await;
        }
        assert_eq!(mailbox.taken(), []);
    }

    #[test]
    fn nothing_is_told_elsewhere() {
        let address = (Ipv4Addr::LOCALHOST, 25).into();
        let mailbox = Mailbox { address, clock: Clock::fixed(NOW), taken: Mutex::default() };
        let mut settings = Settings::default();
        let way = notices::Channel::Smtp(Smtp {
            host: "mail.example.com".into(),
            port: 25,
            protection: Protection::Nothing,
            login: None,
            from: super::mailbox(FROM).unwrap(),
            to: vec![],
        });
        settings.channels = vec![Channel { name: "real".into(), choice: Choice::default(), way }];
        mailbox.take_all(&mut settings);
        assert_eq!(settings.channels.len(), 1);
        assert_eq!(smtp(&settings).host, "127.0.0.1");
        assert_eq!(settings.subscribers.email.as_deref(), Some(NAME));
    }
}
