"""Wishes that name a feature, and the many ways to wish that name none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.requested import Request, group_requests, requests_in


def features(text: str) -> list[str]:
    return [request.feature for request in requests_in(text)]


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("I wish it had pockets", ["pockets"]),
        ("I really wish this jacket had a hood!", ["hood"]),
        ("Would be nice if it came with a case.", ["case"]),
        ("It would have been great if they included batteries", ["batteries"]),
        ("It needs a longer cable", ["longer cable"]),
        ("If only it had a hood and pockets", ["hood", "pockets"]),
        ("I would love to see it in green", ["green"]),
        ("I'd love these in navy.", ["navy"]),
        ("It should come with batteries", ["batteries"]),
        ("They should have pockets.", ["pockets"]),
        ("Please make it in tall sizes!", ["tall sizes"]),
        ("Missing feature: a light", ["light"]),
        ("The only thing missing is a zip pocket", ["zip pocket"]),
        ("It could use more padding", ["more padding"]),
        ("The straps could use a little more padding.", ["more padding"]),
        ("I wish the cable were longer", ["longer cable"]),
        ("Wish it was a bit wider", ["wider"]),
        ("I wish it was lined", ["lined"]),
        ("The lid needs to be a bit tighter", ["tighter lid"]),
        ("Wish they came in more colors", ["more colors"]),
        ("I wish they made it in half sizes", ["half sizes"]),
        ("I wish there was a loop to hang it up", ["loop"]),
        ("I would have liked a second strap", ["second strap"]),
        ("I wish there was an option to remove the hood", ["option to remove the hood"]),
        ("I wish it came in red, green, or blue", ["red", "green", "blue"]),
        ("I'd prefer a shorter strap", ["shorter strap"]),
        ("I wish it came with a bag for the tent pegs", ["bag"]),
    ],
)
def test_a_wish_names_its_feature(text: str, wished: list[str]) -> None:
    assert features(text) == wished
    assert all(request.sentence in text for request in requests_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "I wish I had bought two",
        "I wish I had known",
        "I wish I'd ordered earlier",
        "I wish it was still in stock",
        "I wish it was cheaper",
        "I wish everyone could wear one",
        "It needs no ironing",
        "It needs to be returned",
        "I should have ordered a size up",
        "It should have worked",
        "They should have known better",
        "I would love to wear it every day",
        "I'd love to have more of these",
        "Please read the other reviews",
        "It would be great for a picnic",
        "I could use it every day",
        "You need a big bag",
        "I need a longer coat",
        "It needs some getting used to",
        "I wish you all a good day",
        "I don't think this coat needs a lining",
        "For anyone that needs a travel bag",
        "I would like a new phone one day",
        "It needs some coaxing",
        "Please make more coats like this one",
        "I wish it had worked out",
        "Please add a comment if you know",
        "",
    ],
)
def test_regrets_needs_and_other_wishes_name_none(text: str) -> None:
    assert features(text) == []


def test_every_sentence_keeps_its_own_request_in_order() -> None:
    text = "Warm coat. I wish it had pockets. Also needs a thicker lining. I wish it had pockets."
    assert [(r.feature, r.sentence) for r in requests_in(text)] == [
        ("pockets", "I wish it had pockets."),
        ("thicker lining", "Also needs a thicker lining."),
    ]


def test_equal_features_are_counted_together_most_wished_for_first() -> None:
    wishes = [
        ("coat", "pockets", "I wish it had pockets"),
        ("coat", "pockets", "I wish it had pockets"),
        ("coat", "pocket", "It should have a pocket"),
        ("vest", "pockets", "Pockets! If only it had pockets"),
        ("vest", "pockets", "Would be nice if it had pockets"),
        ("vest", "side pockets", "It needs side pockets"),
        ("hat", "more colours", "I wish it came in more colours"),
        ("hat", "other colors", "I wish it came in other colors"),
    ]
    first, second, third = group_requests((product, Request(*rest)) for product, *rest in wishes)
    assert (first.feature, first.count, first.products) == ("pockets", 4, 2)
    assert len(first.sentences) == 3 and "It should have a pocket" in first.sentences
    assert (second.count, second.products, third.feature) == (2, 1, "side pockets")


def test_no_requests_are_no_groups() -> None:
    assert group_requests([]) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    found = requests_in(text)
    assert all(request.feature and request.sentence for request in found)
    assert sum(item.count for item in group_requests(("p", request) for request in found)) == len(found)
