"""When a sale price holds, and when a product came."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS = ("sale_from", "sale_until", "added_at", "first_seen")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("products", sa.Column(name, sa.BigInteger))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("products", name)
