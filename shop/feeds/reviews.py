"""Rows of a review export."""

import re
from collections.abc import Iterator

from shop.feeds.cells import Cells
from shop.feeds.columns import Columns
from shop.feeds.digest import digest
from shop.feeds.errors import BadValue
from shop.feeds.notes import Notes
from shop.review import Review

COLUMNS: Columns = {
    "review_id": ("id",),
    "product_id": ("item_id", "sku", "asin", "parent_asin", "product"),
    "customer_id": ("user_id", "reviewer_id", "author_id", "customer"),
    "rating": ("stars", "score", "overall", "star_rating", "review_rating"),
    "title": ("summary", "headline", "review_title", "subject"),
    "text": ("review_text", "body", "content", "review", "comment", "review_body", "reviewtext"),
    "timestamp": ("date", "created_at", "time", "review_date", "unixreviewtime", "review_timestamp"),
    "verified": ("verified_purchase", "verified_buyer"),
}
REQUIRED = ("product_id", "rating")
_OUT_OF_FIVE = re.compile(r"\s*(/|out of|of)\s*5(\.0+)?\s*(stars?)?$|\s*stars?$", re.IGNORECASE)


def to_reviews(cells: Cells, currency: str, notes: Notes) -> Iterator[Review]:
    """The review of one row; without a review_id its content is its id."""
    product_id = cells.identity("product_id")
    customer_id = cells.identity("customer_id", required=False)
    rating = _rating(cells)
    title, text = cells.plain("title"), cells.plain("text")
    moment = cells.moment("timestamp")
    yield Review(
        review_id=cells.identity("review_id", required=False)
        or digest(product_id, customer_id, rating, title, text, moment),
        product_id=product_id,
        rating=rating,
        text=text,
        title=title,
        customer_id=customer_id,
        timestamp=moment,
        verified=cells.yes_or_no("verified"),
    )


def _rating(cells: Cells) -> float:
    text = cells.text("rating")
    try:
        rating = float(_OUT_OF_FIVE.sub("", text).replace(",", "."))
    except ValueError:
        rating = float("nan")
    if not 1 <= rating <= 5:
        raise BadValue("rating", "a number from 1 to 5", text)
    return rating
