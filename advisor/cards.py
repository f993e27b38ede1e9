"""Suggestions as product cards: the JSON that the widget, the API and Rasa pass on."""

import math
from typing import Any

from shop.product import Product
from shop.suggestion import Suggestion
from shop.wording import Wording


def card(product: Product, suggestion: Suggestion, wording: Wording) -> dict[str, Any]:
    """One card. `price` is what is paid now; `list_price` is there only when that is a sale price."""
    values: dict[str, Any] = {
        "product_id": product.product_id,
        "title": product.title,
        "brand": product.brand,
        "price": product.current_price,
        "currency": product.currency,
        "image_link": product.image_link,
        "link": product.link,
        "sizes": list(product.sizes),
        "colors": list(product.colors),
        "in_stock": product.in_stock,
        "reasons": [wording.reason(reason) for reason in suggestion.reasons],
    }
    if product.sale_price is not None and product.price is not None:
        values["list_price"] = product.price
    if product.review_count and not math.isnan(product.rating):
        values |= {"rating": round(product.rating, 1), "review_count": product.review_count}
    if suggestion.caution:
        pooled = suggestion.caution.reviews > product.review_count
        values["warning"] = wording.warning(suggestion.caution, len(product.sizes), pooled)
    return values
