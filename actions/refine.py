"""The shopper changes the wish in force: cheaper, in blue, another size, without a limit."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, listed, shopper
from actions.least import least
from actions.minding import note, wish_after
from actions.pending import answer_pending
from actions.pointing import only_points, tell_of_target
from actions.searching import answer, present
from actions.speaking import Event, Speaker
from actions.targets import on_table
from actions.wishes import in_price_step, in_size_step
from advisor.wish import Wish

#: With fewer products than this beyond the cheapest shown, the middle price is the limit; one is better than none.
ENOUGH = 2


class ActionRefine(Action):
    def name(self) -> str:
        return "action_refine"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        answered = answer_pending(dispatcher, tracker)
        if answered is not None:
            return answered
        heard = hear(tracker)
        if only_points(heard):
            return tell_of_target(dispatcher, tracker)
        if (said := least(dispatcher, tracker)) is not None:
            return said
        advisor = door.advisor()
        wish = wish_after(tracker, advisor, Wish.from_dict(tracker.get_slot("wish")))
        if heard.value("size_step"):
            wish = in_size_step(wish, heard.value("size_step"))
        if heard.value("price_step") and not heard.states_price:
            return step_price(dispatcher, tracker, wish, heard.value("price_step"))
        note(Speaker(dispatcher, tracker, advisor), tracker, advisor, wish)
        return answer(dispatcher, tracker, wish, "refined")


def step_price(dispatcher: CollectingDispatcher, tracker: Tracker, wish: Wish, step: str) -> list[Event]:
    """Shows what costs less (or more) than what is on the table. A list that is sorted by that price already is
    not shown again in part: there something must be new."""
    advisor = door.advisor()
    prices = [product.current_price for product in on_table(tracker, advisor) if product.current_price]
    if not prices:
        order = "price_asc" if step == "cheaper" else "price_desc"
        return answer(dispatcher, tracker, replace(wish, order=order))  # type: ignore[arg-type]
    tried = bounds(prices, step)
    sorted_so = wish.order == ("price_asc" if step == "cheaper" else "price_desc")
    seen = set(listed(tracker, "shown")) if sorted_so else set()
    for bound, enough in (*((bound, ENOUGH) for bound in tried), (tried[0], 1)):
        stepped = in_price_step(wish, step, bound)
        found = advisor.suggest(stepped, shopper(tracker))
        unseen = {item.product_id for item in found.items} - seen
        if unseen and len(found.items) >= enough:
            return present(dispatcher, tracker, stepped, found, step)
    Speaker(dispatcher, tracker, advisor).say(f"no_{step}")
    return []


def bounds(prices: Sequence[float], step: str) -> list[float]:
    """The prices to go below (above), boldest first: the cheapest (dearest) of all, then the middle one.

    >>> bounds([40, 54, 79, 99], "cheaper")
    [40, 66.5]
    """
    boldest = min(prices) if step == "cheaper" else max(prices)
    return list(dict.fromkeys((boldest, median(prices))))
