//! Probes against real servers, which Debian packages: dnsmasq-base, python3-grpcio, python3-aiosmtpd.
#![allow(clippy::unwrap_used)]

mod dns;
mod grpc;
mod program;
mod smtp;
