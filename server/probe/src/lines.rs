//! Lines of text protocols, read from sides that might never end one.

use tokio::io::{AsyncRead, AsyncReadExt};

use crate::fault::Fault;

/// Bytes of a line at most, without its end; RFC 5321, section 4.5.3.1.5, allows 512.
const LONGEST: usize = 4_096;

/// The next line without its end, LF or CR LF. Not a byte after it is read: TLS may follow.
pub(crate) async fn line(stream: &mut (impl AsyncRead + Unpin)) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    loop {
        match stream.read_u8().await? {
            b'\n' => break,
            _ if bytes.len() == LONGEST => return Err(Fault::fail("a line of the answer does not end")),
            byte => bytes.push(byte),
        }
    }
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(&bytes);
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn lines_end_or_are_given_up() {
        let mut two = &b"one\r\ntwo\nthr"[..];
        assert_eq!(line(&mut two).await.unwrap(), "one");
        assert_eq!(line(&mut two).await.unwrap(), "two");
        assert_eq!(line(&mut two).await.unwrap_err(), Fault::fail("connection closed early"));
        let endless = vec![b'x'; LONGEST + 1];
        let fault = line(&mut endless.as_slice()).await.unwrap_err();
        assert_eq!(fault, Fault::fail("a line of the answer does not end"));
    }
}
