//! A hub as people write it first: a broadcast channel per room, a task per client, a `send` per message.
//!
//! Everything is at its default but `TCP_NODELAY`, without which small messages wait for each other.

use futures_util::{SinkExt, StreamExt};
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::broadcast::{self, Sender, error::RecvError};
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

/// Messages a room keeps for its slowest member, who misses what is older.
const ROOM_MESSAGES_MAX: usize = 1024;

/// Who said it, and what.
type Said = (usize, Utf8Bytes);

type Rooms = Arc<Mutex<HashMap<String, Sender<Said>>>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind(easel_rivals::address()).await?;
    easel_rivals::announce(listener.local_addr()?);
    let rooms = Rooms::default();
    let mut clients = 0;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        clients += 1;
        // Whoever leaves in the middle of a message is no failure of the server.
        let (client, rooms) = (clients, rooms.clone());
        tokio::spawn(async move { drop(serve(stream, client, rooms).await) });
    }
}

async fn serve(stream: TcpStream, client: usize, rooms: Rooms) -> Result<(), Error> {
    let mut path = String::new();
    #[expect(clippy::result_large_err, reason = "the library asks for this type")]
    let remember = |request: &Request, response: Response| {
        request.uri().path().clone_into(&mut path);
        Ok(response)
    };
    let socket = tokio_tungstenite::accept_hdr_async(stream, remember).await?;
    let room = {
        let mut rooms = rooms.lock().expect("nothing panics while it holds the rooms");
        let name = easel_rivals::room(&path).to_owned();
        rooms.entry(name).or_insert_with(|| broadcast::channel(ROOM_MESSAGES_MAX).0).clone()
    };
    let mut heard = room.subscribe();
    let (mut write, mut read) = socket.split();
    let writer = tokio::spawn(async move {
        loop {
            match heard.recv().await {
                Ok((from, _)) if from == client => {}
                Ok((_, text)) => write.send(Message::Text(text)).await?,
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return Ok::<(), Error>(()),
            }
        }
    });
    while let Some(Ok(message)) = read.next().await {
        if let Message::Text(text) = message {
            let _ = room.send((client, text));
        }
    }
    writer.abort();
    Ok(())
}
