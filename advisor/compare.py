"""Products side by side, on what differs."""

import math
from collections.abc import Callable, Mapping, Sequence

from advisor.answers import Comparison, Row
from advisor.day import month
from advisor.money import money
from shop.complaint import Complaint
from shop.product import Product
from shop.review_summary import ReviewSummary
from shop.wording import Wording


def _rating(product: Product) -> str:
    if not product.review_count or math.isnan(product.rating):
        return ""
    return f"{product.rating:.1f} of 5 ({product.review_count} reviews)"


FIELDS: Mapping[str, Callable[[Product], str]] = {
    "Price": lambda product: money(product.current_price, product.currency),
    "Rating": _rating,
    "Brand": lambda product: product.brand,
    "Category": lambda product: product.category,
    "Colour": lambda product: ", ".join(product.colors),
    "Sizes": lambda product: ", ".join(product.sizes),
    "Material": lambda product: ", ".join(product.materials),
    "Good to know": lambda product: "; ".join(product.highlights),
    "In stock": lambda product: "yes" if product.in_stock else "no",
}


def compare(
    products: Sequence[Product], complaints: Mapping[str, Sequence[Complaint]], wording: Wording
) -> Comparison:
    """The rows in which the products differ; what buyers complain about is always told when known."""
    rows = [Row(label, tuple(value(product) for product in products)) for label, value in FIELDS.items()]
    rows.append(
        Row("Buyers complain", tuple(_worst(complaints.get(p.product_id, ()), wording) for p in products))
    )
    return Comparison(
        tuple(p.title for p in products), tuple(row for row in rows if len(set(row.values)) > 1)
    )


def compare_complaints(
    products: Sequence[Product], summary: Callable[[str], ReviewSummary], wording: Wording
) -> Comparison:
    """What buyers complain about, most often first, with one of them in their own words; no rows where several of
    them complain of nothing."""
    summaries = [summary(product.product_id) for product in products]
    if not any(one.complaints for one in summaries):
        return Comparison(tuple(product.title for product in products), ())
    rows = [Row("Reviews", tuple(str(one.reviews) for one in summaries))]
    for place, label in enumerate(("Most complained of", "Then", "And")):
        rows.append(Row(label, tuple(_told(one, place, wording) for one in summaries)))
    rows.append(Row("In a buyer's words", tuple(_words(one) for one in summaries)))
    return Comparison(
        tuple(product.title for product in products), tuple(row for row in rows if any(row.values))
    )


def _told(summary: ReviewSummary, place: int, wording: Wording) -> str:
    if place >= len(summary.complaints):
        return wording.say("nothing_shared") if not place and summary.reviews else ""
    told = summary.complaints[place]
    return f"{wording.aspect(told.aspect)} ({told.support} of {told.reviews})"


def _words(summary: ReviewSummary) -> str:
    quotes = (quote for complaint in summary.complaints for quote in complaint.quotes)
    quote = next(quotes, None)
    return f"“{quote.text}”" + (f" {month(quote.at)}" if quote.at else "") if quote else ""


def _worst(complaints: Sequence[Complaint], wording: Wording) -> str:
    """The weightiest complaint with its counts."""
    if not complaints:
        return ""
    worst = complaints[0]
    return f"{wording.aspect(worst.aspect)} ({worst.support} of {worst.reviews} reviews)"
