//! The way in: what the router answered once is sent again as it was, headers and all, as long as nothing that it shows has
//! changed. A crowd that reloads the status page costs a look into a table and a copy.
//!
//! ```text
//! request --class, path--> kept answer of this epoch? --yes--> its bytes, or 304
//!                                    | no
//!                                    v
//!                          router; kept if marked as reusable
//! ```
//!
//! It is a crate of its own so that what runs for each request is compiled for speed, and the rest of the server for size.

mod kept;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use axum::serve::IncomingStream;
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use kept::{Answers, Kept};
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::net::TcpListener;
use tower::{Service, ServiceExt};

/// What the front has to know of the site.
pub trait Site: Send + Sync + 'static {
    /// Which state of the world answers show; grows with each change of it, and is known before anyone is told of the change.
    fn epoch(&self) -> u64;

    /// What of these request headers, besides the path, decides the answer; nothing if the answer may be for one client alone.
    fn class(&self, headers: &HeaderMap) -> Option<u32>;
}

/// Put by a handler among the extensions of an answer of status 200 that follows from path, class and epoch alone, with its whole
/// body.
#[derive(Clone, Debug)]
pub struct Reusable(pub Bytes);

/// Answers requests from what is kept, or by a router. No answer of an epoch that is over is sent.
#[derive(Clone)]
pub struct Front(Arc<Shared>);

struct Shared {
    router: Router,
    site: Box<dyn Site>,
    answers: Answers,
}

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// What is found for a request at once, and what it would be kept under if it has to be made.
enum Found {
    Answer(Response),
    /// The class and the epoch; nothing if it is not to be kept.
    Missing(Option<(u32, u64)>),
}

impl Front {
    /// A front before `router`.
    pub fn new(router: Router, site: impl Site) -> Front {
        Front(Arc::new(Shared { router, site: Box::new(site), answers: Answers::default() }))
    }

    /// Serves at `listener` until `stop` ends and then all requests that have begun. Errors as the system has them.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        axum::serve(listener, Doorman(self)).with_graceful_shutdown(stop).await
    }

    fn find(&self, request: &Request) -> Found {
        let (uri, headers) = (request.uri(), request.headers());
        // A request that names its whole address may be for another host than its header says.
        let plain = request.method() == Method::GET && uri.query().is_none() && uri.authority().is_none();
        let Some(class) = plain.then(|| self.0.site.class(headers)).flatten() else {
            return Found::Missing(None);
        };
        // Asked before the router is: what it then makes is at least as new.
        let epoch = self.0.site.epoch();
        match self.0.answers.get(uri.path(), class, epoch) {
            Some(kept) => Found::Answer(kept.respond(headers.get(header::IF_NONE_MATCH))),
            None => Found::Missing(Some((class, epoch))),
        }
    }

    async fn ask(&self, mut request: Request, place: Option<(u32, u64)>) -> Response {
        let Some((class, epoch)) = place else { return self.route(request).await };
        // The router makes the whole answer, which others get too, also for who has it already.
        let known = request.headers_mut().remove(header::IF_NONE_MATCH);
        let path = request.uri().path().to_owned();
        let mut response = self.route(request).await;
        let reusable = response.extensions_mut().remove::<Reusable>();
        if let Some(Reusable(body)) = reusable.filter(|_| response.status() == StatusCode::OK)
            && let Some(kept) = Kept::of(epoch, response.headers(), body)
        {
            let answer = kept.respond(known.as_ref());
            self.0.answers.keep(path, class, kept);
            return answer;
        }
        kept::unless_known(response, known.as_ref())
    }

    async fn route(&self, request: Request) -> Response {
        let Ok(response) = self.0.router.clone().oneshot(request).await;
        response
    }
}

/// Gives each connection its own way to the front.
struct Doorman(Front);

impl Service<IncomingStream<'_, TcpListener>> for Doorman {
    type Response = Connection;
    type Error = Infallible;
    type Future = Ready<Result<Connection, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, stream: IncomingStream<'_, TcpListener>) -> Self::Future {
        ready(Ok(Connection { front: self.0.clone(), peer: *stream.remote_addr() }))
    }
}

/// What answers the requests of one connection.
#[derive(Clone)]
struct Connection {
    front: Front,
    peer: SocketAddr,
}

impl Service<Request<Body>> for Connection {
    type Response = Response;
    type Error = Infallible;
    type Future = Answered;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Answered {
        let place = match self.front.find(&request) {
            Found::Answer(response) => return Answered::Found(Some(response)),
            Found::Missing(place) => place,
        };
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let front = self.front.clone();
        Answered::Asked(Box::pin(async move { front.ask(request, place).await }))
    }
}

/// An answer that is there, or that the router makes.
enum Answered {
    Found(Option<Response>),
    Asked(Answering),
}

impl Future for Answered {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Answered::Found(response) => response.take().map_or(Poll::Pending, |it| Poll::Ready(Ok(it))),
            Answered::Asked(answering) => answering.as_mut().poll(context).map(Ok),
        }
    }
}

#[cfg(test)]
mod tests;
