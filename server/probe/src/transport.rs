//! A connection for protocols of their own: TCP, and TLS over it if a check wants that.

use tokio::io::{AsyncRead, AsyncWrite};

use crate::address::Address;
use crate::dial::dial;
use crate::fault::Fault;
use crate::kind::KindOption;
use crate::prober::Prober;
use crate::stopwatch::Stopwatch;

/// A connection to read from and write to, encrypted or not.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// The option by which a check asks for TLS.
pub(crate) const TLS: KindOption = KindOption {
    name: "tls",
    about: "`require` encrypts the connection and verifies the certificate; `disable`, the default, does not.",
    validate: |value| {
        let known = ["disable", "require"].contains(&value);
        if known { Ok(()) } else { Err("write disable or require".to_owned()) }
    },
};

/// Dials and, if `tls`, agrees on TLS; notes the phases.
pub(crate) async fn open(
    prober: &Prober,
    address: &Address,
    tls: bool,
    watch: &mut Stopwatch,
) -> Result<Box<dyn Stream>, Fault> {
    let stream = dial(address, watch).await?;
    if !tls {
        return Ok(Box::new(stream));
    }
    Ok(Box::new(prober.tls.handshake(&address.host, stream, watch).await?))
}
