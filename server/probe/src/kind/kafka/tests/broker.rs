//! A broker made by hand, by the tables of the protocol guide, that knows what it is told.

#![allow(clippy::unwrap_used)]
use crate::loopback;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One request as a broker reads it: key, version, and the body behind the client's name.
async fn request(stream: &mut TcpStream) -> Option<(i16, i16, i32, Vec<u8>)> {
    let length = stream.read_i32().await.ok()?;
    let mut bytes = vec![0; usize::try_from(length).unwrap()];
    stream.read_exact(&mut bytes).await.unwrap();
    let mut rest = &bytes[..];
    let head =
        (rest.read_i16().await.unwrap(), rest.read_i16().await.unwrap(), rest.read_i32().await.unwrap());
    let client = rest.read_u16().await.unwrap();
    assert_eq!(&rest[..usize::from(client)], b"pharos");
    Some((head.0, head.1, head.2, rest[usize::from(client)..].to_vec()))
}

async fn reply(stream: &mut TcpStream, correlation: i32, body: &[u8]) {
    let length = i32::try_from(4 + body.len()).unwrap();
    stream.write_all(&[&length.to_be_bytes()[..], &correlation.to_be_bytes(), body].concat()).await.unwrap();
}

/// A broker that speaks Metadata in `versions`, gives `metadata`, and wants this token if any.
pub async fn broker(versions: (i16, i16), metadata: Vec<u8>, token: Option<&'static [u8]>) -> SocketAddr {
    loopback::serve(move |_, mut stream| {
        let metadata = metadata.clone();
        async move {
            let mut signed_in = token.is_none();
            while let Some((key, version, number, body)) = request(&mut stream).await {
                let body = match (key, version) {
                    (18, 0) => {
                        [&[0, 0, 0, 0, 0, 1, 0, 3][..], &versions.0.to_be_bytes(), &versions.1.to_be_bytes()]
                            .concat()
                    }
                    (17, 1) if body == b"\0\x05PLAIN" => {
                        vec![0, 0, 0, 0, 0, 1, 0, 5, b'P', b'L', b'A', b'I', b'N']
                    }
                    (36, 0) => {
                        signed_in = body[4..] == *token.unwrap();
                        let code = if signed_in { 0 } else { 58 };
                        vec![0, code, 0xff, 0xff, 0, 0, 0, 0]
                    }
                    (3, _) if signed_in => metadata.clone(),
                    _ => return,
                };
                reply(&mut stream, number, &body).await;
            }
        }
    })
    .await
}

/// Metadata of version 1 of the topic `t`, with two brokers; for each partition its leader, replicas and those in
/// sync.
pub fn version_1(controller: i32, partitions: &[(i32, &[i32], &[i32])]) -> Vec<u8> {
    let mut bytes = 2_i32.to_be_bytes().to_vec();
    for id in 1..=2_i32 {
        bytes.extend_from_slice(&id.to_be_bytes());
        bytes.extend_from_slice(b"\0\x01h\0\0\x23\x84\xff\xff");
    }
    bytes.extend_from_slice(&controller.to_be_bytes());
    bytes.extend_from_slice(b"\0\0\0\x01\0\0\0\x01t\0");
    bytes.extend_from_slice(&i32::try_from(partitions.len()).unwrap().to_be_bytes());
    for (index, (leader, replicas, in_sync)) in (0_i32..).zip(partitions) {
        bytes.extend_from_slice(&[0, 0]);
        bytes.extend_from_slice(&index.to_be_bytes());
        bytes.extend_from_slice(&leader.to_be_bytes());
        for ids in [replicas, in_sync] {
            bytes.extend_from_slice(&i32::try_from(ids.len()).unwrap().to_be_bytes());
            ids.iter().for_each(|id| bytes.extend_from_slice(&id.to_be_bytes()));
        }
    }
    bytes
}
