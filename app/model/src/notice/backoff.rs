//! How long to wait before a notice is tried again.

use crate::time::{HOUR, MINUTE, SECOND};

/// Milliseconds before the second attempt, at most.
const FIRST: i64 = 4 * SECOND;

/// Milliseconds between two attempts, at most; also where the receiver asks for more.
pub const LONGEST_PAUSE: i64 = 15 * MINUTE;

/// Milliseconds after which a notice that could not be delivered is given up.
pub const GIVE_UP: i64 = 24 * HOUR;

/// Milliseconds to wait after so many attempts have failed: twice as long each time, of which half is left to `jitter`,
/// from 0 to 1, so that many do not come back at once. What the receiver `asked` for is kept to, within the bounds.
pub fn backoff(failed: u32, jitter: f64, asked: Option<i64>) -> i64 {
    let doubled = FIRST.saturating_mul(1 << failed.saturating_sub(1).min(20));
    let longest = doubled.min(LONGEST_PAUSE);
    let drawn = longest / 2 + (longest as f64 / 2.0 * jitter.clamp(0.0, 1.0)) as i64;
    drawn.max(asked.unwrap_or(0)).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pauses_double_up_to_a_quarter_of_an_hour() {
        let pauses: Vec<_> = (1..=10).map(|failed| backoff(failed, 1.0, None) / SECOND).collect();
        assert_eq!(pauses, [4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    }

    proptest! {
        #[test]
        fn a_pause_is_never_short_never_endless_and_what_was_asked_for(
            failed: u32, jitter in -1.0f64..2.0, asked in prop::option::of(-1_000i64..i64::MAX)
        ) {
            let pause = backoff(failed, jitter, asked);
            prop_assert!((FIRST / 2..=LONGEST_PAUSE).contains(&pause));
            prop_assert!(pause >= asked.unwrap_or(0).min(LONGEST_PAUSE));
            prop_assert!(backoff(failed.saturating_add(1), jitter, asked) >= pause);
        }
    }
}
