"""Everything in a message that binds or points without being a catalogue word."""

from bot.components.mention import Mention
from bot.components.money import find_prices
from bot.components.negation import excluded_spans
from bot.components.phrases import find_phrases
from bot.components.references import find_references


def find_limits(text: str) -> list[Mention]:
    """Prices, phrases and references, in reading order; where they overlap prices win, then phrases.

    Stretches under a negation are added as `unwanted`, over whatever they hold.
    """
    found: list[Mention] = []
    for mentions in (find_prices(text), find_phrases(text), find_references(text)):
        free = [mention for mention in mentions if not any(mention.overlaps(other) for other in found)]
        found.extend(free)
    found.extend(Mention("unwanted", text[start:end], start, end) for start, end in excluded_spans(text))
    return sorted(found, key=lambda mention: mention.start)
