//! Just enough of HTTP/1.1 to fetch a page once, with the headers that came.

use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// What a server answered.
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Header lines, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as sent, with whatever encoding it has.
    pub body: Vec<u8>,
}

impl Answer {
    /// Value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Fetches `/` from a port of this machine, with one more header line (`Name: value`).
pub fn get(port: u16, header: &str) -> Result<Answer> {
    get_at(port, "/", header)
}

/// The same for any path.
pub fn get_at(port: u16, path: &str, header: &str) -> Result<Answer> {
    ask(port, &format!("GET {path}"), header, "")
}

/// Sends a body of this kind to a path of a port of this machine.
pub fn post(port: u16, path: &str, kind: &str, body: &str) -> Result<Answer> {
    send(port, path, &format!("Content-Type: {kind}"), body)
}

/// The same with all of its header lines, which say the kind.
pub fn send(port: u16, path: &str, headers: &str, body: &str) -> Result<Answer> {
    ask(port, &format!("POST {path}"), &format!("{headers}\r\nContent-Length: {}", body.len()), body)
}

fn ask(port: u16, what: &str, headers: &str, body: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let host = format!("Host: 127.0.0.1:{port}\r\nConnection: close");
    stream.write_all(format!("{what} HTTP/1.1\r\n{host}\r\n{headers}\r\n\r\n{body}").as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).with_context(|| format!("{what} on port {port} is not answered"))?;
    parse(&bytes)
}

/// Waits until a port answers `/` with 200, at most `patience`.
pub fn wait(port: u16, patience: Duration) -> Result<()> {
    let start = Instant::now();
    while start.elapsed() < patience {
        if get(port, "Accept: */*").is_ok_and(|answer| answer.status == 200) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("port {port} did not answer / with 200 within {} s", patience.as_secs())
}

fn parse(bytes: &[u8]) -> Result<Answer> {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("an answer without an end of headers")?;
    let head = String::from_utf8_lossy(&bytes[..end]);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Ok(Answer {
        status: status.context("an answer without a status")?,
        headers,
        body: bytes[end + 4..].to_vec(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn status_headers_and_body_are_told_apart() {
        let answer =
            parse(b"HTTP/1.1 200 OK\r\nETag: \"a:1\"\r\nContent-Length: 4\r\n\r\n\r\n\xff.").unwrap();
        assert_eq!((answer.status, answer.header("etag")), (200, Some("\"a:1\"")));
        assert_eq!(answer.body, b"\r\n\xff.");
        assert!(parse(b"HTTP/1.1 200 OK\r\n").is_err());
    }
}
