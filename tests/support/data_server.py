"""A server on this computer that sends files, well or badly."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class DataServer:
    """What is sent, and how."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    #: Bytes that are announced besides those that come.
    missing: int = 0
    #: Waited for after the first half of a file.
    go_on: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing when someone hangs up."""


def _handler(data):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            name = self.path.rpartition("/")[2]
            data.asked.append(name)
            content = data.files.get(name)
            if content is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(content) + data.missing))
            self.end_headers()
            half = len(content) // 2
            self.wfile.write(content[:half])
            self.wfile.flush()
            data.go_on.wait()
            self.wfile.write(content[half:])

        def log_message(self, *_texts):
            """Say nothing."""

    return Handler


@contextmanager
def data_server():
    """Yield a server that waits with the second half of every file until `go_on` is set."""
    data = DataServer()
    data.go_on.set()
    server = _Quiet(("127.0.0.1", 0), _handler(data))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    data.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield data
    finally:
        data.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()
