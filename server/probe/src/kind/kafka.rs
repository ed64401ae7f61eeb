//! Kafka: what one broker knows of the whole cluster.
//!
//! | what the broker knows | outcome |
//! |---|---|
//! | no controller, or a partition without a leader | fail |
//! | a partition with fewer replicas in sync than it has | slow |
//!
//! The body is `{"brokers", "controller", "topics", "partitions", "offline_partitions", "under_replicated"}`: all are
//! counts, but for `controller`, a broker's id or null. An offline partition is mostly under-replicated too.

mod connection;
mod metadata;

use serde_json::json;

use self::connection::Connection;
use self::metadata::Cluster;
use crate::address::Address;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption, any_text};
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::tls;
use crate::wire;

pub(super) const KIND: Kind = Kind {
    name: "kafka",
    about: "Passes when a Kafka broker knows a controller, and all replicas of all partitions in sync.",
    example: "kafka-1.example:9092",
    validate: |target| Address::parse(target).map(drop),
    options: &[
        KindOption {
            name: "password",
            about: "The password of `user`; by default it is empty.",
            validate: any_text,
        },
        wire::TLS,
        tls::CA,
        tls::CLIENT_CERT,
        tls::CLIENT_KEY,
        tls::VERIFY,
        KindOption {
            name: "user",
            about: "Who signs in by SASL/PLAIN; by default nobody does.",
            validate: any_text,
        },
    ],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let mut broker = Connection::open(prober, question, watch).await?;
    let version = metadata::version(&broker.versions(watch).await?)?;
    if let Some(user) = question.option("user") {
        broker.sign_in(user, question.option("password").unwrap_or(""), watch).await?;
    }
    let answer = broker.ask(metadata::KEY, version, &metadata::request(version), watch).await;
    let answer = answer.map_err(|fault| fault.after("asked for metadata"))?;
    let cluster = metadata::read(&answer, version).map_err(|fault| fault.after("malformed metadata"))?;
    let rule = judge(&cluster);
    Ok(Found::json(json!({
        "brokers": cluster.brokers,
        "controller": cluster.controller,
        "topics": cluster.topics,
        "partitions": cluster.partitions,
        "offline_partitions": cluster.offline.number,
        "under_replicated": cluster.under_replicated.number,
    }))
    .judged(rule))
}

fn judge(cluster: &Cluster) -> Result<(), Fault> {
    let all = cluster.partitions;
    if cluster.controller.is_none() {
        return Err(Fault::fail(format!("no controller among {} brokers", cluster.brokers)));
    }
    if cluster.offline.number > 0 {
        return Err(Fault::fail(format!("{} of {all} partitions offline", cluster.offline)));
    }
    if cluster.under_replicated.number > 0 {
        let few = &cluster.under_replicated;
        return Err(Fault::slow(format!("{few} of {all} partitions under-replicated")));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
