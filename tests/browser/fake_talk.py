"""The conversations of the fake shop: what is stored, who listens, what the bot answers from a can."""

from itertools import count
from typing import Any

from fake_answers import MORE_ANSWERS
from fake_catalogue import card
from starlette.websockets import WebSocket, WebSocketDisconnect

Message = dict[str, Any]
WITH_BOT = {"handler": "bot", "agent": None, "position": 0, "open": True, "opens_at": None, "email": ""}


class Talk:
    """What a service keeps in its database, and the sockets that are open. Lives in the server's event loop."""

    def __init__(self) -> None:
        self.conversations: dict[str, list[Message]] = {}
        self.states: dict[str, dict[str, Any]] = {}
        self.sockets: dict[WebSocket, str] = {}
        self._answers: dict[str, list[Message]] = {}
        self._ids = count(1)

    def state(self, conversation_id: str) -> dict[str, Any]:
        return self.states.setdefault(conversation_id, dict(WITH_BOT))

    def known(self, message_id: str) -> Message | None:
        stored = (each for messages in self.conversations.values() for each in messages)
        return next((each for each in stored if each.get("message_id") == message_id), None)

    async def store(self, conversation_id: str, message: Message) -> Message:
        stored = {"id": next(self._ids), "at": "2026-01-01T12:00:00Z", **message}
        self.conversations.setdefault(conversation_id, []).append(stored)
        await self.tell(conversation_id, {"type": "message", "message": stored})
        return stored

    async def hear(self, request: dict[str, Any]) -> tuple[Message, bool]:
        """The shopper's message as it is stored, and whether it is new."""
        known = self.known(request["message_id"])
        said = {"role": "shopper", "text": request["text"], "message_id": request["message_id"]}
        return known or await self.store(request["conversation_id"], said), known is None

    async def answer(self, request: dict[str, Any]) -> list[Message]:
        """The bot's answer, stored; the first one again for a message id seen before, none while an agent talks."""
        key, conversation_id = request["message_id"], request["conversation_id"]
        if self.state(conversation_id)["handler"] == "agent":
            return []
        if key not in self._answers:
            self._answers[key] = []
            for each in answer(request["text"]):
                self._answers[key].append(await self.store(conversation_id, {"role": "bot", **each}))
        return self._answers[key]

    async def change(self, conversation_id: str, **changes: Any) -> None:
        state = self.states[conversation_id] = self.state(conversation_id) | changes
        await self.tell(conversation_id, {"type": "state", "state": state})

    async def tell(self, conversation_id: str, frame: dict[str, Any]) -> None:
        for socket, listens_to in list(self.sockets.items()):
            if listens_to == conversation_id:
                await send(socket, frame)

    def forget(self) -> None:
        self.conversations.clear()
        self._answers.clear()
        self.states.clear()


async def send(socket: WebSocket, frame: dict[str, Any]) -> None:
    """A connection that is gone by now needs no frame: its next one catches up."""
    try:
        await socket.send_json(frame)
    except (WebSocketDisconnect, RuntimeError):
        return


def answer(text: str) -> list[Message]:
    """A canned answer to `text`."""
    if "script" in text:
        return [{"text": f"You said {text}", "products": [hostile_card()]}]
    if text in MORE_ANSWERS:
        return MORE_ANSWERS[text]
    if "compare" in text:
        return [{"text": "Side by side:", "comparison": COMPARISON}]
    if "to my cart" in text:
        return [{"text": "It is in your cart."}]
    if "jacket" in text:
        sentence = "I found four waterproof jackets for hiking under $120, none of them black."
        replies = ["Anything cheaper?", "Compare the first two", "Only size M"]
        return [
            {"text": sentence, "products": [card(f"p{n}") for n in range(1, 5)], "quick_replies": replies}
        ]
    if "complain" in text:
        return [{"text": "Fourteen of 61 buyers say it runs small: “Had to send it back for a size up.”"}]
    if "stop using my history" in text:
        return [{"text": "Done.", "consent": {"personalization_storage": "denied"}}]
    return [{"text": f"I heard: {text}"}]


COMPARISON = {
    "titles": ["Haldvik Skarn Rain Jacket", "Northfold Alder Shell"],
    "rows": [
        {"label": "Price", "values": ["$109", "$79"]},
        {"label": "Weight", "values": ["420 g", "380 g"]},
    ],
}


def hostile_card() -> dict[str, Any]:
    return card("p1") | {
        "title": "<img src=x onerror=window.hacked=1>",
        "link": "javascript:window.hacked=1",
        "image_link": "javascript:window.hacked=1",
        "reasons": ["<b>bold</b>"],
    }
