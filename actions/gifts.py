"""Messages that go on about the person whom a wish is for: "he has cold hands"."""

import re
from dataclasses import replace

from actions.heard import Heard, Mention
from advisor.wish import Wish
from shop.filters import Filters

#: Words for one person, and the audiences that this person cannot be of.
PRONOUNS = (
    (r"\b(?:hes?|him|his)\b", frozenset(("women", "girls"))),
    (r"\b(?:shes?|hers?)\b", frozenset(("men", "boys"))),
)
#: The limits that hold whatever else is found for the same person.
KEPT = ("price_min", "price_max", "audiences", "in_stock", "on_sale")


def goes_on(heard: Heard, old: Wish) -> bool:
    """Whether "he" or "she" can be the one whom the old wish is for, and is nobody whom the message names itself."""
    named = {mention.value for mention in heard.mentions if _names_somebody(heard, mention)}
    return any(
        heard.says(pronoun) and not others & set(old.filters.audiences) and named <= others
        for pronoun, others in PRONOUNS
    )


def same_gift(heard: Heard, old: Wish) -> Wish:
    """For whom the old wish is and what it may cost, where the message goes on about that person; else nothing."""
    if not goes_on(heard, old):
        return Wish()
    kept = {name: getattr(old.unstepped().filters, name) for name in KEPT}
    return Wish(filters=Filters(**kept), around=old.around)


def about_receiver(heard: Heard, old: Wish) -> Heard:
    """The message; where it goes on about the one whom the wish is for ("my sister says he"), without other people."""
    if not (old.filters.audiences and goes_on(heard, old)):
        return heard
    return replace(heard, mentions=tuple(one for one in heard.mentions if one.entity != "audience"))


def _names_somebody(heard: Heard, mention: Mention) -> bool:
    said = heard.text[mention.start : mention.end]
    pronoun = any(re.fullmatch(pattern, said, re.IGNORECASE) for pattern, _ in PRONOUNS)
    return mention.entity in ("audience", "recipient") and not pronoun
