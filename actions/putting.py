"""Puts one product in the cart, asking for the size where it comes in several."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.about_sizes import say_about_sizes
from actions.heard import hear, shopper
from actions.speaking import Event, Speaker, talked_of
from advisor.advisor import Advisor
from knowledge.other_sizes import own_size
from shop.product import Product


def put_in_cart(
    speaker: Speaker, tracker: Tracker, advisor: Advisor, product_id: str, size: str
) -> list[Event]:
    """Adds the product, or says why not, or asks for its size and keeps the question in `pending`."""
    product = advisor.product(product_id)
    if product is None or not product.in_stock:
        speaker.say("cannot_add", title=product.title if product else "It")
        return talked_of(product_id)
    said, size = size, own_or_only(product, size)
    if len(product.sizes) > 1 and not size:
        say_about_sizes(speaker, (said,), (product,))
        speaker.say("ask_cart_size", title=product.title, sizes=", ".join(product.sizes))
        speaker.replies(texts=product.sizes[:8])
        return [*talked_of(product_id), SlotSet("pending", {"add": product_id})]
    quantity = _add(advisor, tracker, product, size)
    title = f"{quantity} × {product.title}" if quantity > 1 else product.title
    speaker.say("added_size" if size else "added", title=title, size=size)
    speaker.replies("goes_with", "cart")
    return talked_of(product_id)


def own_or_only(product: Product, size: str) -> str:
    """The product's own spelling of a size it comes in, its only size, or ""."""
    if len(product.sizes) == 1 and not size:
        return product.sizes[0]
    return own_size(product, size)


def _add(advisor: Advisor, tracker: Tracker, product: Product, size: str) -> int:
    """Adds as many as the message says and returns how many that are."""
    heard = hear(tracker)
    color = next((own for own in product.colors if own.lower() in map(str.lower, heard.values("color"))), "")
    quantity = int(heard.value("quantity") or 1)
    advisor.add_to_cart(shopper(tracker), product.product_id, size, color, quantity)
    return quantity
