"""Names of brands, colours and materials that the catalogue does not list."""

import pytest

from bot.components.gazetteer import Gazetteer

TABLES = {
    "brand": ["fellwind", "sony"],
    "color": ["black", "teal"],
    "material": ["leather"],
    "category": ["jackets", "shoes"],
}
SHOP = Gazetteer(TABLES, known=("waterproof", "hiking", "nike"))


def strange(text: str, shop: Gazetteer = SHOP) -> list[tuple[str, object, str]]:
    return [(m.entity, m.value, m.role) for m in shop.find(text) if m.entity.startswith("other_")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nike shoes", ("other_brand", "Nike", "")),
        ("do you have the north face jackets", ("other_brand", "The North Face", "")),
        ("columbia jackets", ("other_brand", "Columbia", "")),
        ("no vans shoes", ("other_brand", "Vans", "excluded")),
        ("jackets by patagonia", ("other_brand", "Patagonia", "")),
        ("anything but Nike", ("other_brand", "Nike", "excluded")),
        ("not adidas please", ("other_brand", "Adidas", "excluded")),
        ("a jacket from Zalvora", ("other_brand", "Zalvora", "")),
        ("jackets by Brindle Peak please", ("other_brand", "Brindle Peak", "")),
        ("jackets from zalvora under 50", ("other_brand", "Zalvora", "")),
        ("anything by zalvora?", ("other_brand", "Zalvora", "")),
        ("the Zalvora brand", ("other_brand", "Zalvora", "")),
        ("a jacket in turquoise", ("other_color", "turquoise", "")),
        ("a cashmere jacket", ("other_material", "cashmere", "")),
        ("no silk please", ("other_material", "silk", "excluded")),
    ],
)
def test_a_name_that_the_catalogue_does_not_list(text: str, expected: tuple[str, str, str]) -> None:
    assert strange(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a jacket from Fellwind",
        "a fellwynd jacket",
        "sony headphones",
        "a teal jacket",
        "leather shoes",
        "something from Italy",
        "a jacket i can wear from morning till night",
        "recommended by dermatologists",
        "by tomorrow please",
        "from scratch",
        "made from recycled bottles",
        "i need it by Friday",
        "a jacket from Waterproof",
        "a trip to patagonia",
        "an apple a day",
        "gap shoes",
        "vans for my jackets",
        "a case for my samsung",
        "shoes like nike",
        "keeps the gap closed",
        "NOT FROM ZALVORA",
        "made by grandma",
        "something not Itchy",
    ],
)
def test_what_is_known_or_names_no_maker_is_not_strange(text: str) -> None:
    assert strange(text) == []


def test_where_the_catalogue_lists_nothing_nothing_is_strange() -> None:
    assert strange("nike shoes in turquoise made of silk", Gazetteer({"category": ["shoes"]})) == []
