//! A load test as lines of users and throughput, or of users and response time, under a head that says which.

/// The most lines that are kept, so that they fit into an address.
const MOST: usize = 60;
/// What the first column is called where it counts users.
const USERS: [&str; 7] = ["users", "clients", "concurrency", "connections", "threads", "vus", "n"];
/// What the second column is called where it is a response time.
const TIMES: [&str; 4] = ["latency", "response", "time", "r"];

/// Pairs of users and throughput as a scenario holds them: `1:98,2:190`. Nothing if the text is no load test.
pub fn pairs(text: &str) -> Option<String> {
    let mut rows = text.lines().filter(|line| !line.trim().is_empty()).map(columns);
    let (first, second) = rows.next()??;
    let (first, second) = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
    if !words(&first).any(|word| USERS.contains(&word)) {
        return None;
    }
    let is_time = words(&second).any(|word| TIMES.contains(&word));
    let second_is_ms = words(&second).any(|word| word == "ms");
    let pair = |(users, value): (&str, &str)| {
        let (users, value) = (users.parse::<f64>().ok()?, value.parse::<f64>().ok()?);
        let seconds = if second_is_ms { value / 1e3 } else { value };
        let throughput = if is_time { users / seconds } else { value };
        let sane = (1.0..=1e9).contains(&users) && throughput > 0.0 && throughput <= 1e12;
        // Six digits are more than any load test has.
        sane.then(|| format!("{users}:{}", (throughput * 1e3).round() / 1e3))
    };
    let pairs: Vec<_> = rows.flatten().filter_map(pair).take(MOST).collect();
    (!pairs.is_empty()).then(|| pairs.join(","))
}

/// The first two columns of a line.
fn columns(line: &str) -> Option<(&str, &str)> {
    let mut columns = line.split([',', ';', '\t']).map(str::trim);
    Some((columns.next()?, columns.next()?))
}

fn words(head: &str) -> impl Iterator<Item = &str> {
    head.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_and_throughput_or_response_time_are_pairs() {
        let told = |text: &str| pairs(text);
        assert_eq!(told("users,rps\n1,98\n2,190.5\n4,x\n"), Some("1:98,2:190.5".into()));
        assert_eq!(told("N;R (ms)\n2;20\n8;40"), Some("2:100,8:200".into()));
        assert_eq!(told("concurrency\tlatency s\n10\t0.5"), Some("10:20".into()));
        for other in ["time,rps\n1,8", "users\n1", "", "users,rps\n0,5\n1,-2"] {
            assert_eq!(told(other), None, "{other}");
        }
    }
}
