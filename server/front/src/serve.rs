//! Takes connections, gives each to a lane and then to hyper, and ends them in order.

use super::Front;
use super::lane::{self, End};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use axum::serve::Listener;
use bytes::Bytes;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io::{self, Cursor};
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::time::Duration;
use tokio::io::{AsyncReadExt, join};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How long a client may take to send the head of its next request.
const PATIENCE: Duration = Duration::from_secs(75);

/// How long requests that have begun may take when the server stops.
const GRACE: Duration = Duration::from_secs(10);

impl Front {
    /// Serves at `listener` until `stop` ends; then gives requests that have begun ten seconds to be answered.
    pub async fn serve(self, mut listener: TcpListener, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let (ending, ended) = watch::channel(());
        loop {
            // Of errors that clients cause nothing is heard; of others, such as too many open files, the log and a pause.
            let (tcp, peer) = tokio::select! {
                taken = Listener::accept(&mut listener) => taken,
                () = &mut stop => break,
            };
            let connection = Connection { front: self.clone(), peer };
            tokio::spawn(connection.run(tcp, ended.clone()));
        }
        drop(listener);
        drop(ended);
        ending.send_replace(());
        // Who does not read would hold the program for ever.
        let _ = tokio::time::timeout(GRACE, ending.closed()).await;
    }
}

/// What answers the requests of one connection.
#[derive(Clone)]
pub(super) struct Connection {
    pub(super) front: Front,
    pub(super) peer: SocketAddr,
}

impl Connection {
    /// Answers until the client or the server has enough. What goes wrong with a connection ends it and nothing else.
    async fn run(self, mut tcp: TcpStream, mut ended: watch::Receiver<()>) {
        // The last part of an answer does not wait for the client to confirm those before.
        let _ = tcp.set_nodelay(true);
        if let Ok(End::Left(bytes)) = lane::run(&mut tcp, &self, PATIENCE, ended.changed()).await {
            let _ = self.hand_over(bytes, tcp, ended).await;
        }
    }

    /// Says whose request it is.
    pub(super) fn mark(&self, request: &mut Request<Body>) {
        request.extensions_mut().insert(ConnectInfo(self.peer));
    }

    /// Has hyper answer what the client has sent and will send.
    async fn hand_over(self, sent: Bytes, tcp: TcpStream, mut ended: watch::Receiver<()>) -> io::Result<()> {
        let (read, write) = tcp.into_split();
        let io = TokioIo::new(join(Cursor::new(sent).chain(read), write));
        let mut builder = http1::Builder::new();
        let connection =
            builder.timer(TokioTimer::new()).header_read_timeout(PATIENCE).serve_connection(io, self);
        let mut connection = pin!(connection);
        tokio::select! {
            done = &mut connection => return done.map_err(io::Error::other),
            _ = ended.changed() => connection.as_mut().graceful_shutdown(),
        }
        connection.await.map_err(io::Error::other)
    }
}

impl Service<Request<Incoming>> for Connection {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let (mut request, connection) = (request.map(Body::new), self.clone());
        self.mark(&mut request);
        Box::pin(async move { Ok(connection.front.answer(request).await) })
    }
}

#[cfg(test)]
mod tests;
