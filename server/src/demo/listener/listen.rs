//! Listening on free ports of the loopback interface, unless nothing should be there.

use super::simulated::Simulated;
use super::{Speaking, Stream, tls};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream, UdpSocket};

/// How often a listener looks whether it should be there at all.
pub(super) const LOOK: Duration = Duration::from_millis(100);

/// Any free port of the loopback interface.
const ANY: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

/// The longest datagram in bytes.
const LONGEST: usize = 1 << 16;

/// Speaks on connections from here on, and gives the address. What `answers` nothing is gone when it is broken.
pub(super) async fn on_connections(
    simulated: Arc<Simulated>,
    speak: fn(&Simulated, Stream) -> Speaking<'_>,
    answers: bool,
) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind(ANY).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        let mut listening = Some(listener);
        loop {
            if simulated.is_gone(answers) {
                listening = None;
            } else if listening.is_none() {
                listening = TcpListener::bind(address).await.ok();
            }
            let Some(listener) = &listening else {
                tokio::time::sleep(LOOK).await;
                continue;
            };
            if let Ok(Ok((stream, _))) = tokio::time::timeout(LOOK, listener.accept()).await {
                let simulated = simulated.clone();
                // A conversation that breaks off is the other side's business.
                tokio::spawn(async move { drop(converse(&simulated, stream, speak).await) });
            }
        }
    });
    Ok(address)
}

/// Speaks on one connection, over TLS if that is asked for.
async fn converse(
    simulated: &Simulated,
    stream: TcpStream,
    speak: fn(&Simulated, Stream) -> Speaking<'_>,
) -> io::Result<()> {
    // Answers are written in parts, none of which may wait for the other side to confirm the one before.
    stream.set_nodelay(true)?;
    // Some ask for TLS in their own protocol first.
    let is_secure = simulated.role.is_over_tls() && first(&stream).await? == tls::HANDSHAKE;
    if !is_secure {
        return speak(simulated, Box::new(stream)).await;
    }
    let stream = tls::accept(simulated, Box::new(stream)).await?;
    tokio::select! {
        spoken = speak(simulated, stream) => spoken,
        // A connection that is kept would go on showing the certificate before.
        () = simulated.reissued() => Ok(()),
    }
}

/// The first byte that the other side says, which stays to be read.
async fn first(stream: &TcpStream) -> io::Result<u8> {
    let mut byte = [0];
    stream.peek(&mut byte).await?;
    Ok(byte[0])
}

/// Answers datagrams from here on, and gives the address.
pub(super) async fn on_datagrams(
    simulated: Arc<Simulated>,
    answer: fn(&[u8], bool) -> Option<Vec<u8>>,
) -> io::Result<SocketAddr> {
    let socket = UdpSocket::bind(ANY).await?;
    let address = socket.local_addr()?;
    tokio::spawn(async move {
        let mut listening = Some(Arc::new(socket));
        let mut datagram = vec![0; LONGEST];
        loop {
            if simulated.is_gone(true) {
                listening = None;
            } else if listening.is_none() {
                listening = UdpSocket::bind(address).await.ok().map(Arc::new);
            }
            let Some(socket) = listening.clone() else {
                tokio::time::sleep(LOOK).await;
                continue;
            };
            if let Ok(Ok((length, from))) = tokio::time::timeout(LOOK, socket.recv_from(&mut datagram)).await
            {
                let (simulated, datagram) = (simulated.clone(), datagram[..length].to_vec());
                tokio::spawn(async move {
                    let well = simulated.turn().await?;
                    socket.send_to(&answer(&datagram, well)?, from).await.ok()
                });
            }
        }
    });
    Ok(address)
}
