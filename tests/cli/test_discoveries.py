"""`aisle discoveries`: what buyers complain of without a name gets one, or is put aside."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from cli.reset import looks_like_ours
from knowledge.aspects import load_aspects
from shop.settings import Settings
from tests.conftest import run_aisle

FRUMPY = (
    "It makes me look frumpy.",
    "So frumpy on me, I looked twice my age.",
    "I look frumpy in this thing.",
    "The hat is frumpy and does nothing for me",
    "Felt frumpy all evening, never again.",
    "It looked frumpy on my sister too.",
    "A frumpy cut, I am unhappy with it.",
)
BASS = (
    "Disappointed by the weak bass.",
    "The bass is weak.",
    "There is a problem with the bass.",
    "Sadly the bass is poor and weak.",
    "Terribly weak bass in this speaker.",
    "Weak bass, I regret it.",
)


@pytest.fixture(scope="module")
def var(demo_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop whose buyers complain of what Aisle knows no name for."""
    folder = tmp_path_factory.mktemp("discoveries-shop")
    shutil.copytree(demo_var / "models", folder / "var" / "models")
    feed, reviews = folder / "feed.csv", folder / "reviews.csv"
    feed.write_text(
        "id,title,price,product_type\n" + "".join(f"p{n},Thing {n},10,Things\n" for n in range(3))
    )
    with reviews.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["review_id", "product_id", "rating", "text"])
        writer.writerows([f"r{n}", f"p{n % 3}", 1, text] for n, text in enumerate([*FRUMPY, *BASS]))
    for kind, path in (("products", feed), ("reviews", reviews)):
        done = run_aisle(folder / "var", "import", kind, str(path))
        assert done.returncode == 0, done.stderr
    assert run_aisle(folder / "var", "mine").returncode == 0
    return folder / "var"


def listed(var: Path) -> list[dict[str, object]]:
    done = run_aisle(var, "discoveries", "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_a_discovery_is_listed_adopted_and_dismissed(var: Path) -> None:
    found = listed(var)
    assert [item["number"] for item in found] == [1, 2]
    names = [str(item["name"]) for item in found]
    assert "bass" in names[0] and "frumpy" in names[1]
    shown = run_aisle(var, "discoveries").stdout
    assert names[0] in shown and "The bass is weak." in shown

    done = run_aisle(var, "discoveries", "adopt", "1", "--label", "weak bass")
    assert done.returncode == 0, done.stderr
    assert "weak_bass" in done.stdout and "reads all reviews again" in done.stdout
    assert "weak bass" in {aspect.label for aspect in load_aspects(var / "aspects.yml")}

    [left] = listed(var)
    assert left["name"] == names[1]
    assert "dismissed" in run_aisle(var, "discoveries", "dismiss", "1").stdout
    assert listed(var) == []
    assert "has no name yet" in run_aisle(var, "discoveries").stdout

    assert run_aisle(var, "mine").returncode == 0
    assert looks_like_ours(Settings(var=var))
    texts = var.parent / "texts.txt"
    texts.write_text("Such a weak bass.\n")
    read = run_aisle(var, "complaints", "--texts", str(texts), "--json").stdout
    assert "weak_bass" in {item["aspect"] for item in json.loads(read)["complaints"]}


def test_numbers_and_files_that_are_wrong_are_said(tmp_path: Path) -> None:
    done = run_aisle(tmp_path, "discoveries", "dismiss", "3")
    assert done.returncode == 1 and "there is no discovery 3" in done.stderr
    assert "has no name yet" in run_aisle(tmp_path, "discoveries").stdout
