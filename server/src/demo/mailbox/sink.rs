//! As much of a mail server as hands a message over: greeting, envelope, text (RFC 5321, sections 3.1, 3.3 and 4.1.1).

use super::Mailbox;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// The longest line in bytes (RFC 5321, section 4.5.3.1.6).
const LONGEST: u64 = 1_000;

/// The most bytes of a message.
const MOST_BYTES: usize = 256 << 10;

/// The most receivers of a message, and the most commands of a conversation.
const MOST_RECEIVERS: usize = 20;
const MOST_COMMANDS: usize = 100;

/// How many conversations there may be at once, and how long one may last.
const AT_ONCE: usize = 16;
const PATIENCE: Duration = Duration::from_secs(30);

/// Takes what is handed over at `listener` into the mailbox, until the program ends.
pub(super) async fn listen(listener: TcpListener, mailbox: Arc<Mailbox>) {
    let free = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let Ok(place) = free.clone().acquire_owned().await else { return };
        if let Ok((stream, _)) = listener.accept().await {
            let mailbox = mailbox.clone();
            tokio::spawn(async move {
                let _place = place;
                // A conversation that breaks off is the other side's business.
                drop(timeout(PATIENCE, converse(BufReader::new(stream), &mailbox)).await);
            });
        }
    }
}

async fn converse(mut stream: BufReader<TcpStream>, mailbox: &Mailbox) -> io::Result<()> {
    say(&mut stream, "220 mailbox.demo ESMTP").await?;
    let mut to = Vec::new();
    for _ in 0..MOST_COMMANDS {
        let line = String::from_utf8_lossy(&line(&mut stream).await?).trim().to_owned();
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let reply = match verb.as_str() {
            "EHLO" => "250-mailbox.demo\r\n250-8BITMIME\r\n250 SIZE 262144",
            "HELO" | "NOOP" => "250 mailbox.demo",
            "RSET" | "MAIL" => {
                to.clear();
                "250 2.0.0 ok"
            }
            "RCPT" if to.len() == MOST_RECEIVERS => "452 4.5.3 too many receivers",
            "RCPT" => receiver(&line).map_or("501 5.1.3 write RCPT TO:<address>", |address| {
                to.push(address);
                "250 2.1.5 ok"
            }),
            "DATA" if to.is_empty() => "503 5.5.1 name a receiver first",
            "DATA" => {
                say(&mut stream, "354 end with a dot").await?;
                mailbox.put(&to, &text(&mut stream).await?);
                "250 2.0.0 it is in the demo's mailbox"
            }
            "QUIT" => return say(&mut stream, "221 2.0.0 bye").await,
            _ => "502 5.5.1 the demo does not know this",
        };
        say(&mut stream, reply).await?;
    }
    say(&mut stream, "421 4.7.0 too much was said").await
}

/// The address in `RCPT TO:<address> ...`.
fn receiver(line: &str) -> Option<String> {
    let (address, _) = line.split_once('<')?.1.split_once('>')?;
    (!address.is_empty()).then(|| address.to_owned())
}

/// The lines up to the one that is a dot, without the dots that were put before others (RFC 5321, section 4.5.2).
async fn text(stream: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    loop {
        let line = line(stream).await?;
        match line.strip_prefix(b".") {
            Some(b"\r\n" | b"\n") => return Ok(text),
            Some(rest) => text.extend_from_slice(rest),
            None => text.extend_from_slice(&line),
        }
        if text.len() > MOST_BYTES {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
}

/// The next line with its end; an error when there is none, or one that does not end.
async fn line(stream: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    stream.take(LONGEST).read_until(b'\n', &mut line).await?;
    match line.ends_with(b"\n") {
        true => Ok(line),
        false => Err(io::ErrorKind::InvalidData.into()),
    }
}

async fn say(stream: &mut BufReader<TcpStream>, reply: &str) -> io::Result<()> {
    stream.write_all(format!("{reply}\r\n").as_bytes()).await
}
