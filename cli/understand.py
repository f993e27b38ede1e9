"""`aisle understand`: how the assistant reads what shoppers write."""

import http.client
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import assistant
from cli.output import fail, print_json, print_table, read_lines, spinner

if TYPE_CHECKING:
    from advisor.wish import Wish
    from shop.settings import Settings

START_S = 120
#: Intents whose free words steer a search; those of "talk to a person" do not.
SEARCHES = ("find_products", "refine", "similar")


def register(app: typer.Typer) -> None:
    app.command(epilog='Example: echo "boots under 80, not black" | aisle understand --texts - --json')(
        understand
    )


def understand(
    texts: Annotated[Path, typer.Option(help="A file with one message per line, '-' for stdin.")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show intent and wish of each message, by Rasa's parse and the reading that the actions use."""
    from shop.settings import Settings

    settings = Settings()
    if not assistant.model_file(settings).is_file():
        fail("The assistant is not trained yet: run `aisle train`.")
    lines = read_lines(texts)
    with running_rasa(settings) as connection:
        for text in lines:
            show(reading(parse(connection, text) if text.strip() else {"text": text}), as_json)


def reading(parsed: dict[str, Any]) -> dict[str, Any]:
    """What is understood of one message, from Rasa's parse of it."""
    from actions.heard import heard
    from actions.wishes import next_wish
    from advisor.wish import Wish

    message, intent = heard(parsed), parsed.get("intent") or {}
    wish = next_wish(message, Wish())
    if message.intent not in SEARCHES:
        wish = replace(wish, words="", without=())
    return {
        "text": message.text,
        "intent": message.intent,
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "wish": as_dict(wish),
    }


def as_dict(wish: "Wish") -> dict[str, Any]:
    """A wish with a key for each thing that may be wished, the ruled out values together."""
    limits = wish.filters
    return {
        "words": wish.words,
        "without": list(wish.without),
        "price_min": limits.price_min,
        "price_max": limits.price_max,
        "brand": list(limits.brands),
        "category": list(limits.categories),
        "color": list(limits.colors),
        "size": list(limits.sizes),
        "material": list(limits.materials),
        "audience": list(limits.audiences),
        "rating_min": limits.rating_min,
        "in_stock": limits.in_stock,
        "on_sale": limits.on_sale,
        "new": limits.new,
        "order": wish.order,
        "excluded": [*limits.not_brands, *limits.not_categories, *limits.not_colors, *limits.not_materials],
    }


def show(understood: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(understood)
        return
    wished = [
        (name, value) for name, value in understood["wish"].items() if value not in ("", None, [], False)
    ]
    print_table([understood["text"], f"{understood['intent']} ({understood['confidence']:.2f})"], wished)


@contextmanager
def running_rasa(settings: "Settings") -> Iterator[http.client.HTTPConnection]:
    """A connection to a Rasa of our own on a free port, for as long as the block lasts."""
    own = settings.model_copy(update={"rasa_port": free_port()})
    log = settings.var / "logs" / "understand.log"
    process = assistant.start(assistant.run_arguments(own), own, log)
    try:
        with spinner("Starting the assistant"):
            deadline = time.monotonic() + START_S
            while not assistant.listens(own.rasa_port):
                if process.poll() is not None or time.monotonic() > deadline:
                    fail(f"Rasa did not start; {log} says why.")
                time.sleep(0.2)
        yield http.client.HTTPConnection("127.0.0.1", own.rasa_port, timeout=30)
    finally:
        assistant.stop(process)


def parse(connection: http.client.HTTPConnection, text: str) -> dict[str, Any]:
    """Rasa's parse of one message: `text`, `intent` and `entities`."""
    connection.request(
        "POST", "/model/parse", json.dumps({"text": text}), {"Content-Type": "application/json"}
    )
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.client.OK:
        fail(f"Rasa could not parse a message (status {answer.status}).")
    parsed: dict[str, Any] = json.loads(body)
    return parsed


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
