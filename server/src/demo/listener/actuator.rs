//! Spring Boot's actuator: health with what the component needs as sub-components; its metrics stand beside it.
//!
//! Format: <https://docs.spring.io/spring-boot/api/rest/actuator/health.html>.

use super::http::{OK, Page, Site, UNAVAILABLE, serve};
use super::simulated::{Role, Simulated};
use super::{Protocol, Speak::Connections, exposition};
use model::sample::Outcome;
use serde_json::{Map, Value, json};

/// Sub-components that the probe names.
const NAMED: usize = 8;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "actuator",
    options: &[],
    answers: true,
    speak: Connections(|simulated, stream| serve(simulated, stream, Site { page, follows: None })),
    broken: |role| (Outcome::Fail, reported(role)),
};

fn page(simulated: &Simulated, path: &str, well: bool) -> Page {
    if path.ends_with("/prometheus") {
        return exposition::metrics(simulated, well);
    }
    let status = if well { OK } else { UNAVAILABLE };
    let health = json!({ "status": word(well), "components": components(&simulated.role, well) });
    Page::json(status, health.to_string())
}

/// Sub-components, of which the first is what is broken.
fn components(role: &Role, well: bool) -> Map<String, Value> {
    let part = |(i, name): (usize, &String)| (name.clone(), json!({ "status": word(well || i > 0) }));
    role.parts.iter().enumerate().map(part).collect()
}

fn word(well: bool) -> &'static str {
    if well { "UP" } else { "DOWN" }
}

/// What the probe says of a health that is down.
fn reported(role: &Role) -> String {
    let named = role.parts.iter().take(NAMED).enumerate();
    let named: Vec<_> = named.map(|(i, name)| format!("{name} {}", word(i > 0))).collect();
    match (named.len(), role.parts.len()) {
        (0, _) => "reports DOWN".into(),
        (named_number, number) if number > named_number => {
            format!("reports DOWN: {} and {} more", named.join(", "), number - named_number)
        }
        _ => format!("reports DOWN: {}", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    #[tokio::test]
    async fn health_names_the_sub_component_that_is_broken() {
        let trial = || Trial::of("actuator", "http://capsule:8080/actuator/health");
        let (some, none) = (trial().needs(&["s/redis", "s/cassandra"]), trial());
        let named = fail("reports DOWN: cassandra DOWN, redis UP");
        tokio::join!(some.meets(named), none.meets(fail("reports DOWN")));
    }

    #[tokio::test]
    async fn metrics_stand_beside_health() {
        let (check, _faults) = Trial::of("actuator", "http://capsule:8080/actuator/prometheus").start().await;
        let mut stream = TcpStream::connect(check.target[7..].split('/').next().unwrap()).await.unwrap();
        stream.write_all(b"GET /actuator/prometheus HTTP/1.1\r\n\r\n").await.unwrap();
        let mut answer = vec![0; 4_096];
        let read = stream.read(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
        assert!(
            answer.contains("\nhttp_server_requests_seconds_count{method=\"GET\",outcome=\"SUCCESS\""),
            "{answer}"
        );
    }
}
