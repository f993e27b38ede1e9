"""E-mail addresses in a message: the entity, and the intent of who says nothing but theirs."""

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.address_words import addresses

INTENT_NAME = "leave_email"
_SPEAKS_OF_ONE = re.compile(r"@|\be-?mail\b|\bmail\b|\baddress\b", re.IGNORECASE)
#: A message of no more words beside its address says nothing else.
BESIDE = 8
#: What a message with an address may want instead.
OTHERS = ("handoff", "order_problem", "forget_me")
WISHES = ("category", "product")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Addresses(GraphComponent, IntentClassifier):
    """Finds addresses; learns nothing."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Addresses":
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            _process(message)
        return messages


def _process(message: Message) -> None:
    text = message.get(TEXT) or ""
    found = addresses(text)
    intent = message.get(INTENT) or {}
    if not found:
        if intent.get("name") == INTENT_NAME and not _SPEAKS_OF_ONE.search(text):
            _set_intent(message, DEFAULT_NLU_FALLBACK_INTENT_NAME)
        return
    address = found[0]
    outside = [e for e in message.get(ENTITIES, []) if e["end"] <= address.start or e["start"] >= address.end]
    message.set(ENTITIES, [*outside, address.to_entity(Addresses.__name__)], add_to_output=True)
    words = (text[: address.start] + text[address.end :]).split()
    wishes = any(entity["entity"] in WISHES for entity in outside)
    if len(words) > BESIDE or wishes or intent.get("name") in OTHERS:
        return
    _set_intent(message, INTENT_NAME)


def _set_intent(message: Message, name: str) -> None:
    chosen = {"name": name, "confidence": (message.get(INTENT) or {}).get("confidence", 1.0)}
    others = [rank for rank in message.get(INTENT_RANKING_KEY, []) if rank["name"] != name]
    message.set(INTENT, chosen, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [chosen, *others], add_to_output=True)
