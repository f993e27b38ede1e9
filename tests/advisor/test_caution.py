"""When buyers' complaints become a warning, and what they cost a product."""

import pytest

from advisor.catalogue import Catalogue
from advisor.caution import caution
from advisor.concerns import Concerns
from shop.complaint import Complaint
from shop.product import Product
from shop.settings import ROOT
from shop.suggestion import Caution
from shop.wording import Wording

SMALL = Complaint("fit_small", 0.25, 14, 56, low=0.15, whom=("wide feet", "tall", "kids"))
ZIP = Complaint("zip", 0.3, 17, 56, low=0.2)
RARE = Complaint("smell", 0.08, 5, 60, low=0.03)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording.load(ROOT / "bot" / "domain", lambda name: "the gloss goes" if name == "gloss" else "")


def test_enough_complaints_make_a_warning_with_its_counts() -> None:
    found = caution([SMALL])
    assert found is not None and (found.aspect, found.support, found.reviews) == ("fit_small", 14, 56)


def test_two_voices_a_small_share_or_a_doubtful_one_are_no_warning() -> None:
    assert caution([Complaint("zip", 0.5, 2, 4, low=0.2)]) is None
    assert caution([Complaint("zip", 0.05, 10, 200, low=0.03)]) is None
    assert caution([Complaint("zip", 0.2, 3, 15, low=0.04)]) is None


def test_of_several_the_one_that_this_shopper_minds_is_told() -> None:
    assert getattr(caution([ZIP, SMALL]), "aspect", "") == "zip"
    assert getattr(caution([ZIP, SMALL], Concerns(frozenset(["fit_small"]))), "aspect", "") == "fit_small"
    assert getattr(caution([ZIP, SMALL], Concerns(learned={"fit_small": 1.5})), "aspect", "") == "fit_small"


def test_who_minds_something_is_warned_of_less() -> None:
    assert caution([RARE]) is None
    assert getattr(caution([RARE], Concerns(frozenset(["smell"]))), "aspect", "") == "smell"


def test_of_whom_it_is_true_is_told_to_those_who_mind() -> None:
    assert getattr(caution([SMALL]), "whom", None) == ()
    assert getattr(caution([SMALL], Concerns(frozenset(["fit_small"]))), "whom", ()) == ("wide feet", "tall")


def test_more_complaints_cost_more_and_never_more_than_everything() -> None:
    products = {key: Product(key, key) for key in ("none", "one", "two")}
    catalogue = Catalogue.of(products, {}, {"one": [ZIP], "two": [ZIP, SMALL], "gone": [ZIP]})
    none, one, two = catalogue.penalties.tolist()
    assert none == 0 < one < two < 1
    assert one < catalogue.penalties_for(Concerns(frozenset(["zip"])))[1] <= 1


def test_a_misfit_comes_with_advice_where_there_are_sizes_to_choose_from(wording: Wording) -> None:
    warned = Caution("fit_small", 14, 83)
    assert wording.warning(warned, sizes=5) == "Runs small, say 14 of 83 reviews: consider a size up"
    assert wording.warning(warned, sizes=1) == "14 of 83 reviews: runs small"
    assert wording.warning(Caution("fit_large", 9, 40), sizes=3).endswith("consider a size down")


def test_where_nearly_as_many_say_the_opposite_nothing_is_advised(wording: Wording) -> None:
    large = Complaint("fit_large", 0.15, 8, 56, low=0.08)
    for others, advised in ([large], False), ([Complaint("fit_large", 0.1, 6, 56)], True):
        warned = caution([SMALL, *others])
        assert warned is not None
        assert ("size up" in wording.warning(warned, sizes=5)) is advised


def test_reviews_of_other_versions_and_who_complains_are_named(wording: Wording) -> None:
    pooled = wording.warning(Caution("zip", 21, 1063), pooled=True)
    assert pooled == "21 of 1,063 reviews of all versions: trouble with the zip"
    some = Caution("comfort", 4, 20, whom=("wide feet", "tall"))
    assert wording.warning(some) == (
        "4 of 20 reviews, people with wide feet and tall people among them: not comfortable"
    )


def test_a_complaint_that_the_shop_named_itself_is_called_by_its_label(wording: Wording) -> None:
    assert wording.aspect("gloss") == "the gloss goes"
    assert wording.aspect("zip") == "trouble with the zip"
    assert wording.aspect("odd_thing") == "odd thing"
