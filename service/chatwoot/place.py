"""Which conversation of Chatwoot is which of ours."""

import hashlib
import hmac
import re
from dataclasses import dataclass

CHANNEL = "chatwoot"
_OURS = re.compile(r"chatwoot-(\d+)-(\d+)-[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation in Chatwoot: `conversation` is its number within the account, as agents see it."""

    account: int
    conversation: int

    def conversation_id(self, key: str) -> str:
        """Our id of it. Whoever has the id of a conversation can read it, so it ends with what only we can compute."""
        name = f"{CHANNEL}-{self.account}-{self.conversation}"
        proof = hmac.new(key.encode(), name.encode(), hashlib.sha256).hexdigest()
        return f"{name}-{proof[:24]}"


def place_of(conversation_id: str) -> Place | None:
    """Where in Chatwoot one of our conversations is, None for one that is not there."""
    found = _OURS.fullmatch(conversation_id)
    return Place(int(found[1]), int(found[2])) if found else None
