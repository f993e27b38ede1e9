"""Misspelt terms of several words, other words for what the shop sells, and sizes that end in a letter."""

import pytest

from bot.components.gazetteer import Gazetteer

SHOP = Gazetteer(
    {
        "category": [
            *(
                "hiking boots",
                "boots",
                "hiking shirts",
                "trail running shoes",
                "beanies",
                "tights",
                "clothing",
            ),
            *("rain trousers", "trousers", "backpacks", "sleeping bags"),
        ],
        "size": ["8", "8y", "10y", "13", "13k", "42", "m"],
    },
    known=("bot", "hikng", "hiking", "short", "shirt", "running"),
)


def found(text: str, entity: str) -> list[object]:
    return [mention.value for mention in SHOP.find(text) if mention.entity == entity]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("hikng bots", "hiking boots"),
        ("hikeing boots", "hiking boots"),
        ("lookin for hikng bots mens", "hiking boots"),
        ("hikng boots", "hiking boots"),
        ("trail runing shos", "trail running shoes"),
        ("sleping bgas", "sleeping bags"),
        ("a warm beanie", "beanies"),
        ("beenie", "beanies"),
        ("black leggings", "tights"),
        ("clothes", "clothing"),
        ("rain pants", "rain trousers"),
        ("pants", "trousers"),
        ("a rucksack", "backpacks"),
    ],
)
def test_a_kind_of_product_is_found_however_it_is_written(text: str, category: str) -> None:
    assert found(text, "category") == [category]


@pytest.mark.parametrize("text", ["hiking shorts", "hiking", "running show", "sleeping late"])
def test_a_word_of_its_own_is_no_slip(text: str) -> None:
    assert found(text, "category") == []


def test_a_shop_that_has_both_keeps_them_apart() -> None:
    shop = Gazetteer({"category": ["tights", "leggings"]})
    assert [mention.value for mention in shop.find("leggings")] == ["leggings"]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("size 13k", "13k"),
        ("13k", "13k"),
        ("in 8y please", "8y"),
        ("size 8y", "8y"),
        ("size 8 years", "8y"),
        ("10 yrs", "10y"),
        ("size 13", "13"),
        ("size 42eu", "42"),
        ("size 15k", "15k"),
    ],
)
def test_a_size_is_read_with_its_letter(text: str, size: str) -> None:
    assert found(text, "size") == [size]


@pytest.mark.parametrize(
    "text",
    [
        "for my 8 year old",
        "he is 8 years old",
        "for 3 people",
        "we have 2 kids",
        "13th birthday",
        "a 10 year warranty",
        "the size 8th graders wear",
    ],
)
def test_an_age_or_a_head_count_is_no_size(text: str) -> None:
    assert found(text, "size") == []
