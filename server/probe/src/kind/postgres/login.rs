//! How a connection to PostgreSQL begins: the startup message, and what the server wants before it believes.
//!
//! Flow: <https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-START-UP>; SCRAM within it:
//! <https://www.postgresql.org/docs/current/sasl-authentication.html>.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use ring::rand::{SecureRandom, SystemRandom};
use tokio::task::spawn_blocking;

use super::message::{self, Refusal};
use super::scram::Scram;
use crate::cursor::Cursor;
use crate::fault::Fault;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::wire::{self, Wire};

/// Who knocks when the check names nobody. A server that wants a password logs nothing of it.
const NOBODY: &str = "pharos";

/// The only mechanism of SASL that is spoken; the one with channel binding has the suffix `-PLUS`.
const MECHANISM: &[u8] = b"SCRAM-SHA-256";

/// What an Authentication message says or asks for.
const OK: u32 = 0;
const CLEARTEXT: u32 = 3;
const MD5: u32 = 5;
const SASL: u32 = 10;
const SASL_CONTINUE: u32 = 11;
const SASL_FINAL: u32 = 12;

/// Sees whether the server takes connections, like `pg_isready`: it does if it wants a password, and if it refuses
/// nobody in particular. It does not while it starts or stops, or when all connections are taken.
pub(super) async fn greet(wire: &mut Wire, watch: &mut Stopwatch) -> Result<Result<(), Fault>, Fault> {
    wire.ask(&message::startup(NOBODY, "postgres"), watch).await?;
    let message = message::next(wire).await?;
    match message.tag {
        b'R' => Ok(Ok(())),
        b'E' => {
            let refusal = Refusal::parse(&message.body);
            let is_closed = ["57P", "53"].iter().any(|class| refusal.code.starts_with(class));
            Ok(if is_closed { Err(Fault::fail(refusal.to_string())) } else { Ok(()) })
        }
        _ => Err(message::garbage()),
    }
}

/// Who logs in, and where.
pub(super) struct Login<'a> {
    user: &'a str,
    database: &'a str,
    password: Option<&'a str>,
    /// Whether the password may be sent as it is.
    bare: bool,
}

impl Login<'_> {
    /// What the options say, if they name a user.
    pub fn of(question: &Question) -> Option<Login<'_>> {
        let user = question.option("user")?;
        Some(Login {
            user,
            database: question.option("database").unwrap_or(user),
            password: question.option("password"),
            bare: wire::wants_tls(question) || question.is_set("cleartext"),
        })
    }

    /// Logs in, until the server is ready for a query.
    pub async fn run(&self, wire: &mut Wire, watch: &mut Stopwatch) -> Result<(), Fault> {
        wire.ask(&message::startup(self.user, self.database), watch).await?;
        loop {
            let message = message::next(wire).await?;
            match message.tag {
                b'R' => self.answer(&message.body, wire).await?,
                b'E' => return Err(self.refused(&message.body)),
                b'Z' => return Ok(()),
                _ => return Err(message::garbage()),
            }
        }
    }

    /// Answers what an Authentication message asks for.
    async fn answer(&self, body: &[u8], wire: &mut Wire) -> Result<(), Fault> {
        let mut cursor = Cursor(body);
        let wanted = cursor.u32().map_err(|_| message::garbage())?;
        match wanted {
            OK => Ok(()),
            CLEARTEXT if !self.bare => Err(Fault::blind(
                "it wants the password in clear; set the option tls to require, or cleartext to true",
            )),
            CLEARTEXT => send(wire, &[self.password()?.as_bytes(), &[0]].concat()).await,
            MD5 => {
                let salt = cursor.array().map_err(|_| message::garbage())?;
                send(wire, format!("{}\0", hashed(self.user, self.password()?, salt)).as_bytes()).await
            }
            SASL => self.scram(cursor, wire).await,
            _ => Err(Fault::fail(format!("it wants a login that is not spoken here (method {wanted})"))),
        }
    }

    /// Talks SCRAM to its end, where the server has shown that it knows the password too.
    async fn scram(&self, mut mechanisms: Cursor<'_>, wire: &mut Wire) -> Result<(), Fault> {
        let password = self.password()?.to_owned();
        if !std::iter::from_fn(|| mechanisms.until_zero().ok()).any(|mechanism| mechanism == MECHANISM) {
            return Err(Fault::fail("it offers no login by SCRAM-SHA-256"));
        }
        let scram = Scram::new(&nonce()?);
        let first = scram.first();
        let length = u32::try_from(first.len()).unwrap_or(u32::MAX).to_be_bytes();
        send(wire, &[MECHANISM, &[0], &length, first.as_bytes()].concat()).await?;
        let challenge = self.heard(SASL_CONTINUE, wire).await?;
        // A server may ask for so much hashing that others would wait for it.
        let answered = spawn_blocking(move || scram.answer(&challenge, &password)).await;
        let (answer, proof) = answered.map_err(|_| Fault::blind("SCRAM broke off"))?.map_err(Fault::fail)?;
        send(wire, answer.as_bytes()).await?;
        proof.check(&self.heard(SASL_FINAL, wire).await?).map_err(Fault::fail)
    }

    /// Reads the server's next part of SCRAM.
    async fn heard(&self, wanted: u32, wire: &mut Wire) -> Result<String, Fault> {
        let message = message::next(wire).await?;
        let mut cursor = Cursor(&message.body);
        match message.tag {
            b'E' => Err(self.refused(&message.body)),
            b'R' if cursor.u32().is_ok_and(|part| part == wanted) => {
                String::from_utf8(cursor.0.to_vec()).map_err(|_| message::garbage())
            }
            _ => Err(message::garbage()),
        }
    }

    fn password(&self) -> Result<&str, Fault> {
        self.password.ok_or_else(|| Fault::blind("it wants a password; set the option password"))
    }

    /// Why the server refuses to let this user in, unless it repeats the password.
    fn refused(&self, body: &[u8]) -> Fault {
        let refusal = Refusal::parse(body);
        let repeats = |password: &str| refusal.to_string().contains(password);
        if self.password.is_some_and(repeats) {
            return Fault::fail("the login is refused");
        }
        Fault::fail(format!("the login is refused: {refusal}"))
    }
}

/// Sends a PasswordMessage or a part of SASL, which share a tag.
async fn send(wire: &mut Wire, body: &[u8]) -> Result<(), Fault> {
    wire.send(&message::write(b'p', body)).await
}

/// `md5` and the digest of the digest of password and user, with the salt.
fn hashed(user: &str, password: &str, salt: [u8; 4]) -> String {
    let inner = digest(&[password.as_bytes(), user.as_bytes()].concat());
    format!("md5{}", digest(&[inner.as_bytes(), &salt].concat()))
}

fn digest(bytes: &[u8]) -> String {
    Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 24 characters that nobody can foretell, without a comma.
fn nonce() -> Result<String, Fault> {
    let mut bytes = [0; 18];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Fault::blind("this machine gives no random numbers"))?;
    Ok(STANDARD.encode(bytes))
}
