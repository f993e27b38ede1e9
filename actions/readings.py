"""What a message may have meant, in words that the shopper can tap."""

from collections.abc import Iterator

from actions.heard import Heard
from actions.words import free_words, joined
from shop.wording import Wording

COUNT = 2
#: Intents that speak of a product on the screen: no reading of them before anything was shown.
OF_PRODUCTS = frozenset(
    (
        "similar",
        "compare",
        "complete_look",
        "show_more",
        "ask_product",
        "ask_size",
        "ask_price_stock",
        "ask_why",
    )
) | {"add_to_cart"}
#: What is offered where the classifier has no better idea.
ELSE = ("find_products", "recommend", "help")


def readings(heard: Heard, wording: Wording, shown: bool) -> list[str]:
    """The COUNT likeliest readings of a message, each a sentence that the assistant understands.

    They are the domain's responses `utter_reading_<intent>`; an intent without one is never offered.
    """
    found = dict.fromkeys(_sentences(heard, wording, shown))
    return list(found)[:COUNT]


def _sentences(heard: Heard, wording: Wording, shown: bool) -> Iterator[str]:
    words = joined(free_words(heard))
    for intent in (*heard.others, *ELSE):
        if intent in OF_PRODUCTS and not shown:
            continue
        if intent in ("find_products", "refine"):
            if words:
                yield wording.say("reading_find_products", words=words)
        elif wording.knows(f"reading_{intent}"):
            yield wording.say(f"reading_{intent}")
