//! A connection and no word. It can only be gone.

use super::{Protocol, Speak::Connections};
use model::sample::Outcome;
use tokio::io::AsyncReadExt;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "tcp",
    options: &[],
    answers: false,
    speak: Connections(|_, mut stream| {
        Box::pin(async move {
            let mut bytes = [0; 1_024];
            while stream.read(&mut bytes).await? > 0 {}
            Ok(())
        })
    }),
    broken: |_| (Outcome::Fail, "connection refused".into()),
};

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn what_only_accepts_connections_breaks_by_refusing_them() {
        Trial::of("tcp", "otel-collector:4317").meets(fail("connection refused")).await;
    }
}
