//! The grid of instants on which something is asked, and whose room it takes.

use model::time::At;

/// The host of a target such as `https://host:1/path`, `host:1`, `[::1]` or `name@host`, in small letters.
pub(super) fn host(target: &str) -> String {
    let rest = target.split_once("://").map_or(target, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let authority = authority.rsplit_once('@').map_or(authority, |(_, server)| server);
    // What follows a bracket is a port; what follows a colon is one too, unless it is part of an IPv6 address.
    let host = match (authority.rsplit_once(']'), authority.split_once(':')) {
        (Some((address, _)), _) => address.trim_start_matches('['),
        (None, Some((host, port))) if !port.contains(':') => host,
        _ => authority,
    };
    host.to_ascii_lowercase()
}

/// Where on its grid something stands, in milliseconds below `interval`: FNV-1a of its id.
pub(super) fn phase(id: &str, interval: i64) -> i64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash % u64::try_from(interval.max(1)).unwrap_or(1)) as i64
}

/// The first instant of the grid after `now`.
pub(super) fn next_start(now: At, interval: i64, phase: i64) -> At {
    At((now.0 - phase).div_euclid(interval) * interval + interval + phase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_does_not_move_with_a_restart() {
        let starts: Vec<_> = (0..10).map(|now| next_start(At(now), 5, 2).0).collect();
        assert_eq!(starts, [2, 2, 7, 7, 7, 7, 7, 12, 12, 12]);
    }

    #[test]
    fn checks_of_one_host_share_its_room() {
        assert_eq!(host("https://api.example:8443/health?x=http://y"), "api.example");
        assert_eq!(host("http://api.example/"), "api.example");
        assert_eq!(host("[::1]:5432"), "::1");
        assert_eq!(host("[2001:db8::1]"), host("2001:db8::1"));
        assert_ne!(host("[2001:db8::1]"), host("[2001:db8::2]"));
        assert_eq!(host("http://[2001:db8::1]/"), "2001:db8::1");
        assert_eq!(host("www.example@NS1.example:53"), host("mail.example@ns1.example"));
        assert_eq!(host("API.Example:443"), "api.example");
        assert_eq!(host("db.example:5432"), "db.example");
    }

    #[test]
    fn phases_spread_checks_over_the_interval() {
        let interval = 60_000;
        let mut tenths = [0; 10];
        for n in 0..1_000 {
            tenths[(phase(&format!("system/component-{n}/health"), interval) * 10 / interval) as usize] += 1;
        }
        assert!(tenths.iter().all(|count| (60..140).contains(count)), "{tenths:?}");
    }
}
