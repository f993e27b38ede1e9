"""The real model on sentences that are in none of its examples word for word, traps first."""

from pathlib import Path

import pytest

from knowledge.aspects import AspectError, load_aspects
from knowledge.complaint_weights import Weights
from knowledge.complaints import ComplaintModel, aspects_file
from knowledge.embedder import Embedder
from knowledge.polarity import FEATURES, clues
from shop.settings import Settings


@pytest.fixture(scope="session")
def complaint_model(model_settings: Settings, embedder: Embedder) -> ComplaintModel:
    return ComplaintModel.load(model_settings, embedder)


@pytest.mark.parametrize(
    "text",
    [
        "not too small",
        "I was afraid it would run small but it fits",
        "I was worried the sleeves might be too short, but they are perfect.",
        "The old one broke, this one holds",
        "My last jacket leaked, this one does not.",
        "no complaints",
        "No complaints whatsoever from me!",
        "doesn't smell",
        "It does n't smell .",
        "Someone wrote that it stinks. Mine doesn't.",
        "zip is solid",
        "No issues with the zipper so far.",
        "worth the price",
        "Worth every cent I paid",
        "Does it run small?",
        "Is the battery any good for a two day hike?",
        "We went hiking in the rain last weekend.",
        "I bought it for my brother, who is a carpenter.",
        "Not a single problem in two years",
        "I thought it would be too small. It isn't.",
        "Couldn't be happier",
        "I can't find any fault with it",
        "Very sturdy, no squeaks and no rattles",
        "The fit is perfect, not tight at all",
        "Unlike my old tent it does not leak.",
        "Nothing broke, nothing came loose.",
        "Heavy, yes. Too heavy, no.",
        "",
        "😍😍😍",
    ],
)
def test_praise_worries_old_things_questions_and_stories_are_no_complaints(
    complaint_model: ComplaintModel, text: str
) -> None:
    assert complaint_model.find(text) == []


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Runs really small, I needed two sizes up", "fit_small"),
        ("They are huge on me, order a size down", "fit_large"),
        ("The legs are four inches too long", "length"),
        ("These sandals gave me blisters within an hour", "comfort"),
        ("The cloth is paper thin and feels cheap", "material"),
        ("The handle snapped off after three days", "breaks"),
        ("The zipper got stuck on day one", "zip"),
        ("My feet were soaked, these are not waterproof", "waterproof"),
        ("The colour looks nothing like the photo, it is brown", "colour"),
        ("Two screws were missing from the bag", "missing_parts"),
        ("It has a nasty chemical smell", "smell"),
        ("The fan is so loud that I cannot sleep", "noise"),
        ("The battery is empty after an hour", "battery"),
        ("It overheats after ten minutes", "heat"),
        ("The instructions are impossible to understand", "hard_to_use"),
        ("The box was crushed when it got here", "packaging"),
        ("Delivery took a month", "delivery"),
        ("Way overpriced for what you get", "price"),
        ("Customer service never answered my emails", "service"),
        ("I got an electric shock from it", "safety"),
    ],
)
def test_a_complaint_is_found_with_its_aspect(
    complaint_model: ComplaintModel, text: str, aspect: str
) -> None:
    found = complaint_model.find(text)
    assert aspect in {finding.aspect for finding in found}
    assert all(0 <= finding.score <= 1 for finding in found)


@pytest.mark.parametrize(
    ("text", "aspect", "sentence"),
    [
        ("Great boots, but the zip broke after a week.", "zip", "the zip broke after a week."),
        ("Lovely colour and so warm. Sadly it runs small.", "fit_small", "Sadly it runs small."),
        ("I like the pockets; the strap tore on day two", "breaks", "the strap tore on day two"),
        ("Not waterproof at all, though it looks nice", "waterproof", "Not waterproof at all"),
    ],
)
def test_of_a_mixed_review_only_the_clause_that_complains_is_quoted(
    complaint_model: ComplaintModel, text: str, aspect: str, sentence: str
) -> None:
    found = complaint_model.find(text)
    assert [finding.aspect for finding in found] == [aspect]
    assert sentence.startswith(found[0].sentence)


