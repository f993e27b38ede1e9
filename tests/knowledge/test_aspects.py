"""The taxonomy: Aisle's aspects, and those a shop adds."""

import re
from functools import cache
from pathlib import Path

import pytest

from knowledge.aspects import OTHER, AspectError, load_aspects, variants

NAMES = {
    *("fit_small", "fit_large", "length", "comfort", "material", "breaks", "zip", "waterproof", "colour"),
    *("not_as_described", "missing_parts", "smell", "noise", "battery", "heat", "hard_to_use", "packaging"),
    *("delivery", "price", "service", "safety"),
}


def test_every_aspect_has_a_label_cues_and_examples_of_both_kinds() -> None:
    aspects = {aspect.name: aspect for aspect in load_aspects()}
    assert set(aspects) == NAMES | {OTHER}
    for aspect in aspects.values():
        assert bool(aspect.cares) == (aspect.name != OTHER), aspect.name
        assert aspect.label and len(aspect.complaints) >= 15 and len(aspect.fine) >= 15, aspect.name
    assert {name for name, aspect in aspects.items() if aspect.shop} == {"delivery", "packaging", "service"}


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Hiking boots for wide feet", "fit_small"),
        ("I have rather broad shoulders, a blazer please", "fit_small"),
        ("a shirt for a big chest", "fit_small"),
        ("I don’t want anything tight", "fit_small"),
        ("sneakers for narrow feet", "fit_large"),
        ("I'm really skinny and need jeans", "fit_large"),
        ("clothes always hang off because I have a small frame", "fit_large"),
        ("I am 6'3 and need a jacket", "length"),
        ("My son is very tall, which trousers would you take?", "length"),
        ("jeans for a petite woman", "length"),
        ("I have a long torso", "length"),
        ("my short legs make shopping hard", "length"),
        ("a dress for my sensitive skin", "comfort"),
        ("I am on my feet all day", "comfort"),
        ("boots that will not give me blisters", "comfort"),
        ("no cheap plastic please", "material"),
        ("quality matters to me", "material"),
        ("a backpack that should last for years", "breaks"),
        ("something durable for daily use", "breaks"),
        ("my dog destroys everything", "breaks"),
        ("an indestructible suitcase", "breaks"),
        ("a coat with a good solid zip", "zip"),
        ("the zipper always gets stuck on mine", "zip"),
        ("it has to survive rain", "waterproof"),
        ("shoes that keep my feet dry", "waterproof"),
        ("It rains a lot where I live", "waterproof"),
        ("curtains that must match the sofa", "colour"),
        ("I need the exact colour of the picture", "colour"),
        ("it should be exactly as described", "not_as_described"),
        ("I want a real one, no knock-offs", "not_as_described"),
        ("a desk with all the screws included", "missing_parts"),
        ("a mattress without any chemical smell", "smell"),
        ("I'm sensitive to strong smells", "smell"),
        ("a quiet fan", "noise"),
        ("I am a light sleeper", "noise"),
        ("a vacuum that isn't too loud", "noise"),
        ("headphones with all-day battery", "battery"),
        ("a phone that lasts two days on one charge", "battery"),
        ("I get cold easily", "heat"),
        ("a shirt in which I don't sweat", "heat"),
        ("gloves that keep my fingers warm", "heat"),
        ("a wardrobe that is easy to assemble", "hard_to_use"),
        ("a tablet for my dad, he is not very technical", "hard_to_use"),
        ("it must arrive intact, so well packed please", "packaging"),
        ("with plastic-free packaging if you can", "packaging"),
        ("I need it by Friday", "delivery"),
        ("a present, last-minute", "delivery"),
        ("I am on a tight budget", "price"),
        ("is it worth the money?", "price"),
        ("a brand with good customer service", "service"),
        ("a bowl for my toddler", "safety"),
        ("I am allergic to nickel", "safety"),
    ],
)
def test_a_shopper_says_which_aspect_they_mind(text: str, aspect: str) -> None:
    assert aspect in _minded(text)


