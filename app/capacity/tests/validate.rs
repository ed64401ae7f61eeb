//! Plans that make no sense: one change to a valid plan for each way of being wrong.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::Plan;

const VALID: &str = include_str!("fixture.toml");

/// The problems of the valid plan with one text replaced.
fn problems(from: &str, to: &str) -> Vec<String> {
    assert!(VALID.contains(from), "{from} is not in the fixture");
    let plan: Plan = toml::from_str(&VALID.replacen(from, to, 1)).unwrap();
    plan.validate().iter().map(ToString::to_string).collect()
}

fn only(from: &str, to: &str, want: &str) {
    assert_eq!(problems(from, to), [want], "{from} -> {to}");
}

#[test]
fn the_fixture_is_valid() {
    assert_eq!(problems("", ""), [""; 0]);
}

#[test]
fn ids_are_plain_and_unique() {
    only(
        "id = \"fixture\"",
        "id = \"Fix ture\"",
        "id: `Fix ture` is no id; use lower-case letters, digits and hyphens",
    );
    only("id = \"store\"", "id = \"front\"", "item front: two items have this id; give each its own");
}

#[test]
fn load_and_limits_make_sense() {
    let want = "load.rps: 0 rps is no load; write a rate above 0 and up to 1000 M rps";
    only("300 rps", "0 rps", want);
    let want = "resources.minimum.cpu: the minimum is above the recommended; swap or correct them";
    only("4 cores", "17 cores", want);
    let want = "resources.minimum.memory: a limit is zero or beyond 1e18; write what there is";
    only("16 GB", "0 GB", want);
}

#[test]
fn figures_are_in_range() {
    only(
        "stage = 2",
        "stage = 3",
        "item front: stage: there is no stage 3; use a number from 1 into `stages`",
    );
    only("replicas = 1\n", "replicas = 0\n", "item dumps: replicas: 0 replicas; use a number from 1 to 1000")
}

#[test]
fn shares_and_sizes_are_in_range() {
    only(
        "visits = 0.7",
        "visits = -1.0",
        "item store: visits: -1 visits per request; use a number from 0 to 1000000",
    );
    only("\"1 core\"", "\"0 cores\"", "item store: cores: a replica of 0 cores; use 1m to 10000 cores");
    only("\"3 ms\"", "\"2 d\"", "item store: cpu: 2 d per visit; use at most 1 d, and 0 s for an archive");
    only("\"0 s\"", "\"1 s\"", "item dumps: cpu: 1 s per visit; use at most 1 d, and 0 s for an archive");
    let want = "item store: memory, storage, network: a size is beyond 1e18 bytes; check its unit";
    only("\"3 GiB\"", "\"3000 PiB\"", want);
}

#[test]
fn kept_data_makes_sense() {
    only(
        "\"90 d\"",
        "\"0 d\"",
        "item dumps: retention: nothing is kept for no time; write for example \"30 d\"",
    );
    only(
        "copies = 2",
        "copies = 3",
        "item store: copies: 3 copies; use a number from 1 to the number of replicas",
    );
    only(
        "overhead = 1.3",
        "overhead = 0.5",
        "item store: overhead: 0.5 bytes of disk per byte; use a number from 1 to 100",
    );
}

#[test]
fn unknown_keys_and_missing_figures_are_refused_with_their_line() {
    let misspelt = toml::from_str::<Plan>(&VALID.replacen("memory = \"3 GiB\"", "memmory = \"3 GiB\"", 1));
    let message = misspelt.unwrap_err().to_string();
    assert!(message.contains("unknown field `memmory`") && message.contains("line"), "{message}");
    let missing = toml::from_str::<Plan>(&VALID.replacen("memory = \"3 GiB\"\n", "", 1));
    assert!(missing.unwrap_err().to_string().contains("missing field `memory`"));
}

/// The fixture with its service calling its store, and with what else is written beside that.
fn calling(more: &str) -> Vec<String> {
    problems("id = \"front\"\n", &format!("id = \"front\"\n{more}\n"))
}

#[test]
fn calls_lead_on_and_never_back() {
    assert_eq!(calling("calls = { store = 0.5 }"), [""; 0]);
    assert_eq!(
        calling("calls = { stroe = 0.5 }"),
        ["item front: calls: there is no item `stroe`; write the id of an item of this plan"]
    );
    let remedy = "leave out the call that leads back, and raise the figure of the one that leads there";
    assert_eq!(
        calling("calls = { front = 1.0 }")[0],
        format!("item front: calls: its calls lead back to it; {remedy}")
    );
}

#[test]
fn connections_and_models_make_sense() {
    assert_eq!(
        calling("memory_per_connection = \"60 kB\""),
        [
            "item front: memory_per_connection: there are no connections; say how many there are in `connections`"
        ]
    );
    let model = |memory: &str| {
        format!(
            "tokens = {{ input = 100.0, output = 10.0 }}\nmodel = {{ parameters = 7e9, weights = \"14 GB\", \
             kv_per_token = \"57 kB\", gpu_memory = \"{memory}\", gpu_bandwidth = \"300 GB/s\", gpu_flops = 1e14, \
             efficiency = 0.5, first_token = \"1 s\", per_token = \"50 ms\" }}"
        )
    };
    assert_eq!(calling(&model("24 GB")), [""; 0]);
    assert_eq!(
        calling(&model("12 GB")),
        [
            "item front: gpu_memory: the weights do not fit; give a replica more memory of graphics processors, or \
          smaller weights"
        ]
    );
}

#[test]
fn named_scenarios_make_sense() {
    let named = |lines: &str| {
        let text = format!("[[scenario]]\nid = \"rush\"\nname = \"Rush\"\n{lines}\n[[item]]");
        problems("[[item]]", &text)
    };
    assert_eq!(named("set = { traffic = \"4\" }\nlasts = \"2 h\"\nloses = \"B\""), [""; 0]);
    let wrong = named("set = { \"front.memory\" = \"2 rps\" }\nlasts = \"0 s\"\nloses = \"D\"");
    let want = [
        "scenario rush: set.front.memory: `2 rps` is a rate of requests, in rps, but a size in bytes is wanted; write for \
         example `2 GiB`; write a size up to 64 TiB, for example 2 GiB",
        "scenario rush: lasts: that is no while; use 1 s to 365 d",
        "scenario rush: loses: there is no such zone; write A, B or C",
    ];
    assert_eq!(wrong, want);
    let numbered = problems("[[item]]", "[[scenario]]\nid = \"1\"\nname = \"One\"\n[[item]]");
    assert!(numbered[0].starts_with("scenario 1: id: `1` cannot be its id"), "{numbered:?}");
}
