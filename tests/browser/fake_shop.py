"""A service without a shop behind it: the widget, the demo pages and canned answers over real HTTP.

The pages come with a strict Content-Security-Policy, so a widget that breaks it shows nothing.
"""

import json
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fake_answers import MORE_ANSWERS
from fake_catalogue import CATALOGUE, card, details, picture
from fake_rights import Rights

from service.widget.bundle import bundle

SERVICE = Path(__file__).resolve().parents[2] / "service"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'"
)
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
}
CUSTOMERS = [
    {"customer_id": "c1", "name": "Maren", "description": "hikes every weekend"},
    {"customer_id": "c2", "name": "Theo", "description": "runs on trails"},
]


class FakeShop:
    """Answers POST /v1/chat by `answer(text)`.

    `failures` go first: a status, or "cut" to do the work and hang up without an answer.
    While `hold` is cleared, chat requests wait.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.failures: deque[int | str] = deque()
        self.conversations: dict[str, list[dict[str, Any]]] = {}
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.pages: dict[str, tuple[str, str]] = {}  # path -> content type and text
        self.rights = Rights()
        self.hold = threading.Event()
        self.hold.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("ShopHandler", (Handler,), {"shop": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.hold.set()
        self._server.shutdown()
        self._server.server_close()

    def chat(self, request: dict[str, Any]) -> dict[str, Any]:
        """One turn; a message id seen before gets its first answer again."""
        conversation = self.conversations.setdefault(request["conversation_id"], [])
        if request["message_id"] not in self.answers:
            self.answers[request["message_id"]] = answer(request["text"])
            for said in [
                {"role": "shopper", "text": request["text"]},
                *({"role": "bot", **each} for each in self.answers[request["message_id"]]),
            ]:
                conversation.append({"id": len(conversation) + 1, "at": "2026-01-01T12:00:00Z", **said})
        return {
            "conversation_id": request["conversation_id"],
            "messages": self.answers[request["message_id"]],
        }

    def said(self) -> list[str]:
        """What the shopper said, as the service stored it."""
        return [
            each["text"]
            for stored in self.conversations.values()
            for each in stored
            if each["role"] == "shopper"
        ]


def answer(text: str) -> list[dict[str, Any]]:
    """A canned answer to `text`."""
    if "script" in text:
        return [{"text": f"You said {text}", "products": [hostile_card()]}]
    if text in MORE_ANSWERS:
        return MORE_ANSWERS[text]
    if "compare" in text:
        return [{"text": "Side by side:", "comparison": COMPARISON}]
    if "jacket" in text:
        sentence = "I found four waterproof jackets for hiking under $120, none of them black."
        replies = ["Anything cheaper?", "Compare the first two", "Only size M"]
        return [
            {"text": sentence, "products": [card(f"p{n}") for n in range(1, 5)], "quick_replies": replies}
        ]
    if "complain" in text:
        return [{"text": "Fourteen of 61 buyers say it runs small: “Had to send it back for a size up.”"}]
    if "stop using my history" in text:
        return [{"text": "Done.", "consent": {"personalization_storage": "denied"}}]
    return [{"text": f"I heard: {text}"}]


COMPARISON = {
    "titles": ["Haldvik Skarn Rain Jacket", "Northfold Alder Shell"],
    "rows": [
        {"label": "Price", "values": ["$109", "$79"]},
        {"label": "Weight", "values": ["420 g", "380 g"]},
    ],
}


def hostile_card() -> dict[str, Any]:
    return card("p1") | {
        "title": "<img src=x onerror=window.hacked=1>",
        "link": "javascript:window.hacked=1",
        "image_link": "javascript:window.hacked=1",
        "reasons": ["<b>bold</b>"],
    }


class Handler(BaseHTTPRequestHandler):
    """One request; `shop` is set by the class made for each server."""

    shop: FakeShop

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith("/v1/conversations/"):
            stored = self.shop.conversations.get(path.split("/")[3])
            self.reply(200 if stored else 404, {"messages": stored or []})
        elif path in ("/v1/search", "/v1/recommendations"):
            order = CATALOGUE[::-1] if "customer_id=c1" in self.path else CATALOGUE
            self.reply(200, {"results": [card(row[0]) for row in order]})
        elif path.startswith("/v1/products/"):
            self.reply(200, details(path.rsplit("/", 1)[-1]))
        elif path == "/demo/customers.json":
            self.reply(200, {"customers": CUSTOMERS})
        else:
            self.file(path)

    def file(self, path: str) -> None:
        if path in self.shop.pages:
            kind, text = self.shop.pages[path]
            return self.send(200, kind, text.encode())
        if path == "/widget.js":
            return self.send(200, "text/javascript", bundle(SERVICE / "widget"))
        if path.startswith("/demo/images/"):
            return self.send(200, TYPES[".svg"], picture(Path(path).stem).encode())
        name = {"/": "index.html"}.get(path, Path(path).name)
        name = "product.html" if path.startswith("/demo/product/") else name
        found = SERVICE / "demo" / name
        if not found.is_file():
            return self.send(404, "text/plain", b"")
        return self.send(200, TYPES[found.suffix], found.read_bytes())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/v1/events":
            self.shop.events.extend(body["events"])
            return self.reply(202, {"accepted": len(body["events"])})
        if self.path.startswith("/v1/privacy/"):
            return self.reply(*self.shop.rights.answer(self.path.rsplit("/", 1)[-1], body))
        self.shop.requests.append(body)
        self.shop.hold.wait(10)
        failure = self.shop.failures.popleft() if self.shop.failures else None
        if isinstance(failure, int):
            return self.reply(failure, {"title": "No", "detail": "That did not work."})
        result = self.shop.chat(body)
        if failure == "cut":
            return self.connection.close()
        return self.reply(200, result)

    def reply(self, status: int, body: dict[str, Any]) -> None:
        self.send(status, "application/json", json.dumps(body).encode())

    def send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        if status == 503:
            self.send_header("Retry-After", "1")
        self.end_headers()
        self.wfile.write(body)
