"""A Chatwoot as its API and its agent bots behave, over HTTP on the loopback address: what it demands, what it answers,
what it tells the bot and what it does when the bot does not answer (docs/chatwoot.md says from where this is known)."""

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

ACCOUNT = 3
TOKEN = "bot-token"
SECRET = "bot-secret"
TYPES = ("incoming", "outgoing", "activity", "template")
CONTENT_TYPES = ("text", "input_select", "cards", "form", "article")
ITEM_KEYS = {"input_select": {"title", "value"}, "cards": {"title", "description", "media_url", "actions"}}
ACTION_KEYS = {"text", "type", "payload", "uri"}


@dataclass
class Conversation:
    """One conversation with its contact; `identifier` is known to be theirs where `hmac_verified`."""

    number: int
    status: str = "pending"
    identifier: str | None = None
    hmac_verified: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)

    def seen(self) -> list[dict[str, Any]]:
        """What the shopper sees."""
        return [one for one in self.messages if not one["private"] and one["message_type"] != "activity"]

    def texts(self, message_type: str = "outgoing") -> list[str]:
        return [one["content"] for one in self.seen() if one["message_type"] == message_type]

    def notes(self) -> list[str]:
        return [one["content"] for one in self.messages if one["private"]]


class ChatwootStub:
    """`faults` are what the next calls meet, one each: a status, or "lost": it is done, but nobody hears of it."""

    def __init__(self) -> None:
        self.webhook_url = ""
        self.signs = True
        self.timeout_s = 5.0
        self.retry_wait_s = 0.01
        self.retry_after = ""
        self.faults: deque[int | str] = deque()
        self.refused: list[str] = []
        self.calls: list[str] = []
        self.deliveries: list[int] = []  # the statuses of the bot's answers, 0 for none
        self.conversations: dict[int, Conversation] = {}
        self._numbers = iter(range(5000, 10**6))
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        app = web.Application()
        base = "/api/v1/accounts/{account}/conversations/{conversation}"
        app.router.add_post(base + "/messages", self._create_message)
        app.router.add_post(base + "/toggle_status", self._toggle_status)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._http = aiohttp.ClientSession()

    async def stop(self) -> None:
        await self.settle()
        await self._http.close()
        await self._runner.cleanup()

    async def settle(self) -> None:
        """Until every webhook was delivered or given up."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    # What people do

    def begin(self, **contact: Any) -> Conversation:
        """A new conversation; it is the bot's, as an inbox with a bot has it."""
        number = len(self.conversations) + 1
        self.conversations[number] = Conversation(number, **contact)
        return self.conversations[number]

    def shopper_says(self, talk: Conversation, text: str | None, attachments: int = 0) -> dict[str, Any]:
        extra = (
            {"attachments": [{"id": n, "file_type": "image"} for n in range(attachments)]}
            if attachments
            else {}
        )
        return self._add(talk, "incoming", text, sender=self._contact(talk), **extra)

    def shopper_chooses(self, talk: Conversation, value: str) -> None:
        """In the newest options that have it."""
        options = [one for one in talk.seen() if one["content_type"] == "input_select"]
        for message in reversed(options):
            for item in message["content_attributes"]["items"]:
                if item["value"] == value:
                    message["content_attributes"] = {
                        **message["content_attributes"],
                        "submitted_values": [item],
                    }
                    self._tell(self._event("message_updated", talk, message))
                    return
        raise AssertionError(f"{value} is nowhere to be chosen")

    def agent_says(self, talk: Conversation, text: str, private: bool = False, name: str = "Sam") -> None:
        sender = {"id": 9, "name": name, "email": "sam@shop.example", "type": "user"}
        self._add(talk, "outgoing", text, private=private, sender=sender)

    def greets(self, talk: Conversation, text: str) -> None:
        """A message of a template, such as an inbox's greeting."""
        self._add(talk, "template", text)

    def delivers_again(self, talk: Conversation, message: dict[str, Any]) -> None:
        """The same event once more, as happens."""
        self._tell(self._event("message_created", talk, message))

    def payload(self, talk: Conversation, message: dict[str, Any]) -> dict[str, Any]:
        return self._event("message_created", talk, message)

    # The API for bots

    async def _create_message(self, request: web.Request) -> web.Response:
        return await self._meet(request, self._message_from)

    async def _toggle_status(self, request: web.Request) -> web.Response:
        return await self._meet(request, self._status_from)

    async def _meet(self, request: web.Request, do: Any) -> web.Response:
        self.calls.append(request.path.rpartition("/")[2])
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, int):
            headers = {"Retry-After": self.retry_after} if self.retry_after else {}
            return web.json_response({"error": "fault"}, status=fault, headers=headers)
        if request.headers.get("api_access_token") != TOKEN:
            return web.json_response({"error": "Invalid Access Token"}, status=401)
        talk = self.conversations.get(int(request.match_info["conversation"]))
        if talk is None or int(request.match_info["account"]) != ACCOUNT:
            return web.json_response({"error": "Resource could not be found"}, status=404)
        response: web.Response = do(talk, await request.json())
        if fault == "lost" and request.transport is not None:
            request.transport.close()
        return response

    def _message_from(self, talk: Conversation, body: dict[str, Any]) -> web.Response:
        content_type = body.get("content_type") or "text"
        items = (body.get("content_attributes") or {}).get("items")
        fault = self._fault_of(content_type, items)
        if body.get("message_type", "outgoing") == "incoming":
            fault = "Incoming messages are only allowed in Api inboxes"
        if fault:
            self.refused.append(fault)
            return web.json_response({"message": fault, "attributes": ["content_attributes"]}, status=422)
        message = self._add(
            talk,
            "outgoing",
            body.get("content"),
            private=body.get("private", False),
            content_type=content_type,
            content_attributes={"items": items} if items else {},
            sender={"id": 2, "name": "Aisle", "type": "agent_bot"},
        )
        shown = {
            **message,
            "message_type": TYPES.index("outgoing"),
            "conversation_id": talk.number,
            "status": "sent",
        }
        return web.json_response(shown)

    def _fault_of(self, content_type: str, items: Any) -> str:
        if content_type not in CONTENT_TYPES:
            return f"'{content_type}' is not a valid content_type"
        if content_type == "text":
            return ""
        if not items or not all(isinstance(item, dict) for item in items):
            return "At least one item is required."
        if any(item.keys() - ITEM_KEYS[content_type] for item in items):
            return "contains invalid keys for items"
        if content_type == "cards" and not all(item.get("actions") for item in items):
            return "contains items missing actions"
        actions = [action for item in items for action in item.get("actions", ())]
        return "contains invalid keys for actions" if any(a.keys() - ACTION_KEYS for a in actions) else ""

    def _status_from(self, talk: Conversation, body: dict[str, Any]) -> web.Response:
        if body.get("status") not in ("open", "resolved", "pending", "snoozed"):
            return web.json_response({"error": "not a valid status"}, status=422)
        talk.status = body["status"]
        payload = {"success": True, "conversation_id": talk.number, "current_status": talk.status}
        return web.json_response({"meta": {}, "payload": payload})

    # What it tells the bot

    def _add(
        self, talk: Conversation, message_type: str, content: str | None, private: bool = False, **extra: Any
    ) -> dict[str, Any]:
        message = {
            "id": next(self._numbers),
            "content": content,
            "message_type": message_type,
            "private": private,
            "content_type": "text",
            "content_attributes": {},
            "created_at": int(time.time()),
            **extra,
        }
        talk.messages.append(message)
        if message_type != "activity":
            self._tell(self._event("message_created", talk, message))
        return message

    def _contact(self, talk: Conversation) -> dict[str, Any]:
        """A contact as a message's sender: without a type, unlike users and bots."""
        return {"id": 70 + talk.number, "name": "Kim", "email": None, "identifier": talk.identifier}

    def _event(self, event: str, talk: Conversation, message: dict[str, Any]) -> dict[str, Any]:
        meta = {
            "sender": {**self._contact(talk), "type": "contact"},
            "assignee": None,
            "hmac_verified": talk.hmac_verified,
        }
        conversation = {
            "id": talk.number,
            "status": talk.status,
            "channel": "Channel::WebWidget",
            "inbox_id": 4,
            "meta": meta,
            "can_reply": True,
        }
        account = {"id": ACCOUNT, "name": "The shop"}
        inbox = {"id": 4, "name": "Website"}
        rest = {"account": account, "inbox": inbox, "conversation": conversation, "event": event}
        return json.loads(json.dumps({**message, **rest}))  # as it is now, whatever changes later

    def _tell(self, payload: dict[str, Any]) -> None:
        if self.webhook_url:
            task = asyncio.create_task(self._deliver(payload))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, payload: dict[str, Any]) -> None:
        """Three attempts where the bot answers 429 or 500; after any other failure, and the third of these, the
        conversation is opened for people."""
        body, delivery = json.dumps(payload).encode(), str(uuid.uuid4())
        for attempt in range(3):
            status = await self._attempt(body, delivery)
            self.deliveries.append(status)
            if 200 <= status < 300:
                return
            if status not in (429, 500):
                break
            if attempt < 2:
                await asyncio.sleep(self.retry_wait_s)
        talk = self.conversations[payload["conversation"]["id"]]
        if talk.status == "pending":
            talk.status = "open"
            self._add(talk, "activity", "The conversation was opened: the bot failed.")

    async def _attempt(self, body: bytes, delivery: str) -> int:
        timeout = aiohttp.ClientTimeout(total=self.timeout_s)
        headers = signed(body) if self.signs else {}
        headers |= {"Content-Type": "application/json", "X-Chatwoot-Delivery": delivery}
        try:
            async with self._http.post(
                self.webhook_url, data=body, headers=headers, timeout=timeout
            ) as response:
                return response.status
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return 0


def signed(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers of a webhook signed at this moment."""
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Chatwoot-Timestamp": timestamp, "X-Chatwoot-Signature": f"sha256={digest}"}
