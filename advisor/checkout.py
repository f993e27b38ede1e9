"""What of a cart can be bought now, what it costs, and where to pay for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from advisor.answers import CartLine
from advisor.money import money
from shop.product import Product
from shop.storage import carts


@dataclass(frozen=True, slots=True)
class Checkout:
    """`lines` can be bought at the prices of this moment, `sold_out` cannot right now, `gone` is sold no longer.

    `total` is "" where a price is not known; `link` is "" where there is nothing to pay or nowhere to.
    """

    lines: tuple[CartLine, ...] = ()
    sold_out: tuple[CartLine, ...] = ()
    gone: tuple[str, ...] = ()
    total: str = ""
    link: str = ""


def check_out(
    cart: Iterable[carts.CartLine], sold: Mapping[str, Product], titles: Mapping[str, str], address: str
) -> Checkout:
    """The cart as it can be bought; `sold` are the products on sale, `titles` names those no longer as well."""
    cart = list(cart)
    lines = [
        CartLine(sold[line.product_id], line.size, line.color, line.quantity)
        for line in cart
        if line.product_id in sold
    ]
    ready = tuple(line for line in lines if available(line))
    gone = (line.product_id for line in cart if line.product_id not in sold)
    return Checkout(
        ready,
        tuple(line for line in lines if not available(line)),
        tuple(dict.fromkeys(titles.get(product_id, product_id) for product_id in gone)),
        total(ready),
        link(address, ready) if ready else "",
    )


def available(line: CartLine) -> bool:
    """Whether the product is in stock, in the size that was chosen."""
    return line.product.in_stock and (not line.size or line.size in line.product.sizes)


def total(lines: Sequence[CartLine]) -> str:
    """What the lines cost together, "$20 + €5" where there are two currencies; "" where a price is not known."""
    amounts: dict[str, float] = {}
    for line in lines:
        price = line.product.current_price
        if price is None:
            return ""
        amounts[line.product.currency] = amounts.get(line.product.currency, 0.0) + price * line.quantity
    return " + ".join(money(round(amount, 2), currency) for currency, amount in amounts.items())


def link(address: str, lines: Iterable[CartLine]) -> str:
    """The address with the cart in the place of {cart}.

    >>> link("https://shop.example/pay?items={cart}", [CartLine(Product("b1", "Boot"), "42", "", 2)])
    'https://shop.example/pay?items=b1%3A2%3A42'
    """
    return address.replace("{cart}", quote(",".join(map(_line, lines)), safe=""))


def _line(line: CartLine) -> str:
    """One line; a colon, comma or percent sign within a part is encoded once more, so that parts stay apart."""
    parts = [line.product.product_id, str(line.quantity), line.size, line.color]
    while not parts[-1]:
        parts.pop()
    return ":".join(_escaped(part) for part in parts)


def _escaped(part: str) -> str:
    return part.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
