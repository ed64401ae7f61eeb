//! Programs that take a name's value for more than a value.

/// Programs that read an argument as a program of their own; quotes of the shell do not reach there.
const READERS: [&str; 36] = [
    "sh",
    "bash",
    "zsh",
    "dash",
    "ash",
    "ksh",
    "ssh",
    "eval",
    "su",
    "trap",
    "watch",
    "xargs",
    "find",
    "awk",
    "sed",
    "jq",
    "yq",
    "psql",
    "mysql",
    "mariadb",
    "sqlite3",
    "cqlsh",
    "clickhouse-client",
    "clickhouse",
    "mongosh",
    "mongo",
    "redis-cli",
    "python",
    "python3",
    "perl",
    "ruby",
    "node",
    "pwsh",
    "gremlin.sh",
    "env",
    "parallel",
];

/// Whether the program called `word` reads what it is given as a program of its own.
pub(super) fn reads(word: &str) -> bool {
    READERS.contains(&word)
}
