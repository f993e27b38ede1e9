"""The taxonomy: Aisle's aspects, and those a shop adds."""

import re
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
        assert aspect.label and len(aspect.complaints) >= 15 and len(aspect.fine) >= 15, aspect.name
    assert {name for name, aspect in aspects.items() if aspect.shop} == {"delivery", "packaging", "service"}


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
        "zip: {cues: [ykk], complaints: ['The YKK (jams|breaks)']}\n"
        "tuning:\n  label: goes out of tune\n  complaints: [Out of tune, Will not hold a note, Flat, Sharp, Detunes]\n"
    )
    aspects = {aspect.name: aspect for aspect in load_aspects(file)}
    assert "The YKK jams" in aspects["zip"].complaints and aspects["zip"].label == "zip or fastener fails"
    assert aspects["zip"].pattern.search("the YKK one")
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
