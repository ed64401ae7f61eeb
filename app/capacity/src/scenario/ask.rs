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
}

/// Their keys in addresses, in that order.
pub(super) const KEYS: [&str; 8] = ["by", "goal", "bound", "test", "name", "keep", "base", "scenario"];
