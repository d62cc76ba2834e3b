// The hub of gorilla/websocket's chat example, with a room per path and no echo to the sender.
//
// What makes the example what it is stays: one goroutine owns the room, each client has a reader, a writer
// and a channel of 256 messages; a client whose channel is full is cut off; messages that wait are
// joined with '\n' into one frame. The read limit is wider than its 512 bytes.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	writeWait    = 10 * time.Second
	pongWait     = 60 * time.Second
	pingPeriod   = pongWait * 9 / 10
	messageMax   = 64 * 1024
	sendMessages = 256
)

var newline, space = []byte{'\n'}, []byte{' '}

type said struct {
	from *client
	text []byte
}

type room struct {
	clients   map[*client]bool
	broadcast chan said
	join      chan *client
	part      chan *client
}

func (r *room) run() {
	for {
		select {
		case c := <-r.join:
			r.clients[c] = true
		case c := <-r.part:
			r.drop(c)
		case message := <-r.broadcast:
			for c := range r.clients {
				if c == message.from {
					continue
				}
				select {
				case c.send <- message.text:
				default:
					r.drop(c)
				}
			}
		}
	}
}

func (r *room) drop(c *client) {
	if r.clients[c] {
		delete(r.clients, c)
		close(c.send)
	}
}

type client struct {
	room *room
	conn *websocket.Conn
	send chan []byte
}

func (c *client) read() {
	defer func() {
		c.room.part <- c
		c.conn.Close()
	}()
	alive := func(string) error { return c.conn.SetReadDeadline(time.Now().Add(pongWait)) }
	c.conn.SetReadLimit(messageMax)
	c.conn.SetPongHandler(alive)
	alive("")
	for {
		_, text, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		text = bytes.TrimSpace(bytes.Replace(text, newline, space, -1))
		c.room.broadcast <- said{c, text}
	}
}

func (c *client) write() {
	ticker := time.NewTicker(pingPeriod)
	defer func() {
		ticker.Stop()
		c.conn.Close()
	}()
	for {
		select {
		case text, open := <-c.send:
			c.conn.SetWriteDeadline(time.Now().Add(writeWait))
			if !open {
				c.conn.WriteMessage(websocket.CloseMessage, nil)
				return
			}
			if c.writeJoined(text) != nil {
				return
			}
		case <-ticker.C:
			c.conn.SetWriteDeadline(time.Now().Add(writeWait))
			if c.conn.WriteMessage(websocket.PingMessage, nil) != nil {
				return
			}
		}
	}
}

// Writes this message and those that wait behind it as one frame.
func (c *client) writeJoined(text []byte) error {
	w, err := c.conn.NextWriter(websocket.TextMessage)
	if err != nil {
		return err
	}
	w.Write(text)
	for waiting := len(c.send); waiting > 0; waiting-- {
		w.Write(newline)
		w.Write(<-c.send)
	}
	return w.Close()
}

var (
	lock  sync.Mutex
	rooms = map[string]*room{}
)

func roomOf(path string) *room {
	lock.Lock()
	defer lock.Unlock()
	r := rooms[path]
	if r == nil {
		r = &room{map[*client]bool{}, make(chan said), make(chan *client), make(chan *client)}
		rooms[path] = r
		go r.run()
	}
	return r
}

var upgrader = websocket.Upgrader{ReadBufferSize: 1024, WriteBufferSize: 1024}

func serve(w http.ResponseWriter, r *http.Request) {
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &client{roomOf(r.URL.Path), conn, make(chan []byte, sendMessages)}
	c.room.join <- c
	go c.write()
	go c.read()
}

func main() {
	port := flag.Int("port", 0, "where to listen on 127.0.0.1; 0 is any free port")
	flag.Parse()
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	log.Fatal(http.Serve(listener, http.HandlerFunc(serve)))
}
