"""Rasa at work for nlu_quality, in its own environment.

usage: python -m benchmarks.nlu_fold examples --data FILE... --out FILE
           the examples of NLU files
       python -m benchmarks.nlu_fold parse --config FILE --data FILE --texts FILE --model FILE --out FILE
           trains a pipeline, keeps it in --model and reads texts with it
       python -m benchmarks.nlu_fold time --model FILE... --texts FILE --out FILE
           reads texts with several models in turns
"""

import argparse
import asyncio
import json
import logging
import shutil
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
    arguments.add_argument("what", choices=("examples", "parse", "time"))
    arguments.add_argument("--out", type=Path, required=True)
    for name in ("data", "model"):
        arguments.add_argument(f"--{name}", type=Path, nargs="+", default=[])
    for name in ("config", "texts"):
        arguments.add_argument(f"--{name}", type=Path)
    given = arguments.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    result = {"examples": examples, "parse": parse, "time": times}[given.what](given)
    given.out.write_text(json.dumps(result), encoding="utf-8")


def examples(given: argparse.Namespace) -> dict[str, Any]:
    """The examples and lookup tables of NLU files, in Rasa's JSON form."""
    data = TrainingData().merge(*(load_data(str(file)) for file in given.data))
    found: dict[str, Any] = json.loads(data.nlu_as_json())["rasa_nlu_data"]
    return found


def parse(given: argparse.Namespace) -> dict[str, Any]:
    """{"train_s": seconds, "readings": [{"intent", "ranking", "confidences", "entities"}, ...]}."""
    texts = json.loads(given.texts.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        model = train_nlu(str(given.config), str(given.data[0]), folder)
        trained = time.perf_counter() - start
        if model is None:
            sys.exit("Rasa did not train.")
        shutil.copy(model, given.model[0])
        return {"train_s": trained, "readings": asyncio.run(read(Agent.load(model), texts))}


async def read(agent: Agent, texts: list[str]) -> list[dict[str, Any]]:
    """What the agent makes of each text."""
    return [reading(await agent.parse_message(text)) for text in texts]


def reading(parsed: dict[str, Any]) -> dict[str, Any]:
    ranking = parsed["intent_ranking"][:3]
    return {
        "intent": parsed["intent"]["name"],
        "ranking": [intent["name"] for intent in ranking],
        "confidences": [intent["confidence"] for intent in ranking],
        "entities": parsed["entities"],
    }


def times(given: argparse.Namespace) -> dict[str, Any]:
    """{"ms": for each model, how long it took to read each text}; the models take turns, text by text."""
    texts = json.loads(given.texts.read_text(encoding="utf-8"))
    agents = [Agent.load(str(model)) for model in given.model]
    return {"ms": asyncio.run(measured(agents, texts))}


async def measured(agents: list[Agent], texts: list[str]) -> list[list[float]]:
    found: list[list[float]] = [[] for _ in agents]
    for text in texts[:WARM] + texts:
        for agent, seconds in zip(agents, found, strict=True):
            start = time.perf_counter()
            await agent.parse_message(text)
            seconds.append((time.perf_counter() - start) * 1000)
    return [seconds[WARM:] for seconds in found]


if __name__ == "__main__":
    main()
