"""Products in the database. Retired ones stay there and are not sold."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select, true, update

from shop.product import Product
from shop.storage.counts import Counts
from shop.storage.database import Database
from shop.storage.stage import Stage, Target, save, staging
from shop.storage.tables import products, reviews
from shop.storage.upsert import chunks
from shop.storage.version import CATALOGUE, bump_version
from shop.storage.version import catalogue_version as catalogue_version

_COUNTED = ("rating", "review_count")
_STORED = [field.name for field in fields(Product) if field.name not in _COUNTED]


def product_row(product: Product) -> Mapping[str, Any]:
    """The product as a row of a product on sale; its rating lives in its reviews."""
    return {**{name: getattr(product, name) for name in _STORED}, "retired": False}


_TARGET: Target[Product] = Target(products, "product_id", product_row, version=CATALOGUE, seen="first_seen")


def stage_products(db: Database) -> AbstractContextManager[Stage[Product]]:
    """A stage for products, to be merged as a whole."""
    return staging(db, _TARGET)


def save_products(db: Database, products: Iterable[Product], now: datetime | None = None) -> Counts:
    """Adds new products, updates changed ones, puts retired ones back on sale; all or nothing."""
    return save(stage_products(db), products, now)


def retire_products(db: Database, keep: Collection[str]) -> int:
    """Takes every product off sale whose id is not in `keep`; returns how many that were."""
    kept = frozenset(keep)
    with db.begin() as connection:
        sold = connection.execute(select(products.c.product_id).where(~products.c.retired)).scalars()
        gone = [product_id for product_id in sold if product_id not in kept]
        version = bump_version(connection) if gone else 0
        for ids in chunks(gone):
            leaving = update(products).where(products.c.product_id.in_(ids))
            connection.execute(leaving.values(retired=True, version=version))
    return len(gone)


def load_products(db: Database, now: datetime | None = None) -> list[Product]:
    """Every product in the shop, by id, with the rating and the number of its reviews, as it is sold `now`."""
    now = now or datetime.now(UTC)
    statement = _rated(true()).where(~products.c.retired).order_by(products.c.product_id)
    with db.read() as connection:
        return [_product(row).at(now) for row in connection.execute(statement).mappings()]


def find_products(
    db: Database, ids: Iterable[str], retired: bool = False, now: datetime | None = None
) -> dict[str, Product]:
    """The products with these ids as they are sold `now`, unknown ids left out.

    `retired` finds products that are no longer sold as well, as for the words "you bought ...".
    """
    now = now or datetime.now(UTC)
    found: dict[str, Product] = {}
    with db.read() as connection:
        for chunk in chunks(dict.fromkeys(ids)):
            rows = connection.execute(_among(retired), {"ids": chunk}).mappings()
            found |= {row["product_id"]: _product(row).at(now) for row in rows}
    return found


def changed_since(db: Database, version: int) -> dict[str, bool]:
    """The products whose rows changed after this version of the catalogue, and whether each is sold now.

    Their reviews are not looked at: a rating may change without its product.
    """
    statement = select(products.c.product_id, ~products.c.retired).where(products.c.version > version)
    with db.read() as connection:
        return {product_id: bool(sold) for product_id, sold in connection.execute(statement)}


def count_products(db: Database) -> int:
    """How many products are on sale."""
    with db.read() as connection:
        return connection.execute(select(func.count()).where(~products.c.retired)).scalar_one()


@cache
def _among(retired: bool) -> Select[Any]:
    """Products of the parameter `ids`; made once, since building it takes longer than running it."""
    ids: BindParameter[str] = bindparam("ids", expanding=True)
    statement = _rated(reviews.c.product_id.in_(ids)).where(products.c.product_id.in_(ids))
    return statement if retired else statement.where(~products.c.retired)


def _rated(counted_reviews: ColumnElement[bool]) -> Select[Any]:
    """Products joined with the mean and the number of those of their reviews."""
    mean = func.avg(reviews.c.rating).label("rating")
    number = func.count().label("review_count")
    counted = select(reviews.c.product_id, mean, number).where(counted_reviews)
    rates = counted.group_by(reviews.c.product_id).subquery()
    added = func.coalesce(products.c.added_at, products.c.first_seen).label("added_at")
    columns = [added if name == "added_at" else products.c[name] for name in _STORED]
    source = products.outerjoin(rates, rates.c.product_id == products.c.product_id)
    return select(*columns, rates.c.rating, rates.c.review_count).select_from(source)


def _product(row: Mapping[Any, Any]) -> Product:
    values = dict(row)
    if values["review_count"] is None:
        values |= {"rating": float("nan"), "review_count": 0}
    return Product(**values)
