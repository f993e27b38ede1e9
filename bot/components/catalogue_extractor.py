"""The shop's words in a message, as Rasa entities."""

import json
from collections import Counter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.gazetteer import Gazetteer
from bot.components.tokens import stem, tokens

FILE = "gazetteer.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CatalogueExtractor(GraphComponent):
    """Entities brand, category, color, size, material and audience, from the lookup tables it was trained on.

    Values are the catalogue's own names; what a shopper rules out has the role "excluded".
    """

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, gazetteer: Gazetteer | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._gazetteer = gazetteer or Gazetteer({})

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CatalogueExtractor":
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        tables = {table["name"]: table["elements"] for table in training_data.lookup_tables}
        self._gazetteer = Gazetteer(tables, _everyday_words(training_data))
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = [
                mention.to_entity(type(self).__name__)
                for mention in self._gazetteer.find(message.get(TEXT) or "")
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _persist(self) -> None:
        content = {"tables": self._gazetteer.tables, "known": sorted(self._gazetteer.known)}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(content), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "CatalogueExtractor":
        with model_storage.read_from(resource) as folder:
            content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, Gazetteer(content["tables"], content["known"]))


def _everyday_words(training_data: TrainingData) -> list[str]:
    """Words (stems) that at least two training examples use: never taken for a misspelt brand."""
    counts: Counter = Counter()
    for example in training_data.intent_examples:
        counts.update({stem(token.text) for token in tokens(example.get(TEXT) or "")})
    return [word for word, count in counts.items() if count > 1]
