//! A Sentinel: where the master is, and whether enough Sentinels are there to replace it.
//!
//! | what it says | outcome |
//! |---|---|
//! | the master is down, as the quorum agrees (`o_down`) | fail |
//! | it cannot reach the master itself (`s_down`) | slow |
//! | a failover could not be agreed on | slow |
//!
//! Body: `role` (sentinel), `master` (host:port), `master_down`, `replicas`, `sentinels` (with this one), `quorum`,
//! `quorum_reachable`.
//!
//! Source: <https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/>.

use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::resp::{self, Reply};
use crate::fault::Fault;
use crate::found::Found;
use crate::text::tidy;
use crate::wire::Wire;

/// Characters of a foreign name that are kept.
const NAME: usize = 100;

/// Asks about the master of this name.
pub(super) async fn found(wire: &mut Wire, master: &str) -> Result<Found, Fault> {
    let view = match resp::ask(wire, &["SENTINEL", "MASTER", master]).await? {
        Reply::List(items) => pairs(items),
        Reply::Error(error) => return Err(Fault::fail(format!("SENTINEL MASTER is refused: {error}"))),
        _ => return Err(Fault::fail("SENTINEL MASTER is not answered by a list")),
    };
    let quorum = match resp::ask(wire, &["SENTINEL", "CKQUORUM", master]).await? {
        Reply::Text(_) => Ok(()),
        Reply::Error(error) => Err(Fault::slow(format!("no failover is possible: {error}"))),
        _ => return Err(Fault::fail("SENTINEL CKQUORUM is answered by neither a text nor an error")),
    };
    Ok(Found::json(body(&view, quorum.is_ok())).judged(judge(&view).and(quorum)))
}

type View = BTreeMap<String, String>;

/// Names and values by turns.
fn pairs(items: Vec<Reply>) -> View {
    let text = |item: Reply| if let Reply::Text(text) = item { text } else { String::new() };
    let mut texts = items.into_iter().map(text);
    std::iter::from_fn(|| texts.next().zip(texts.next())).collect()
}

fn judge(view: &View) -> Result<(), Fault> {
    if flagged(view, "o_down") {
        Err(Fault::fail(format!("the master {} is down: the Sentinels agree", address(view))))
    } else if flagged(view, "s_down") {
        Err(Fault::slow(format!("this Sentinel does not reach the master {}", address(view))))
    } else {
        Ok(())
    }
}

fn body(view: &View, quorum_reachable: bool) -> Value {
    let number = |name: &str| view.get(name).and_then(|value| value.parse::<i64>().ok());
    json!({
        "role": "sentinel",
        "master": address(view),
        "master_down": flagged(view, "o_down") || flagged(view, "s_down"),
        "replicas": number("num-slaves"),
        "sentinels": number("num-other-sentinels").map(|others| others.saturating_add(1)),
        "quorum": number("quorum"),
        "quorum_reachable": quorum_reachable,
    })
}

fn address(view: &View) -> String {
    let part = |name: &str| view.get(name).map_or("?", String::as_str);
    tidy(&format!("{}:{}", part("ip"), part("port")), NAME)
}

fn flagged(view: &View, flag: &str) -> bool {
    view.get("flags").is_some_and(|flags| flags.split(',').any(|found| found == flag))
}
