"""Prices, order, ratings, steps and references in a message, as Rasa entities."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.limits import find_limits
from bot.components.mention import Mention


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LimitsExtractor(GraphComponent):
    """Entities that no catalogue needs to teach; learns nothing."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LimitsExtractor":
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            entities = message.get(ENTITIES, [])
            taken = [Mention(e["entity"], e["value"], e["start"], e["end"]) for e in entities]
            found = find_limits(message.get(TEXT) or "", taken)
            added = [mention.to_entity(type(self).__name__) for mention in found]
            message.set(ENTITIES, entities + added, add_to_output=True)
        return messages
