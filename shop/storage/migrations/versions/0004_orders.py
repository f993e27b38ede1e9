"""Orders, and what their customers ask about them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.BigInteger


def upgrade() -> None:
    op.create_table(
        "orders",
        *(_text(name) for name in ("order_id", "customer_id")),
        sa.Column("placed_at", MOMENT, nullable=False),
        *(_text(name) for name in ("status", "lines")),
        sa.Column("total", sa.Double),
        *(_text(name) for name in ("currency", "tracking_url")),
        sa.Column("expected_at", MOMENT),
        sa.Column("delivered_at", MOMENT),
        sa.PrimaryKeyConstraint("order_id", name="pk_orders"),
    )
    op.create_index("ix_orders_customer_id_placed_at", "orders", ["customer_id", "placed_at"])
    op.create_table(
        "order_requests",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        *(_text(name) for name in ("order_id", "customer_id", "kind", "reason")),
        sa.Column("created_at", MOMENT, nullable=False),
        _text("state"),
        sa.UniqueConstraint("order_id", "kind", name="uq_order_requests_order_id_kind"),
    )
    op.create_index("ix_order_requests_customer_id", "order_requests", ["customer_id"])


def downgrade() -> None:
    op.drop_table("order_requests")
    op.drop_table("orders")


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False)
