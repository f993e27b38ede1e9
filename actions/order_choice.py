"""Which of the customer's orders a message is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actions.heard import Heard
from actions.order_numbers import other_number, own_number
from actions.speaking import Speaker
from actions.targets import matching
from advisor.advisor import Advisor
from advisor.shopper import Shopper
from shop.order import Order
from shop.product import Product

LATEST = r"\b(?:last|latest|newest|(?:most )?recent|just (?:ordered|bought|placed))\b"


@dataclass(frozen=True, slots=True)
class Choice:
    """`orders` that may be meant, newest first; `product` is the one item of theirs that is described.

    `unknown` is a number that is none of the customer's, whoever else's it may be.
    """

    orders: tuple[Order, ...] = ()
    product: Product | None = None
    unknown: str = ""


def proven(speaker: Speaker, advisor: Advisor, who: Shopper) -> bool:
    """Whether it is certain who is asking; says so where it is not."""
    if advisor.orders.knows(who):
        return True
    speaker.say("order_unproven" if who.customer_id else "order_sign_in")
    speaker.replies("person")
    return False


def choose(heard: Heard, advisor: Advisor, own: Sequence[Order], likely: Sequence[Order]) -> Choice:
    """The order that is named by its number, else the latest where that is said, else those that hold what is
    described, the `likely` ones before others; none where the message says nothing about which."""
    number = own_number(heard.text, [order.order_id for order in own])
    if number:
        order = next(order for order in own if order.order_id == number)
        return Choice((order,), described(heard, advisor, [order]))
    unknown = other_number(heard.text)
    if unknown:
        return Choice(unknown=unknown)
    if heard.says(LATEST):
        return Choice(tuple(own[:1]), described(heard, advisor, own[:1]))
    product = described(heard, advisor, likely) or described(heard, advisor, own)
    return Choice(tuple(order for order in own if product and _holds(order, product)), product)


def described(heard: Heard, advisor: Advisor, orders: Iterable[Order]) -> Product | None:
    """The one product of these orders whose words the message uses, None where there is no such."""
    items = [item for held in advisor.orders.items(orders).values() for item in held]
    products = {item.product_id: item.product for item in items if item.product}
    return products.get(matching(heard.text, list(products.values())))


def _holds(order: Order, product: Product) -> bool:
    return any(line.product_id == product.product_id for line in order.lines)
