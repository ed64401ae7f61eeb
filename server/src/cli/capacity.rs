//! `pharos capacity`.

use clap::{Args, Subcommand};

/// `pharos capacity`.
#[derive(Debug, Args)]
pub struct Capacity {
    /// What to do.
    #[command(subcommand)]
    pub action: CapacityAction,
}

/// What to do with the mathematics of the planner.
#[derive(Debug, Subcommand)]
pub enum CapacityAction {
    /// Answer models line by line: JSON from standard input, JSON to standard output
    #[command(after_help = EVAL)]
    Eval,
}

const EVAL: &str = "\
Each line of the input asks a model, and is answered by a line with its result, or with the kind of the error:
  {\"model\": \"queue.mmc\", \"inputs\": {\"a\": 4, \"c\": 8}}
  {\"result\":{\"R_over_S\":1.0147609986738164,\"erlang_b\":0.030420058225892697, ...}}
  {\"model\": \"queue.mmc_wait\", \"inputs\": {\"lambda\": 20, \"S\": 0.5, \"c\": 5}}
  {\"error\":{\"kind\":\"unstable\",\"message\":\"overloaded: ...\",\"rho\":2.0}}
An `id` in a line is given back with its answer. A line that is wrong does not keep others from being answered.";
