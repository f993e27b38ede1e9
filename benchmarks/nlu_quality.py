"""How well the shipped pipeline understands, beside Rasa's default pipeline on the same data in the same run.

1. The bot's own NLU data, five folds by intent, with the vocabulary of bot/tests (its entity annotations were
   proposed by the shipped extractors and corrected by hand, so they favour the shipped pipeline).
2. HWU64 fold 1 (Liu et al. 2019): language that nobody here wrote. Both pipelines as they are, nothing tuned to it.
   Published over ten folds (same paper): intents Rasa .863, Watson .882; entities Rasa .768, LUIS .777.
3. Human shopping requests (WebShop, Yao et al. 2022) and dialogues (MG-ShopDial, Bernard and Balog 2023), read by the
   trained assistant of the shop under AISLE_VAR as `aisle understand` does.

Both pipelines train their learned parts for --epochs epochs: the default's own 100 of DIET take hours here.

usage: AISLE_BENCH_DATA=../shared/data python -m benchmarks.nlu_quality [--epochs N] [--part own|hwu64|requests]
Exit code 3: the data is not there.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.model_selection import StratifiedKFold

from benchmarks import nlu_requests
from benchmarks.data import ROOT, data_path
from benchmarks.nlu_scores import Scores, scores
from cli.assistant import QUIET
from knowledge.embedder import prepare_model
from shop.settings import Settings

PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
FOLDS = 5
Pipeline = list[dict[str, Any]]
#: What `rasa train` fills in for an empty pipeline (Rasa 3.6).
DEFAULT: Pipeline = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": 100, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
Example = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--part", choices=("own", "hwu64", "requests"))
    given = parser.parse_args()
    prepare_model(Settings(), print)
    if given.part in (None, "own"):
        report(f"The bot's own data, {FOLDS} folds", own_folds(), given.epochs)
    if given.part in (None, "hwu64"):
        report("HWU64, fold 1", [hwu64()], given.epochs)
    if given.part in (None, "requests"):
        nlu_requests.report(Settings())


Fold = tuple[dict[str, Any], list[Example]]


def own_folds() -> Iterator[Fold]:
    """The training data of each fold and the examples held out from it."""
    files = [
        *sorted((ROOT / "bot" / "data" / "nlu").glob("*.yml")),
        ROOT / "bot" / "tests" / "vocabulary.yml",
    ]
    data = in_rasa("examples", data=files)
    examples = data["common_examples"]
    intents = [example["intent"] for example in examples]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in folds.split(intents, intents):
        kept = {**data, "common_examples": [examples[row] for row in train]}
        yield kept, [examples[row] for row in test]


def hwu64() -> Fold:
    parts = [data_path(f"nlu/hwu64_fold1_{part}.json.gz") for part in ("train", "test")]
    train, test = (json.loads(gzip.decompress(part.read_bytes()))["rasa_nlu_data"] for part in parts)
    return train, test["common_examples"]


def report(title: str, folds: Iterable[Fold], epochs: int) -> None:
    """One table: the shipped pipeline and the default one; then how long each takes to read a message."""
    folds = list(folds)
    print(f"\n{title}: {len(folds[0][0]['common_examples'])} examples to learn from, {epochs} epochs")
    print(f"{'':18}{'intent':>8}{'macro':>8}{'answered':>10}{'entity':>8}{'exact':>8}{'train s':>9}")
    with tempfile.TemporaryDirectory() as folder:
        models = [Path(folder) / name for name in ("shipped.tar.gz", "default.tar.gz")]
        row("shipped config", shipped_pipeline(epochs), folds, models[0])
        row("Rasa's default", with_epochs(DEFAULT, epochs), folds, models[1])
        speed(models, [example["text"] for example in folds[0][1]])


def row(name: str, pipeline: Pipeline, folds: Sequence[Fold], model: Path) -> None:
    """Prints one pipeline's means over the folds; leaves the last fold's model in `model`."""
    found: list[Scores] = []
    seconds: list[float] = []
    for train, test in folds:
        made = trained_and_read(pipeline, train, [example["text"] for example in test], model)
        types = {e["entity"] for example in train["common_examples"] for e in example.get("entities", ())}
        found.append(scores(test, made["readings"], types))
        seconds.append(made["train_s"])
    mean = {key: np.nanmean([getattr(one, key) for one in found]) for key in Scores.__dataclass_fields__}
    print(
        f"{name:18}{mean['intent']:8.3f}{mean['macro']:8.3f}{mean['answered']:10.3f}{mean['words']:8.3f}"
        f"{mean['spans']:8.3f}{np.mean(seconds):9.0f}",
        flush=True,
    )


def speed(models: Sequence[Path], texts: Sequence[str]) -> None:
    """p50 and p95 of reading one message, the models taking turns in one process."""
    shipped, default = in_rasa("time", texts, model=models)["ms"]
    for name, share in (("p50", 50), ("p95", 95)):
        ours, theirs = np.percentile(shipped, share), np.percentile(default, share)
        print(
            f"parse {name}: shipped {ours:.1f} ms, default {theirs:.1f} ms, x{ours / theirs:.2f}", flush=True
        )


def shipped_pipeline(epochs: int) -> Pipeline:
    pipeline: Pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return with_epochs(pipeline, epochs)


def with_epochs(pipeline: Pipeline, epochs: int) -> Pipeline:
    return [{**part, "epochs": epochs} if "epochs" in part else part for part in pipeline]


def trained_and_read(
    pipeline: Pipeline, data: dict[str, Any], texts: Sequence[str], model: Path
) -> dict[str, Any]:
    """What nlu_fold makes of the texts with the pipeline trained on the data; the model stays in `model`."""
    settings = {"recipe": "default.v1", "assistant_id": "bench", "language": "en", "pipeline": pipeline}
    with tempfile.TemporaryDirectory() as folder:
        config, examples = Path(folder) / "config.yml", Path(folder) / "examples.json"
        config.write_text(yaml.safe_dump(settings, sort_keys=False))
        examples.write_text(json.dumps({"rasa_nlu_data": data}))
        return in_rasa("parse", texts, config=[config], data=[examples], model=[model])


def in_rasa(what: str, texts: Sequence[str] = (), **files: Sequence[Path]) -> dict[str, Any]:
    """What nlu_fold writes; ends the program with its last lines when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        out, wanted = Path(folder) / "out.json", Path(folder) / "texts.json"
        wanted.write_text(json.dumps(list(texts)))
        named = {**files, "texts": [wanted], "out": [out]}
        options = [part for name, paths in named.items() for part in (f"--{name}", *map(str, paths))]
        done = subprocess.run(
            [str(PYTHON), "-m", "benchmarks.nlu_fold", what, *options],
            cwd=ROOT,
            env={**os.environ, **QUIET, "AISLE_VAR": str(Settings().var), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit("\n".join((done.stdout + done.stderr).splitlines()[-15:]))
        made: dict[str, Any] = json.loads(out.read_text())
        return made


if __name__ == "__main__":
    main()
