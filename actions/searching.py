"""Answers a wish with products, or says what is in the way."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.about_sizes import say_about_sizes
from actions.heard import hear, shopper
from actions.speaking import Event, Speaker, shown
from actions.strangers import say_strangers
from advisor.advisor import Advisor
from advisor.answers import Suggestions
from advisor.money import money
from advisor.wish import Wish

SIZES = 12
PRICES = ("price_min", "price_max")
REPLIES = ("cheaper", "more", "compare")


def answer(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    wish: Wish,
    sentence: str = "found",
    instead: Wish | None = None,
) -> list[Event]:
    """Shows what fits the wish under `utter_<sentence>`; where nothing does, what fits the wish `instead`;
    where nothing does either, names the limit in the way of the first. A price that only "cheaper" set is no such
    limit: it gives way to what is named."""
    advisor = door.advisor()
    found = advisor.suggest(wish, shopper(tracker))
    if not found.items and instead not in (None, wish):
        other = advisor.suggest(instead, shopper(tracker))
        wish, found = (instead, other) if other.items else (wish, found)
    if not found.items and wish.stepped:
        other = advisor.suggest(wish.unstepped(), shopper(tracker))
        if other.items:
            wish, found, sentence = wish.unstepped(), other, "found_not_cheaper"
    return present(dispatcher, tracker, wish, found, sentence)


def present(
    dispatcher: CollectingDispatcher, tracker: Tracker, wish: Wish, found: Suggestions, sentence: str
) -> list[Event]:
    """Shows what was found for the wish under `utter_<sentence>`, or names the limit in the way."""
    advisor = door.advisor()
    speaker = Speaker(dispatcher, tracker, advisor)
    strange = say_strangers(speaker, advisor, hear(tracker))
    if not found.items:
        return _nothing(speaker, tracker, advisor, wish, found)
    _own_up_to_silence(speaker, tracker, wish, found)
    several = len(found.items) > 1 or sentence == "found_not_cheaper"
    if _sized(wish) != _sized(Wish.from_dict(tracker.get_slot("wish"))):
        say_about_sizes(speaker, wish.filters.sizes, (item.product for item in found.items if item.product))
    speaker.say("closest" if strange else sentence if several else "found_one")
    speaker.cards(found.items, REPLIES)
    return shown(tracker, found.items, {"kind": "search"}, wish)


def _own_up_to_silence(speaker: Speaker, tracker: Tracker, wish: Wish, found: Suggestions) -> None:
    """Says of what was just ruled out ("without a hood") that no page of what is shown tells, where none does."""
    before = Wish.from_dict(tracker.get_slot("wish")).without
    new = [phrase for phrase in wish.without if phrase not in before and door.advisor().mentions(phrase)]
    if new and not any(reason.code == "without" for item in found.items for reason in item.reasons):
        speaker.say("without_unknown", words=" or ".join(new))


def _nothing(
    speaker: Speaker, tracker: Tracker, advisor: Advisor, wish: Wish, found: Suggestions
) -> list[Event]:
    """Offers the nearest wish that has results, and keeps it for a "yes".

    Where nothing says when products came, no later wish for what is new can be met: it is let go at once.
    """
    if not found.obstacle or found.relaxed is None:
        speaker.say("nothing_found")
        speaker.replies("start_over", "person")
        return [SlotSet("wish", wish.to_dict()), SlotSet("pending", None)]
    if found.obstacle in PRICES and wish.around is not None:
        speaker.say("obstacle_price_around", value=money(wish.around, advisor.settings.currency))
        return _offer(speaker, wish, found.relaxed)
    limit = getattr(wish.filters, found.obstacle)
    others = _others(found.obstacle, advisor, tracker, found.relaxed)
    known = found.obstacle == "sizes" and others
    sentence = "obstacle_sizes_known" if known else f"obstacle_{found.obstacle}"
    speaker.say(sentence, value=_worded(found.obstacle, limit, advisor), others=others)
    return _offer(speaker, found.relaxed if found.obstacle == "new" else wish, found.relaxed)


def _offer(speaker: Speaker, kept: Wish, relaxed: Wish) -> list[Event]:
    speaker.replies("relax", "start_over")
    return [SlotSet("wish", kept.to_dict()), SlotSet("pending", {"wish": relaxed.to_dict()})]


def _sized(wish: Wish) -> tuple[tuple[str, ...], ...]:
    """What decides which sizes a size of another system is about."""
    return wish.filters.sizes, wish.filters.categories, wish.filters.audiences


def _others(obstacle: str, advisor: Advisor, tracker: Tracker, relaxed: Wish) -> str:
    """What there is instead: the sizes, or the lowest price, of what fits the relaxed wish."""
    if obstacle == "sizes":
        return _other_sizes(advisor, tracker, relaxed)
    if obstacle != "price_max":
        return ""
    found = advisor.suggest(replace(relaxed, order="price_asc"), shopper(tracker))
    prices = [item.product.current_price for item in found.items if item.product]
    return money(min(filter(None, prices), default=None), advisor.settings.currency)


def _other_sizes(advisor: Advisor, tracker: Tracker, relaxed: Wish) -> str:
    """The sizes that what nearly fits comes in: numbers by value, others in the order the products name them."""
    products = [item.product for item in advisor.suggest(relaxed, shopper(tracker)).items]
    sizes = list(dict.fromkeys(size for product in products if product for size in product.sizes))
    if all(size.replace(".", "", 1).isdigit() for size in sizes):
        sizes.sort(key=float)
    return ", ".join(sizes[:SIZES])


def _worded(name: str, limit: Any, advisor: Advisor) -> str:
    """A limit as people say it: "$50", "4", "red or blue"."""
    if name in PRICES:
        return money(limit, advisor.settings.currency)
    if name == "sizes":
        return " or ".join(size.upper() if len(size) < 4 else size for size in limit)
    if name in ("brands", "not_brands"):
        return " or ".join(map(advisor.brand_name, limit))
    if isinstance(limit, Sequence) and not isinstance(limit, str):
        return " or ".join(str(value).lower() for value in limit)
    return f"{limit:g}" if isinstance(limit, float) else str(limit)
