"""A conversation with the actions: real reading of real text, a fake advisor, no Rasa process."""

from collections.abc import Callable, Sequence
from typing import Any

from fake_advisor import FakeAdvisor
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.components.address_words import addresses
from bot.components.gazetteer import Gazetteer
from bot.components.limits import find_limits

WORDS = {
    "category": ["rain jackets", "jackets", "hiking boots", "boots", "backpacks", "beanies", "clothing"],
    "color": ["black", "green", "blue", "red"],
    "brand": ["fellwind", "nordhavn"],
    "material": ["leather", "merino wool", "nylon"],
    "size": ["xs", "s", "m", "l", "41", "42", "43", "one size"],
    "audience": ["men", "women", "kids"],
}
Runner = Callable[[CollectingDispatcher, Tracker, dict[str, Any]], list[dict[str, Any]]]


class Conversation:
    """Says one message after the other and keeps what Rasa would: slots and events."""

    def __init__(
        self, advisor: FakeAdvisor, actions: dict[str, Runner], channel: str = "rest", customer: str = ""
    ) -> None:
        self.advisor = advisor
        self.slots: dict[str, Any] = {}
        self.responses: list[str] = []
        self.values: dict[str, dict[str, str]] = {}
        self.texts: list[str] = []
        self.payload: dict[str, Any] = {}
        self._actions = actions
        self._channel = channel
        self._customer = customer
        self._events: list[dict[str, Any]] = []
        self._gazetteer = Gazetteer(WORDS)

    def say(self, text: str, intent: str, action: str = "", ranking: Sequence[str] = ()) -> "Conversation":
        """One turn: `text`, understood as `intent` and else as `ranking`, answered by that intent's action."""
        dispatcher = CollectingDispatcher()
        tracker = self._tracker(text, intent, ranking)
        for event in self._actions[action or f"action_{intent}"](dispatcher, tracker, {}):
            self.slots[event["name"]] = event["value"]
        self._keep(dispatcher.messages)
        return self

    @property
    def shown(self) -> list[str]:
        return [card["product_id"] for card in self.payload.get("products", ())]

    def _tracker(self, text: str, intent: str, ranking: Sequence[str]) -> Tracker:
        terms = self._gazetteer.find(text)
        entities = [mention.to_entity("test") for mention in (*terms, *find_limits(text, terms))]
        entities += [mention.to_entity("test") for mention in addresses(text)]
        message = {
            "text": text,
            "intent": {"name": intent},
            "intent_ranking": [{"name": name} for name in (intent, *ranking)],
            "entities": entities,
            "metadata": {"customer_id": self._customer, "personal": bool(self._customer)},
        }
        self._events.append({"event": "user", "text": text, "input_channel": self._channel})
        return Tracker("c1", dict(self.slots), message, list(self._events), False, None, {}, "action_listen")

    def _keep(self, messages: list[dict[str, Any]]) -> None:
        self.responses = [message["response"] for message in messages if message.get("response")]
        given = [message for message in messages if message.get("response")]
        self.values = {
            message["response"]: {name: value for name, value in message.items() if isinstance(value, str)}
            for message in given
        }
        self.texts = [message["text"] for message in messages if message.get("text")]
        self.payload = {}
        for message in messages:
            self.payload.update(message.get("custom") or {})
            self._events.append({"event": "bot", "metadata": {"utter_action": message.get("response")}})
