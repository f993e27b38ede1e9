"""The shop's own words in messages: case, plural, slips, negation, sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.gazetteer import Gazetteer

TABLES = {
    "category": [
        "jackets",
        "rain jackets",
        "hats & gloves",
        "hiking boots",
        "backpacks",
        "t-shirts",
        "tents",
        "knives",
    ],
    "color": ["black", "moss green", "slate grey", "sky blue"],
    "material": ["merino wool", "gore-tex", "full-grain leather"],
    "brand": ["kestrel peak", "Tarn & Fell", "nordhavn"],
    "audience": ["men", "women", "kids", "boys"],
    "size": ["xs", "s", "m", "l", "xl", "xxl", "41", "42", "42.5", "one size", "30 l", "long", "10Y"],
}
SHOP = Gazetteer(TABLES, known=("something", "without", "under"))


def found(text: str) -> list[tuple[str, object, str]]:
    return [(mention.entity, mention.value, mention.role) for mention in SHOP.find(text)]


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("a Rain Jacket please", "category", "rain jackets"),
        ("JACKETS", "category", "jackets"),
        ("backpak", "category", "backpacks"),
        ("back packs", "category", "backpacks"),
        ("tshirts", "category", "t-shirts"),
        ("gloves", "category", "gloves"),
        ("boots", "category", "boots"),
        ("knife", "category", "knives"),
        ("in gren", "color", "green"),
        ("a gray one", "color", "grey"),
        ("in purple", "color", "Purple"),
        ("goretex", "material", "gore-tex"),
        ("made of wool", "material", "wool"),
        ("merino", "material", "merino"),
        ("from nordhaven", "brand", "nordhavn"),
        ("kestrel", "brand", "kestrel peak"),
        ("tarn and fell", "brand", "Tarn & Fell"),
        ("for my wife", "audience", "women"),
        ("men's", "audience", "men"),
        ("for boys", "audience", "boys"),
    ],
)
def test_a_term_is_found_and_named_as_the_catalogue_does(text: str, entity: str, value: str) -> None:
    assert found(text) == [(entity, value, "")]


@pytest.mark.parametrize(
    "text",
    [
        "something under the sun",
        "full zip",
        "to go with my jacket and my tent",
        "how long is it",
        "a long walk",
    ],
)
def test_what_is_no_wish_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not black", [("color", "black", "excluded")]),
        ("anything but nordhavn", [("brand", "nordhavn", "excluded")]),
        ("no leather please", [("material", "leather", "excluded")]),
        ("leather-free", [("material", "leather", "excluded")]),
        ("not the black one, the grey one", [("color", "black", "excluded"), ("color", "grey", "")]),
        (
            "no black or green, but blue",
            [("color", "black", "excluded"), ("color", "green", "excluded"), ("color", "blue", "")],
        ),
        ("i don't want wool", [("material", "wool", "excluded")]),
        ("a tent, not too small and black", [("category", "tents", ""), ("color", "black", "")]),
        ("without wool under 50 in black", [("material", "wool", "excluded"), ("color", "black", "")]),
    ],
)
def test_negation_reaches_as_far_as_it_means(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("the second one in medium?", "m"),
        ("M", "m"),
        ("size L", "l"),
        ("extra large", "xl"),
        ("2XL please", "xxl"),
        ("a jacket, size medium", "m"),
        ("size 42", "42"),
        ("in 42.5", "42.5"),
        ("i wear a 41", "41"),
        ("42", "42"),
        ("30 liter", "30 l"),
        ("size 47", "47"),
        ("in size long", "long"),
        ("10y", "10Y"),
        ("boots EU 43", "EU 43"),
        ("size eu 43.5", "EU 43.5"),
        ("uk 9", "UK 9"),
        ("uk size 9 please", "UK 9"),
        ("43 eu", "EU 43"),
        ("9 us", "US 9"),
        ("i wear a 44", "44"),
    ],
)
def test_a_size_is_found_in_its_usual_forms(text: str, size: str) -> None:
    assert [value for entity, value, _ in found(text) if entity == "size"] == [size]


@pytest.mark.parametrize(
    "text",
    [
        "it runs small",
        "a medium price",
        "i'm lost",
        "the first 42 pages",
        "one size up",
        "2",
        "show us 2 of them",
        "we are in the uk 2 weeks",
        "9 us dollars",
        "eur 43",
        "i wear 3 layers",
    ],
)
def test_what_is_no_size(text: str) -> None:
    assert found(text) == []


def test_a_shop_without_sizes_finds_none() -> None:
    assert Gazetteer({"color": ["red"]}).find("red, size 42, in medium") == Gazetteer(
        {"color": ["red"]}
    ).find("red")


def test_an_empty_vocabulary_finds_nothing() -> None:
    assert Gazetteer({}).find("a red jacket, not black") == []


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    mentions = SHOP.find(text)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    assert not any(a.overlaps(b) for a in mentions for b in mentions if a is not b)


@given(
    st.lists(
        st.sampled_from(["not", "black", "jacket", ",", "or", "but", "in", "xl", "nordhavn", "free", "-"]),
        max_size=12,
    )
)
def test_spans_stay_in_order_whatever_is_negated(words: list[str]) -> None:
    mentions = SHOP.find(" ".join(words))
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    assert not any(a.overlaps(b) for a in mentions for b in mentions if a is not b)


@pytest.mark.parametrize(
    ("text", "materials"),
    [
        ("slow down", []),
        ("down to 50", []),
        ("bring it down a bit", []),
        ("a sleeping bag down to -10", []),
        ("a down jacket", ["down"]),
        ("filled with down", ["down"]),
    ],
)
def test_down_is_a_material_only_where_something_is_filled(text: str, materials: list[str]) -> None:
    shop = Gazetteer({"material": ["down"], "category": ["jackets"]})
    assert [mention.value for mention in shop.find(text) if mention.entity == "material"] == materials


@pytest.mark.parametrize(
    ("text", "size"),
    [("2 x large", "XXL"), ("3x large", "3XL"), ("in 4 xl", "4XL"), ("jackets in 5xl", "5XL")],
)
def test_many_times_large_is_one_size(text: str, size: str) -> None:
    shop = Gazetteer({"size": ["S", "XL", "XXL", "3XL"]})
    assert [mention.value for mention in shop.find(text)] == [size]
