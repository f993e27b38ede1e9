"""Rows of a product feed, in Google Merchant's columns."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shop.feeds.cells import Cells
from shop.feeds.columns import Columns
from shop.feeds.errors import BadValue
from shop.feeds.moment import parse_period
from shop.feeds.notes import Notes
from shop.feeds.words import availability, gender
from shop.product import Audience, Availability, Product

#: Source: Google Merchant Center, product data specification. Other names are those of common exports.
COLUMNS: Columns = {
    "id": ("product_id", "item_id", "sku", "article_number", "asin", "handle"),
    "title": ("name", "product_name", "product_title"),
    "description": ("body", "body_html", "summary", "content", "product_description", "long_description"),
    "link": ("url", "product_url", "product_link"),
    "image_link": ("image", "image_url", "picture", "img", "image_src", "images"),
    "price": ("regular_price", "list_price", "unit_price", "current_price", "variant_price"),
    "sale_price": ("special_price", "discount_price", "offer_price"),
    "sale_price_effective_date": ("sale_dates", "sale_price_dates", "special_price_dates"),
    "currency": ("price_currency", "currency_code"),
    "availability": ("stock_status", "stock", "in_stock", "inventory", "inventory_quantity", "quantity"),
    "brand": ("vendor", "manufacturer", "make"),
    "product_type": ("category", "categories", "product_category", "category_path", "type"),
    "google_product_category": (),
    "color": ("colors", "colour", "colours"),
    "size": ("sizes",),
    "material": ("materials", "fabric"),
    "product_highlight": ("highlights", "product_highlights", "features", "bullet_points"),
    "gender": ("audience", "gender_affinity", "target_gender"),
    "age_group": ("age",),
    "item_group_id": ("group_id", "parent_id", "parent_sku", "variant_group"),
    "cost_of_goods_sold": ("cogs", "cost", "cost_price", "purchase_price", "cost_per_item"),
    "date_added": ("added_at", "created_at", "published_at", "date_created", "availability_date"),
}
REQUIRED = ("id", "title")


def to_products(cells: Cells, currency: str, notes: Notes) -> Iterator[Product]:
    """The product of one row. Prices that name no currency are in the row's, else in `currency`."""
    title = cells.plain("title")
    if not title:
        raise BadValue("title", "a title", title)
    yield Product(
        product_id=cells.identity("id"),
        title=title,
        description=cells.plain("description"),
        link=cells.text("link"),
        image_link=cells.text("image_link"),
        **_priced(cells, currency, notes),
        availability=_availability(cells),
        brand=cells.plain("brand"),
        product_type=_product_type(cells),
        colors=cells.several("color", "slashes"),
        sizes=cells.several("size", "commas"),
        materials=cells.several("material", "slashes"),
        highlights=cells.several("product_highlight", "lines"),
        gender=_gender(cells, notes),
        age_group=cells.text("age_group").lower(),
        item_group_id=cells.identity("item_group_id", required=False),
        added_at=_added(cells, notes),
    )


def _priced(cells: Cells, currency: str, notes: Notes) -> dict[str, Any]:
    """Everything about money."""
    prices = _prices(cells, currency)
    return {**_with_dates(prices, cells, notes), "cost": _cost(cells, prices["currency"], notes)}


def _cost(cells: Cells, currency: str, notes: Notes) -> float | None:
    """What the item costs the shop; left out in another currency than the price's."""
    cost = cells.price("cost_of_goods_sold", currency)
    if cost and cost.currency != currency:
        notes.add("cost_of_goods_sold left empty, as it was in another currency than the price")
        return None
    return cost.amount if cost else None


def _prices(cells: Cells, currency: str) -> dict[str, Any]:
    """Price, sale price (only a lower one is a sale) and their currency."""
    currency = cells.text("currency").upper() or currency
    if len(currency) != 3 or not currency.isalpha():
        raise BadValue("currency", "a code of three letters such as USD", currency)
    price = cells.price("price", currency)
    sale = cells.price("sale_price", price.currency if price else currency)
    if price is None:
        price, sale = sale, None
    if price and sale and sale.currency != price.currency:
        raise BadValue("sale_price", f"an amount in {price.currency}, as the price", cells.text("sale_price"))
    amount = price.amount if price else None
    lower = sale is not None and amount is not None and sale.amount < amount
    return {
        "price": amount,
        "sale_price": sale.amount if sale and lower else None,
        "currency": price.currency if price else currency,
    }


def _with_dates(prices: dict[str, Any], cells: Cells, notes: Notes) -> dict[str, Any]:
    """The prices with the dates of the sale; without the sale price where nobody can tell when it holds."""
    text = cells.text("sale_price_effective_date")
    if prices["sale_price"] is None or not text:
        return prices
    try:
        sale_from, sale_until = parse_period(text)
    except ValueError:
        notes.add(
            "sale price left out, as its dates were no two times such as 2026-01-31T12:00Z/2026-02-28T12:00Z"
        )
        return {**prices, "sale_price": None}
    return {**prices, "sale_from": sale_from, "sale_until": sale_until}


def _added(cells: Cells, notes: Notes) -> datetime | None:
    try:
        return cells.moment("date_added")
    except BadValue:
        notes.add("date_added left empty, as it was no time such as 2026-01-31")
        return None


def _availability(cells: Cells) -> Availability:
    """In stock where the feed says nothing."""
    text = cells.text("availability")
    try:
        return availability(text) if text else "in_stock"
    except ValueError:
        expected = "in_stock, out_of_stock, preorder, backorder or a number of pieces"
        raise BadValue("availability", expected, text) from None


def _product_type(cells: Cells) -> str:
    """The shop's own path, else Google's unless that is only its number."""
    google = cells.plain("google_product_category")
    path = cells.plain("product_type") or ("" if google.isdigit() else google)
    return " > ".join(part.strip() for part in path.split(">") if part.strip())


def _gender(cells: Cells, notes: Notes) -> Audience:
    text = cells.text("gender")
    found = gender(text) if text else ""
    if found is None:
        notes.add("gender left empty, as it was none of male, female, unisex")
    return found or ""
