"""Which of the shown products the assistant would take itself."""

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import Heard, shopper
from actions.speaking import Event, Speaker, ask_which, askable, talked_of
from advisor.wish import Wish

_TAKE = r"take|pick|choose|chose|get|buy|go\s+(?:for|with)|recommend|suggest|prefer|like\s+(?:best|most)"
_ASKS = (
    rf"\b(?:what|which|wich)\b.{{0,40}}?(?:\b(?:would|wud|should|do|could)|['’]d)\s+(?:you|u|ya|i|we)\s+(?:\w+\s+)?(?:{_TAKE})\b"
    r"|\b(?:your|ur)\s+(?:own\s+)?(?:favou?rite|pick|choice|recommendation)\b"
    r"|\b(?:pick|choose|decide)\s+(?:one\b(?!s)|for\s+me\b)|\bhelp\s+me\s+(?:to\s+)?(?:choose|decide|pick)\b"
    r"|\bbest\s+(?:one\s+)?for\s+me\b"
)
REPLIES = ("add", "similar", "complaints")


def asks_to_pick(heard: Heard) -> bool:
    """Whether the message asks for a decision: "which one would you take?"."""
    return heard.says(_ASKS)


def pick(dispatcher: CollectingDispatcher, tracker: Tracker, product_ids: Sequence[str]) -> list[Event]:
    """Names the one of the products that fits the wish in force best, and why."""
    advisor = door.advisor()
    speaker = Speaker(dispatcher, tracker, advisor)
    searched = (tracker.get_slot("source") or {}).get("kind") == "search"
    wish = Wish.from_dict(tracker.get_slot("wish")) if searched else Wish()
    best = advisor.best_of(product_ids, shopper(tracker), wish)
    product = advisor.product(best.product_id) if best else None
    if best is None or product is None:
        return ask_which(speaker, tracker)
    reasons = ", ".join(map(advisor.wording.reason, best.reasons))
    speaker.say("pick" if reasons else "pick_unexplained", title=product.title, reasons=reasons)
    speaker.cards([best], askable(REPLIES, product))
    return talked_of(best.product_id)
