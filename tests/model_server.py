"""An OpenAI-compatible server on this machine that says what a test tells it to, and remembers what it was asked."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Script:
    """What the server does: `reply(request)` gives the text of a completion, or (status, body, headers).

    Asked for a stream, it sends a text by characters, and anything else that can be iterated piece by piece as it
    comes; an OSError in the midst of it breaks the connection off.
    """

    def __init__(self, reply):
        self.reply = reply
        self.asked = []
        self.headers = []
        self.pings = 0
        self.models = (200, {"object": "list", "data": []})
        self.url = ""

    @property
    def calls(self):
        return len(self.asked)


@contextmanager
def serving(reply):
    """Run a server in a thread, and yield its Script."""
    script = Script(reply)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(script):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            script.pings += 1
            self._send(*script.models)

        def do_POST(self):
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            script.asked.append(request)
            script.headers.append(dict(self.headers))
            said = script.reply(request)
            if request.get("stream") and not isinstance(said, tuple):
                self._stream(said)
            else:
                self._send(*((200, completion(said)) if isinstance(said, str) else said))

        def _stream(self, pieces):
            self.protocol_version = "HTTP/1.1"
            self.close_connection = True
            try:
                self.send_response(200)
                for name, value in (
                    ("content-type", "text/event-stream"),
                    ("transfer-encoding", "chunked"),
                    ("connection", "close"),
                ):
                    self.send_header(name, value)
                self.end_headers()
                for piece in pieces:
                    self._event(json.dumps(chunk(piece)))
                self._event("[DONE]")
                self.wfile.write(b"0\r\n\r\n")
            except OSError:
                pass  # whoever asked did not wait, or the test would have it break off

        def _event(self, data):
            line = f"data: {data}\n\n".encode()
            self.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
            self.wfile.flush()

        def _send(self, status, body, headers=()):
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            try:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                for name, value in dict(headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                self.close_connection = True  # whoever asked did not wait

        def log_message(self, *arguments):
            pass

    return Handler


def completion(text):
    """The body of a chat completion."""
    message = {"role": "assistant", "content": text}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
    }


def chunk(text):
    """A piece of a chat completion that is streamed."""
    delta = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [delta]}
