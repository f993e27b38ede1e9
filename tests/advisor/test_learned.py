"""What a shopper seems to mind, going by what they did not keep."""

from advisor.concerns import GENERAL, Concerns
from advisor.learned import MOST, NAMED, learned
from shop.complaint import Complaint

TIGHT = Complaint("fit_small", 0.3, 20, 60, usual=0.04)
USUAL = Complaint("zip", 0.07, 4, 60, usual=0.05)
COMPLAINTS = {"boot": (TIGHT, USUAL), "shoe": (TIGHT,), "hat": ()}


def test_one_return_of_what_many_complain_of_is_noticeable() -> None:
    weights = learned(["boot"], {}, COMPLAINTS)
    assert 1 < weights["fit_small"] <= MOST
    assert "zip" not in weights, "what is as common elsewhere explains nothing"


def test_more_returns_weigh_more_up_to_a_bound() -> None:
    mild = {key: (Complaint("smell", 0.15, 9, 60, usual=0.05),) for key in "abcdefgh"}
    one, two, all_ = (learned(keys, {}, mild)["smell"] for keys in ("a", "ab", "abcdefgh"))
    assert GENERAL < one < two < all_ == MOST


def test_a_reason_counts_alone_and_strongly() -> None:
    assert learned(["boot"], {"boot": ["smell"]}, COMPLAINTS) == {"smell": NAMED}
    both = learned(["boot", "shoe"], {"boot": ["smell"]}, COMPLAINTS)
    assert both["smell"] == NAMED and both["fit_small"] > 1


def test_who_kept_everything_minds_nothing_in_particular() -> None:
    assert learned([], {}, COMPLAINTS) == {} == learned(["hat", "sold-no-longer"], {}, COMPLAINTS)
    assert Concerns(learned={}).weight("fit_small") == GENERAL
