"""People who take conversations over, and what goes out to other systems."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.BigInteger
NEW = (
    "inbox",
    "deliveries",
    "canned_answers",
    "agent_sessions",
    "agents",
    "feedback",
    "notes",
    "handoff_events",
)


def upgrade() -> None:
    _messages()
    _handoffs()
    _said()
    _agents()
    _outside()


def downgrade() -> None:
    for table in NEW:
        op.drop_table(table)
    op.drop_index("uq_handoffs_open", "handoffs")
    for name in ("outcome", "ended_at", "taken_at", "email", "agent_id", "team", "state"):
        op.drop_column("handoffs", name)
    op.drop_index("ix_messages_unanswered", "messages")
    for name in ("unanswered", "reply_to", "author"):
        op.drop_column("messages", name)


def _text(name: str, default: str | None = None) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _moment(name: str, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, MOMENT, nullable=nullable)


def _number() -> "sa.Column[int]":
    return sa.Column("number", NUMBER, primary_key=True, autoincrement=True)


def _messages() -> None:
    op.add_column("messages", _text("author", ""))
    op.add_column("messages", sa.Column("reply_to", sa.BigInteger))
    op.add_column("messages", sa.Column("unanswered", sa.Boolean, nullable=False, server_default=sa.false()))
    _partial_index("ix_messages_unanswered", "messages", "number", "unanswered")


def _handoffs() -> None:
    """Requests from before the console count as closed: nobody waits for them any more."""
    op.add_column("handoffs", _text("state", "closed"))
    for name in ("team", "agent_id", "email", "outcome"):
        op.add_column("handoffs", _text(name, ""))
    for name in ("taken_at", "ended_at"):
        op.add_column("handoffs", _moment(name, nullable=True))
    _partial_index(
        "uq_handoffs_open", "handoffs", "conversation_id", "state IN ('waiting', 'held')", unique=True
    )
    _of_conversation(
        "handoff_events",
        sa.Column("handoff", sa.BigInteger, nullable=False),
        *(_text(name) for name in ("step", "agent_id", "detail")),
        _moment("timestamp"),
    )
    op.create_index("ix_handoff_events_conversation_id", "handoff_events", ["conversation_id"])


def _said() -> None:
    _of_conversation("notes", _text("agent_id"), _text("text"), _moment("timestamp"))
    op.create_index("ix_notes_conversation_id", "notes", ["conversation_id"])
    _of_conversation(
        "feedback",
        sa.Column("rating", sa.Integer, nullable=False),
        _text("comment"),
        _moment("timestamp"),
        sa.UniqueConstraint("conversation_id", name="uq_feedback_conversation_id"),
    )


def _agents() -> None:
    op.create_table(
        "agents",
        *(_text(name) for name in ("agent_id", "login", "name", "role", "team", "password_hash")),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("agent_id", name="pk_agents"),
        sa.UniqueConstraint("login", name="uq_agents_login"),
    )
    op.create_table(
        "agent_sessions",
        *(_text(name) for name in ("token_hash", "agent_id", "csrf_token")),
        *(_moment(name) for name in ("created_at", "expires_at")),
        sa.PrimaryKeyConstraint("token_hash", name="pk_agent_sessions"),
    )
    op.create_index("ix_agent_sessions_agent_id", "agent_sessions", ["agent_id"])
    op.create_table(
        "canned_answers",
        _text("shortcut"),
        _text("text"),
        sa.PrimaryKeyConstraint("shortcut", name="pk_canned_answers"),
    )


def _outside() -> None:
    op.create_table(
        "deliveries",
        _number(),
        *(_text(name) for name in ("key", "channel", "target", "body", "state", "error")),
        sa.Column("attempts", sa.Integer, nullable=False),
        *(_moment(name) for name in ("due_at", "created_at")),
        sa.UniqueConstraint("key", name="uq_deliveries_key"),
    )
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_table(
        "inbox",
        _number(),
        *(_text(name) for name in ("key", "channel", "body", "state")),
        sa.Column("attempts", sa.Integer, nullable=False),
        _moment("received_at"),
        sa.UniqueConstraint("key", name="uq_inbox_key"),
    )
    op.create_index("ix_inbox_state_number", "inbox", ["state", "number"])


def _of_conversation(name: str, *columns: "sa.schema.SchemaItem") -> None:
    key = sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversations.conversation_id"],
        name=f"fk_{name}_conversation_id",
        ondelete="CASCADE",
    )
    op.create_table(name, _number(), _text("conversation_id"), *columns, key)


def _partial_index(name: str, table: str, column: str, where: str, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, [column], unique=unique, sqlite_where=condition, postgresql_where=condition)
