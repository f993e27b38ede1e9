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
        # negation, single and double
        "The seams are not crooked",
        "It never squeaks, not even on old floors",
        "I have yet to find a fault with this kettle",
        "There isn't anything I dislike about it",
        "Nobody could call this chair uncomfortable",
        "You won't find a loose thread on it",
        "Neither scratches nor dents when I unpacked it",
        "Far from being noisy, it hums softly",
        "The glass didn't shatter when it fell",
        "without any chemical smell",
        # contrast and worries that came to nothing
        "I expected flimsy plastic and got solid metal",
        "I doubted that the battery would last a week, but it did",
        "People warned me that it pinches. Not on my feet.",
        "I feared it would be a pain to assemble, but five minutes were enough",
        "Almost sent it back because of the reviews, so glad I did not",
        # comparison with another product
        "Way quieter than the noisy thing we had before",
        "My former laptop overheated all the time, this one stays cool",
        "Other brands fade after one wash, these look like new",
        "Softer than the scratchy blanket it replaced",
        "Every other umbrella I owned broke in the wind, this one survived a storm",
        # questions
        "Does the colour fade in the wash?",
        "Is it too loud for a bedroom?",
        "Has anybody had trouble with the zip?",
        "What do I do if a part is missing?",
        # what might be
        "If it ever tears I will have it mended",
        "If the strap had been any shorter I would have returned it, but it is just long enough",
        "Should it stop working, the shop replaces it for free",
        # hearsay
        "My neighbour claims that hers leaks, mine is dry",
        "Some reviewers call it overpriced, I disagree",
        "A friend of mine found it too heavy, I do not",
        # words that only sound bad
        "Wicked sound, killer looks",
        "It is insanely comfortable",
        "This knife is scary sharp",
        "It removes stubborn stains and bad smells",
        "No more sore feet, no more blisters",
        "I hate to take it off",
        "It took my back pain away",
        "I broke my old mug, so I bought this one",
        "Stains wipe right off",
        # facts and stories
        "The box holds twelve pieces and a spare screw",
        "We use it in the garden when it is cold and wet",
        "I ordered two, one for me and one for my aunt",
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
        ("My calves were squeezed so much that I took them off", "fit_small"),
        ("Could not pull the jeans over my thighs", "fit_small"),
        ("It hangs on me like a sack, two sizes too big", "fit_large"),
        ("My heels slip out because the shoe is too wide", "fit_large"),
        ("The sleeves only reach my elbows", "length"),
        ("The hem drags on the floor", "length"),
        ("The strap cuts into my shoulder after a mile", "comfort"),
        ("So itchy that I tore it off", "comfort"),
        ("You can see right through the fabric", "material"),
        ("Pilled like mad after two washes, cheap fabric", "material"),
        ("The sole came off after a month", "breaks"),
        ("It stopped working on the third day", "breaks"),
        ("The buckle will not stay closed", "zip"),
        ("The zipper splits open every time I sit", "zip"),
        ("Water came in through the seams", "waterproof"),
        ("My socks were dripping after ten minutes of rain", "waterproof"),
        ("The red faded to pink", "colour"),
        ("It is much darker than in the picture", "colour"),
        ("What they sent is not what the description says", "not_as_described"),
        ("It is a fake, the logo is misspelled", "not_as_described"),
        ("No charger in the box although one is listed", "missing_parts"),
        ("Half of the bolts were not included", "missing_parts"),
        ("It stinks of rubber", "smell"),
        ("The smell of glue would not go away", "smell"),
        ("The motor whines so loudly that we had to leave the room", "noise"),
        ("It squeaks with every step", "noise"),
        ("The battery will not hold a charge", "battery"),
        ("I have to recharge it three times a day", "battery"),
        ("I was freezing in this coat", "heat"),
        ("The bottom gets so hot that it burns my legs", "heat"),
        ("It took me four hours to assemble, the instructions are a joke", "hard_to_use"),
        ("The app is so confusing that I gave up", "hard_to_use"),
        ("The parcel was torn open and badly packed", "packaging"),
        ("A gigantic box for such a tiny thing", "packaging"),
        ("It arrived three weeks late", "delivery"),
        ("The courier lost my parcel", "delivery"),
        ("Far too expensive for such a simple thing", "price"),
        ("Not worth the price", "price"),
        ("Customer service kept me on hold for an hour", "service"),
        ("They refused to give me a refund", "service"),
        ("The plug caught fire", "safety"),
        ("A small part came off and my baby nearly swallowed it", "safety"),
    ],
)
def test_a_complaint_is_found_with_its_aspect(
    complaint_model: ComplaintModel, text: str, aspect: str
) -> None:
    found = complaint_model.find(text)
    assert aspect in {finding.aspect for finding in found}
    assert all(0 <= finding.score <= 1 for finding in found)


@pytest.mark.parametrize(
    "text",
    [
        "Great, another one that leaks",
        "Wonderful, it broke on Christmas morning",
        "Lovely idea, if only it worked",
        "Thanks for nothing",
        "Well, at least it looks good in the bin",
        "Not what I would call comfortable",
        "It isn't that it is ugly, it just does not work",
        "Nothing about this lamp is good",
        "No matter what I try, it will not turn on",
        "I thought it would be sturdy, but it wobbles",
        "Everyone raves about it, mine fell apart",
        "The old one was so much better",
        "My previous pair lasted years, these tore in a week",
        "Why does the lid never close properly?",
        "If it worked I would love it",
        "It would be great if the battery lasted longer than an hour",
        "Could be sturdier",
        "Not as soft as the one I had before",
    ],
)
def test_sarcasm_and_roundabout_blame_are_complaints(complaint_model: ComplaintModel, text: str) -> None:
    assert complaint_model.find(text) != []


def test_how_sure_it_is_is_told_of_every_text(complaint_model: ComplaintModel) -> None:
    texts = ["The handle broke", "I love it", ""]
    sure = complaint_model.scores(texts)
    assert sure[0] == pytest.approx(complaint_model.find(texts[0])[0].score, abs=0.05)
    assert sure[1] < 0.4 and sure[2] == 0


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
    stored = model_settings.models / f"complaints-{complaint_model.version}" / "plain" / "weights.npz"
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
