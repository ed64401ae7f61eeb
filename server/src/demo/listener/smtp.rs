//! A mail server that greets and answers EHLO, over TLS if it is so asked, or one that lets nobody in.
//!
//! Replies: RFC 5321, sections 3.1 and 4.2; STARTTLS: RFC 3207, section 4.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Speaking, Stream, tls};
use model::sample::Outcome;
use std::io;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

/// The longest command in bytes (RFC 5321, section 4.5.3.1.4).
const LONGEST: u64 = 512;

/// Why nobody is let in, with its code (RFC 3463, section 3.4).
const WHY: &str = "421 4.3.2 mx.demo is shutting down";

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "smtp",
    options: &["starttls", "tls"],
    answers: true,
    speak: Connections(speak),
    broken: |_| (Outcome::Fail, format!("the connection is refused: {WHY}")),
};

fn speak(simulated: &Simulated, stream: Stream) -> Speaking<'_> {
    Box::pin(async move {
        let mut stream = BufReader::new(stream);
        match simulated.turn().await {
            None => return Ok(()),
            Some(false) => return say(&mut stream, WHY).await,
            Some(true) => say(&mut stream, "220 mx.demo ESMTP").await?,
        }
        let mut upgrades = simulated.role.is_set("starttls");
        loop {
            match command(&mut stream).await?.as_str() {
                "EHLO" => say(&mut stream, extensions(upgrades)).await?,
                "STARTTLS" if upgrades => {
                    say(&mut stream, "220 2.0.0 go ahead").await?;
                    stream = BufReader::new(tls::accept(simulated, stream.into_inner()).await?);
                    upgrades = false;
                }
                "QUIT" => return say(&mut stream, "221 2.0.0 bye").await,
                _ => say(&mut stream, "502 5.5.1 the demo does not know this").await?,
            }
        }
    })
}

fn extensions(upgrades: bool) -> &'static str {
    match upgrades {
        true => "250-mx.demo\r\n250-8BITMIME\r\n250-STARTTLS\r\n250 SIZE 10240000",
        false => "250-mx.demo\r\n250-8BITMIME\r\n250 SIZE 10240000",
    }
}

/// Reads a command and gives its verb.
async fn command(stream: &mut BufReader<Stream>) -> io::Result<String> {
    let mut line = String::new();
    if stream.take(LONGEST).read_line(&mut line).await? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.split_whitespace().next().unwrap_or_default().to_owned())
}

async fn say(stream: &mut BufReader<Stream>, reply: &str) -> io::Result<()> {
    stream.write_all(format!("{reply}\r\n").as_bytes()).await
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn it_greets_with_and_without_tls_or_lets_nobody_in() {
        let greeted = || Trial::of("smtp", "mx:25").expects("[BODY].banner == mx.demo ESMTP");
        let (plain, later) =
            (greeted().expects("len([BODY].extensions) == 2"), greeted().with("starttls", "true"));
        let at_once =
            Trial::of("smtp", "mx:465").with("tls", "require").slow_unless("[CERTIFICATE_EXPIRATION] > 14d");
        let refused = || fail("the connection is refused: 421 4.3.2 mx.demo is shutting down");
        tokio::join!(plain.meets(refused()), later.meets(refused()), at_once.meets(refused()));
    }
}
