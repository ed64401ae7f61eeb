//! A service with several pages under one URL, asked by GET and read as text or JSON. Redirects are not followed:
//! they lead to a login page.

use ::url::Url;
use hyper::StatusCode;
use hyper::header::HeaderMap;
use serde_json::Value;

use super::{Ask, Client, base, under};
use crate::fault::Fault;
use crate::found::{Body, Found};
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;

/// Characters of a page that a detail shows.
const SHOWN: usize = 100;

/// The service that a question is about.
pub(crate) struct Service<'a> {
    client: &'a Client,
    base: Url,
    ask: Ask,
}

/// What it has to say at one path.
pub(crate) struct Page {
    path: &'static str,
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Vec<u8>,
}

/// Facts from a page, and what the kind's own rule makes of them.
pub(crate) type Meaning = (Value, Result<(), Fault>);

impl<'a> Service<'a> {
    /// The service under the question's target, asked as its options say.
    pub async fn of(prober: &'a Prober, question: &Question) -> Result<Service<'a>, Fault> {
        let base = base(&question.target).map_err(Fault::blind)?;
        let ask = Ask::of(question, "application/json, */*;q=0.5", prober.tls(question).await?)?;
        Ok(Service { client: &prober.client, base, ask })
    }

    /// The same, with every request changed.
    pub fn asked(self, change: impl FnOnce(Ask) -> Ask) -> Service<'a> {
        Service { ask: change(self.ask), ..self }
    }

    /// GETs the page at `path`, which begins with a slash.
    pub async fn get(&self, path: &'static str, watch: &mut Stopwatch) -> Result<Page, Fault> {
        self.page(path, &under(&self.base, path), watch).await
    }

    /// The same, with a query of one pair.
    pub async fn query(
        &self,
        path: &'static str,
        pair: (&str, &str),
        watch: &mut Stopwatch,
    ) -> Result<Page, Fault> {
        self.pairs(path, &[pair], watch).await
    }

    /// The same, with a query of these pairs.
    pub async fn pairs(
        &self,
        path: &'static str,
        pairs: &[(&str, &str)],
        watch: &mut Stopwatch,
    ) -> Result<Page, Fault> {
        let mut url = under(&self.base, path);
        url.query_pairs_mut().extend_pairs(pairs);
        self.page(path, &url, watch).await
    }

    async fn page(&self, path: &'static str, url: &Url, watch: &mut Stopwatch) -> Result<Page, Fault> {
        let reply = self.client.send(url, &self.ask, watch).await?;
        let body = reply.body.ok_or_else(|| Fault::fail(format!("GET {path}: longer than 1 MiB")))?;
        Ok(Page { path, status: reply.status, headers: reply.headers, body })
    }
}

impl Page {
    /// Its text, as far as it is UTF-8, without white space around it.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).trim().to_owned()
    }

    /// Its JSON, whatever its status; a page that is none is explained by its status, if that is not of success.
    pub fn json(&self) -> Result<Value, Fault> {
        serde_json::from_slice(&self.body).map_err(|error| match self.succeeded() {
            Ok(()) => self.fail(format!("malformed JSON: {error}")),
            Err(fault) => fault,
        })
    }

    /// Whether its status is 2xx.
    pub fn succeeded(&self) -> Result<(), Fault> {
        let wanted = || self.fail(format!("status {}, wanted 2xx", self.status));
        if self.status.is_success() { Ok(()) } else { Err(wanted()) }
    }

    /// A failure of this page.
    pub fn fail(&self, why: impl AsRef<str>) -> Fault {
        Fault::fail(why).after(&format!("GET {}", self.path))
    }

    /// What it says, short enough for a detail.
    pub fn shown(&self) -> String {
        tidy(&self.text(), SHOWN)
    }

    /// It as it came, judged.
    pub fn found(self, rule: Result<(), Fault>) -> Found {
        let status = Some(self.status.as_u16());
        Found { status, body: Body::Bytes(self.body), ..Found::pass() }.judged(rule)
    }

    /// What it means; if it is not what it should be, as it came, which is a failure.
    pub fn meant(self, meaning: Result<Meaning, Fault>) -> Found {
        match meaning {
            Ok((facts, rule)) => {
                Found { status: Some(self.status.as_u16()), ..Found::json(facts) }.judged(rule)
            }
            Err(fault) => self.found(Err(fault)),
        }
    }
}
