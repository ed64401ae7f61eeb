//! What `INFO replication` says: lines of `name:value`.
//!
//! Fields: <https://redis.io/docs/latest/commands/info/>, section replication. A replica is called `slave` there.

use serde_json::{Value, json};

use crate::fault::Fault;
use crate::text::tidy;

/// Characters of a foreign name that are kept.
const NAME: usize = 100;

/// The text of a reply; empty if there was none.
pub(super) struct Replication<'a>(pub &'a str);

impl Replication<'_> {
    /// A replica that does not hear its master is slow.
    pub fn judge(&self) -> Result<(), Fault> {
        if self.link().is_none_or(|link| link == "up") {
            return Ok(());
        }
        let master = self.master().unwrap_or_default();
        let since = self.number("master_link_down_since_seconds").filter(|seconds| *seconds >= 0);
        let since = since.map(|seconds| format!(" since {seconds} s")).unwrap_or_default();
        let copies =
            if self.number("master_sync_in_progress") == Some(1) { "; it copies its data" } else { "" };
        Err(Fault::slow(format!("the link to its master {master} is down{since}{copies}")))
    }

    /// The facts, by the names that the kind's file lists.
    pub fn body(&self) -> Value {
        json!({
            "role": self.role(),
            "link": self.link(),
            "master": self.master(),
            "last_io_seconds": self.number("master_last_io_seconds_ago"),
            "connected_replicas": self.number("connected_slaves"),
            "lag_bytes": self.lag(),
        })
    }

    fn role(&self) -> Option<String> {
        self.field("role").map(|role| if role == "slave" { "replica".to_owned() } else { tidy(role, NAME) })
    }

    fn link(&self) -> Option<String> {
        self.field("master_link_status").map(|link| tidy(link, NAME))
    }

    fn master(&self) -> Option<String> {
        let (host, port) = (self.field("master_host")?, self.field("master_port")?);
        Some(tidy(&format!("{host}:{port}"), NAME))
    }

    /// Bytes of the replication stream that are missing: at this replica, or at the last of this master's.
    fn lag(&self) -> Option<i64> {
        if let Some(received) = self.number("slave_read_repl_offset") {
            return Some(received.saturating_sub(self.number("slave_repl_offset")?).max(0));
        }
        let written = self.number("master_repl_offset")?;
        self.replicas().map(|offset| written.saturating_sub(offset).max(0)).max()
    }

    /// How far each replica of this master is: `slave0:ip=10.0.0.2,port=6379,state=online,offset=42,lag=0`.
    fn replicas(&self) -> impl Iterator<Item = i64> {
        let numbered =
            |name: &str| name.strip_prefix("slave").is_some_and(|number| number.parse::<u32>().is_ok());
        let listed = self.fields().filter(move |(name, _)| numbered(name));
        listed.filter_map(|(_, value)| {
            value.split(',').find_map(|pair| pair.strip_prefix("offset="))?.parse().ok()
        })
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.field(name)?.parse().ok()
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.fields().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.lines().filter_map(|line| line.split_once(':'))
    }
}
