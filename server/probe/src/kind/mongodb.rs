//! MongoDB: what a member says of itself in answer to `hello`, which needs no authentication.
//!
//! | role | outcome | why |
//! |---|---|---|
//! | primary, standalone, mongos, arbiter | pass | |
//! | secondary | pass, slow without a primary | it can be read, but nothing can be written |
//! | other, in a set | slow | starting, recovering or rolled back: it serves nobody until it is done |
//! | other, without a set | fail | a member that was never given its configuration |
//!
//! Body: `role` as above, `set` (name), `members` (how many the set has), `primary` (host:port). What does not apply is
//! null.
//!
//! Command: <https://www.mongodb.com/docs/manual/reference/command/hello/> (MongoDB 4.4.2 on). Roles as in
//! <https://github.com/mongodb/specifications/blob/master/source/server-discovery-and-monitoring/server-discovery-and-monitoring.md#type>,
//! but a hidden secondary is a secondary: clients do not read from it, yet it holds the data.

use serde_json::{Value, json};

use self::bson::{Element, Elements};
use crate::address::Address;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::Kind;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::tls;
use crate::wire::{self, Wire};

mod bson;
mod message;

pub(super) const KIND: Kind = Kind {
    name: "mongodb",
    about: "Passes when MongoDB serves: as primary or standalone, secondary with a primary, arbiter or mongos.",
    example: "mongo-1.example:27017",
    validate: |target| Address::parse(target).map(drop),
    options: &[wire::TLS, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

/// Characters of a foreign name that are kept.
const NAME: usize = 200;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let mut wire = Wire::open(prober, question, watch).await?;
    let request = bson::write(&[("hello", Element::Int(1)), ("$db", Element::Text("admin"))]);
    wire.ask(&message::write(&request), watch).await?;
    let body = message::read(&mut wire).await?;
    let reply = message::document(&body).and_then(bson::read).map_err(|_| message::garbage())?;
    hello(&reply)
}

/// What a reply to `hello` says.
fn hello(reply: &Elements) -> Result<Found, Fault> {
    if !reply.is_set("ok") {
        return Err(Fault::fail(format!(
            "hello is refused: {}",
            reply.text("errmsg").unwrap_or("no reason given")
        )));
    }
    let (role, primary) = (Role::of(reply), reply.text("primary"));
    Ok(Found::json(body(reply, role)).judged(judge(role, reply.text("setName"), primary)))
}

fn body(reply: &Elements, role: Role) -> Value {
    let name = |field: &str| reply.text(field).map(|text| tidy(text, NAME));
    let set = name("setName");
    let members: usize = ["hosts", "passives", "arbiters"].iter().map(|list| reply.count(list)).sum();
    let members = set.is_some().then_some(members);
    json!({ "role": role.word(), "set": set, "members": members, "primary": name("primary") })
}

fn judge(role: Role, set: Option<&str>, primary: Option<&str>) -> Result<(), Fault> {
    match (role, set, primary) {
        (Role::Secondary, _, None) => Err(Fault::slow("a secondary that knows no primary")),
        (Role::Other, Some(set), _) => Err(Fault::slow(format!(
            "a member of {} that serves nobody: starting, recovering or rolled back",
            tidy(set, NAME)
        ))),
        (Role::Other, None, _) => Err(Fault::fail("a member of a set that was never initiated")),
        _ => Ok(()),
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    Primary,
    Secondary,
    Arbiter,
    Standalone,
    Mongos,
    Other,
}

impl Role {
    fn of(reply: &Elements) -> Role {
        let is_member = reply.text("setName").is_some();
        if reply.text("msg") == Some("isdbgrid") {
            Role::Mongos
        } else if !is_member {
            if reply.is_set("isreplicaset") { Role::Other } else { Role::Standalone }
        } else if reply.is_set("isWritablePrimary") {
            Role::Primary
        } else if reply.is_set("secondary") {
            Role::Secondary
        } else if reply.is_set("arbiterOnly") {
            Role::Arbiter
        } else {
            Role::Other
        }
    }

    fn word(self) -> &'static str {
        match self {
            Role::Primary => "primary",
            Role::Secondary => "secondary",
            Role::Arbiter => "arbiter",
            Role::Standalone => "standalone",
            Role::Mongos => "mongos",
            Role::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests;
