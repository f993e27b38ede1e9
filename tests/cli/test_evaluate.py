"""`aisle evaluate`: the offline table, its page, and what it says when nothing can be measured."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from advisor.offline import HISTORIES
from recommender.blend import HISTORY_CLASSES
from shop.releases import Releases
from tests.conftest import run_aisle

MEASURES = ("ndcg", "hit_rate", "recall", "mrr")
SHOP = ("diversity", "coverage", "gini", "novelty")


@pytest.fixture(scope="module")
def var(demo_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop with an older release of poorer weights."""
    var: Path = shutil.copytree(demo_var, tmp_path_factory.mktemp("evaluated") / "shop")
    current = Releases(var / "releases").current()
    assert current is not None
    older = shutil.copytree(current.folder, var / "releases" / "20200101T000000000Z")
    recipe = json.loads((older / "recipe.json").read_text())
    recipe["weights"] = {group: {"popularity": 1.0} for group in recipe["weights"]}
    (older / "recipe.json").write_text(json.dumps(recipe))
    return var


@pytest.fixture(scope="module")
def found(var: Path) -> dict[str, Any]:
    done = run_aisle(
        var, "evaluate", "--release", "20200101T000000000Z", "--json", "--out", str(var / "page.html")
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_every_ranking_has_its_measures_with_intervals(found: dict[str, Any]) -> None:
    assert found["k"] == 10 and found["shoppers"] >= 30
    names = [ranking["name"] for ranking in found["rankings"]]
    assert names[:2] == found["releases"] and "popularity" in names and "sequence alone" in names
    assert len(names) == len(set(names))
    for ranking in found["rankings"]:
        for measure in MEASURES:
            estimate = ranking[measure]
            assert 0 <= estimate["low"] <= estimate["mean"] <= estimate["high"] <= 1
        assert all(isinstance(ranking[measure], float) for measure in SHOP)


def test_a_release_that_only_knows_what_is_popular_measures_as_popularity_does(found: dict[str, Any]) -> None:
    rankings = {ranking["name"]: ranking for ranking in found["rankings"]}
    current, older = (rankings[name] for name in found["releases"])
    assert older["ndcg"] == rankings["popularity"]["ndcg"]
    assert current["ndcg"]["mean"] > older["ndcg"]["mean"]
    assert current["coverage"] > older["coverage"] and current["gini"] < older["gini"]
    assert current["novelty"] > older["novelty"]
    assert found["against_current"]["20200101T000000000Z"]["high"] < 0


def test_the_shoppers_are_told_apart_by_history_and_by_kind(found: dict[str, Any]) -> None:
    by = {group["by"] for group in found["groups"]}
    assert by == {"history", "segment"}
    assert set(HISTORIES) == set(HISTORY_CLASSES), "every class has its words"
    assert (
        sum(group["shoppers"] for group in found["groups"] if group["by"] == "history") <= found["shoppers"]
    )
    assert all(len(group["rankings"]) == len(found["rankings"]) for group in found["groups"])
    assert "last 10% of the events" in found["note"]


def test_the_page_stands_alone_and_shows_every_ranking(var: Path, found: dict[str, Any]) -> None:
    page = (var / "page.html").read_text()
    assert page.count("<svg") == 4 and "<script" not in page
    assert not {"src=", "<link", "@import"} & {word for word in ("src=", "<link", "@import") if word in page}
    assert all(ranking["name"] in page for ranking in found["rankings"])
    first = page[page.index("<svg") : page.index("</svg>") + len("</svg>")]
    assert ElementTree.fromstring(first).tag.endswith("svg")


def test_people_read_a_table_and_what_was_held_out(var: Path) -> None:
    shown = run_aisle(var, "evaluate", "-k", "5").stdout
    for words in (
        "NDCG@5",
        "95 % interval",
        "Gini",
        "novelty",
        "(current)",
        "popularity",
        "history: ",
        "Held out",
    ):
        assert words in shown


def test_an_unknown_release_is_one_sentence(var: Path) -> None:
    done = run_aisle(var, "evaluate", "--release", "nonsense")
    assert (
        done.returncode == 1
        and "There is no release nonsense; there are 20200101T000000000Z, " in done.stderr
    )


def test_before_the_first_release_it_says_what_to_do(tmp_path: Path) -> None:
    done = run_aisle(tmp_path, "evaluate")
    assert done.returncode == 1 and "aisle train" in done.stderr and "Traceback" not in done.stderr


@pytest.fixture
def emptied(demo_var: Path, tmp_path: Path) -> Iterator[tuple[Path, sqlite3.Connection]]:
    var = shutil.copytree(demo_var, tmp_path / "shop")
    with closing(sqlite3.connect(var / "aisle.db", isolation_level=None)) as connection:
        yield var, connection


def test_without_events_or_with_too_few_shoppers_it_says_so(emptied: tuple[Path, sqlite3.Connection]) -> None:
    var, connection = emptied
    few = "SELECT customer_id FROM events WHERE customer_id != '' GROUP BY customer_id LIMIT 10"
    connection.execute(f"DELETE FROM events WHERE customer_id NOT IN ({few})")
    done = run_aisle(var, "evaluate")
    assert done.returncode == 1 and "shoppers have events to hold out, under 30" in done.stderr
    connection.execute("DELETE FROM events")
    done = run_aisle(var, "evaluate")
    assert done.returncode == 1 and "There are no events" in done.stderr and "Traceback" not in done.stderr
