"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.BigInteger


def upgrade() -> None:
    _catalogue()
    _behaviour()
    _conversations()
    _owned()


def downgrade() -> None:
    for table in ("tastes", "carts", "handoffs", "impressions", "messages", "conversations"):
        op.drop_table(table)
    for table in ("consents", "events", "reviews", "products", "meta"):
        op.drop_table(table)


def _text(name: str, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=nullable)


def _catalogue() -> None:
    op.create_table(
        "meta", _text("key"), sa.Column("value", sa.BigInteger, nullable=False), _key("meta", "key")
    )
    op.create_table(
        "products",
        *(_text(name) for name in ("product_id", "title", "description", "link", "image_link")),
        sa.Column("price", sa.Double),
        sa.Column("sale_price", sa.Double),
        *(_text(name) for name in ("currency", "availability", "brand", "product_type")),
        *(_text(name) for name in ("colors", "sizes", "materials", "highlights")),
        *(_text(name) for name in ("gender", "age_group", "item_group_id")),
        sa.Column("retired", sa.Boolean, nullable=False),
        _key("products", "product_id"),
    )
    op.create_table(
        "reviews",
        *(_text(name) for name in ("review_id", "product_id", "customer_id")),
        sa.Column("rating", sa.Double, nullable=False),
        *(_text(name) for name in ("title", "text")),
        sa.Column("timestamp", MOMENT),
        sa.Column("verified", sa.Boolean),
        _key("reviews", "review_id"),
    )
    _index("reviews", "product_id", "rating")
    _index("reviews", "customer_id")


def _behaviour() -> None:
    op.create_table(
        "events",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        *(_text(name) for name in ("event_id", "name")),
        sa.Column("timestamp", MOMENT, nullable=False),
        *(_text(name) for name in ("product_id", "customer_id", "session_id")),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("price", sa.Double),
        sa.Column("consented", sa.Boolean, nullable=False),
        sa.UniqueConstraint("event_id", name="uq_events_event_id"),
    )
    _index("events", "timestamp", "number")
    _index("events", "customer_id", "timestamp")
    _index("events", "session_id", "timestamp")
    op.create_table(
        "consents",
        _text("customer_id"),
        _text("key"),
        sa.Column("granted", sa.Boolean, nullable=False),
        sa.Column("timestamp", MOMENT, nullable=False),
        _key("consents", "customer_id", "key"),
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        _text("conversation_id"),
        _text("customer_id"),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("personal", sa.Boolean, nullable=False),
        _key("conversations", "conversation_id"),
    )
    _index("conversations", "customer_id")
    _said(
        "messages",
        _text("message_id", nullable=True),
        _text("role"),
        _text("text"),
        _text("payload", nullable=True),
        sa.UniqueConstraint("conversation_id", "message_id", name="uq_messages_conversation_id_message_id"),
    )
    _index("messages", "conversation_id", "number")
    position = sa.Column("position", sa.Integer, nullable=False)
    _said("impressions", _text("product_id"), position, _text("source"))
    _index("impressions", "conversation_id")
    _said("handoffs", _text("reason"))
    _index("handoffs", "conversation_id")


def _owned() -> None:
    op.create_table(
        "carts",
        *(_text(name) for name in ("owner", "product_id", "size", "color")),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        _key("carts", "owner", "product_id", "size", "color"),
    )
    op.create_table(
        "tastes",
        _text("owner"),
        _text("product_id"),
        sa.Column("liked", sa.Boolean, nullable=False),
        sa.Column("timestamp", MOMENT, nullable=False),
        _key("tastes", "owner", "product_id"),
    )


def _said(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of what happened in conversations; its rows go with their conversation."""
    op.create_table(
        table,
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        _text("conversation_id"),
        *columns,
        sa.Column("timestamp", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.conversation_id"],
            name=f"fk_{table}_conversation_id",
            ondelete="CASCADE",
        ),
    )


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
