"""What the bot meant by a sentence, told from the wording of its responses: stored messages carry no codes."""

import re
from dataclasses import fields
from functools import cached_property
from string import Formatter
from typing import Literal

from shop.filters import Filters
from shop.wording import Wording

#: lost: it did not understand. unknown: it understood and could not answer. nothing: nothing fits the wish.
#: person: it called a person. chat: a greeting and the like, no question of fact.
Kind = Literal["lost", "unknown", "nothing", "person", "chat", ""]

CODES: dict[Kind, tuple[str, ...]] = {
    "lost": ("fallback_1", "fallback_2", "fallback_person_1", "fallback_person_2", "other_language"),
    "unknown": (
        *("answer_unknown", "answer_size_unknown", "answer_whom_unknown", "shop_unanswered", "shop_question"),
        *("out_of_scope", "order_problem", "order_unproven"),
    ),
    "nothing": (
        *("nothing_found", "obstacle_price_around", "obstacle_sizes_known"),
        *(f"obstacle_{field.name}" for field in fields(Filters)),
    ),
    "person": ("person", "person_address"),
    "chat": (
        "greet",
        "goodbye",
        "welcome",
        "help",
        "bot",
        "insult",
        "what_next",
        "all_right",
        "start_over",
        "liked",
    ),
}


class Phrasebook:
    """Knows the bot's sentences again, whatever their {placeholders} were filled with."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def kind(self, text: str) -> Kind:
        """What was meant; "" for everything else."""
        said = text.strip()
        return next((kind for kind, pattern in self._patterns.items() if pattern.fullmatch(said)), "")

    def asks_for_person(self, text: str) -> bool:
        """Whether a shopper's words are the quick reply that calls a person and nothing more."""
        plain = {_plain(variant) for variant in self._wording.variants("reply_person")}
        return _plain(text) in plain

    @cached_property
    def _patterns(self) -> dict[Kind, re.Pattern[str]]:
        found: dict[Kind, re.Pattern[str]] = {}
        for kind, codes in CODES.items():
            texts = [_pattern(text) for code in codes for text in self._wording.variants(code)]
            if texts:
                found[kind] = re.compile("|".join(texts), re.DOTALL)
        return found


def _pattern(text: str) -> str:
    """The text as a pattern in which every {placeholder} may be anything."""
    parts = Formatter().parse(text.strip())
    return "".join(re.escape(words) + ("" if name is None else ".*") for words, name, _, _ in parts)


def _plain(text: str) -> str:
    return text.strip().rstrip(".!").casefold()
