//! What is said in SMTP before mail: greeting, EHLO, STARTTLS. Sources: RFC 5321, sections 3.1, 4.1.1.1 and 4.2;
//! RFC 3207, section 4.

use std::net::SocketAddr;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};

use crate::fault::Fault;
use crate::lines::line;
use crate::text::tidy;

/// Lines of a reply at most.
const LINES: usize = 100;

/// Characters of a reply that a detail shows.
const SHOWN: usize = 100;

/// A reply of the server.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    /// Three digits: 220.
    pub code: u16,
    /// The texts after the codes, at least one.
    pub lines: Vec<String>,
}

impl Reply {
    /// Its first line.
    pub fn first(&self) -> &str {
        self.lines.first().map_or("", String::as_str)
    }

    /// Whether it has this code; if not, it is a refusal of `what`.
    pub fn wanted(&self, code: u16, what: &str) -> Result<(), Fault> {
        if self.code == code {
            return Ok(());
        }
        Err(Fault::fail(format!("{what} is refused: {} {}", self.code, tidy(self.first(), SHOWN))))
    }

    /// The keywords and parameters in a reply to EHLO, whose first line is a greeting.
    pub fn extensions(&self) -> &[String] {
        self.lines.get(1..).unwrap_or_default()
    }
}

/// Reads a reply of one or more lines.
pub(crate) async fn reply(stream: &mut (impl AsyncRead + Unpin)) -> Result<Reply, Fault> {
    let mut lines = Vec::new();
    loop {
        let line = line(stream).await?;
        let (code, more, text) =
            part(&line).ok_or_else(|| Fault::fail("the other side does not speak SMTP"))?;
        lines.push(text.to_owned());
        if !more {
            return Ok(Reply { code, lines });
        }
        if lines.len() == LINES {
            return Err(Fault::fail(format!("a reply has more than {LINES} lines")));
        }
    }
}

/// Code, whether another line follows, and text.
fn part(line: &str) -> Option<(u16, bool, &str)> {
    let (code, rest) = line.split_at_checked(3)?;
    let code = code.parse().ok().filter(|code| (200..=599).contains(code))?;
    match rest.chars().next() {
        None => Some((code, false, "")),
        Some(' ') => Some((code, false, &rest[1..])),
        Some('-') => Some((code, true, &rest[1..])),
        Some(_) => None,
    }
}

/// Sends a command and reads its reply.
pub(crate) async fn command<S>(stream: &mut S, command: &str) -> Result<Reply, Fault>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    stream.write_all(format!("{command}\r\n").as_bytes()).await?;
    stream.flush().await?;
    reply(stream).await
}

/// Says hello as `me`, by the address literal that stands for a name (RFC 5321, section 4.1.3).
pub(crate) async fn hello<S>(stream: &mut S, me: SocketAddr) -> Result<Reply, Fault>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let literal = match me.ip().to_canonical() {
        ip if ip.is_ipv6() => format!("EHLO [IPv6:{ip}]"),
        ip => format!("EHLO [{ip}]"),
    };
    command(stream, &literal).await
}

/// Asks to go over to TLS, after a hello that was answered by `hello`; what follows is the handshake.
pub(crate) async fn go_over<S>(stream: &mut S, hello: &Reply) -> Result<(), Fault>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    if !hello.extensions().iter().any(|extension| extension.eq_ignore_ascii_case("STARTTLS")) {
        return Err(Fault::fail("STARTTLS is not offered"));
    }
    command(stream, "STARTTLS").await?.wanted(220, "STARTTLS")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use tokio::runtime::Builder;

    async fn read(text: &str) -> Result<Reply, Fault> {
        reply(&mut text.as_bytes()).await
    }

    #[tokio::test]
    async fn replies_have_one_or_more_lines() {
        let hello = read("250-mx.example greets you\r\n250-SIZE 1000\r\n250 STARTTLS\r\n").await.unwrap();
        assert_eq!((hello.code, hello.first()), (250, "mx.example greets you"));
        assert_eq!(hello.extensions(), ["SIZE 1000", "STARTTLS"]);
        assert_eq!(read("220\r\n").await.unwrap(), Reply { code: 220, lines: vec![String::new()] });

        let refusal = read("554 5.7.1 go\u{1b} away\r\n").await.unwrap().wanted(220, "the connection");
        assert_eq!(refusal.unwrap_err(), Fault::fail("the connection is refused: 554 5.7.1 go away"));
    }

    #[tokio::test]
    async fn what_is_not_smtp_says_so() {
        for text in
            ["SSH-2.0-x\r\n", "HTTP/1.1 400 Bad\r\n", "\r\n", "22\r\n", "220_x\r\n", "+20 x\r\n", "999 x\r\n"]
        {
            let fault = read(text).await.unwrap_err();
            assert_eq!(fault, Fault::fail("the other side does not speak SMTP"), "{text}");
        }
        let endless = "250-more\r\n".repeat(LINES + 1);
        assert_eq!(read(&endless).await.unwrap_err(), Fault::fail("a reply has more than 100 lines"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_reply_or_a_fault(bytes: Vec<u8>, code in 0_u16..700, mark in "[ -]?") {
            let bytes = [format!("{code}{mark}").as_bytes(), &bytes, b"\r\n"].concat();
            let runtime = Builder::new_current_thread().build().unwrap();
            if let Ok(reply) = runtime.block_on(reply(&mut bytes.as_slice())) {
                prop_assert!((200..600).contains(&reply.code) && !reply.lines.is_empty());
            }
        }
    }
}
