"""Prices as shops write them."""

import math
import re
from dataclasses import dataclass

_SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "zł": "PLN", "kč": "CZK"}
#: Signs that several currencies share mean the shop's own one if it is among them, else the first.
_SHARED = {
    "$": ("USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
}
_GAPS = re.compile(r"[\s'’_]+")
_PLAIN = re.compile(r"\d+(\.\d+)?", re.ASCII)
_PARTS = re.compile(r"(?P<before>[^\d.,+-]*)(?P<number>[.,]?\d[\d.,]*)(?P<after>[^\d.,]*)")
_LARGEST = 1e9


@dataclass(frozen=True, slots=True)
class Price:
    """An amount of 0 or more, in a currency by its ISO 4217 code."""

    amount: float
    currency: str


def parse_price(value: object, currency: str) -> Price:
    """Reads "119.00 USD", "1.299,00 EUR", "$1,299", "49,90 €" or a plain number (then in `currency`).

    One comma before exactly three digits parts thousands ("1,299" is 1299); one point is always
    decimal, as Merchant feeds demand ("1.299" is 1.299). Raises ValueError.
    """
    if isinstance(value, bool):
        raise ValueError("not a price")
    if isinstance(value, (int, float)):
        return Price(_checked(float(value)), currency)
    if _PLAIN.fullmatch(text := str(value).strip()):
        return Price(_checked(float(text)), currency)
    parts = _PARTS.fullmatch(_GAPS.sub("", text))
    if parts is None or (parts["before"] and parts["after"].strip(".-")):
        raise ValueError("not a price")
    sign = (parts["before"] or parts["after"]).strip("-.").lower()
    return Price(_checked(parse_amount(parts["number"])), find_currency(sign, currency))


def parse_amount(number: str) -> float:
    """The value of digits with points and commas in them. Raises ValueError."""
    number = number.rstrip(".,")
    point, comma = number.rfind("."), number.rfind(",")
    if point >= 0 and comma >= 0:
        decimal = "." if point > comma else ","
    elif number.count(",") == 1:
        decimal = "" if re.fullmatch(r"[1-9]\d{0,2},\d{3}", number) else ","
    else:
        decimal = "." if number.count(".") == 1 else ""
    return float(_whole(number, decimal))


def _whole(number: str, decimal: str) -> str:
    """The number as Python writes it; its thousands must be in threes."""
    integer, _, fraction = number.rpartition(decimal) if decimal else (number, "", "")
    groups = re.split(r"[.,]", integer)
    if len(groups) > 1 and not (
        re.fullmatch(r"\d{1,3}", groups[0]) and all(len(group) == 3 for group in groups[1:])
    ):
        raise ValueError("thousands are not in threes")
    return f"{''.join(groups) or '0'}.{fraction or '0'}"


def find_currency(sign: str, default: str) -> str:
    """The ISO code of a lower-case sign or code, `default` for none. Raises ValueError."""
    if not sign:
        return default
    if sign in _SYMBOLS:
        return _SYMBOLS[sign]
    if sign in _SHARED:
        return default if default in _SHARED[sign] else _SHARED[sign][0]
    if re.fullmatch(r"[a-z]{3}", sign):
        return sign.upper()
    if sign in ("us$", "a$", "c$", "ca$", "au$"):
        return {"u": "USD", "a": "AUD", "c": "CAD"}[sign[0]]
    raise ValueError("not a currency")


def _checked(amount: float) -> float:
    if not math.isfinite(amount) or not 0 <= amount <= _LARGEST:
        raise ValueError("not a price")
    return amount
