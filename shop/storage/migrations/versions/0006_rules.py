"""Business rules, and what a product costs the shop."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("products", sa.Column("cost", sa.Double))
    op.create_table(
        "rules",
        *(_text(name) for name in ("rule_id", "action", "product_id", "brand", "category")),
        sa.Column("margin_min", sa.Double),
        sa.Column("margin_max", sa.Double),
        sa.Column("strength", sa.Double, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("starts_at", sa.BigInteger),
        sa.Column("ends_at", sa.BigInteger),
        _text("note"),
        sa.PrimaryKeyConstraint("rule_id", name="pk_rules"),
    )


def downgrade() -> None:
    op.drop_table("rules")
    op.drop_column("products", "cost")


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False)
