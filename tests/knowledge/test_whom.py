"""Who the reviewer says it was for, and what is said of the product only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.whom import whom


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("I have wide feet and these pinch.", ("wide feet",)),
        ("My feet are really wide", ("wide feet",)),
        ("Too tight for wide feet", ("wide feet",)),
        ("Not for people with narrow feet.", ("narrow feet",)),
        ("I've got very high arches", ("high arches",)),
        ("The seams cut into my broad shoulders", ("broad shoulders",)),
        ("I have a large bust, so the buttons gape", ("large bust",)),
        ("I'm busty and petite", ("large bust", "petite")),
        ("I am small chested", ("small bust",)),
        ("If you have a long torso it rides up", ("long torso",)),
        ("I'm short-waisted", ("short torso",)),
        ("Unless you are tall, have it hemmed", ("tall",)),
        ("Great for tall women!", ("tall",)),
        ("I am rather short, so it drags", ("short",)),
        ("As a plus size woman I was glad", ("plus size",)),
        ("I'm quite muscular", ("muscular",)),
        ("It hugs my curvy figure", ("curvy",)),
        ("My husband is slim and it hangs off him", ("slim",)),
        ("I am six months pregnant", ("pregnant",)),
        ("The grip is too thick for my small hands", ("small hands",)),
        ("My hands are big.", ("big hands",)),
        ("It itches on my sensitive skin", ("sensitive skin",)),
        ("Hard to open for older people", ("older people",)),
        ("My kids fight over it", ("kids",)),
        ("Bought for my 4 year old", ("kids",)),
        ("A hard tool for beginners", ("beginners",)),
        ("I'm a complete beginner", ("beginners",)),
        ("Too small for large dogs", ("dogs",)),
        ("I’m left-handed, and the trigger is on the wrong side", ("left-handed",)),
        ("My grandmother is 80, and older women need a bigger knob", ("older people",)),
        ("I am tall and have long arms", ("tall", "long arms")),
    ],
)
def test_what_the_wearer_is_like(text: str, labels: tuple[str, ...]) -> None:
    assert whom(text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "A wide selection of colours",
        "Tall boots that hold up",
        "The short sleeves are odd",
        "The petite size sold out",
        "I'm short on time",
        "I'm wearing tall boots",
        "The tripod has wide feet",
        "A slim fit through the body",
        "It makes me look pregnant",
        "It looks like I'm pregnant",
        "I'm not tall",
        "I don't have wide feet",
        "I wish I was tall",
        "They sell it in the kids' section",
        "It comes with a long strap and high heels",
        "The lamp has big arms",
        "A tall order",
        "As a 36 year old woman I expect better",
        "These picks break because they are thin",
        "The dog print is cute",
        "",
    ],
)
def test_what_is_said_of_the_product_or_denied_is_no_wearer(text: str) -> None:
    assert whom(text) == ()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("I'm 5'2\" and it drags on the floor", ("petite",)),
        ("I am only 5 ft 2", ("petite",)),
        ("I'm 5ft2in", ("petite",)),
        ("I am 158 cm", ("petite",)),
        ("I’m 1.58 m", ("petite",)),
        ("It swamps my 5'1 frame", ("petite",)),
        ("For reference, 5'2\", 115 lbs", ("petite",)),
        ("I'm 5'6\"", ()),
        ("I'm 5'10\" and wear a 36C bra", ("tall",)),
        ("I'm 5'10\"", ()),
        ("I am 6'3\" tall", ("tall",)),
        ("My husband is 5'5\"", ("short",)),
        ("My husband is 6'1\"", ()),
        ("My son is 4 feet tall", ()),
        ("The rug is 5'2\" by 7'", ()),
        ("The cable is 6 ft long", ()),
        ("I'm 5 feet from the screen", ()),
        ("The tabletop is 158 cm", ()),
    ],
)
def test_heights_of_people_are_petite_short_or_tall(text: str, labels: tuple[str, ...]) -> None:
    assert whom(text) == labels


@given(st.text(max_size=300))
def test_any_text_has_each_label_at_most_once(text: str) -> None:
    found = whom(text)
    assert len(set(found)) == len(found)
