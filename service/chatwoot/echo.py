"""Messages of the bot that Chatwoot tells it of. Its API knows no idempotency key, so this is the one way to find out
whether a message arrived whose answer was lost: without it the shopper would read it twice."""

from datetime import UTC, datetime

from service.chatwoot.client import MESSAGES
from service.chatwoot.incoming import Incoming
from service.chatwoot.place import CHANNEL
from shop.storage.database import Database
from shop.storage.deliveries import Delivery, load_deliveries, set_sent

#: The echo of one message comes while the next is under way at the latest; more than enough.
LOOK_BACK = 50


def settle_echo(db: Database, conversation_id: str, echo: Incoming) -> bool:
    """Marks the delivery as sent that this is the echo of, where nobody knew; whether there was one."""
    recent = load_deliveries(db, channel=CHANNEL, target=conversation_id, limit=LOOK_BACK)
    if any(one.state == "sent" and one.body["answer"].get("id") == echo.message for one in recent):
        return False
    unknown = [one for one in recent if one.state in ("sending", "unsure") and _is(one, echo)]
    if not unknown:
        return False
    set_sent(db, unknown[-1].number, datetime.now(UTC), {"id": echo.message})
    return True


def _is(delivery: Delivery, echo: Incoming) -> bool:
    if delivery.body["call"] != MESSAGES:
        return False
    body = delivery.body["json"]
    same_kind = body.get("content_type", "text") == echo.content_type
    content: str = body["content"]
    return bool(same_kind and content.strip() == echo.text.strip())
