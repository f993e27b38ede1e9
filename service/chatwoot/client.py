"""Talks to Chatwoot's API as the agent bot."""

import json
from typing import Any

import aiohttp

from service.chatwoot.place import place_of
from service.outgoing.courier import Send
from service.outgoing.post import Failed, Sent, post
from shop.storage.deliveries import Delivery

#: Calls that a bot's token may make, as the last part of their address.
MESSAGES, STATUS = "messages", "toggle_status"


def is_final(status: int) -> bool:
    """Whether another attempt would come to the same: Chatwoot understood and said no. 408 and 429 ask for patience."""
    return 300 <= status < 500 and status not in (408, 429)


def sender(http: aiohttp.ClientSession, base_url: str, token: str) -> Send:
    """Makes the call that a delivery holds: `call` and `json`."""
    headers = {"Content-Type": "application/json", "api_access_token": token}

    async def send(delivery: Delivery) -> Sent | Failed:
        place = place_of(delivery.target)
        if place is None:
            return Failed("this is no conversation of Chatwoot", again=False)
        path = f"/api/v1/accounts/{place.account}/conversations/{place.conversation}/{delivery.body['call']}"
        data = json.dumps(delivery.body["json"]).encode()
        answer, outcome = await post(http, base_url.rstrip("/") + path, data, headers, is_final)
        return outcome if isinstance(outcome, Failed) else Sent(number_of(answer))

    return send


def number_of(answer: bytes) -> dict[str, Any]:
    """Chatwoot's number of the message that was made, as {"id": n}; {} where it says none."""
    try:
        said = json.loads(answer)
    except ValueError:
        return {}
    return {"id": said["id"]} if isinstance(said, dict) and isinstance(said.get("id"), int) else {}
