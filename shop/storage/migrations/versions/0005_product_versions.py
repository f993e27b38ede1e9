"""At which version of the catalogue a product changed last, so that a running shop reads only what is new."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("products", sa.Column("version", sa.BigInteger, nullable=False, server_default="0"))
    op.create_index("ix_products_version", "products", ["version"])


def downgrade() -> None:
    op.drop_index("ix_products_version", "products")
    op.drop_column("products", "version")
