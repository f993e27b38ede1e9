"""Entities that no list can hold: a tagger that learns them from annotated examples."""

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components import clues, tag_network
from bot.components.limits import LIMITS
from bot.components.tag_network import TagNetwork, Training
from bot.components.tagging import OUTSIDE, Span, decode, to_tags


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityTagger(GraphComponent):
    """Tags words by their vectors in the sentence, their letters and their neighbours.

    Learns what the training data annotates, but for entities with a lookup table and those of LimitsExtractor:
    these are read exactly. What overlaps an exact reading is left out, and so is what it is less sure of than
    `confidence`.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "epochs": 8,
            "units": 128,
            "dropout": 0.3,
            "learning_rate": 0.002,
            "batch_size": 128,
            "random_state": 0,
            "confidence": 0.3,
        }

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._labels: list[str] = []
        self._exact: list[str] = []
        self._known: dict[str, int] = {}
        self._network: TagNetwork | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EntityTagger":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        self._exact = sorted({*(table["name"] for table in training_data.lookup_tables), *LIMITS})
        examples = [e for e in training_data.nlu_examples if e.get(TEXT) and e.get(TOKENS_NAMES[TEXT])]
        tagged = [to_tags(_spans(example, self._exact), len(_words(example))) for example in examples]
        self._labels = [OUTSIDE, *sorted({tag for tags in tagged for tag in tags} - {OUTSIDE})]
        if len(self._labels) > 1:
            self._known = clues.vocabulary(_words(example) for example in examples)
            self._network = self._learned(examples, tagged)
        self._persist()
        return self._resource

    def _learned(self, examples: list[Message], tagged: list[list[str]]) -> TagNetwork:
        numbers = {label: number for number, label in enumerate(self._labels)}
        config = self._config
        return tag_network.train(
            np.vstack([_vectors(example) for example in examples]),
            np.vstack([clues.numbered(_words(example), self._known) for example in examples]),
            [numbers[tag] for tags in tagged for tag in tags],
            (len(self._known), len(self._labels)),
            Training(
                config["epochs"],
                config["units"],
                config["dropout"],
                config["learning_rate"],
                config["batch_size"],
                config["random_state"],
            ),
        )

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            entities = message.get(ENTITIES, [])
            message.set(ENTITIES, entities + self._found(message, entities), add_to_output=True)
        return messages

    def _found(self, message: Message, exact: list[dict[str, Any]]) -> list[dict[str, Any]]:
        words = _words(message)
        if self._network is None or not words:
            return []
        seen = clues.numbered(words, self._known)
        spans = decode(self._network.probabilities(_vectors(message), seen), self._labels)
        sure = [span for span in spans if span.confidence >= self._config["confidence"]]
        found = [_entity(message, span, type(self).__name__) for span in sure]
        taken = [entity for entity in exact if entity["entity"] in self._exact]
        return [entity for entity in found if not any(_overlap(entity, other) for other in taken)]

    def _persist(self) -> None:
        content = {"labels": self._labels, "exact": self._exact, "known": self._known}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "tags.json").write_text(json.dumps(content), encoding="utf-8")
            if self._network is not None:
                self._network.save(folder / "network.npz")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "EntityTagger":
        tagger = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            content = json.loads((folder / "tags.json").read_text(encoding="utf-8"))
            tagger._labels, tagger._exact = content["labels"], content["exact"]
            tagger._known = content["known"]
            if (folder / "network.npz").is_file():
                tagger._network = TagNetwork.load(folder / "network.npz")
        return tagger


def _words(message: Message) -> list[str]:
    return [token.text for token in message.get(TOKENS_NAMES[TEXT]) or []]


def _vectors(message: Message) -> np.ndarray:
    """float32 (words, inputs), from the message's dense features."""
    words, sentence = message.get_dense_features(TEXT)
    return tag_network.in_context(words.features, sentence.features)


def _spans(message: Message, exact: list[str]) -> list[Span]:
    """The annotated entities as spans of tokens, those that are read exactly left out."""
    tokens = message.get(TOKENS_NAMES[TEXT])
    spans = []
    for entity in message.get(ENTITIES, []):
        inside = [n for n, t in enumerate(tokens) if t.start < entity["end"] and t.end > entity["start"]]
        if inside and entity["entity"] not in exact:
            spans.append(Span(entity["entity"], inside[0], inside[-1] + 1))
    return spans


def _entity(message: Message, span: Span, extractor: str) -> dict[str, Any]:
    tokens = message.get(TOKENS_NAMES[TEXT])
    start, end = tokens[span.start].start, tokens[span.end - 1].end
    return {
        "entity": span.entity,
        "start": start,
        "end": end,
        "value": message.get(TEXT)[start:end],
        "confidence_entity": span.confidence,
        "extractor": extractor,
    }


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