@pytest.mark.parametrize(
    "text",
    [
        *("tall boots", "I'm looking for tall boots", "a long dress with short sleeves", "wide leg trousers"),
        *("skinny jeans in black", "slim fit shirt", "a big bag", "a small red purse", "a large narrow shelf"),
        *("a table with long legs", "I'm short on time", "a cable that is not too long", "a petite table lamp"),
        *("a warm jacket for my brother", "a cold brew coffee maker", "sweatpants", "a grey sweat shirt", "hot sauce"),
        *("noise cancelling headphones", "a rain jacket", "a raincoat under 50 euros", "AA batteries"),
        *("a battery charger", "a cover for my sofa"),
        *("last year's model", "the last one you showed me", "a break from work", "a safe for my money"),
        *("baby blue dress", "something for a baby shower", "a perfume that smells nice", "a gift box", "a zip hoodie"),
        *("what is your return policy?", "when does my parcel arrive?", "a blue shirt", "something cheap"),
        *("a plastic bowl", "a skirt in size M", "high heels", "hello", "show me more", "a backpack, not too small"),
    ],
)  # fmt: skip
def test_an_ordinary_wish_minds_nothing(text: str) -> None:
    assert _minded(text) == set()


def _minded(text: str) -> set[str]:
    return {name for name, pattern in _cares().items() if pattern.search(text)}


@cache
def _cares() -> dict[str, re.Pattern[str]]:
    return {aspect.name: aspect.care_pattern for aspect in load_aspects()}


def test_no_sentence_is_an_example_of_both_a_complaint_and_praise() -> None:
    bad = {text.lower() for aspect in load_aspects() for text in aspect.complaints}
    fine = {text.lower() for aspect in load_aspects() for text in aspect.fine}
    assert bad & fine == set()


def test_examples_have_no_leftover_alternatives() -> None:
    texts = [text for aspect in load_aspects() for text in (*aspect.complaints, *aspect.fine)]
    assert [text for text in texts if re.search(r"[|()]", text)] == []


def test_alternatives_become_sentences_a_few_of_many() -> None:
    assert list(variants("(It|This) is (big|small)")) == [
        "It is big",
        "It is small",
        "This is big",
        "This is small",
    ]
    assert len(set(variants("(a|b|c|d) (e|f|g|h) (i|j)"))) == 6


def test_a_shop_adds_examples_and_aspects_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "aspects.yml"
    file.write_text(
        "zip: {cues: [ykk], cares: ['teeth (jam|stick)'], complaints: ['The YKK (jams|breaks)']}\n"
        "tuning:\n  label: goes out of tune\n  complaints: [Out of tune, Will not hold a note, Flat, Sharp, Detunes]\n"
    )
    aspects = {aspect.name: aspect for aspect in load_aspects(file)}
    assert "The YKK jams" in aspects["zip"].complaints and aspects["zip"].label == "zip or fastener fails"
    assert aspects["zip"].pattern.search("the YKK one")
    assert aspects["zip"].care_pattern.search("if the teeth stick I send it back")
    assert aspects["zip"].care_pattern.search("a good zip") and not aspects["tuning"].care_pattern.search(
        "tune"
    )
    assert aspects["tuning"].label == "goes out of tune" and not aspects["tuning"].shop


def test_a_file_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert load_aspects(tmp_path / "none.yml") == load_aspects()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("zip: [", "cannot be read"),
        ("- zip", "expected aspect names"),
        ("zip: broken", "needs the keys"),
        ("zip: {complaint: [x]}", "needs the keys"),
        ("zip: {complaints: 3}", "list of sentences"),
        ("Zip It: {complaints: [x]}", "is no name"),
        ("zip: {cues: ['(']}", "no regular expression"),
        ("zip: {cares: ['(']}", "no regular expression"),
        ("tuning: {complaints: [a, b, c, d, e]}", "needs a label"),
        ("tuning: {label: tune, complaints: [a]}", "at least five"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, hint: str) -> None:
    file = tmp_path / "aspects.yml"
    file.write_text(text)
    with pytest.raises(AspectError, match=hint) as caught:
        load_aspects(file)
    assert str(file) in str(caught.value)
