"""Rows of a shop's business rules: what to boost, bury, pin or exclude, and when."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from shop.feeds.cells import Cells
from shop.feeds.columns import Columns
from shop.feeds.errors import BadValue
from shop.feeds.moment import parse_end, parse_moment
from shop.feeds.notes import Notes
from shop.rule import ACTIONS, Rule, RuleAction

COLUMNS: Columns = {
    "rule_id": ("id", "rule", "name", "key"),
    "action": ("type", "kind", "do"),
    "product_id": ("item_id", "item", "product", "sku", "item_group_id", "group_id"),
    "brand": ("vendor", "manufacturer"),
    "category": ("product_type", "category_path"),
    "margin_min": ("min_margin", "margin_from", "margin_above"),
    "margin_max": ("max_margin", "margin_to", "margin_below"),
    "strength": ("weight", "factor"),
    "position": ("place", "rank", "slot"),
    "from": ("starts_at", "start", "start_date", "valid_from", "begin"),
    "until": ("ends_at", "end", "end_date", "valid_until", "valid_to", "to"),
    "note": ("comment", "description", "reason"),
}
REQUIRED = ("rule_id", "action")
STRONGEST = 10.0
LAST_POSITION = 100
LONGEST_NOTE = 500
_ABOUT = ("product_id", "brand", "category", "margin_min", "margin_max")
_SHARE = "a share of the price such as 0.3 or 30%, at most 1"
_DAY = "a time such as 2026-01-31T12:00:00Z, or a day"


def to_rules(cells: Cells, currency: str, notes: Notes) -> Iterator[Rule]:
    """The rule of one row."""
    if not any(cells.text(column) for column in _ABOUT):
        raise BadValue("product_id", f"what the rule is about: one of {', '.join(_ABOUT)}", "")
    least, most = _in_order(cells, "margin_min", "margin_max", _share, _SHARE)
    starts_at, ends_at = _dates(cells)
    yield Rule(
        rule_id=cells.identity("rule_id"),
        action=_action(cells),
        product_id=cells.identity("product_id", required=False),
        brand=cells.plain("brand"),
        category=cells.plain("category"),
        margin_min=least,
        margin_max=most,
        strength=_number(cells, "strength", _strength, f"a number above 0, at most {STRONGEST:g}") or 1.0,
        place=_number(cells, "position", _position, f"a whole number from 1 to {LAST_POSITION}") or 1,
        starts_at=starts_at,
        ends_at=ends_at,
        note=cells.plain("note")[:LONGEST_NOTE],
    )


def _action(cells: Cells) -> RuleAction:
    text = cells.text("action")
    found = next((action for action in ACTIONS if action == text.lower()), None)
    if found is None:
        raise BadValue("action", f"one of {', '.join(ACTIONS)}", text)
    return found


def _dates(cells: Cells) -> tuple[datetime | None, datetime | None]:
    starts_at = _number(cells, "from", parse_moment, _DAY)
    ends_at = _number(cells, "until", parse_end, _DAY)
    if starts_at and ends_at and ends_at <= starts_at:
        raise BadValue("until", "a time after from", cells.text("until"))
    return starts_at, ends_at


def _in_order(
    cells: Cells, low: str, high: str, parse: Callable[[Any], float], expected: str
) -> tuple[float | None, float | None]:
    least, most = _number(cells, low, parse, expected), _number(cells, high, parse, expected)
    if least is not None and most is not None and most < least:
        raise BadValue(high, f"no less than {low}", cells.text(high))
    return least, most


def _number(cells: Cells, column: str, parse: Callable[[Any], Any], expected: str) -> Any:
    """The cell as `parse` reads its text, None where it is empty."""
    text = cells.text(column)
    if not text:
        return None
    try:
        return parse(text)
    except ValueError:
        raise BadValue(column, expected, text) from None


def _share(text: str) -> float:
    """0.3 for "0.3", "30%" and "30 %". Raises ValueError."""
    number = re.fullmatch(r"(-?\d+(?:[.,]\d+)?)\s*(%?)", text)
    if number is None:
        raise ValueError("not a share")
    share = float(number[1].replace(",", ".")) / (100 if number[2] else 1)
    if not -STRONGEST <= share <= 1:
        raise ValueError("not a share of the price")
    return share


def _strength(text: str) -> float:
    number = float(text)
    if not 0 < number <= STRONGEST:
        raise ValueError("not a strength")
    return number


def _position(text: str) -> int:
    number = float(text)
    if not number.is_integer() or not 1 <= number <= LAST_POSITION:
        raise ValueError("not a position")
    return int(number)