@pytest.mark.parametrize(
    "text", ["I wish it had pockets", "Not happy with this at all", "Did not live up to the hype"]
)
def test_a_complaint_about_nothing_in_the_list_is_still_one(
    complaint_model: ComplaintModel, text: str
) -> None:
    assert [finding.aspect for finding in complaint_model.find(text)] == ["other"]


def test_many_texts_come_back_in_order_with_progress(complaint_model: ComplaintModel) -> None:
    texts = ["I love it", "The zip broke after a week", ""] * 200
    heard: list[tuple[int, int]] = []
    found = complaint_model.find_many(texts, lambda done, total: heard.append((done, total)))
    assert [bool(findings) for findings in found] == [False, True, False] * 200
    assert heard == [(400, 600), (600, 600)]
    assert len(complaint_model.find_many(iter(texts[:5]))) == 5


def test_the_fitted_model_is_kept(
    complaint_model: ComplaintModel, model_settings: Settings, embedder: Embedder
) -> None:
    said: list[str] = []
    again = ComplaintModel.load(model_settings, embedder, said.append)
    assert said == [] and again.version == complaint_model.version
    assert again.find("The zip broke") == complaint_model.find("The zip broke")


def test_damaged_or_missing_weights_are_no_weights(
    complaint_model: ComplaintModel, model_settings: Settings, tmp_path: Path
) -> None:
    stored = model_settings.models / f"complaints-{complaint_model.version}" / "weights.npz"
    assert Weights.read(stored.parent) is not None and Weights.read(tmp_path) is None
    for content in (b"", b"nonsense", stored.read_bytes()[:5000]):
        (tmp_path / "weights.npz").write_bytes(content)
        assert Weights.read(tmp_path) is None


def test_a_shop_teaches_an_aspect_of_its_own(
    model_settings: Settings, embedder: Embedder, complaint_model: ComplaintModel
) -> None:
    file = aspects_file(model_settings)
    file.write_text(
        "tuning:\n  label: goes out of tune\n  cues: ['tun(e|ing)']\n  complaints:\n"
        "  - It will not stay in tune\n  - Goes out of tune after every song\n  - Out of tune within minutes\n"
        "  - The tuning slips all the time\n  - Impossible to keep in tune on stage\n"
        "  fine:\n  - Stays in tune for weeks\n"
    )
    try:
        model = ComplaintModel.load(model_settings, embedder)
        assert model.version != complaint_model.version
        assert model.label("tuning") == "goes out of tune"
        assert {finding.aspect for finding in model.find("My ukulele is out of tune after each song")} == {
            "tuning"
        }
        file.write_text("tuning: 3")
        with pytest.raises(AspectError):
            ComplaintModel.load(model_settings, embedder)
    finally:
        file.unlink()


def test_every_aspect_of_the_taxonomy_can_be_named(complaint_model: ComplaintModel) -> None:
    assert {aspect.name for aspect in complaint_model.aspects} == {aspect.name for aspect in load_aspects()}
    assert (
        complaint_model.label("zip") == "zip or fastener fails"
        and complaint_model.label("nonsense") == "nonsense"
    )


@pytest.mark.parametrize(
    ("text", "clue", "count"),
    [
        ("It is good", "good", 1),
        ("It is not a very good thing", "negated good", 1),
        ("no cracks and no leaks", "negated bad", 2),
        ("not too small", "not too", 1),
        ("way too small", "too", 1),
        ("not warm enough", "not enough", 1),
        ("I was afraid it would be too small", "feared bad", 1),
        ("my old one broke", "bad before", 1),
        ("I did not like the loud noise", "bad", 2),
        ("could not be happier", "good", 1),
        ("a wonderful thing", "worry", 0),
    ],
)
def test_clues_see_negation_worries_and_old_things(text: str, clue: str, count: int) -> None:
    assert dict(zip(FEATURES, clues(text), strict=True))[clue] == count
