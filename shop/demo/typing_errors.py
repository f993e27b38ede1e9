"""How people really type: small letters, missing apostrophes, swapped letters."""

import re
from random import Random

CAREFUL = 0.8


def mistype(text: str, rng: Random) -> str:
    """The text as it is four times of five, else with one kind of carelessness."""
    if rng.random() < CAREFUL:
        return text
    return rng.choice((_lowercase, _without_apostrophes, _swap, _swap, _shout, _double))(text, rng)


def _lowercase(text: str, rng: Random) -> str:
    return text.lower()


def _without_apostrophes(text: str, rng: Random) -> str:
    return text.replace("'", "")


def _swap(text: str, rng: Random) -> str:
    words = list(re.finditer(r"[a-z]{5,}", text))
    if not words:
        return text
    at = rng.choice(words).start() + rng.choice((1, 2))
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _shout(text: str, rng: Random) -> str:
    return text.removesuffix(".") + "!!" if text.endswith(".") else text


def _double(text: str, rng: Random) -> str:
    return text.removesuffix(".").replace(". ", "... ", 1)
