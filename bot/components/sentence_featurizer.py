"""Vectors of sentences and words from the shop's own embedding model, for Rasa's classifiers and extractors."""

import os
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS, TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.onnx_encoder import OnnxEncoder, Pieces


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds dense features: per message its embedding, times `scale`; per token what the model makes of it there.

    Both come from one run of the model, whose ONNX form `aisle train` keeps in `$AISLE_VAR/models/<model>`.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`scale` loosens the regularisation of a classifier whose own is fixed (unit vectors are small)."""
        return {
            **DenseFeaturizer.get_default_config(),
            "model": "all-MiniLM-L6-v2",
            "threads": 1,
            "scale": 4.0,
        }

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._encoder = OnnxEncoder(model_folder(config["model"]), config["threads"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        return cls(config, execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each with a sentence feature (1, dimension) and a sequence feature (tokens, dimension)."""
        vectors, pieces = self._encoder.encode_pieces([message.get(TEXT) or "" for message in messages])
        for row, message in enumerate(messages):
            words = _words(message, pieces[row])
            if len(words):
                message.add_features(self._feature(words, FEATURE_TYPE_SEQUENCE))
            sentence = vectors[row][np.newaxis, :] * self._config["scale"]
            message.add_features(self._feature(sentence, FEATURE_TYPE_SENTENCE))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process([example for example in training_data.training_examples if example.get(TEXT)])
        return training_data

    def _feature(self, values: np.ndarray, kind: str) -> Features:
        return Features(values, kind, TEXT, self._config[FEATURIZER_CLASS_ALIAS])

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass


def _words(message: Message, pieces: Pieces) -> np.ndarray:
    """float32 (tokens, dimension)."""
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    means = [pieces.mean(token.start, token.end) for token in tokens]
    return np.stack(means) if means else np.zeros((0, pieces.states.shape[1]), dtype=np.float32)


def model_folder(model: str) -> Path:
    """Where the ONNX form of `model` lies."""
    return Path(os.environ.get("AISLE_VAR") or "var") / "models" / model
