"""A shop's own page, of an origin of its own and with a strict Content-Security-Policy, that carries the widget."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A strict shop</title></head>
<body><h1>A strict shop</h1><p>It sells jackets.</p>
<script async src="{aisle}/widget.js" data-shop-name="A strict shop"></script></body></html>"""
POLICY = (
    "default-src 'none'; script-src {aisle}; img-src {aisle}; connect-src {aisle} {socket}; style-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)


class StrictPage:
    """Serves the page on a free loopback port; `address` says for which Aisle."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def address(self, aisle: str) -> str:
        return f"{self.origin}/?aisle={aisle}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        aisle = parse_qs(urlsplit(self.path).query).get("aisle", [""])[0]
        self.send_response(200 if aisle else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        socket = aisle.replace("http", "ws", 1)
        self.send_header("Content-Security-Policy", POLICY.format(aisle=aisle, socket=socket))
        self.end_headers()
        self.wfile.write(HTML.format(aisle=aisle).encode())

    def log_message(self, *arguments: object) -> None:
        return
