//! A server that answers each message with itself: what WebSocket conformance suites talk to (rule W13).

use super::limits::ECHO_BYTES_MAX;
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tracing::debug;

/// Echoes until the peer is gone. `early` came in behind the handshake.
pub(super) async fn serve(stream: TcpStream, early: Bytes) {
    let config = WebSocketConfig::default()
        .read_buffer_size(4096)
        .max_message_size(Some(ECHO_BYTES_MAX))
        .max_frame_size(Some(ECHO_BYTES_MAX));
    let early = early.to_vec();
    let socket = WebSocketStream::from_partially_read(stream, early, Role::Server, Some(config));
    let mut socket = socket.await;
    while let Some(Ok(message)) = socket.next().await {
        if let Message::Text(_) | Message::Binary(_) = message
            && let Err(error) = socket.send(message).await
        {
            return debug!(%error, "an echo was not heard");
        }
    }
}
