"""A shop's business rules come in from a file, and what cannot be a rule is told."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shop.feeds.errors import FeedError
from shop.feeds.importer import ImportReport, import_file
from shop.rule import Rule
from shop.storage.database import Database
from shop.storage.products import find_products
from shop.storage.rules import delete_rule, load_rules
from shop.storage.version import catalogue_version, rules_version

Bring = Callable[..., ImportReport]
LAUNCH = Rule(
    "launch", "pin", product_id="b1", place=2, ends_at=datetime(2027, 1, 1, tzinfo=UTC), note="For the fair"
)
MARGIN = Rule(
    "margin",
    "boost",
    brand="Fellwind",
    category="Shoes > Boots",
    margin_min=0.3,
    margin_max=0.6,
    strength=0.5,
)
RULES = [LAUNCH, MARGIN]
CSV = """rule_id,action,product_id,brand,category,margin_min,margin_max,strength,position,from,until,note
launch,Pin,b1,,,,,,2,,2026-12-31,For the fair
margin,boost,,Fellwind,Shoes > Boots,30%,0.6,0.5,,,,
"""
YAML = """\
rules:
- {id: launch, action: pin, sku: b1, position: 2, until: 2027-01-01T00:00:00Z, note: For the fair}
- {id: margin, action: boost, brand: Fellwind, category: Shoes > Boots, min_margin: 30%, margin_max: 0.6, weight: 0.5}
"""
OBJECTS = [
    {
        "rule_id": "launch",
        "action": "pin",
        "product_id": "b1",
        "position": 2,
        "until": "2026-12-31",
        "note": "For the fair",
    },
    {
        "rule_id": "margin",
        "action": "boost",
        "brand": "Fellwind",
        "category": "Shoes > Boots",
        "margin_min": 0.3,
        "margin_max": 0.6,
        "strength": 0.5,
    },
]


@pytest.fixture
def bring(db: Database, tmp_path: Path) -> Bring:
    """Imports text into each kind of database in turn, from a file whose name says nothing."""

    def bring(content: str, kind: str = "rules", **options: object) -> ImportReport:
        path = tmp_path / "feed"
        path.write_text(content, newline="")
        return import_file(db, kind, path, **options)  # type: ignore[arg-type]

    return bring


@pytest.mark.parametrize(
    "content", [CSV, YAML, "\n".join(map(json.dumps, OBJECTS)), json.dumps({"rules": OBJECTS})]
)
def test_every_format_brings_the_same_rules(bring: Bring, db: Database, content: str) -> None:
    report = bring(content)
    assert (report.read, report.added, report.rejected, report.ignored) == (2, 2, 0, ())
    assert load_rules(db) == RULES


def test_rules_are_changed_replaced_and_deleted_and_the_catalogue_stays_as_new(
    bring: Bring, db: Database
) -> None:
    before = catalogue_version(db)
    bring(CSV)
    version = rules_version(db)
    assert bring(CSV).unchanged == 2 and rules_version(db) == version
    assert bring(CSV.replace("0.5,,,,", "2,,,,")).changed == 1 and rules_version(db) > version
    assert bring("id,action,brand\nmargin,bury,Fellwind\n", replace=True).retired == 1
    assert load_rules(db) == [Rule("margin", "bury", brand="Fellwind")]
    version = rules_version(db)
    assert delete_rule(db, "margin") and rules_version(db) > version
    assert not delete_rule(db, "margin")
    assert catalogue_version(db) == before


BAD = {
    "hide,b1,,,,,": ("action", "one of boost, bury, pin, exclude"),
    "pin,,,,,,": (
        "product_id",
        "what the rule is about: one of product_id, brand, category, margin_min, margin_max",
    ),
    "boost,b1,30,,,,": ("margin_min", "a share of the price such as 0.3 or 30%, at most 1"),
    "boost,b1,50%,40%,,,": ("margin_max", "no less than margin_min"),
    "boost,b1,,,inf,,": ("strength", "a number above 0, at most 10"),
    "pin,b1,,,,0,": ("position", "a whole number from 1 to 100"),
    "pin,b1,,,,1.5,": ("position", "a whole number from 1 to 100"),
    "pin,b1,,,,,01/02/2026": ("until", "a time such as 2026-01-31T12:00:00Z, or a day"),
    "pin,b1,,,,,2019-12-31": ("until", "a time after from"),
}


def test_what_is_no_rule_is_told(bring: Bring, db: Database) -> None:
    head = "rule_id,action,product_id,margin_min,margin_max,strength,position,until,from\n"
    rows = [f"r{number},{row},2020-01-01\n" for number, row in enumerate(BAD)]
    report = bring(head + "good,pin,b1,,,,,2020-01-01,2020-01-01\n" + "".join(rows))
    assert (report.added, report.rejected) == (1, len(BAD))
    assert report.rejects_path is not None
    with report.rejects_path.open(newline="") as file:
        assert [(row["column"], row["expected"]) for row in csv.DictReader(file)] == list(BAD.values())


def test_a_file_without_actions_changes_nothing(bring: Bring, db: Database) -> None:
    bring(CSV)
    with pytest.raises(FeedError, match="no column action"):
        bring("rule_id,brand\nx,Fellwind\n", replace=True)
    assert load_rules(db) == RULES


def test_what_a_product_costs_the_shop_comes_in_with_the_products(bring: Bring, db: Database) -> None:
    head = "id,title,price,cost_of_goods_sold\n"
    bring(head + "a,Lamp,10.00 USD,4.00 USD\nb,Chair,10.00 USD,\n", "products")
    report = bring(head + "c,Desk,10.00 USD,4.00 EUR\n", "products")
    found = find_products(db, ["a", "b", "c"])
    assert {key: product.cost for key, product in found.items()} == {"a": 4.0, "b": None, "c": None}
    assert found["a"].margin == 0.6
    assert "another currency" in " ".join(report.notes)
