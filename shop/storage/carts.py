"""What shoppers put aside to buy, one cart per conversation."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, select

from shop.storage.database import Database
from shop.storage.tables import carts
from shop.storage.upsert import insert

_KEY = ("owner", "product_id", "size", "color")


@dataclass(frozen=True, slots=True)
class CartLine:
    """So many pieces of one product in one size and colour ("" where none was chosen)."""

    product_id: str
    size: str
    color: str
    quantity: int


def add_to_cart(
    db: Database, owner: str, product_id: str, size: str = "", color: str = "", quantity: int = 1
) -> None:
    """Puts pieces in; more of the same raise the quantity of their line."""
    with db.begin() as connection:
        mine = select(func.coalesce(func.max(carts.c.position), 0) + 1).where(carts.c.owner == owner)
        statement = insert(connection, carts).values(
            owner=owner,
            product_id=product_id,
            size=size,
            color=color,
            quantity=quantity,
            position=connection.execute(mine).scalar_one(),
        )
        more = {"quantity": carts.c.quantity + statement.excluded.quantity}
        connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=more))


def remove_from_cart(
    db: Database, owner: str, product_id: str, size: str | None = None, color: str | None = None
) -> int:
    """Takes lines of the product out, in one size or colour or (None) in any; returns how many lines."""
    with db.begin() as connection:
        return connection.execute(delete(carts).where(_lines(owner, product_id, size, color))).rowcount


def load_cart(db: Database, owner: str) -> list[CartLine]:
    """The lines in the order they were put in."""
    columns = (carts.c.product_id, carts.c.size, carts.c.color, carts.c.quantity)
    statement = select(*columns).where(carts.c.owner == owner).order_by(carts.c.position)
    with db.read() as connection:
        return [CartLine(*row) for row in connection.execute(statement)]


def _lines(owner: str, product_id: str, size: str | None, color: str | None) -> ColumnElement[bool]:
    lines = and_(carts.c.owner == owner, carts.c.product_id == product_id)
    if size is not None:
        lines = and_(lines, carts.c.size == size)
    return lines if color is None else and_(lines, carts.c.color == color)
