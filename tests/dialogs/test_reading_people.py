"""Whom a gift is for, and occasions that are none of it."""

import pytest

from actions.heard import heard
from actions.wishes import next_wish
from advisor.wish import Wish
from bot.components.gazetteer import Gazetteer
from bot.components.limits import find_limits
from knowledge.limits import admits
from knowledge.vocabulary import AUDIENCES
from shop.product import Product

SHOP = Gazetteer(
    {"audience": AUDIENCES, "category": ["boots", "shoes", "tents", "backpacks"], "size": ["9", "10"]}
)


def wish(text: str) -> Wish:
    terms = SHOP.find(text)
    entities = [mention.to_entity("test") for mention in (*terms, *find_limits(text, terms))]
    return next_wish(heard({"text": text, "intent": {"name": "find_products"}, "entities": entities}), Wish())


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("gift for my 6 year old nephew", "kids"),
        ("a present for my 6-year-old niece", "kids"),
        ("something for my 10 yr old", "kids"),
        ("for my son, 8", "kids"),
        ("for my granddaughter who is 5 years old", "kids"),
        ("for my 8 year old brother", "kids"),
        ("for a 3 year old girl", "girls"),
        ("for my 6 month old", "babies"),
        ("for my 30 year old brother", "men"),
        ("for my uncle", "men"),
        ("for my wife", "women"),
        ("christmas present for grandma", "women"),
        ("for my mother in law", "women"),
    ],
)
def test_a_gift_is_looked_for_among_what_its_receiver_can_use(text: str, audience: str) -> None:
    limits = wish(text).filters
    assert limits.audiences == (audience,)
    assert (limits.price_max, limits.sizes) == (None, ())


@pytest.mark.parametrize(
    ("text", "age_group"), [("for my wife", "adult"), ("for my 6 year old nephew", "kids")]
)
def test_what_is_unisex_is_for_them_too(text: str, age_group: str) -> None:
    assert admits(Product("p", "P", gender="unisex", age_group=age_group), wish(text).filters)


@pytest.mark.parametrize(
    "text",
    [
        "a tent for 2 adults and 2 kids",
        "camping with two kids",
        "something for me and my wife",
        "a baby shower gift",
        "a baby blue backpack",
        "gift for my nephew",
        "my 5 year old boots broke",
        "a backpack with a 10 year warranty",
    ],
)
def test_who_is_only_there_too_limits_nothing(text: str) -> None:
    assert wish(text).filters.audiences == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("something for a week in the alps", "week alps"),
        ("shoes for flat feet", "shoes for flat feet"),
        ("shoes for a wedding", "shoes for wedding"),
        ("a backpack for 3 days in norway", "backpack for 3 days norway"),
    ],
)
def test_an_occasion_steers_the_search_and_limits_nothing(text: str, words: str) -> None:
    understood = wish(text)
    assert understood.words == words
    assert set(understood.to_dict()["filters"]) <= {"categories"}
