//! Metrics of a Spring Boot service as Micrometer names them, in the text format of Prometheus.
//!
//! Format: <https://prometheus.io/docs/instrumenting/exposition_formats/>; names:
//! <https://docs.spring.io/spring-boot/reference/actuator/metrics.html>.

use super::http::{OK, Page, Site, UNAVAILABLE, serve};
use super::simulated::Simulated;
use super::{Protocol, Speak::Connections};
use crate::demo::signal::Quantity;
use model::sample::Outcome;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "exposition",
    options: &["series"],
    answers: true,
    speak: Connections(|simulated, stream| serve(simulated, stream, Site { page, follows: None })),
    broken: |_| (Outcome::Fail, format!("status {UNAVAILABLE}, wanted 2xx")),
};

fn page(simulated: &Simulated, _: &str, well: bool) -> Page {
    if well { metrics(simulated, well) } else { Page::text(UNAVAILABLE, "Service Unavailable") }
}

/// The metrics of a service that is well or broken.
pub(super) fn metrics(simulated: &Simulated, well: bool) -> Page {
    let (requests, processor) = (simulated.value(Quantity::Requests), simulated.value(Quantity::Processor));
    let (young, old) = simulated.heap();
    let (outcome, status) = if well { ("SUCCESS", "200") } else { ("SERVER_ERROR", "503") };
    let labels = format!("{{method=\"GET\",outcome=\"{outcome}\",status=\"{status}\",uri=\"/**\"}}");
    let lines = [
        "# HELP application_ready Whether what it needs is there.".to_owned(),
        "# TYPE application_ready gauge".to_owned(),
        format!("application_ready {}", u8::from(well)),
        "# HELP http_server_requests_seconds Duration of HTTP server request handling.".to_owned(),
        "# TYPE http_server_requests_seconds summary".to_owned(),
        format!("http_server_requests_seconds_count{labels} {requests}"),
        format!("http_server_requests_seconds_sum{labels} {}", requests * 0.02),
        "# HELP jvm_memory_used_bytes The amount of used memory.".to_owned(),
        "# TYPE jvm_memory_used_bytes gauge".to_owned(),
        format!("jvm_memory_used_bytes{{area=\"heap\",id=\"G1 Eden Space\"}} {young}"),
        format!("jvm_memory_used_bytes{{area=\"heap\",id=\"G1 Old Gen\"}} {old}"),
        "jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"} 9.1E7".to_owned(),
        "# HELP process_cpu_usage The recent CPU usage of the process.".to_owned(),
        "# TYPE process_cpu_usage gauge".to_owned(),
        format!("process_cpu_usage {processor}"),
    ];
    Page::text(OK, lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn its_series_are_found() {
        let broken = fail("status 503 Service Unavailable, wanted 2xx");
        let page = || Trial::of("exposition", "http://capsule:8080/actuator/prometheus");
        let heap =
            page().with("series", "jvm_memory_used_bytes{area=\"heap\"}").expects("[BODY].series == 2");
        let page = page();
        tokio::join!(page.meets(broken.clone()), heap.meets(broken));
    }
}
