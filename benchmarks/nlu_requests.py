"""What the trained assistant makes of requests and first wishes that people wrote, as `aisle understand` reads them."""

import json
import random
from collections.abc import Callable, Sequence
from http.client import HTTPConnection
from typing import Any

from benchmarks.data import data_path
from cli import assistant
from cli.output import fail
from cli.understand import parse, reading, running_rasa
from shop.settings import Settings

SEARCHES = ("find_products", "refine")
#: Ways to name a budget, each with the limits it sets; {} stands for the amount, {more} for a larger one.
BUDGETS: tuple[tuple[str, str], ...] = (
    (", and price lower than {}.00 dollars", "max"),
    (" under {}", "max"),
    (" max {}€", "max"),
    (", between {} and {more}", "range"),
    (" around {} bucks", "around"),
    (", no more than ${}.99", "max.99"),
    (" below ${}", "max"),
    (", budget {}", "max"),
    (", my budget is {} dollars", "max"),
    (" for less than {} euros", "max"),
    (", not over ${}", "max"),
    (", up to {} bucks", "max"),
    (", at most {} eur", "max"),
    (" ${}-${more}", "range"),
    (", from {} to {more} dollars", "range"),
    (". I can spend {} dollars", "max"),
    (", cheaper than {}", "max"),
    (", i don't want to spend more than {}", "max"),
    (" priced under ${}.50", "max.50"),
    (", roughly {} dollars", "around"),
    (", {} dollars or less", "max"),
    (" < {} usd", "max"),
    (", it should cost less than £{}", "max"),
    (", maximum price {} dollars", "max"),
    (", ideally somewhere about ${}", "around"),
    (", over {} dollars", "min"),
)
#: In each of MG-ShopDial's dialogues, in the file's order, the client's utterance (counted from 0) that first names
#: what is wanted: chosen by reading.
FIRST_WISHES = (
    1,
    0,
    1,
    1,
    0,
    2,
    2,
    1,
    2,
    1,
    0,
    0,
    1,
    0,
    0,
    1,
    1,
    1,
    2,
    2,
    0,
    0,
    1,
    2,
    0,
    1,
    1,
    1,
    0,
    0,
    1,
    2,
)
SHOWN = 12  # misses


def report(settings: Settings) -> None:
    """Prints the shares; ends the program with one sentence where the shop's assistant is not trained."""
    if not assistant.model_file(settings).is_file():
        fail(
            f"The assistant of {settings.var} is not trained: run `aisle demo --if-empty` and `aisle train`."
        )
    requests: list[str] = json.loads(data_path("nlu/webshop_requests.json").read_text(encoding="utf-8"))
    dialogues = json.loads(data_path("nlu/mg_shopdial_32.json").read_text(encoding="utf-8"))
    with running_rasa(settings) as connection:
        plain_requests(connection, requests)
        with_budgets(connection, requests)
        first_wishes(connection, dialogues)


def plain_requests(connection: HTTPConnection, requests: Sequence[str]) -> None:
    """How many are understood as a search, and how many get a limit that nobody stated."""
    read = [understood(connection, text) for text in requests]
    share("understood as a search", read, is_search)
    share("without an invented price limit", read, lambda r: not _limits(r))


def with_budgets(connection: HTTPConnection, requests: Sequence[str]) -> None:
    """How often a budget said at a request's end is read exactly: each request with one of the forms."""
    amounts = random.Random(0)
    wrong, total = [], 0
    for number, text in enumerate(requests):
        form, kind = BUDGETS[number % len(BUDGETS)]
        low, high = amounts.randrange(5, 400), amounts.randrange(401, 900)
        said = text.rstrip(" .") + form.replace("{more}", str(high)).replace("{}", str(low))
        total += 1
        found = _limits(understood(connection, said))
        if found != _wanted(kind, low, high):
            wrong.append(f"{said} -> {found}")
    _print(f"budget read exactly, {len(BUDGETS)} forms", total - len(wrong), total, wrong)


def _wanted(kind: str, low: int, high: int) -> dict[str, float]:
    if kind == "range":
        return {"price_min": low, "price_max": high}
    if kind == "around":
        return {"price_min": round(low * 0.8, 2), "price_max": round(low * 1.2, 2)}
    if kind == "min":
        return {"price_min": low}
    return {"price_max": low + float(kind.removeprefix("max") or 0)}


def first_wishes(connection: HTTPConnection, dialogues: Sequence[dict[str, Any]]) -> None:
    """Whether the utterance in which a client first says what is wanted is a search."""
    wishes = (clients(dialogue)[place] for dialogue, place in zip(dialogues, FIRST_WISHES, strict=True))
    share(
        "first wish of a dialogue is a search", [understood(connection, text) for text in wishes], is_search
    )


def clients(dialogue: dict[str, Any]) -> list[str]:
    """What the client of a dialogue wrote."""
    return [u["utterance"] for u in dialogue["utterances"] if u["participant"] == "Client"]


def understood(connection: HTTPConnection, text: str) -> dict[str, Any]:
    return reading(parse(connection, text))


def is_search(read: dict[str, Any]) -> bool:
    return read["intent"] in SEARCHES


def _limits(read: dict[str, Any]) -> dict[str, float]:
    found = {name: read["wish"][name] for name in ("price_min", "price_max")}
    return {name: round(float(value), 2) for name, value in found.items() if value is not None}


def share(name: str, read: Sequence[dict[str, Any]], right: Callable[[dict[str, Any]], bool]) -> None:
    wrong = [f"{one['text']} -> {one['intent']} {_limits(one) or ''}" for one in read if not right(one)]
    _print(name, len(read) - len(wrong), len(read), wrong)


def _print(name: str, right: int, total: int, wrong: Sequence[str]) -> None:
    print(f"\n{name}: {right / total:.4f} ({right} of {total})", flush=True)
    for text in wrong[:SHOWN]:
        print(f"    not so: {text}")
