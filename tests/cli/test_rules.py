"""`aisle rules`: what the shop wants of its ranking, listed with what it is about, and deleted."""

import json
from pathlib import Path

import pytest

from tests.conftest import run_aisle

RULES = """rule_id,action,product_id,brand,category,margin_min,strength,position,from,until,note
launch,pin,b1,,,,,2,2020-01-01,,For the [fair]
cheap,bury,,,Boots,,2,,,2020-12-31,
margin,boost,,,,30%,,,2099-01-01,,
"""


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with two boots and three rules."""
    var = tmp_path_factory.mktemp("rules-shop")
    feed, rules = var / "feed.csv", var / "rules.csv"
    feed.write_text(
        "id,title,price,product_type,cogs\nb1,Boot,10,Shoes > Boots,5\nb2,Boot,10,Shoes > Boots,\n"
    )
    rules.write_text(RULES)
    assert run_aisle(var / "var", "import", "products", str(feed)).returncode == 0
    done = run_aisle(var / "var", "import", "rules", str(rules))
    assert "Read 3 rules (CSV): 3 new" in done.stdout
    return var / "var"


def test_rules_are_listed_for_people_and_for_scripts(var: Path) -> None:
    shown = run_aisle(var, "rules").stdout
    for words in (
        "product b1",
        "place 2",
        "in force",
        "category Boots",
        "over",
        "margin >= 30%",
        "to come",
        "[fair]",
    ):
        assert words in shown
    rules = {rule["rule_id"]: rule for rule in json.loads(run_aisle(var, "rules", "--json").stdout)}
    assert [(name, rule["in_force"], rule["products"]) for name, rule in rules.items()] == [
        ("cheap", False, 2),
        ("launch", True, 1),
        ("margin", False, 1),
    ]
    assert rules["launch"]["starts_at"] == "2020-01-01T00:00:00+00:00" and rules["launch"]["ends_at"] is None


def test_a_rule_is_deleted_once(var: Path) -> None:
    assert "deleted" in run_aisle(var, "rules", "delete", "cheap").stdout
    again = run_aisle(var, "rules", "delete", "cheap")
    assert again.returncode == 1 and "there is no rule cheap" in again.stderr


def test_a_shop_without_rules_says_how_to_get_some(tmp_path: Path) -> None:
    assert "aisle import rules" in run_aisle(tmp_path, "rules").stdout
