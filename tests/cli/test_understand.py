"""`aisle understand`: one message in, intent and wish out."""

from pathlib import Path
from typing import Any

from bot.components.gazetteer import Gazetteer
from bot.components.limits import find_limits
from cli.understand import reading
from tests.conftest import run_aisle

WORDS = {"category": ["jackets"], "color": ["black", "blue"], "material": ["leather"], "size": ["m"]}


def parsed(text: str, intent: str) -> dict[str, Any]:
    """What Rasa's parse says of the text, by the assistant's own extractors."""
    terms = Gazetteer(WORDS).find(text)
    entities = [mention.to_entity("test") for mention in (*terms, *find_limits(text, terms))]
    return {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": entities}


def test_a_wish_has_a_key_for_everything_that_may_be_wished() -> None:
    found = reading(parsed("blue jacket for hiking in m, no leather, under 50", "find_products"))
    assert (found["intent"], found["confidence"]) == ("find_products", 0.9)
    assert found["wish"] == {
        "words": "jacket for hiking",
        "without": [],
        "price_min": None,
        "price_max": 50.0,
        "brand": [],
        "category": ["jackets"],
        "color": ["blue"],
        "size": ["m"],
        "material": [],
        "audience": [],
        "rating_min": None,
        "in_stock": False,
        "on_sale": False,
        "new": False,
        "order": "relevance",
        "excluded": ["leather"],
    }


def test_words_that_ask_for_no_product_are_no_wish() -> None:
    assert reading(parsed("talk to a person", "handoff"))["wish"]["words"] == ""


def test_an_empty_line_means_nothing() -> None:
    assert reading({"text": ""})["intent"] == ""


def test_without_an_assistant_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("boots\n")
    done = run_aisle(tmp_path / "var", "understand", "--texts", str(tmp_path / "texts"))
    assert done.returncode == 1 and "aisle train" in done.stderr and "Traceback" not in done.stderr


def test_what_should_not_be_there_has_a_key_of_its_own() -> None:
    wish = reading(parsed("blue jacket without a hood", "find_products"))["wish"]
    assert (wish["words"], wish["without"]) == ("jacket", ["hood"])
