"""What is not there: read out of wishes and out of what a shop says of its products."""

import pytest

from knowledge.denials import denied_words, denies, read_request, refused_phrases


@pytest.mark.parametrize(
    ("wish", "wanted", "unwanted"),
    [
        ("water bottle without straw", "water bottle", ("straw",)),
        ("a jacket without a hood for my son", "a jacket for my son", ("hood",)),
        ("lights without wiring with switch", "lights with switch", ("wiring",)),
        ("tent with no footprint or fly", "tent with", ("footprint", "fly")),
        ("shoes w/o laces, black", "shoes , black", ("laces",)),
        ("I don't want wheels on my bag", "i on my bag", ("wheels",)),
        ("a coat that doesn't have fur", "a coat that", ("fur",)),
        ("a jacket without an inner lining", "a jacket", ("inner lining",)),
        ("bags, I don't want any with wheels", "bags, i", ("wheels",)),
    ],
)
def test_a_wish_is_parted_at_what_it_does_not_want(wish: str, wanted: str, unwanted: tuple[str, ...]) -> None:
    request = read_request(wish)
    assert (request.wanted, request.unwanted) == (wanted, unwanted)


@pytest.mark.parametrize(
    "wish",
    [
        "waterproof jacket",
        "no more than 50 dollars",
        "not too heavy",
        "jackets, not sure which",
        "knot",
        "northern lights",
        "without straw",
        "a bag, not an old one",
        "jackets, I don't need anything fancy",
        "mens no show socks",
        "red non stick pan",
        "skip hop bag",
        "#8 screw no 12",
        "",
    ],
)
def test_other_wishes_stay_whole(wish: str) -> None:
    request = read_request(wish)
    assert (request.wanted, request.unwanted) == (wish, ())


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("A bottle without a straw.", {"straw"}),
        ("BPA-free and strapless", {"bpa", "strap"}),
        ("Batteries not included", {"batteries"}),
        ("This one doesn't have zips", {"zips"}),
        ("Sewn from cotton. Needs no ironing", {"ironing"}),
        ("Comes with a straw", set()),
        ("No. 8 screws", set()),
    ],
)
def test_a_text_says_what_is_not_there(text: str, denied: set[str]) -> None:
    assert denied_words(text) == denied


@pytest.mark.parametrize(
    ("stretch", "phrases"),
    [
        ("no hip belt", ("hip belt",)),
        ("without hood or pockets", ("hood", "pockets")),
        ("skip the hood", ("hood",)),
        ("hate hoods", ("hoods",)),
        ("pfas free", ("pfas",)),
        ("shouldn't have a hood", ("hood",)),
        ("dont need anything fancy", ()),
        ("no hurry", ()),
        ("no idea", ()),
        ("not too heavy", ()),
        ("don't want to wait", ()),
        ("feel free", ()),
    ],
)
def test_a_refusal_names_things_or_is_a_way_of_talking(stretch: str, phrases: tuple[str, ...]) -> None:
    assert refused_phrases(stretch) == phrases


@pytest.mark.parametrize(
    ("text", "phrase", "denied"),
    [
        ("Light, without a hood.", "hoods", True),
        ("No hood or hip belt", "hip belt", True),
        ("PFAS-free finish. Works without PFAS", "pfas", True),
        ("Batteries not included", "batteries", True),
        ("Stays put without a cord in sight", "cord", True),
        ("A hood keeps the rain out", "hood", False),
        ("No zip pocket", "zip", False),
        ("No big logos", "logos", False),
        ("Shoulder without seam; flatlock seams elsewhere", "seam", False),
        ("Never without its hood", "hood", False),
        ("You don't need a hood", "hood", False),
        ("", "hood", False),
    ],
)
def test_a_text_denies_a_thing_where_it_says_just_that(text: str, phrase: str, denied: bool) -> None:
    assert denies(text, phrase) == denied
