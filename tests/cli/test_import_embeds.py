"""What a feed brings again unchanged is not embedded again."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.index import ProductIndex, SyncReport
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import load_products
from tests.conftest import run_aisle


class Counting:
    """Vectors of nothing; keeps what it was given."""

    version, dimension = "counting", 4

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode_documents(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
        self.texts += texts
        return np.ones((len(texts), self.dimension), np.float32) / 2


def test_of_a_feed_of_which_one_percent_changed_only_that_is_embedded(tmp_path: Path) -> None:
    feed, settings, embedder = tmp_path / "feed.csv", Settings(var=tmp_path / "var"), Counting()
    rows = [{"id": f"p{n:03d}", "title": f"Lamp {n}", "price": f"{n + 1}.00 USD"} for n in range(200)]

    def imported() -> tuple[dict[str, int], SyncReport]:
        with feed.open("w", newline="") as file:
            writer = csv.DictWriter(file, ["id", "title", "price"])
            writer.writeheader()
            writer.writerows(rows)
        done = run_aisle(settings.var, "import", "products", str(feed), "--json")
        assert done.returncode == 0, done.stderr
        db = Database(settings.sqlalchemy_url)
        report = ProductIndex.open(settings).sync(load_products(db), embedder)
        db.dispose()
        return json.loads(done.stdout), report

    assert imported()[1] == SyncReport(200, 0, 0)
    embedder.texts.clear()
    for number in (3, 77):
        rows[number]["title"] = f"Lantern {number}"
    rows[5]["price"] = "500.00 USD"
    counts, report = imported()
    assert (counts["changed"], counts["unchanged"]) == (3, 197)
    assert report == SyncReport(2, 198, 0)
    assert sorted(embedder.texts) == ["Lantern 3", "Lantern 77"]
