"""The assistant as Rasa's own tools see it: validated, trained and tested on its conversations."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from knowledge.embedder import prepare_model
from shop.settings import ROOT, Settings

RASA = ROOT / "bot" / ".venv" / "bin" / "rasa"
WORDS = ("--domain", "bot/domain", "--data", "bot/data", "bot/tests/vocabulary.yml", "--config", "config.yml")
#: What Rasa says of any project whose lookup tables are read by a component that is not its own.
KNOWN = "lookup tables"

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """State with the sentence model that the featurizer needs."""
    folder = tmp_path_factory.mktemp("assistant")
    prepare_model(Settings(var=folder), lambda text: None)
    return folder


def rasa(arguments: Sequence[str], var: Path) -> str:
    """What a Rasa command prints; fails the test with its last lines when it fails."""
    assert RASA.is_file(), "bot/.venv is missing: run `make setup`"
    environment = {
        **os.environ,
        "AISLE_VAR": str(var),
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore::DeprecationWarning",
    }
    done = subprocess.run(
        [str(RASA), *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, f"rasa {arguments[0]} failed:\n" + "\n".join(said.splitlines()[-25:])
    return said


@pytest.fixture(scope="module")
def model(var: Path) -> Path:
    rasa(["train", *WORDS, "--out", str(var), "--fixed-model-name", "assistant"], var)
    return var / "assistant.tar.gz"


def test_the_project_validates_without_a_warning(var: Path) -> None:
    said = rasa(["data", "validate", *WORDS, "--fail-on-warnings"], var)
    warnings = [
        line
        for line in said.splitlines()
        if re.search(r"UserWarning|FutureWarning", line) and KNOWN not in line
    ]
    assert warnings == []


def test_training_leaves_the_configuration_as_it_is(var: Path, model: Path) -> None:
    assert model.is_file()
    assert yaml.safe_load((ROOT / "config.yml").read_text())["assistant_id"] == "aisle"


def test_every_conversation_is_understood_and_answered_as_written(var: Path, model: Path) -> None:
    results = var / "results"
    rasa(["test", "core", "--model", str(model), "--stories", "bot/tests", "--out", str(results)], var)
    failed = (results / "failed_test_stories.yml").read_text()
    assert failed.startswith("# None of the test stories failed"), failed
    report = (results / "story_report.json").read_text()
    assert '"accuracy"' in report or '"micro avg"' in report


def test_there_are_enough_conversations_and_they_are_long_enough() -> None:
    stories = yaml.safe_load((ROOT / "bot" / "tests" / "test_conversations.yml").read_text())["stories"]
    turns = [sum("user" in step for step in story["steps"]) for story in stories]
    assert len(stories) >= 15
    assert min(turns) >= 4
