"""The checks of conversations themselves: each lets pass what it should and nothing else."""

from dataclasses import replace
from typing import Any

import pytest
from expectations import CHECKS, problems
from script import load
from stage import Scene

from shop.product import Product
from shop.storage.carts import CartLine


def product(number: int, price: float, color: str) -> Product:
    return Product(
        f"p{number}",
        f"{color} Jacket {number}",
        price=price,
        product_type="Clothing > Jackets",
        colors=(color,),
    )


BLACK, GREEN, BLUE = product(1, 90, "Black"), product(2, 50, "Green"), product(3, 40, "Blue")
SCENE = Scene(
    text="cheaper",
    intent="refine",
    actions=("action_refine",),
    responses=("utter_cheaper",),
    slots={
        "wish": {
            "words": "warm jacket",
            "order": "price_asc",
            "filters": {"price_max": 60.0, "colors": ["Blue"]},
            "without": ["hood"],
        },
        "focus": "p2",
        "pending": {"add": "p2"},
    },
    cards=(BLUE,),
    before=(BLACK, GREEN),
    shown=(BLUE,),
    seen=frozenset(("p1", "p2")),
    compared=("Black Jacket 1", "Green Jacket 2"),
    replies=("Show more",),
    cart=(CartLine("p2", "M", "", 2),),
    likes={"p1": False, "p2": True},
    consent="denied",
    person=True,
    remembered={"likes": 2, "carts": 0},
    called={"parka": BLACK, "sky": BLUE},
    minds=frozenset(("fit_small", "noise")),
    told="Of the 50 reviews, 9 found it small.",
    warnings=("9 of 50 reviews: runs small",),
)
HOLDS: dict[str, list[Any]] = {
    "intent": ["refine", ["refine", "find_products"]],
    "action": ["action_refine"],
    "says": ["utter_cheaper", [["utter_found", "utter_cheaper"]]],
    "says_not": ["utter_found"],
    "wish": [{"price_max": 60, "colors": ["blue"]}],
    "words": ["warm", ["warm", "jacket"]],
    "not_words": ["cold"],
    "without": [["hood"]],
    "order": ["price_asc"],
    "shows": [
        1,
        {"count": 1, "price_max": 40, "colors": "blue"},
        {"than_before": "cheaper"},
        {"title": "jacket"},
    ],
    "listed": [["sky"]],
    "focus": [2, -1, "cheapest"],
    "pending": ["size"],
    "cart": [[{"product": 2, "size": "m", "quantity": 2}]],
    "compares": [[2, "parka"], 2],
    "liked": [[2]],
    "disliked": [["parka"]],
    "replies": ["Show more"],
    "consent": ["denied"],
    "person": [True],
    "remembers": [["likes"], True],
    "minds": [["noise", "fit_small"]],
    "tells": ["found it small", [r"\d+ reviews", "9 found"]],
    "warns": [r"^\d+ of 50 reviews"],
}
FAILS: dict[str, list[Any]] = {
    "intent": ["greet", ["greet", "thank"]],
    "action": ["action_find_products", ["action_refine", "action_listen"]],
    "says": ["utter_found", ["utter_cheaper", "utter_found"]],
    "says_not": ["utter_cheaper"],
    "wish": [{"price_max": 60}, {"price_max": 60, "colors": ["blue"], "sizes": ["m"]}, {}],
    "words": ["cold", ["warm", "cold"]],
    "not_words": ["warm"],
    "without": [[], ["hood", "zip"]],
    "order": ["relevance"],
    "shows": [
        "none",
        2,
        {"at_least": 2},
        {"price_max": 39},
        {"not_colors": ["blue"]},
        {"than_before": "dearer"},
    ],
    "listed": ["same", [], [1]],
    "focus": [1, None, "parka", "dearest"],
    "pending": ["wish", None],
    "cart": [
        [],
        [{"product": 2}],
        [{"product": 1, "quantity": 2}],
        [{"product": 2, "size": "l", "quantity": 2}],
    ],
    "compares": [[2], 3],
    "liked": [[], [1]],
    "disliked": [[2], [1, 2]],
    "replies": ["Show less"],
    "consent": ["granted", ""],
    "person": [False],
    "remembers": [["carts"], False],
    "minds": ["noise", [], ["noise", "fit_small", "zip"]],
    "tells": ["large", ["small", "large"]],
    "warns": ["runs large", False],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in HOLDS for value in HOLDS[name]])
def test_what_is_so_passes(name: str, value: Any) -> None:
    assert problems({name: value}, SCENE) == []


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in FAILS for value in FAILS[name]])
def test_what_is_not_so_is_told_with_what_is(name: str, value: Any) -> None:
    [problem] = problems({name: value}, SCENE)
    assert problem.startswith(f"{name}: ") and len(problem) > len(name) + 10


def test_every_check_is_checked() -> None:
    assert set(HOLDS) == set(FAILS) == set(CHECKS)


def test_products_that_break_the_wish_are_told_even_where_the_slot_is_right() -> None:
    [problem] = problems({"wish": {"price_max": 60, "colors": ["blue"]}}, replace(SCENE, cards=(BLUE, BLACK)))
    assert "Black Jacket 1" in problem and "Blue Jacket 3" not in problem


def test_a_card_seen_before_is_not_new() -> None:
    assert problems({"shows": {"than_before": "new"}}, SCENE) == []
    assert problems({"shows": {"than_before": "new"}}, replace(SCENE, cards=(GREEN,)))
    assert problems({"shows": {"than_before": "changed"}}, replace(SCENE, cards=SCENE.before))


def test_an_unknown_expectation_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        problems({"colour": "blue"}, SCENE)


def test_an_unknown_key_of_a_conversation_is_a_mistake(tmp_path: Any) -> None:
    (tmp_path / "a.yml").write_text("conversations:\n- conversation: x\n  knwon: typo\n  turns: []\n")
    with pytest.raises(ValueError, match="knwon"):
        load(tmp_path)
