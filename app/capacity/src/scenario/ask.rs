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
}

/// Their keys in addresses, in that order.
pub(super) const KEYS: [&str; 4] = ["by", "goal", "bound", "test"];
