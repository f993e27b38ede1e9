"""Orders in sentences: what is in them, how they stand, what may be tapped about them."""

from collections.abc import Sequence

from actions.speaking import Speaker
from advisor.advisor import Advisor
from advisor.day import day
from advisor.money import money
from advisor.orders import Ordered
from shop.order import Order, OrderRequest

CHOICES = 4


def tell(speaker: Speaker, advisor: Advisor, order: Order) -> None:
    """How one order stands, and what may be done about it."""
    more = _more(advisor, order)
    dated = order.status != "delivered" or order.delivered_at
    speaker.say(
        f"order_{order.status}" if dated else "order_delivered_undated",
        order=order.order_id,
        date=day(order.placed_at),
        contents=contents(advisor, order),
        delivered=day(order.delivered_at),
        more="".join(f" {sentence}" for sentence in more),
    )
    asked = {request.kind for request in advisor.orders.requests(order)}
    kinds = [kind for kind in ("cancel", "return") if kind not in asked]
    possible = [kind for kind in kinds if not advisor.orders.obstacle(order, kind)]
    late = advisor.orders.overdue(order)
    speaker.replies(*(("person",) if late else ()), texts=[_reply(advisor, kind, order) for kind in possible])


def offer(speaker: Speaker, advisor: Advisor, sentence: str, orders: Sequence[Order], kind: str) -> None:
    """Several orders under `utter_<sentence>`, the first of them to choose from."""
    speaker.say(sentence, lines="; ".join(_line(advisor, order) for order in orders[:CHOICES]))
    speaker.replies(texts=[_reply(advisor, kind, order) for order in orders[:CHOICES]])


def contents(advisor: Advisor, order: Order) -> str:
    """ "2 × Wool socks; Ridge boots, Black; $129.90": titles have commas of their own."""
    named = map(item_text, advisor.orders.items([order])[order.order_id])
    return "; ".join(filter(None, (*named, money(order.total, order.currency))))


def item_text(item: Ordered) -> str:
    count = f"{item.quantity} × " if item.quantity > 1 else ""
    return count + (item.product.title if item.product else item.product_id)


def request_sentence(advisor: Advisor, request: OrderRequest) -> str:
    """What was asked of the shop about an order, and what became of it."""
    return advisor.wording.say(f"request_{request.kind}_{request.state}", date=day(request.created_at))


def _line(advisor: Advisor, order: Order) -> str:
    """ "A-1042 of 3 March 2026, shipped"."""
    return advisor.wording.say(
        "order_line",
        order=order.order_id,
        date=day(order.placed_at),
        status=advisor.wording.say(f"order_status_{order.status}"),
    )


def _more(advisor: Advisor, order: Order) -> list[str]:
    say = advisor.wording.say
    sentences = []
    if order.open and order.expected_at:
        late = "order_overdue" if advisor.orders.overdue(order) else "order_expected"
        sentences.append(say(late, date=day(order.expected_at)))
    if order.status in ("shipped", "delivered") and order.tracking_url:
        sentences.append(say("order_tracking", link=order.tracking_url))
    if order.status not in ("cancelled", "returned"):
        sentences += [request_sentence(advisor, request) for request in advisor.orders.requests(order)]
    return sentences


def _reply(advisor: Advisor, kind: str, order: Order) -> str:
    """The quick reply that asks for the status of this order, or to cancel it or send it back."""
    return advisor.wording.say(f"reply_order_{kind}", order=order.order_id)
