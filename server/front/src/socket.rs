//! How an answer goes into a socket.

use std::fs::File;
use std::io::{self, IoSlice};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a lane reads and writes.
pub trait Socket: AsyncRead + AsyncWrite + Unpin + Send {
    /// Writes a head and then the first `length` bytes of a file. Errors as the connection has them.
    fn send_file(
        &mut self,
        head: Vec<u8>,
        file: &File,
        length: u64,
    ) -> impl Future<Output = io::Result<()>> + Send;

    /// Writes all parts, in one call as far as the system takes them. Errors as the connection has them.
    fn send(&mut self, parts: [&[u8]; 3]) -> impl Future<Output = io::Result<()>> + Send {
        async move {
            let mut slices = parts.map(IoSlice::new);
            let mut slices = &mut slices[..];
            IoSlice::advance_slices(&mut slices, 0);
            while !slices.is_empty() {
                let written = unless_none(self.write_vectored(slices).await?)?;
                IoSlice::advance_slices(&mut slices, written);
            }
            Ok(())
        }
    }
}

impl Socket for TcpStream {
    #[cfg(target_os = "linux")]
    async fn send_file(&mut self, head: Vec<u8>, file: &File, length: u64) -> io::Result<()> {
        use rustix::net::SendFlags;
        use tokio::io::Interest;
        // The head waits in the system for what comes after it, so that both leave in one packet.
        let flags = SendFlags::MORE | SendFlags::NOSIGNAL;
        let (mut sent, mut at) = (0, 0);
        while let Some(rest) = head.get(sent..).filter(|rest| !rest.is_empty()) {
            let more = || Ok(rustix::net::send(&*self, rest, flags)?);
            sent += unless_none(self.async_io(Interest::WRITABLE, more).await?)?;
        }
        while at < length {
            let rest = usize::try_from(length - at).unwrap_or(usize::MAX);
            let more = || Ok(rustix::fs::sendfile(&*self, file, Some(&mut at), rest)?);
            unless_none(self.async_io(Interest::WRITABLE, more).await?)?;
        }
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    async fn send_file(&mut self, _: Vec<u8>, _: &File, _: u64) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// How much was written; an error if a socket takes nothing.
fn unless_none(written: usize) -> io::Result<usize> {
    if written == 0 { Err(io::ErrorKind::WriteZero.into()) } else { Ok(written) }
}
