"""`aisle complaints` and `aisle token`: what the owner of the machine sees of the reviews."""

import csv
import io
import json
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_aisle

COLUMNS = "review_id,product_id,rating,text,timestamp,verified"


@pytest.fixture(scope="module")
def var(demo_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo shop in which one jacket's zips broke lately, a hood is missed, and somebody pushes."""
    var = shutil.copytree(demo_var, tmp_path_factory.mktemp("complaints") / "shop")
    feed, reviews = var / "feed.csv", var / "reviews.csv"
    feed.write_text("id,title,price,brand,product_type\nzippy,Zippy Jacket,99 USD,Zipco,Clothing > Jackets\n")
    told = [
        *(("On day {} the zip broke and could not be closed any more.", 8 * n, "yes") for n in range(8)),
        *(
            ("I like it very much, worn {} times on the train to work.", 150 + 8 * n, "yes")
            for n in range(30)
        ),
        ("I wish it had a hood.", 200, ""),
        ("After {} days I still say that it needs a hood.", 210, ""),
        ("Worn {} times on my way to school. Wish it came with a hood.", 220, ""),
        *(("The very best jacket that money can buy, order it today {}!", 20, "no") for _ in range(5)),
    ]
    lines = (
        f'z{n},zippy,2,"{text.format(n)}",{(datetime.now(UTC) - timedelta(days=days)).date()},{verified}'
        for n, (text, days, verified) in enumerate(told)
    )
    reviews.write_text("\n".join((COLUMNS, *lines)))
    for kind, path in (("products", feed), ("reviews", reviews)):
        done = run_aisle(var, "import", kind, str(path))
        assert done.returncode == 0, done.stderr
    return var


def shown(var: Path, *arguments: str) -> str:
    done = run_aisle(var, "complaints", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def as_json(var: Path, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(shown(var, *arguments, "--json")))


def test_the_board_leads_with_what_surely_rose(var: Path) -> None:
    found = as_json(var, "--by", "product", "--limit", "3")
    first = found["rows"][0]
    assert (first["key"], first["aspect"], first["mover"]) == ("zippy", "zip", True)
    assert len(found["rows"]) == 3 <= found["total"] and found["movers"] >= 1
    text = shown(var, "--by", "product", "--brand", "zipco")
    line = next(line for line in text.splitlines() if line.startswith("Zippy Jacket"))
    assert "trouble with the zip" in line and "8 of 42" in line and "pts !" in line
    assert "1 complaint, 1 of them surely rising" in text


def test_the_board_of_a_category_as_csv(var: Path, tmp_path: Path) -> None:
    path = tmp_path / "board.csv"
    assert shown(var, "--by", "category", "--csv", str(path)) == ""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert len(rows) == as_json(var, "--by", "category", "--limit", "1")["total"]
    assert any(row["key"] == "Jackets" and row["aspect"] == "zip" and float(row["share"]) > 0 for row in rows)


def test_wishes_and_wrong_questions(var: Path) -> None:
    rows = as_json(var, "--requests", "--by", "shop")["rows"]
    [hood] = [row for row in rows if row["feature"] == "hood"]
    assert hood["count"] == 3 and "hood" in hood["sentences"][0]
    assert "hood" in shown(var, "--requests", "--brand", "Zipco")
    wrong, nothing = run_aisle(var, "complaints", "--by", "colour"), run_aisle(var, "complaints")
    assert wrong.returncode == nothing.returncode == 1
    assert "product, category, brand, shop" in wrong.stderr and "--by" in nothing.stderr


def test_a_product_with_its_figures_dated_quotes_fit_and_bursts(var: Path) -> None:
    found = as_json(var, "--product", "zippy")
    [zips] = [item for item in found["complaints"] if item["aspect"] == "zip"]
    assert zips["low"] < zips["share"] < zips["high"] and zips["trend"] > 0 and zips["quotes"][0]["date"]
    assert set(found["fit"]) == {"small", "true", "large"} and found["bursts"][0]["reviews"] == 5
    text = shown(var, "--product", "zippy")
    assert "42 reviews" in text and "trouble with the zip (zip):" in text and "lately" in text
    assert f"  {zips['quotes'][0]['date']}  “" in text
    assert "Suspicious: 5 near-identical reviews" in text


def test_the_token_is_printed_alone_and_stays(tmp_path: Path) -> None:
    one, other = (run_aisle(tmp_path / "var", "token") for _ in range(2))
    assert one.returncode == 0 and one.stdout == other.stdout
    token = one.stdout.removesuffix("\n")
    assert len(token) >= 32 and " " not in token and token not in one.stderr
    assert "/v1/reviews" in one.stderr.replace("\n", "")
    assert stat.S_IMODE((tmp_path / "var" / "staff-token").stat().st_mode) == 0o600
    assert run_aisle(tmp_path / "var", "reset", "--yes").returncode == 0, "the token is Aisle's own"
    assert run_aisle(tmp_path / "var", "token").stdout not in ("", one.stdout)
