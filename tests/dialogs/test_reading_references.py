"""References to what is on the screen, and the phrases beside them."""

import pytest

from bot.components.limits import find_limits


def found(text: str) -> list[tuple[str, object]]:
    return [(mention.entity, mention.value) for mention in find_limits(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the second one in medium?", ["2"]),
        ("last two", ["last:2"]),
        ("compare the first two", ["first:2"]),
        ("first", ["1"]),
        ("number 3", ["3"]),
        ("#2 please", ["2"]),
        ("the cheaper of those", ["cheapest"]),
        ("the most expensive one", ["dearest"]),
        ("the best rated one", ["best"]),
        ("which is cheaper", ["cheapest"]),
        ("which one has better reviews", ["best"]),
        ("which of the two costs less", ["cheapest"]),
        ("the last one", ["-1"]),
        ("second to last", ["-2"]),
        ("compare the first and the third", ["1", "3"]),
        ("difference between 1 and 3", ["1", "3"]),
        ("show me something like it", ["it"]),
        ("compare them", ["all"]),
        ("the waterproof one", ["like:waterproof"]),
        ("the last two side by side", ["last:2"]),
        ("ninth", ["9"]),
        ("the tenth one", ["10"]),
        ("how much is teh first", ["1"]),
        ("i like the frist one", ["1"]),
        ("what about secodn", ["2"]),
        ("the one with the best reviews", ["best"]),
        ("show me the one with the highest rating", ["best"]),
        ("the one with the lowest price", ["cheapest"]),
        ("which is the lightest", ["lightest"]),
        ("the heaviest of these", ["heaviest"]),
        ("1 vs 3", ["1", "3"]),
        ("i like 1 and 3", ["1", "3"]),
    ],
)
def test_a_reference(text: str, values: list[str]) -> None:
    assert found(text) == [("reference", value) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "first aid kit",
        "a second layer for winter",
        "warm when it rains",
        "that's all",
        "show me the blue ones",
        "for my kids, 5 and 8",
        "between 6 and 8 years",
        "for the last two weeks",
        "the lightest tent",
        "3 of us",
        "three times a week",
        "a couple of friends",
    ],
)
def test_no_reference(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("anything cheaper?", "price_step", "cheaper"),
        ("too expensive", "price_step", "cheaper"),
        ("something more expensive", "price_step", "dearer"),
        ("cheap tents", "order", "price_asc"),
        ("not too expensive", "order", "price_asc"),
        ("best rated first", "order", "rating"),
        ("at least 4 stars", "rating_min", 4.0),
        ("rated above 4.5", "rating_min", 4.5),
        ("in stock only", "in_stock", "true"),
        ("one size up", "size_step", "bigger"),
        ("a smaller size", "size_step", "smaller"),
        ("forget the colour", "dropped", "color"),
        ("any brand is fine", "dropped", "brand"),
        ("the price doesn't matter", "dropped", "price"),
        ("two pairs of socks", "quantity", 2.0),
        ("without a hood", "unwanted", "without a hood"),
        ("overpriced", "price_step", "cheaper"),
        ("what a rip-off", "price_step", "cheaper"),
        ("tents with the best reviews", "order", "rating"),
    ],
)
def test_a_phrase(text: str, entity: str, value: object) -> None:
    assert found(text) == [(entity, value)]


def test_the_cheaper_of_those_is_no_step_and_cheaper_than_fifty_an_amount() -> None:
    assert found("the cheaper of those") == [("reference", "cheapest")]
    assert found("cheaper than 50") == [("price_max", 50.0)]
    assert found("cheaper than the second one") == [("price_step", "cheaper"), ("reference", "2")]


def test_the_second_one_but_cheaper_is_about_the_second_one() -> None:
    assert found("like the second one but cheaper") == [("reference", "2"), ("price_step", "cheaper")]
