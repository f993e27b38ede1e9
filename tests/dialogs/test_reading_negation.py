"""What is ruled out: kinds of product let go of, and lists of brands, colours and materials."""

import pytest

from bot.components.gazetteer import Gazetteer
from bot.components.limits import find_limits
from bot.components.negation import excluded_spans

SHOP = Gazetteer(
    {
        "category": ["hiking boots", "boots", "socks", "gloves"],
        "color": ["black", "blue", "brown", "grey", "red", "green"],
        "brand": ["haldvik", "northfold", "pikko"],
        "material": ["leather", "suede", "merino wool"],
        "size": ["9", "10"],
    }
)


def read(text: str) -> tuple[list[object], list[object]]:
    """The values that are wanted and those that are ruled out."""
    found = SHOP.find(text)
    return [m.value for m in found if not m.role], [m.value for m in found if m.role]


@pytest.mark.parametrize(
    ("text", "wanted", "ruled_out"),
    [
        ("let's forget about boots, socks please", ["socks"], ["boots"]),
        ("forget the boots, show me gloves", ["gloves"], ["boots"]),
        ("socks instead of boots", ["socks"], ["boots"]),
        ("not socks", [], ["socks"]),
        ("no socks", [], ["socks"]),
        ("don't forget the socks", ["socks"], []),
        ("i always forget my gloves", ["gloves"], []),
    ],
)
def test_a_kind_of_product_is_let_go_of(text: str, wanted: list[str], ruled_out: list[str]) -> None:
    assert read(text) == (wanted, ruled_out)


@pytest.mark.parametrize(
    ("text", "wanted", "ruled_out"),
    [
        ("not black or blue", [], ["black", "blue"]),
        ("not black, blue or red", [], ["black", "blue", "red"]),
        ("no black, brown and grey", [], ["black", "brown", "grey"]),
        ("neither black nor brown", [], ["black", "brown"]),
        ("no pikko and no northfold", [], ["pikko", "northfold"]),
        ("anything but pikko, northfold or haldvik", [], ["pikko", "northfold", "haldvik"]),
        ("not nike, pikko or adidas", [], ["Nike", "pikko", "Adidas"]),
        ("anything but leather or suede", [], ["leather", "suede"]),
        (
            "no black or brown or grey or blue or red or green",
            [],
            ["black", "brown", "grey", "blue", "red", "green"],
        ),
        ("not black, blue or red please", ["blue", "red"], ["black"]),
        ("not red, blue please", ["blue"], ["red"]),
        ("no leather, blue or red", ["blue", "red"], ["leather"]),
        ("not black, in blue or red", ["blue", "red"], ["black"]),
        ("no black or green, but blue", ["blue"], ["black", "green"]),
        ("that shouldn't be black", [], ["black"]),
        ("nothing with leather", [], ["leather"]),
        ("i don't want anything with leather", [], ["leather"]),
        ("boots that don't have leather", ["boots"], ["leather"]),
    ],
)
def test_a_list_under_a_negation_is_ruled_out_as_a_whole(
    text: str, wanted: list[str], ruled_out: list[str]
) -> None:
    assert read(text) == (wanted, ruled_out)


def test_forgetting_an_attribute_still_drops_its_limit() -> None:
    text = "forget about the brand"
    assert [(m.entity, m.value) for m in find_limits(text, SHOP.find(text))] == [("dropped", "brand")]


def test_what_exceeds_a_price_rules_out_no_colour() -> None:
    assert read("not exceeding 50 in black") == (["black"], [])


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("he does have cold hands and a headlamp already", "a headlamp"),
        ("she already has a tent", "a tent"),
        ("we already own enough sleeping bags", "enough sleeping bags"),
    ],
)
def test_what_somebody_has_already_is_not_wished_for(text: str, owned: str) -> None:
    assert [text[start:end].strip() for start, end in excluded_spans(text)] == [owned]


@pytest.mark.parametrize(
    ("text", "wanted", "ruled_out"),
    [
        ("no black and no red boots", ["boots"], ["black", "red"]),
        ("no black or red boots", ["boots"], ["black", "red"]),
        ("non leather boots", ["boots"], ["leather"]),
        ("non-leather boots", ["boots"], ["leather"]),
        ("no pikko boots", ["boots"], ["pikko"]),
        ("no nike boots", ["boots"], ["Nike"]),
        ("i don't want leather boots", ["boots"], ["leather"]),
        ("no black boots, brown boots please", ["boots", "brown", "boots"], ["black"]),
        ("socks, not leather boots", ["socks"], ["leather", "boots"]),
        ("no boots", [], ["boots"]),
        ("no show socks", ["socks"], []),
    ],
)
def test_a_kind_ruled_out_in_one_form_is_wanted_in_others(
    text: str, wanted: list[str], ruled_out: list[str]
) -> None:
    assert read(text) == (wanted, ruled_out)


@pytest.mark.parametrize(
    ("text", "wanted", "ruled_out"),
    [
        ("i have black boots already", [], ["boots"]),
        ("i already have black boots, show me red gloves", ["red", "gloves"], ["boots"]),
        ("he has gloves, some socks and boots already", [], ["gloves", "socks", "boots"]),
        ("he has gloves and boots already", [], ["gloves", "boots"]),
        ("have you got the boots already in stock", ["boots"], []),
        ("do you already have boots", ["boots"], []),
        ("i have already ordered boots", ["boots"], []),
        ("i have boots already ordered", ["boots"], []),
    ],
)
def test_of_what_somebody_has_only_the_kind_is_ruled_out(
    text: str, wanted: list[str], ruled_out: list[str]
) -> None:
    assert read(text) == (wanted, ruled_out)
