"""The demo shop's rows, in the file formats that the importers read."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from shop.event import Event
from shop.order import Order
from shop.product import Product
from shop.review import Review

#: Source: Google Merchant Center, product data specification.
PRODUCT_COLUMNS = (
    "id",
    "title",
    "description",
    "link",
    "image_link",
    "availability",
    "price",
    "sale_price",
    "cost_of_goods_sold",
    "brand",
    "product_type",
    "color",
    "size",
    "material",
    "gender",
    "age_group",
    "item_group_id",
    "product_highlight",
)
EVENT_COLUMNS = (
    "event",
    "timestamp",
    "customer_id",
    "session_id",
    "item_id",
    "quantity",
    "price",
    "event_id",
)
REVIEW_COLUMNS = (
    "review_id",
    "product_id",
    "customer_id",
    "rating",
    "title",
    "text",
    "timestamp",
    "verified",
)


def write_products(path: Path, products: Iterable[Product]) -> None:
    """A tab-separated Google Merchant feed."""
    _write_rows(path, PRODUCT_COLUMNS, map(_product_row, products), "\t")


def write_events(path: Path, events: Iterable[Event]) -> None:
    """A flat CSV of events, one row each."""
    _write_rows(path, EVENT_COLUMNS, map(_event_row, events), ",")


def write_reviews(path: Path, reviews: Iterable[Review]) -> None:
    """A CSV of reviews."""
    _write_rows(path, REVIEW_COLUMNS, map(_review_row, reviews), ",")


def write_orders(path: Path, orders: Iterable[Order]) -> None:
    """One JSON object per order and line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(_order_object(order)) + "\n" for order in orders)


def _write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_json(path: Path, content: object) -> None:
    """Indented JSON with letters as they are."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _product_row(product: Product) -> tuple[str, ...]:
    return (
        product.product_id,
        product.title,
        product.description,
        product.link,
        product.image_link,
        product.availability,
        _amount(product.price),
        _amount(product.sale_price),
        _amount(product.cost),
        product.brand,
        product.product_type,
        "/".join(product.colors),
        ", ".join(product.sizes),
        "/".join(product.materials),
        product.gender,
        product.age_group,
        product.item_group_id,
        " | ".join(product.highlights),
    )


def _amount(price: float | None) -> str:
    return "" if price is None else f"{price:.2f} USD"


def _event_row(event: Event) -> tuple[str, ...]:
    return (
        event.name,
        _stamp(event.timestamp),
        event.customer_id,
        event.session_id,
        event.product_id,
        str(event.quantity),
        "" if event.price is None else f"{event.price:.2f}",
        event.event_id,
    )


def _review_row(review: Review) -> tuple[str, ...]:
    return (
        review.review_id,
        review.product_id,
        review.customer_id,
        f"{review.rating:.0f}",
        review.title,
        review.text,
        _stamp(review.timestamp) if review.timestamp else "",
        "true" if review.verified else "false",
    )


def _order_object(order: Order) -> dict[str, object]:
    given = {
        "order_id": order.order_id,
        "customer_id": order.customer_id,
        "placed_at": _stamp(order.placed_at),
        "status": order.status,
        "items": [{"item_id": line.product_id, "quantity": line.quantity} for line in order.lines],
        "total": order.total,
        "currency": order.currency,
        "tracking_url": order.tracking_url,
        "expected_at": order.expected_at and _stamp(order.expected_at),
        "delivered_at": order.delivered_at and _stamp(order.delivered_at),
    }
    return {name: value for name, value in given.items() if value not in (None, "")}


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
