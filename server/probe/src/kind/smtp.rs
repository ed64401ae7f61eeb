//! SMTP: greeting and EHLO; no mail is sent.
//!
//! `[STATUS]` is the code of the reply to EHLO, or of the greeting if that is no welcome; `[BODY]` has `banner`
//! (the text of the greeting) and `extensions` (one text each, such as `SIZE 10240000`; after `starttls` those
//! that are offered over TLS).

use serde_json::json;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout};

use crate::address::Address;
use crate::dial::dial;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption, truth};
use crate::prober::Prober;
use crate::question::Question;
use crate::smtp::{self, Reply};
use crate::stopwatch::{self, Stopwatch};
use crate::text::tidy;
use crate::tls;
use crate::wire;

pub(super) const KIND: Kind = Kind {
    name: "smtp",
    about: "Passes when a mail server greets and answers EHLO.",
    example: "mx.example:25",
    validate: |target| Address::parse(target).map(drop),
    options: &[STARTTLS, TLS, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

const STARTTLS: KindOption = KindOption {
    name: "starttls",
    about: "Whether to go over to TLS and say EHLO again, as on port 587; false by default.",
    validate: truth,
};

const TLS: KindOption = KindOption {
    about: "`require` speaks TLS from the start, as on port 465; `disable`, the default, does not.",
    ..wire::TLS
};

/// Longest text of the body in characters.
const TEXT: usize = 512;

/// How long a server may take to let go.
const FAREWELL: Duration = Duration::from_secs(2);

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let address = Address::parse(&question.target).map_err(Fault::blind)?;
    let mut stream = dial(&address, watch).await?;
    let me = stream.local_addr()?;
    if wire::wants_tls(question) {
        let mut stream = prober.tls(question).await?.handshake(&address.host, stream, watch).await?;
        let met = Met::on(&mut stream, me, watch).await?;
        take_leave(stream);
        return Ok(met.found());
    }
    let mut met = Met::on(&mut stream, me, watch).await?;
    match &mut met.hello {
        Some(hello) if hello.code == 250 && question.is_set(STARTTLS.name) => {
            smtp::go_over(&mut stream, hello).await?;
            let mut stream = prober.tls(question).await?.handshake(&address.host, stream, watch).await?;
            *hello = smtp::hello(&mut stream, me).await.map_err(|fault| fault.after("over TLS"))?;
            take_leave(stream);
        }
        _ => take_leave(stream),
    }
    Ok(met.found())
}

/// What was said.
struct Met {
    greeting: Reply,
    /// The reply to EHLO, if there was a welcome.
    hello: Option<Reply>,
}

impl Met {
    /// Waits for the greeting and answers it.
    async fn on<S>(stream: &mut S, me: SocketAddr, watch: &mut Stopwatch) -> Result<Met, Fault>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let since = Instant::now();
        let greeting = smtp::reply(stream).await?;
        stopwatch::add(&mut watch.phases.first_byte, since.elapsed());
        let hello = if greeting.code == 220 { Some(smtp::hello(stream, me).await?) } else { None };
        Ok(Met { greeting, hello })
    }

    fn rule(&self) -> Result<(), Fault> {
        match &self.hello {
            Some(hello) => hello.wanted(250, "EHLO"),
            None => self.greeting.wanted(220, "the connection"),
        }
    }

    fn found(&self) -> Found {
        let extensions = self.hello.iter().flat_map(Reply::extensions).map(|one| tidy(one, TEXT));
        let body = json!({
            "banner": tidy(self.greeting.first(), TEXT),
            "extensions": extensions.collect::<Vec<_>>(),
        });
        let code = self.hello.as_ref().unwrap_or(&self.greeting).code;
        Found { status: Some(code), ..Found::json(body).judged(self.rule()) }
    }
}

/// Takes leave, as RFC 5321, section 4.1.1.10, demands; in a task of its own, since nobody waits for manners.
fn take_leave(mut stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
    tokio::spawn(async move {
        let _ = timeout(FAREWELL, smtp::command(&mut stream, "QUIT")).await;
    });
}

#[cfg(test)]
mod tests;
