//! What a server in a test reads of its clients.

use std::io::Read as _;
use std::net::TcpStream;

/// What a client sends, up to the end of its body.
pub(crate) fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut part = [0; 65536];
    loop {
        let count = stream.read(&mut part).unwrap_or_default();
        bytes.extend(&part[..count]);
        if count == 0 || is_whole(&bytes) {
            return String::from_utf8_lossy(&bytes).into_owned();
        }
    }
}

/// Whether a request has its whole body.
fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
    let length = head.split("content-length: ").nth(1);
    let length = length.and_then(|rest| rest.lines().next()?.trim().parse().ok());
    request.len() >= end + 4 + length.unwrap_or(0)
}
