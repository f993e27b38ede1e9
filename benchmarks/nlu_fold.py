"""Rasa at work for nlu_quality, in its own environment: reads examples, or trains a pipeline and reads texts with it.

usage: python -m benchmarks.nlu_fold examples --data FILE... --out FILE
       python -m benchmarks.nlu_fold parse --config FILE --data FILE --texts FILE --out FILE
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import structlog
from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

WARM = 20  # messages


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=("examples", "parse"))
    arguments.add_argument("--data", type=Path, nargs="+", required=True)
    arguments.add_argument("--out", type=Path, required=True)
    for name in ("config", "texts"):
        arguments.add_argument(f"--{name}", type=Path)
    given = arguments.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    result = examples(given.data) if given.what == "examples" else parse(given)
    given.out.write_text(json.dumps(result), encoding="utf-8")


def examples(files: list[Path]) -> dict[str, Any]:
    """The examples and lookup tables of NLU files, in Rasa's JSON form."""
    data = TrainingData().merge(*(load_data(str(file)) for file in files))
    found: dict[str, Any] = json.loads(data.nlu_as_json())["rasa_nlu_data"]
    return found


def parse(given: argparse.Namespace) -> dict[str, Any]:
    """{"train_s": seconds, "readings": [{"intent", "ranking", "entities", "ms"}, ...]}."""
    texts = json.loads(given.texts.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        model = train_nlu(str(given.config), str(given.data[0]), folder)
        trained = time.perf_counter() - start
        if model is None:
            sys.exit("Rasa did not train.")
        return {"train_s": trained, "readings": asyncio.run(read(Agent.load(model), texts))}


async def read(agent: Agent, texts: list[str]) -> list[dict[str, Any]]:
    """What the agent makes of each text, and how long it took."""
    for text in texts[:WARM]:
        await agent.parse_message(text)
    return [await reading(agent, text) for text in texts]


async def reading(agent: Agent, text: str) -> dict[str, Any]:
    start = time.perf_counter()
    parsed = await agent.parse_message(text)
    return {
        "ms": (time.perf_counter() - start) * 1000,
        "intent": parsed["intent"]["name"],
        "ranking": [intent["name"] for intent in parsed["intent_ranking"][:3]],
        "confidences": [intent["confidence"] for intent in parsed["intent_ranking"][:3]],
        "entities": parsed["entities"],
    }


if __name__ == "__main__":
    main()
