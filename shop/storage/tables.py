"""Every table, as the newest migration leaves it. Moments are UTC microseconds."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    false,
    text,
)

from shop.storage.types import Moment, OrderLines, Payload, Texts, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: A number that rises with every row; SQLite numbers rows by itself only for INTEGER keys.
Number = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

products = Table(
    "products",
    metadata,
    Column("product_id", Words, primary_key=True),
    Column("title", Words, nullable=False),
    Column("description", Words, nullable=False),
    Column("link", Words, nullable=False),
    Column("image_link", Words, nullable=False),
    Column("price", Double),
    Column("sale_price", Double),
    Column("currency", Words, nullable=False),
    Column("availability", Words, nullable=False),
    Column("brand", Words, nullable=False),
    Column("product_type", Words, nullable=False),
    Column("colors", Texts, nullable=False),
    Column("sizes", Texts, nullable=False),
    Column("materials", Texts, nullable=False),
    Column("highlights", Texts, nullable=False),
    Column("gender", Words, nullable=False),
    Column("age_group", Words, nullable=False),
    Column("item_group_id", Words, nullable=False),
    Column("sale_from", Moment),
    Column("sale_until", Moment),
    Column("added_at", Moment),
    Column("first_seen", Moment),
    Column("cost", Double),
    Column("retired", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False, server_default="0"),
    Index(None, "version"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("review_id", Words, primary_key=True),
    Column("product_id", Words, nullable=False),
    Column("customer_id", Words, nullable=False),
    Column("rating", Double, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("timestamp", Moment),
    Column("verified", Boolean),
    Column("version", BigInteger, nullable=False, server_default="0"),
    Index(None, "product_id", "rating"),
    Index(None, "customer_id"),
)

readings = Table(
    "readings",
    metadata,
    Column("review_id", Words, primary_key=True),
    Column("product_id", Words, nullable=False),
    Column("model", Words, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("found", Payload),
    Index(None, "product_id"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("product_id", Words, primary_key=True),
    Column("stale", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("counted", Payload),
    Index(None, "version"),
)

faq = Table(
    "faq",
    metadata,
    Column("entry_id", Words, primary_key=True),
    Column("questions", Texts, nullable=False),
    Column("answer", Words, nullable=False),
    Column("topic", Words, nullable=False),
    Column("link", Words, nullable=False),
)

rules = Table(
    "rules",
    metadata,
    Column("rule_id", Words, primary_key=True),
    Column("action", Words, nullable=False),
    Column("product_id", Words, nullable=False),
    Column("brand", Words, nullable=False),
    Column("category", Words, nullable=False),
    Column("margin_min", Double),
    Column("margin_max", Double),
    Column("strength", Double, nullable=False),
    Column("place", Integer, nullable=False),
    Column("starts_at", Moment),
    Column("ends_at", Moment),
    Column("note", Words, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("event_id", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("timestamp", Moment, nullable=False),
    Column("product_id", Words, nullable=False),
    Column("customer_id", Words, nullable=False),
    Column("session_id", Words, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("price", Double),
    Column("consented", Boolean, nullable=False),
    UniqueConstraint("event_id"),
    Index(None, "timestamp", "number"),
    Index(None, "customer_id", "timestamp"),
    Index(None, "session_id", "timestamp"),
)

consents = Table(
    "consents",
    metadata,
    Column("customer_id", Words, primary_key=True),
    Column("key", Words, primary_key=True),
    Column("granted", Boolean, nullable=False),
    Column("timestamp", Moment, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", Words, primary_key=True),
    Column("customer_id", Words, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("personal", Boolean, nullable=False),
    Index(None, "customer_id"),
)


def _conversation() -> Column[str]:
    """A reference that goes when its conversation goes."""
    key = ForeignKey("conversations.conversation_id", ondelete="CASCADE")
    return Column("conversation_id", Words, key, nullable=False)


messages = Table(
    "messages",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    _conversation(),
    Column("message_id", Words),
    Column("role", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("payload", Payload),
    Column("timestamp", Moment, nullable=False),
    Column("author", Words, nullable=False, server_default=""),
    Column("reply_to", BigInteger),
    Column("unanswered", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("conversation_id", "message_id"),
    Index(None, "conversation_id", "number"),
    Index(
        "ix_messages_unanswered",
        "number",
        sqlite_where=text("unanswered"),
        postgresql_where=text("unanswered"),
    ),
)

impressions = Table(
    "impressions",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    _conversation(),
    Column("product_id", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("source", Words, nullable=False),
    Column("timestamp", Moment, nullable=False),
    Index(None, "conversation_id"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    _conversation(),
    Column("reason", Words, nullable=False),
    Column("timestamp", Moment, nullable=False),
    Column("state", Words, nullable=False, server_default="closed"),
    Column("team", Words, nullable=False, server_default=""),
    Column("agent_id", Words, nullable=False, server_default=""),
    Column("email", Words, nullable=False, server_default=""),
    Column("taken_at", Moment),
    Column("ended_at", Moment),
    Column("outcome", Words, nullable=False, server_default=""),
    Index(None, "conversation_id"),
    Index(
        "uq_handoffs_open",
        "conversation_id",
        unique=True,
        sqlite_where=text("state IN ('waiting', 'held')"),
        postgresql_where=text("state IN ('waiting', 'held')"),
    ),
)

handoff_events = Table(
    "handoff_events",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("handoff", BigInteger, nullable=False),
    _conversation(),
    Column("step", Words, nullable=False),
    Column("timestamp", Moment, nullable=False),
    Column("agent_id", Words, nullable=False),
    Column("detail", Words, nullable=False),
    Index(None, "conversation_id"),
)

notes = Table(
    "notes",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    _conversation(),
    Column("agent_id", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("timestamp", Moment, nullable=False),
    Index(None, "conversation_id"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    _conversation(),
    Column("rating", Integer, nullable=False),
    Column("comment", Words, nullable=False),
    Column("timestamp", Moment, nullable=False),
    UniqueConstraint("conversation_id"),
)

agents = Table(
    "agents",
    metadata,
    Column("agent_id", Words, primary_key=True),
    Column("login", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("team", Words, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password_hash", Words, nullable=False),
    UniqueConstraint("login"),
)

agent_sessions = Table(
    "agent_sessions",
    metadata,
    Column("token_hash", Words, primary_key=True),
    Column("agent_id", Words, nullable=False),
    Column("csrf_token", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "agent_id"),
)

canned_answers = Table(
    "canned_answers",
    metadata,
    Column("shortcut", Words, primary_key=True),
    Column("text", Words, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("key", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("target", Words, nullable=False),
    Column("body", Payload, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("error", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("key"),
    Index(None, "state", "due_at"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("key", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("body", Payload, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("key"),
    Index(None, "state", "number"),
)

carts = Table(
    "carts",
    metadata,
    Column("owner", Words, primary_key=True),
    Column("product_id", Words, primary_key=True),
    Column("size", Words, primary_key=True),
    Column("color", Words, primary_key=True),
    Column("quantity", Integer, nullable=False),
    Column("position", Integer, nullable=False),
)

tastes = Table(
    "tastes",
    metadata,
    Column("owner", Words, primary_key=True),
    Column("product_id", Words, primary_key=True),
    Column("liked", Boolean, nullable=False),
    Column("timestamp", Moment, nullable=False),
)

concerns = Table(
    "concerns",
    metadata,
    Column("owner", Words, primary_key=True),
    Column("aspect", Words, primary_key=True),
    Column("product_id", Words, primary_key=True),
    Column("at", Moment, nullable=False),
)

orders = Table(
    "orders",
    metadata,
    Column("order_id", Words, primary_key=True),
    Column("customer_id", Words, nullable=False),
    Column("placed_at", Moment, nullable=False),
    Column("status", Words, nullable=False),
    Column("lines", OrderLines, nullable=False),
    Column("total", Double),
    Column("currency", Words, nullable=False),
    Column("tracking_url", Words, nullable=False),
    Column("expected_at", Moment),
    Column("delivered_at", Moment),
    Index(None, "customer_id", "placed_at"),
)

order_requests = Table(
    "order_requests",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("order_id", Words, nullable=False),
    Column("customer_id", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("state", Words, nullable=False),
    UniqueConstraint("order_id", "kind"),
    Index(None, "customer_id"),
)
