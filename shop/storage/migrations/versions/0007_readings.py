"""What was read in each review, and what the reviews of each product come to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("reviews", sa.Column("version", sa.BigInteger, nullable=False, server_default="0"))
    op.create_table(
        "readings",
        *(_text(name) for name in ("review_id", "product_id", "model")),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("found", sa.Text),
        sa.PrimaryKeyConstraint("review_id", name="pk_readings"),
    )
    op.create_index("ix_readings_product_id", "readings", ["product_id"])
    op.create_table(
        "tallies",
        _text("product_id"),
        sa.Column("stale", sa.Boolean, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("counted", sa.Text),
        sa.PrimaryKeyConstraint("product_id", name="pk_tallies"),
    )
    op.create_index("ix_tallies_version", "tallies", ["version"])


def downgrade() -> None:
    op.drop_table("tallies")
    op.drop_table("readings")
    op.drop_column("reviews", "version")


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False)
