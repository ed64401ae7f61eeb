//! How an answer goes into a socket.

use std::fs::File;
use std::io::{self, IoSlice};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a lane reads and writes.
pub trait Socket: AsyncRead + AsyncWrite + Unpin + Send {
    /// Writes as much of the first `length` bytes of a file as the system takes at once, and gives how much that is. Errors as the
    /// connection has them.
    fn send_file(&mut self, file: &File, length: usize) -> io::Result<usize>;

    /// Writes all parts but the first `sent` bytes of them, in one call as far as the system takes them. Errors as the connection
    /// has them.
    fn send(&mut self, parts: [&[u8]; 3], sent: usize) -> impl Future<Output = io::Result<()>> + Send {
        async move {
            let mut slices = parts.map(IoSlice::new);
            let mut slices = &mut slices[..];
            IoSlice::advance_slices(&mut slices, sent);
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
    fn send_file(&mut self, file: &File, length: usize) -> io::Result<usize> {
        let send = || Ok(rustix::fs::sendfile(&*self, file, Some(&mut 0), length)?);
        match self.try_io(tokio::io::Interest::WRITABLE, send) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(0),
            sent => sent,
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn send_file(&mut self, _: &File, _: usize) -> io::Result<usize> {
        Ok(0)
    }
}

/// How much was written; an error if a socket takes nothing.
fn unless_none(written: usize) -> io::Result<usize> {
    if written == 0 { Err(io::ErrorKind::WriteZero.into()) } else { Ok(written) }
}
