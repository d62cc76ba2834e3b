//! What both servers do in the same way: read `--port`, name a room, say where they listen.

use std::net::SocketAddr;

/// The address asked for with `--port N`; port 0, and none named, is any free one.
///
/// # Panics
///
/// On a flag that it does not know: whoever starts it is a script.
pub fn address() -> SocketAddr {
    let mut port = 0;
    let mut flags = std::env::args().skip(1);
    while let Some(flag) = flags.next() {
        match flag.as_str() {
            "--port" => {
                let value = flags.next().unwrap_or_default();
                port = value.parse().expect("--port takes a number from 0 to 65535");
            }
            other => panic!("unknown flag {other}: only --port N is known"),
        }
    }
    SocketAddr::from(([127, 0, 0, 1], port))
}

/// Says where the server listens, in the one line that its starter waits for.
pub fn announce(address: SocketAddr) {
    println!("listening on {address}");
}

/// The room a path names: its last part, without a query.
pub fn room(path: &str) -> &str {
    let path = path.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn a_room_is_the_last_part_of_the_path() {
        for (path, name) in [("/ws/art", "art"), ("/ws/art?x=/y", "art"), ("/ws", "ws"), ("/", "")]
        {
            assert_eq!(room(path), name);
        }
    }
}
