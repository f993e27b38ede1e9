"""`aisle transcript`: lines in, a conversation to read out."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cli.markdown import as_markdown, plain
from cli.transcript import Script, Turn, identity, read_scripts
from shop.settings import Settings
from tests.conftest import ROOT, run_aisle

CARD = {
    "title": "Drizzle | Jacket", "price": 89.0, "list_price": 109.0, "currency": "USD",
    "reasons": ["matches hiking", "on sale, was $109"], "warning": "5 of 7 reviews: runs small",
}  # fmt: skip
TABLE = {"titles": ["One", "Two"], "rows": [{"label": "Price", "values": ["$89", ""]}]}
ANSWERS: dict[str, list[dict[str, Any]]] = {
    "jackets": [{"text": "Here:", "products": [CARD], "quick_replies": ["Cheaper?", "Show more"]}],
    "stop using my history": [{"text": "Done.", "consent": {"personalization_storage": "denied"}}],
    "compare them": [{"text": "Side by side:", "comparison": TABLE}],
}


class Handler(BaseHTTPRequestHandler):
    """A shop of three sentences; "boom" gets no answer."""

    asked: list[dict[str, Any]]

    def do_GET(self) -> None:
        if self.path.startswith("/conversations/"):
            self._answer(200, {"latest_message": {"intent": {"name": "find_products"}}})
        else:
            self._answer(200 if self.path == "/health/ready" else 404, {"status": "ok"})

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(request)
        if request["text"] == "boom":
            self._answer(502, {"title": "The assistant did not answer", "detail": "Please send it again."})
        else:
            self._answer(200, {"messages": ANSWERS.get(request["text"], [{"text": "I see."}])})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


class Shop:
    """A shop that answers on a port of its own."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Asked", (Handler,), {"asked": self.asked}))
        self.port = str(self.server.server_port)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def play(self, tmp_path: Path, text: str, *options: str) -> tuple[int, str, str]:
        """Exit code, what was written and what was said on standard error."""
        lines, out = tmp_path / "lines.txt", tmp_path / "out" / "transcript.md"
        lines.write_text(text, encoding="utf-8")
        arguments = ("transcript", str(lines), "--out", str(out), *options)
        done = run_aisle(tmp_path / "var", *arguments, AISLE_PORT=self.port, AISLE_RASA_PORT=self.port)
        return done.returncode, out.read_text(encoding="utf-8") if out.is_file() else "", done.stderr


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()
    yield shop
    shop.server.shutdown()
    shop.server.server_close()


def test_a_file_becomes_conversations_each_with_its_title(shop: Shop, tmp_path: Path) -> None:
    code, written, _ = shop.play(tmp_path, "# jackets\njackets\ncompare them\n\n# a greeting\nhi\n")
    assert code == 0
    assert "## jackets" in written and "## a greeting" in written
    assert "> **Shopper:** jackets" in written and "**Aisle:** I see." in written
    assert (
        r"1. **Drizzle \| Jacket**, $89 (was $109): matches hiking; on sale, was $109. "
        "**Mind:** 5 of 7 reviews: runs small"
    ) in written
    assert "| **Price** | $89 | – |" in written
    assert "Replies offered: Cheaper? · Show more" in written
    conversations = [request["conversation_id"] for request in shop.asked]
    assert conversations[0] == conversations[1] != conversations[2]
    assert all("customer_id" not in request for request in shop.asked)


def test_a_customer_speaks_with_their_consent_only_where_it_is_given(shop: Shop, tmp_path: Path) -> None:
    shop.play(tmp_path, "hi", "--customer", "maya")
    shop.play(tmp_path, "hi", "--customer", "maya", "--consent")
    without, granted = shop.asked
    assert (without["customer_id"], without.get("consent")) == ("maya", None)
    assert granted["consent"] == {"personalization_storage": "granted"}
    shop.play(tmp_path, "stop using my history\nhi", "--customer", "maya", "--consent")
    assert shop.asked[-1]["consent"] == {"personalization_storage": "denied"}, "as the shop's page does"
    code, _, said = shop.play(tmp_path, "hi", "--consent")
    assert code == 1 and "--customer" in said


def test_intents_are_written_beside_the_lines(shop: Shop, tmp_path: Path) -> None:
    _, written, _ = shop.play(tmp_path, "jackets", "--intents")
    assert r"> **Shopper:** jackets *(find\_products)*" in written


def test_a_line_without_an_answer_is_told_and_the_others_are_played(shop: Shop, tmp_path: Path) -> None:
    code, written, said = shop.play(tmp_path, "hi\nboom\njackets\n")
    assert code == 1 and "1 of the lines got no answer" in said
    assert "*No answer: Please send it again.*" in written
    assert "Drizzle" in written


def test_where_nothing_answers_it_says_what_to_do(tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("hi\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    done = run_aisle(tmp_path / "var", "transcript", str(lines), AISLE_PORT=port)
    assert done.returncode == 1
    assert f"nothing answers at 127.0.0.1:{port}" in done.stderr and "make run" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["", "# only a title\n\n## and a comment\n"])
def test_a_file_without_lines_is_one_clear_sentence(shop: Shop, tmp_path: Path, text: str) -> None:
    code, written, said = shop.play(tmp_path, text)
    assert (code, written) == (1, "") and "no line to say" in said


def test_comments_and_blank_lines_are_not_said() -> None:
    lines = ["# about this file", "# a hat", "", "hi  ", "## easily lost", "#2 please", "#", "bye"]
    assert read_scripts(lines) == [Script("a hat", ("hi", "#2 please")), Script("", ("bye",))]


def test_what_people_type_cannot_break_the_page() -> None:
    assert plain("*bold* <b>_x_ | `y`\n# no heading") == r"\*bold\* \<b\>\_x\_ \| \`y\` # no heading"
    written = as_markdown("a_b", [("", [Turn("# not a title")])])
    assert written == "# a\\_b\n\n> **Shopper:** # not a title\n"


def test_a_shop_that_demands_proof_of_a_customer_gets_it(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, identity_secret="key")  # type: ignore[arg-type]
    assert len(identity(settings, "maya")["customer_signature"]) == 64
    assert identity(settings, "") == {}


def test_the_examples_are_conversations_of_a_length_that_can_be_read() -> None:
    examples = sorted((ROOT / "docs" / "transcripts").glob("*.txt"))
    scripts = [script for path in examples for script in read_scripts(path.read_text().splitlines())]
    assert len(scripts) >= 10
    assert all(script.title and 6 <= len(script.lines) <= 14 for script in scripts)
