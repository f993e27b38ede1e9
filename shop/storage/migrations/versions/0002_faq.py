"""The shop's FAQ."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "faq",
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("entry_id", "questions", "answer", "topic", "link")
        ),
        sa.PrimaryKeyConstraint("entry_id", name="pk_faq"),
    )


def downgrade() -> None:
    op.drop_table("faq")
