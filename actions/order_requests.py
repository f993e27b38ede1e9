"""Asks the shop to cancel an order or to take it back, once the customer has confirmed it."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import Heard, hear, shopper
from actions.order_choice import Choice, choose, proven
from actions.order_numbers import other_number, own_number
from actions.order_words import contents, offer, request_sentence
from actions.speaking import Event, Speaker, just_said
from advisor.advisor import Advisor
from advisor.day import day
from shop.order import Order, RequestKind

YES = r"^\W*(?:yes+|yeah|yep|yup|sure|ok(?:ay)?|please do|do it|go ahead|confirm(?:ed)?)\b"
NO = r"^\W*(?:no|nope|nah|stop|wait|never ?mind)\b|\b(?:don'?t|not) (?:cancel|return|send|do|ask)\b|\bkeep\b"
NEGATED = r"\b(?:no|not|don'?t|never)\b"
CONFIRM = ("utter_confirm_cancel", "utter_confirm_return")
#: A message of fewer words holds no reason.
FEWEST_WORDS = 7
LONGEST_REASON = 500


def ask_to(kind: RequestKind, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Finds the order that is to be cancelled or sent back and asks whether it is really meant."""
    answered = answer_request(dispatcher, tracker, repeated=kind)
    if answered is not None:
        return answered
    advisor, who = door.advisor(), shopper(tracker)
    speaker, heard = Speaker(dispatcher, tracker, advisor), hear(tracker)
    if not proven(speaker, advisor, who):
        return [SlotSet("pending", None)]
    own = advisor.orders.of(who)
    possible = [order for order in own if not advisor.orders.obstacle(order, kind)]
    choice = choose(heard, advisor, own, possible)
    candidates = _possible_first(choice.orders, possible) or possible
    reason = _reason(tracker, heard, kind)
    if choice.unknown:
        speaker.say("order_unknown", order=choice.unknown)
    elif len(candidates) > 1:
        offer(speaker, advisor, f"which_{kind}", candidates, kind)
        return [SlotSet("pending", {"order": kind, "reason": reason})]
    elif candidates:
        return _confirm(speaker, advisor, kind, candidates[0], choice, reason)
    else:
        speaker.say(f"nothing_to_{kind}" if own else "no_orders")
        speaker.replies("person")
    return [SlotSet("pending", None)]


def answer_request(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    said: bool | None = None,
    repeated: RequestKind | None = None,
) -> list[Event] | None:
    """What follows from a yes or no to the question just asked; None where none was asked or answered.

    `said` is what the message was understood as; its own words go before. A wish that is `repeated` counts as
    a yes. A question that was asked earlier than in the last turn has lapsed.
    """
    asked = tracker.get_slot("pending") or {}
    if not asked.get("request") or not just_said(tracker, CONFIRM):
        return None
    meant = _meant(hear(tracker), asked, said, repeated)
    if meant is None:
        return None
    speaker = Speaker(dispatcher, tracker, door.advisor())
    if meant:
        _request(speaker, tracker, door.advisor(), asked)
    else:
        speaker.say("not_requested", order=asked["order_id"])
    return [SlotSet("pending", None)]


def _meant(heard: Heard, asked: dict[str, Any], said: bool | None, repeated: str | None) -> bool | None:
    if other_number(heard.text) and not own_number(heard.text, [asked["order_id"]]):
        return None
    if heard.says(YES):
        return True
    if heard.says(NO):
        return False
    again = repeated == asked["request"] and not heard.says(NEGATED)
    return True if again else said


def _possible_first(orders: Sequence[Order], possible: Sequence[Order]) -> Sequence[Order]:
    """Those of the orders for which it is possible, else the first of them."""
    return [order for order in orders if order in possible] or orders[:1]


def _reason(tracker: Tracker, heard: Heard, kind: RequestKind) -> str:
    """What the customer said when asking, where it is more than the bare wish."""
    asked = tracker.get_slot("pending") or {}
    before = asked.get("reason", "") if asked.get("order") == kind else ""
    said = heard.text if len(heard.text.split()) >= FEWEST_WORDS else ""
    return " ".join(filter(None, (before, said)))[:LONGEST_REASON]


def _confirm(
    speaker: Speaker, advisor: Advisor, kind: RequestKind, order: Order, choice: Choice, reason: str
) -> list[Event]:
    """Asks for a yes, or says what is in the way."""
    if _refused(speaker, advisor, kind, order):
        return [SlotSet("pending", None)]
    title = choice.product.title if choice.product and len(order.lines) > 1 and kind == "return" else ""
    speaker.say(f"confirm_{kind}", order=order.order_id, contents=title or contents(advisor, order))
    speaker.replies(f"confirm_{kind}", "keep")
    reason = ": ".join(filter(None, (title, reason)))
    return [SlotSet("pending", {"request": kind, "order_id": order.order_id, "reason": reason})]


def _refused(speaker: Speaker, advisor: Advisor, kind: RequestKind, order: Order) -> bool:
    """Says why the shop need not be asked: the order's state, or that it was asked already."""
    obstacle = advisor.orders.obstacle(order, kind)
    before = [request for request in advisor.orders.requests(order) if request.kind == kind]
    if obstacle:
        days, delivered = advisor.settings.return_days, day(order.delivered_at)
        speaker.say(f"no_{kind}_{obstacle}", order=order.order_id, days=days, delivered=delivered)
    elif before:
        sentence = request_sentence(advisor, before[0])
        speaker.say("request_before", order=order.order_id, request=sentence)
    if obstacle or before:
        speaker.replies("person")
    return bool(obstacle or before)


def _request(speaker: Speaker, tracker: Tracker, advisor: Advisor, asked: dict[str, Any]) -> None:
    """Notes the request, unless the order is somebody else's by now, or gone, or further on its way."""
    own = {order.order_id: order for order in advisor.orders.of(shopper(tracker))}
    order, kind = own.get(asked["order_id"]), asked["request"]
    if order is None:
        speaker.say("order_unknown", order=asked["order_id"])
    elif not _refused(speaker, advisor, kind, order):
        advisor.orders.request(order, kind, asked.get("reason", ""))
        if kind == "return":
            _learn(tracker, advisor, order, asked.get("reason", ""))
        speaker.say(f"requested_{kind}", order=order.order_id)


def _learn(tracker: Tracker, advisor: Advisor, order: Order, reason: str) -> None:
    """Keeps why the customer sends it back; where the reason names one of several products, of that one."""
    products = [product for line in order.lines if (product := advisor.product(line.product_id))]
    named = [product for product in products if product.title in reason]
    advisor.minding.because(shopper(tracker), named or products, reason)
