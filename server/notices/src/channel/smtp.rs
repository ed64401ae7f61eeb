//! E-mail: text and simple HTML, handed to one server over SMTP, with STARTTLS or TLS from the start.

use crate::letter::Letter;
use crate::outcome::{Outcome, tidy};
pub use lettre::message::Mailbox;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{AsyncTransport, Message, Tokio1Executor};
use model::time::At;
use std::fmt;
use std::time::{Duration, UNIX_EPOCH};
use tokio::time::timeout;

/// How long one command may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long all of them may take.
const PATIENCE_IN_ALL: Duration = Duration::from_secs(60);

/// How the way to the server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protection {
    /// It begins in plain text and goes over to TLS before anything is said (RFC 3207).
    #[default]
    StartTls,
    /// TLS from the start (RFC 8314).
    Implicit,
    /// None, for a server on the same machine.
    Nothing,
}

/// A mail server, who writes, and to whom. Debug shows no password.
#[derive(Clone, PartialEq)]
pub struct Smtp {
    /// Its name, which its certificate has to be for.
    pub host: String,
    /// Its port: 587 or 465, most often.
    pub port: u16,
    /// How the way to it is protected.
    pub protection: Protection,
    /// User and password, if it asks for them.
    pub login: Option<(String, String)>,
    /// Who writes.
    pub from: Mailbox,
    /// To whom.
    pub to: Vec<Mailbox>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Smtp({}:{})", self.host, self.port)
    }
}

/// The mailbox of an address without a name, if it can be written to.
pub fn mailbox(address: &str) -> Option<Mailbox> {
    Some(Mailbox::new(None, address.parse().ok()?))
}

/// An e-mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// What names it for good; its Message-ID is made of it.
    pub key: String,
    /// What names the conversation that it is a part of.
    pub thread: String,
    /// The domain of both names.
    pub domain: String,
    /// When it is written.
    pub date: At,
    /// On one line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// More headers, such as `List-Unsubscribe`.
    pub headers: Vec<(HeaderName, String)>,
}

impl Mail {
    /// The mail of a letter.
    pub fn of(letter: &Letter<'_>) -> Mail {
        let address = letter.site.url.split_once("://").map_or("", |(_, rest)| rest);
        let domain = address.split(['/', ':']).next().filter(|it| !it.is_empty()).unwrap_or("localhost");
        Mail {
            key: letter.key.into(),
            thread: letter.lane.into(),
            domain: domain.into(),
            date: letter.now,
            subject: letter.subject(),
            text: letter.text(),
            html: letter.html(),
            headers: Vec::new(),
        }
    }

    /// The same with one more header, whose name is in ASCII.
    pub fn with(mut self, name: &'static str, value: String) -> Mail {
        self.headers.push((HeaderName::new_from_ascii_str(name), value));
        self
    }

    /// What stands in `Message-ID` and `References` (RFC 5322, section 3.6.4) for a key.
    fn id(&self, key: &str) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let parts = key.split(|c: char| !is_plain(c)).filter(|part| !part.is_empty());
        format!("<{}@{}>", parts.collect::<Vec<_>>().join("."), self.domain)
    }

    /// The message as it is handed over.
    fn message(&self, from: &Mailbox, to: &[Mailbox]) -> Result<Message, String> {
        let millis = u64::try_from(self.date.0).unwrap_or(0);
        let mut message = Message::builder()
            .from(from.clone())
            .subject(self.subject.as_str())
            .message_id(Some(self.id(&self.key)))
            .references(self.id(&self.thread))
            .date(UNIX_EPOCH + Duration::from_millis(millis));
        for mailbox in to {
            message = message.to(mailbox.clone());
        }
        let boundary = self.id(&self.key).replace(['<', '>', '@'], "_");
        let parts = MultiPart::alternative().boundary(boundary.chars().take(70).collect::<String>());
        let parts = parts.singlepart(SinglePart::plain(self.text.clone()));
        let parts = parts.singlepart(SinglePart::html(self.html.clone()));
        let mut message = message.multipart(parts).map_err(|error| tidy(&error.to_string()))?;
        let headers = message.headers_mut();
        // RFC 3834, section 5: nothing answers by itself.
        headers.insert_raw(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".into(),
        ));
        for (name, value) in &self.headers {
            headers.insert_raw(HeaderValue::new(name.clone(), value.clone()));
        }
        Ok(message)
    }
}

impl Smtp {
    /// Hands a letter over, to all that the channel is for.
    pub async fn deliver(&self, letter: &Letter<'_>) -> Outcome {
        self.send(&Mail::of(letter), &self.to).await
    }

    /// Hands a mail over, to these.
    pub async fn send(&self, mail: &Mail, to: &[Mailbox]) -> Outcome {
        let message = match mail.message(&self.from, to) {
            Ok(message) => message,
            Err(why) => return Outcome::Refused(format!("it cannot be written: {why}")),
        };
        let transport = match self.transport() {
            Ok(transport) => transport,
            Err(error) => {
                return Outcome::later(format!("TLS cannot be set up: {}", tidy(&error.to_string())));
            }
        };
        match timeout(PATIENCE_IN_ALL, transport.send(message)).await {
            Err(_) => Outcome::later(format!("no answer within {} s", PATIENCE_IN_ALL.as_secs())),
            Ok(Err(error)) => self.refused(&error),
            Ok(Ok(answer)) => {
                let words: Vec<_> = answer.message().collect();
                Outcome::Sent(format!("answered {}: {}", answer.code(), tidy(&words.join(" "))))
            }
        }
    }

    fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>, Error> {
        let parameters = || TlsParameters::builder(self.host.clone()).build_rustls();
        let tls = match self.protection {
            Protection::StartTls => Tls::Required(parameters()?),
            Protection::Implicit => Tls::Wrapper(parameters()?),
            Protection::Nothing => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&self.host)
            .port(self.port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::Ipv4([127, 0, 0, 1].into()));
        if let Some((user, password)) = &self.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(builder.build())
    }

    /// What an error means: a mailbox or a message that is refused for good (RFC 5321, section 4.2.2) is never taken.
    fn refused(&self, error: &Error) -> Outcome {
        let mut words = tidy(&error.to_string());
        if let Some((user, password)) = &self.login {
            words = words.replace(password.as_str(), "...").replace(user.as_str(), "...");
        }
        let code = error.status().map(u16::from);
        match code {
            Some(550..=554) => Outcome::Refused(words),
            _ => Outcome::later(words),
        }
    }
}

#[cfg(test)]
mod tests;
