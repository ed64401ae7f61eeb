//! A Redis master with two replicas that may still load its data; or, if the check names a master, a Sentinel of three
//! that may have lost that.
//!
//! RESP2: <https://redis.io/docs/latest/develop/reference/protocol-spec/>; replies:
//! <https://redis.io/docs/latest/commands/info/>,
//! <https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/>.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Speaking, Stream};
use model::sample::Outcome;
use std::io;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

/// The most that a command may hold, in bytes and in words.
const LONGEST: u64 = 8 << 10;
const WORDS: usize = 16;

/// What `INFO replication` says.
const REPLICATION: &str = "# Replication\r\nrole:master\r\nconnected_slaves:2\r\n\
    slave0:ip=10.0.0.2,port=6379,state=online,offset=4200,lag=0\r\n\
    slave1:ip=10.0.0.3,port=6379,state=online,offset=4200,lag=1\r\nmaster_repl_offset:4200\r\n";

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "redis",
    options: &["sentinel", "tls"],
    answers: true,
    speak: Connections(speak),
    broken: |role| match role.options.get("sentinel") {
        Some(_) => (Outcome::Fail, "the master 10.0.0.1:6379 is down: the Sentinels agree".into()),
        None => (Outcome::Slow, "it is loading its data".into()),
    },
};

fn speak(simulated: &Simulated, stream: Stream) -> Speaking<'_> {
    Box::pin(async move {
        let is_sentinel = simulated.role.options.get("sentinel").is_some();
        let mut stream = BufReader::new(stream);
        let mut first = None;
        loop {
            let words = command(&mut stream).await?;
            if first.is_none() {
                first = simulated.turn().await;
            }
            let Some(well) = first else { return Ok(()) };
            let words: Vec<_> = words.iter().map(String::as_str).collect();
            let reply = match words[..] {
                ["PING"] if well || is_sentinel => "+PONG\r\n".into(),
                ["PING"] => "-LOADING Redis is loading the dataset in memory\r\n".into(),
                ["INFO", ..] => bulk(REPLICATION),
                ["SENTINEL", "MASTER", name] => master(name, well),
                ["SENTINEL", "CKQUORUM", _] => "+OK 3 usable Sentinels.\r\n".into(),
                _ => "-ERR unknown command\r\n".into(),
            };
            stream.write_all(reply.as_bytes()).await?;
        }
    })
}

/// Reads a command: a list of bulk strings.
async fn command(stream: &mut BufReader<Stream>) -> io::Result<Vec<String>> {
    let mut stream = stream.take(LONGEST);
    let count = length(&mut stream, '*').await?;
    if count > WORDS {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut words = Vec::new();
    for _ in 0..count {
        length(&mut stream, '$').await?;
        let mut word = String::new();
        stream.read_line(&mut word).await?;
        words.push(word.trim_end().to_owned());
    }
    Ok(words)
}

/// Reads the line of this mark and a length.
async fn length(stream: &mut (impl AsyncBufReadExt + Unpin), mark: char) -> io::Result<usize> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let length = line.strip_prefix(mark).and_then(|rest| rest.trim_end().parse().ok());
    length.ok_or(io::ErrorKind::InvalidData.into())
}

fn bulk(text: &str) -> String {
    format!("${}\r\n{text}\r\n", text.len())
}

/// What a Sentinel knows of the master with this name: names and values by turns.
fn master(name: &str, well: bool) -> String {
    let flags = if well { "master" } else { "s_down,o_down,master" };
    let fields = [
        ("name", name),
        ("ip", "10.0.0.1"),
        ("port", "6379"),
        ("flags", flags),
        ("num-slaves", "2"),
        ("num-other-sentinels", "2"),
        ("quorum", "2"),
    ];
    let items: String = fields.iter().map(|(name, value)| bulk(name) + &bulk(value)).collect();
    format!("*{}\r\n{items}", 2 * fields.len())
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail, slow};

    #[tokio::test]
    async fn a_master_may_still_load_its_data() {
        let trial = Trial::of("redis", "redis:6379").expects("[BODY].connected_replicas == 2");
        trial.expects("[BODY].lag_bytes == 0").meets(slow("it is loading its data")).await;
    }

    #[tokio::test]
    async fn a_sentinel_may_have_lost_its_master() {
        let trial = Trial::of("redis", "redis-sentinel:26379").with("sentinel", "mymaster");
        let trial = trial.expects("[BODY].sentinels == 3").expects("[BODY].replicas == 2");
        trial.meets(fail("the master 10.0.0.1:6379 is down: the Sentinels agree")).await;
    }
}
