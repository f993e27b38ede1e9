"""When buyers' complaints become a warning, and what they cost a product."""

from advisor.caution import caution, penalty
from shop.complaint import Complaint


def test_enough_complaints_make_a_warning_with_its_counts() -> None:
    found = caution([Complaint("fit_small", 0.25, 14, 56)])
    assert found is not None and (found.aspect, found.support, found.reviews) == ("fit_small", 14, 56)


def test_two_voices_or_a_small_share_are_no_warning() -> None:
    assert caution([Complaint("zip", 0.5, 2, 4)]) is None
    assert caution([Complaint("zip", 0.05, 10, 200)]) is None


def test_a_slow_parcel_is_not_held_against_the_product() -> None:
    late = [Complaint("delivery", 0.6, 60, 100)]
    assert caution(late) is None
    assert penalty(late) == 0


def test_more_complaints_cost_more_and_never_more_than_everything() -> None:
    one = [Complaint("zip", 0.3, 9, 30)]
    two = [*one, Complaint("smell", 0.2, 6, 30)]
    assert 0 < penalty(one) < penalty(two) < 1
    assert penalty([]) == 0
