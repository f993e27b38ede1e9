"""What shoppers mind."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    key = ("owner", "aspect", "product_id")
    op.create_table(
        "concerns",
        *(sa.Column(name, sa.Text, nullable=False) for name in key),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint(*key, name="pk_concerns"),
    )


def downgrade() -> None:
    op.drop_table("concerns")
