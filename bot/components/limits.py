"""Everything in a message that binds or points without being a catalogue word."""

from collections.abc import Sequence

from bot.components.mention import Mention
from bot.components.money import find_prices
from bot.components.negation import excluded_spans
from bot.components.offers import find_offers
from bot.components.phrases import find_phrases
from bot.components.references import find_references

#: The entities that are read here.
LIMITS = (
    *("price_min", "price_max", "price_around", "price_step", "size_step", "rating_min", "in_stock"),
    *("on_sale", "new"),
    *("order", "dropped", "quantity", "reference", "unwanted"),
)


def find_limits(text: str, taken: Sequence[Mention] = ()) -> list[Mention]:
    """Prices, phrases, offers and references, in reading order; where they overlap offers win, then phrases, prices.

    A stretch under a negation that holds none of these is `unwanted`. What overlaps `taken` is left out.
    """
    found = list(taken)
    for mentions in (
        find_offers(text),
        find_phrases(text),
        find_prices(text),
        find_references(text),
        _unwanted(text),
    ):
        free = [mention for mention in mentions if not any(mention.overlaps(other) for other in found)]
        found.extend(free)
    return sorted(found[len(taken) :], key=lambda mention: mention.start)


def _unwanted(text: str) -> list[Mention]:
    """Stretches under a negation that have words beside the negating one."""
    spans = ((start, end, text[start:end]) for start, end in excluded_spans(text))
    return [Mention("unwanted", said, start, end) for start, end, said in spans if " " in said]
