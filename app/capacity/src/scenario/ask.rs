//! What is asked beside the inputs of a plan. It is kept as typed, so that addresses and files hold it; panels read it.

/// A question, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// `by`: the input that is changed to reach a goal.
    By,
    /// `goal`: the figure that the goal is set on.
    Goal,
    /// `bound`: what that figure is to be.
    Bound,
    /// `test`: a load test, as pairs of users and throughput: `1:98,2:190`.
    Test,
    /// `name`: what this scenario is called.
    Name,
    /// `keep`: scenarios that are kept beside this one: `Autumn;traffic=2|Winter;traffic=3;days=30`.
    Keep,
    /// `base`: the scenario that others are compared with: `plan`, `here`, the id of one that the plan names, or the number of
    /// one that is kept.
    Base,
    /// `scenario`: the id of the plan's scenario that this one was made from.
    Scenario,
    /// `history`: the busiest load of each day that was measured, in requests per second, the oldest first: `180,184.5`.
    History,
    /// `have`: nodes that there are: `3 medium`, or `3 x 8 cores 32 GiB`.
    Have,
    /// `slo`: the share of requests that is to succeed.
    Slo,
    /// `window`: the time over which that is counted.
    Window,
    /// `mtbf`: how often a replica fails.
    Mtbf,
    /// `repair`: how long it takes to repair one.
    Repair,
    /// `failover`: how long it takes others to take over.
    Failover,
    /// `zone-mtbf`: how often a zone fails.
    ZoneMtbf,
    /// `zone-repair`: how long it takes to repair one.
    ZoneRepair,
    /// `shapes`: nodes in the place of the plan's, as lines.
    Shapes,
    /// `rates`: prices in the place of the plan's, as lines.
    Rates,
    /// `explain`: the row of a panel whose figures are explained: the panel's id, a colon and the row's name.
    Explain,
}

/// Their keys in addresses, in that order.
pub(super) const KEYS: [&str; ASKS] = [
    "by",
    "goal",
    "bound",
    "test",
    "name",
    "keep",
    "base",
    "scenario",
    "history",
    "have",
    "slo",
    "window",
    "mtbf",
    "repair",
    "failover",
    "zone-mtbf",
    "zone-repair",
    "shapes",
    "rates",
    "explain",
];

/// How many there are.
pub(super) const ASKS: usize = 20;

/// What can be asked of one archive, after its id and a dot: its backup policy, kept as typed too.
pub(super) const POLICY: [&str; 5] = ["every", "throughput", "rpo", "rto", "price"];
