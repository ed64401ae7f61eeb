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
//! A connection is first held by a lane, which reads heads and copies answers and knows no more of HTTP than that. The first
//! request that is not answered so, whatever it is, takes the connection over to hyper, for good.
//!
//! It is a crate of its own so that what runs for each request is compiled for speed, and the rest of the server for size.

mod kept;
mod lane;
mod serve;
mod sheet;
mod socket;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use kept::{Answers, Kept};
use std::path::PathBuf;
use std::sync::Arc;
use tower::ServiceExt;

/// What the front has to know of the site.
pub trait Site: Send + Sync + 'static {
    /// Which state of the world answers show; grows with each change of it, and is known before anyone is told of the change.
    fn epoch(&self) -> u64;

    /// What of these request headers, besides the path, decides the answer; nothing if the answer may be for one client alone.
    fn class(&self, headers: &HeaderMap) -> Option<u32>;

    /// The current second, since 1970-01-01 00:00 UTC.
    fn now(&self) -> u64;
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
    room: sheet::Room,
}

impl Front {
    /// A front before `router`. Answers that are sent often may lie in nameless files in `folder`.
    pub fn new(router: Router, site: impl Site, folder: PathBuf) -> Front {
        let (answers, room) = (Answers::default(), sheet::Room::at(folder));
        Front(Arc::new(Shared { router, site: Box::new(site), answers, room }))
    }

    /// The answer that is kept at `path` for a class, or else the epoch that one would be of.
    fn find(&self, path: &str, class: u32) -> Result<Arc<Kept>, u64> {
        // Asked before the router is: what it then makes is at least as new.
        let epoch = self.0.site.epoch();
        self.0.answers.get(path, class, epoch).ok_or(epoch)
    }

    /// The answer to any request, by the router if it has to be made.
    async fn answer(&self, request: Request) -> Response {
        let (uri, headers) = (request.uri(), request.headers());
        // A request that names its whole address may be for another host than its header says.
        let plain = request.method() == Method::GET && uri.query().is_none() && uri.authority().is_none();
        let Some(class) = plain.then(|| self.0.site.class(headers)).flatten() else {
            return self.route(request).await;
        };
        match self.find(uri.path(), class) {
            Ok(kept) => kept.respond(headers.get(header::IF_NONE_MATCH)),
            Err(epoch) => self.ask(request, (class, epoch)).await,
        }
    }

    async fn ask(&self, mut request: Request, place: (u32, u64)) -> Response {
        // The router makes the whole answer, which others get too, also for who has it already.
        let known = request.headers_mut().remove(header::IF_NONE_MATCH);
        match self.make(request, place).await {
            Ok(kept) => kept.respond(known.as_ref()),
            Err(response) => kept::unless_known(response, known.as_ref()),
        }
    }

    /// Has the router answer a request that asks for no condition, and keeps the answer for this class and epoch; if it is not one
    /// to be kept, that is the error.
    async fn make(&self, request: Request, (class, epoch): (u32, u64)) -> Result<Arc<Kept>, Response> {
        let path = request.uri().path().to_owned();
        let mut response = self.route(request).await;
        let reusable = response.extensions_mut().remove::<Reusable>();
        let reusable = reusable.filter(|_| response.status() == StatusCode::OK);
        let kept = reusable.and_then(|Reusable(body)| Kept::of(epoch, response.headers(), body));
        let kept = Arc::new(kept.ok_or(response)?);
        self.0.answers.keep(path, class, kept.clone());
        Ok(kept)
    }

    async fn route(&self, request: Request) -> Response {
        let Ok(response) = self.0.router.clone().oneshot(request).await;
        response
    }
}

#[cfg(test)]
mod tests;
