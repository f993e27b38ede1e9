"""Wishes for what is on sale or new, and what only sounds like one."""

import pytest

from bot.components.limits import find_limits
from bot.components.offers import find_offers


def found(text: str) -> list[tuple[str, object]]:
    return [(mention.entity, mention.value) for mention in find_offers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "anything on sale?",
        "jackets on sale",
        "whats on sale today",
        "discounted jackets",
        "anything reduced?",
        "reduced jackets please",
        "jackets that are reduced",
        "any deals on boots",
        "best deals",
        "looking for a good deal on a tent",
        "special offers",
        "sale",
        "what do you have in the sale",
        "any discounts?",
        "clearance items",
        "half price jackets",
        "something with 20% off",
        "reduced by 20%",
        "jackets reduced by at least 30 percent",
        "black friday deals",
        "do you have any sales right now",
        "don't you have anything on sale",
        "i was looking for something on sale",
        "i want to see jackets on sale",
    ],
)
def test_a_wish_for_what_is_on_sale(text: str) -> None:
    assert found(text) == [("on_sale", "true")]


@pytest.mark.parametrize(
    "text",
    [
        "new arrivals for women",
        "what's new in jackets",
        "whats new",
        "newest first",
        "latest",
        "the newest tents",
        "any new boots?",
        "anything new in backpacks",
        "sort by newest",
        "just arrived",
        "recently added",
        "show me new products",
        "most recent ones",
    ],
)
def test_a_wish_for_what_is_new(text: str) -> None:
    assert found(text) == [("new", "true")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("doesn't have to be on sale", "on_sale"),
        ("needn't be discounted", "on_sale"),
        ("full price is fine", "on_sale"),
        ("forget about the discount", "on_sale"),
        ("sale or not, i don't mind", "on_sale"),
        ("doesn't have to be new", "new"),
    ],
)
def test_either_can_be_let_go(text: str, name: str) -> None:
    assert found(text) == [("dropped", name)]


@pytest.mark.parametrize(
    "text",
    [
        "a new tent",
        "i need a new jacket",
        "i lost my gloves and need new ones",
        "my new job",
        "i need something new for work",
        "new balance shoes",
        "brand new",
        "i'm new in town",
        "a kitchen with the latest design",
        "i need it by friday at the latest",
        "what's new with you",
        "do you have tents for sale",
        "i saw it on sale elsewhere",
        "it was on sale last week",
        "when does it go on sale",
        "reduced fat cookies",
        "noise reduced headphones",
        "a great deal of space",
        "it has to deal with rain",
        "no big deal",
        "do you have a discount code",
        "a table that offers storage",
        "high ground clearance",
    ],
)
def test_what_only_sounds_like_one(text: str) -> None:
    assert found(text) == []


def test_a_sale_and_a_price_are_read_side_by_side() -> None:
    entities = {mention.entity: mention.value for mention in find_limits("rain jackets on sale under 80")}
    assert entities == {"on_sale": "true", "price_max": 80.0}
