"""Sentence vectors from the shop's own embedding model, for Rasa's classifiers."""

import os
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.onnx_encoder import OnnxEncoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one dense sentence feature to each message: its embedding, times `scale`.

    The model is the ONNX form in `$AISLE_VAR/models/<model>`, which `aisle train` prepares.
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
        """The messages, each with its sentence feature (1, dimension)."""
        texts = [message.get(TEXT) or "" for message in messages]
        vectors = self._encoder.encode(texts) * self._config["scale"]
        for row, message in enumerate(messages):
            message.add_features(self._feature(vectors[row]))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process([example for example in training_data.training_examples if example.get(TEXT)])
        return training_data

    def _feature(self, vector: np.ndarray) -> Features:
        alias = self._config[FEATURIZER_CLASS_ALIAS]
        return Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, alias)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass


def model_folder(model: str) -> Path:
    """Where the ONNX form of `model` lies."""
    return Path(os.environ.get("AISLE_VAR") or "var") / "models" / model
