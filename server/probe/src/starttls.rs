//! Asks servers of other protocols to go over to TLS on a connection that begins in plain text.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::fault::Fault;
use crate::kind::KindOption;
use crate::lines::line;
use crate::smtp;
use crate::text::tidy;

/// In which protocol to ask.
pub(crate) const OPTION: KindOption = KindOption {
    name: "starttls",
    about: "Asks in this protocol to go over to TLS first: `imap`, `postgres` or `smtp`; by default TLS begins at once.",
    validate: |value| match value {
        "imap" | "postgres" | "smtp" => Ok(()),
        _ => Err("write imap, postgres or smtp".into()),
    },
};

/// Lines of an IMAP server before it answers, at most.
const LINES: usize = 100;

/// Asks in `protocol`, a value of [`OPTION`]; what follows on the stream is the handshake.
pub(crate) async fn ask(protocol: &str, stream: &mut TcpStream) -> Result<(), Fault> {
    match protocol {
        "imap" => imap(stream).await,
        "postgres" => postgres(stream).await,
        _ => mail(stream).await,
    }
}

/// RFC 3207, section 4.
async fn mail(stream: &mut TcpStream) -> Result<(), Fault> {
    smtp::reply(stream).await?.wanted(220, "the connection")?;
    let me = stream.local_addr()?;
    let hello = smtp::hello(stream, me).await?;
    hello.wanted(250, "EHLO")?;
    smtp::go_over(stream, &hello).await
}

/// RFC 9051, section 6.2.1.
async fn imap(stream: &mut TcpStream) -> Result<(), Fault> {
    let greeting = line(stream).await?;
    if !greeting.starts_with("* OK") {
        return Err(Fault::fail(format!("no IMAP greeting: {}", tidy(&greeting, 60))));
    }
    stream.write_all(b"a STARTTLS\r\n").await?;
    for _ in 0..LINES {
        let answer = line(stream).await?;
        match answer.strip_prefix("a ") {
            Some(answer) if answer.starts_with("OK") => return Ok(()),
            Some(answer) => return Err(Fault::fail(format!("STARTTLS is refused: {}", tidy(answer, 100)))),
            None => {}
        }
    }
    Err(Fault::fail("STARTTLS is not answered"))
}

/// SSLRequest: its length and the code 80877103.
/// Source: <https://www.postgresql.org/docs/current/protocol-message-formats.html>.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

async fn postgres(stream: &mut TcpStream) -> Result<(), Fault> {
    stream.write_all(&SSL_REQUEST).await?;
    match stream.read_u8().await? {
        b'S' => Ok(()),
        b'N' => Err(Fault::fail("TLS is not offered")),
        _ => Err(Fault::fail("the answer is not PostgreSQL's protocol")),
    }
}
