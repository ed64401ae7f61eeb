//! `kafka.*`: brokers, partitions and traffic.

use serde_json::{Value, json};

use super::{Answer, Error, Inputs};
use crate::sizing::kafka::{self, Limits, msk};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "kafka.partitions" => partitions(inputs),
        "kafka.cluster_limit" => cluster_limit(inputs),
        "kafka.brokers" => brokers(inputs),
        "kafka.disk" => disk(inputs),
        "kafka.cross_az" => cross_zone(inputs),
        "kafka.msk_sizing" => offers(inputs),
        _ => return None,
    })
}

fn partitions(inputs: &Inputs) -> Result<Value, Error> {
    let [t, p, c] = ["t", "p", "c"].map(|key| inputs.number(key));
    Answer::default().number("partitions", kafka::partitions(t?, p?, c?)?)?.done()
}

fn limits(inputs: &Inputs) -> Result<Limits, Error> {
    let [storage, attachment, network] = ["t_storage", "t_ebs", "t_nic"].map(|key| inputs.number(key));
    Ok(Limits { storage: storage?, attachment: attachment?, network: network? })
}

fn cluster_limit(inputs: &Inputs) -> Result<Value, Error> {
    let [brokers, replicas, groups] = ["brokers", "rf", "groups"].map(|key| inputs.count(key));
    let limit = kafka::cluster_limit(&limits(inputs)?, brokers?, replicas?, groups?)?;
    Answer::default().number("limit", limit)?.done()
}

fn brokers(inputs: &Inputs) -> Result<Value, Error> {
    let [replicas, groups, zones] = ["rf", "groups", "zones"].map(|key| inputs.count(key));
    let (rate, utilisation) = (inputs.number("in_MBps")?, inputs.number("utilisation")?);
    let brokers = kafka::brokers(rate, &limits(inputs)?, replicas?, groups?, zones?, utilisation)?;
    Answer::default().number("brokers", brokers)?.done()
}

fn disk(inputs: &Inputs) -> Result<Value, Error> {
    let index = inputs.optional("index_overhead", Inputs::number)?.unwrap_or(0.0);
    let (rate, retention) = (inputs.number("in_MBps")? * 1e6, inputs.number("retention_s")?);
    Answer::default().number("bytes", kafka::disk(rate, retention, inputs.count("rf")?, index)?)?.done()
}

fn cross_zone(inputs: &Inputs) -> Result<Value, Error> {
    let [replicas, zones, groups] = ["rf", "zones", "groups"].map(|key| inputs.count(key));
    let nearest = inputs.optional("follower_fetch", Inputs::flag)?.unwrap_or(false);
    let rate = kafka::cross_zone(inputs.number("in_MBps")?, replicas?, zones?, groups?, nearest)?;
    let mut answer = Answer::default().number("cross_az_MBps", rate)?;
    if let Some(price) = inputs.optional("usd_per_GB_each_way", Inputs::number)? {
        let usd = rate / 1000.0 * price * 2.0;
        answer = answer.numbers([("usd_per_s", usd), ("usd_per_day", usd * 86_400.0)])?;
    }
    answer.done()
}

fn offers(inputs: &Inputs) -> Result<Value, Error> {
    let workload = msk::Workload {
        mean_in: inputs.number("avg_in")?,
        peak_in: inputs.number("peak_in")?,
        mean_out: inputs.number("avg_out")?,
        peak_out: inputs.number("peak_out")?,
        partitions: inputs.number("partitions")?,
        replicas: inputs.optional("rf", Inputs::number)?.unwrap_or(3.0),
        retention: inputs.number("retention_h")?,
        primary: match inputs.optional("primary_h", Inputs::number)? {
            Some(primary) => primary,
            None => inputs.number("retention_h")?,
        },
    };
    let usual = msk::Terms::default();
    let terms = msk::Terms {
        standard: inputs.optional("utilization_standard", Inputs::number)?.unwrap_or(usual.standard),
        express: inputs.optional("utilization_express", Inputs::number)?.unwrap_or(usual.express),
        provisioned: inputs.optional("pst_per_broker", Inputs::number)?,
        most_partitions: inputs.optional("use_max_partitions", Inputs::flag)?.unwrap_or(false),
        nearest: inputs.optional("rack_affined_consumers", Inputs::flag)?.unwrap_or(true),
        discount: inputs.optional("discount_pct", Inputs::number)?.unwrap_or(0.0) / 100.0,
    };
    let offers = msk::offers(&workload, &terms)?.into_iter();
    let offer = |answer: Answer, offer: msk::Offer| {
        let msk::Offer { size, brokers, bottleneck, usd_month } = offer;
        answer.value(size, json!({ "brokers": brokers, "bottleneck": bottleneck, "usd_month": usd_month }))
    };
    offers.fold(Answer::default(), offer).done()
}
