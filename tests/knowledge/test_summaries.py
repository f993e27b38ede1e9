"""Tallies to shares with how sure they are."""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.summaries import LEAST_SUPPORT, Summaries
from knowledge.tally import Month, Tally, Voiced
from shop.product import Product

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def tally(reviews: float, support: Mapping[str, float], month: str = "2026-11") -> Tally:
    aspects = {aspect: Voiced(number, 0.5 * number) for aspect, number in support.items()}
    return Tally({month: Month(reviews, dict(support))}, aspects)


def summaries(tallies: Mapping[str, Tally], products: Mapping[str, Product] | None = None) -> Summaries:
    sold = {key: Product(key, key.title(), product_type="Jackets") for key in tallies}
    return Summaries.of(tallies, products or sold, {"delivery"}, NOW)


CALM = {f"calm{n}": tally(40, {"zip": 1}) for n in range(20)}


def test_the_strongest_complaint_comes_first_and_few_voices_are_none() -> None:
    found = summaries({**CALM, "jacket": tally(40, {"smell": 6, "zip": 14, "noise": LEAST_SUPPORT - 1})})
    jacket = found.products["jacket"]
    assert [(c.aspect, c.support, c.reviews) for c in jacket.complaints] == [
        ("zip", 14, 40),
        ("smell", 6, 40),
    ]
    assert found.products["calm0"].complaints == ()


def test_three_bad_reviews_condemn_less_than_thirty() -> None:
    found = summaries({**CALM, "few": tally(3, {"zip": 3}), "many": tally(30, {"zip": 30})}).products
    few, many = found["few"].complaints[0], found["many"].complaints[0]
    assert few.usual < few.share < many.share
    assert few.high - few.low > many.high - many.low and few.sure <= many.sure
    for complaint in (few, many):
        assert complaint.low < complaint.share < complaint.high


def test_shares_are_held_against_their_own_category() -> None:
    tents = {f"tent{n}": tally(40, {"zip": 12}) for n in range(20)}
    tallies = {**CALM, **tents, "jacket": tally(40, {"zip": 12})}
    products = {
        key: Product(key, key, product_type="Tents" if "tent" in key else "Jackets") for key in tallies
    }
    found = summaries(tallies, products).products
    jacket, tent = found["jacket"].complaints[0], found["tent0"].complaints[0]
    assert tent.usual > 3 * jacket.usual
    assert jacket.sure > 0.99 > 0.9 > tent.sure, "what is usual for tents stands out for a jacket"


def test_what_was_mended_long_ago_is_forgotten_slowly() -> None:
    old, new = tally(40, {"zip": 20}, "2023-05"), tally(40, {"zip": 20})
    mended = Tally({**old.months, "2026-10": Month(40, {})}, old.aspects)
    found = summaries({**CALM, "new": new, "mended": mended}).products
    assert found["mended"].complaints[0].share < 0.25 * found["new"].complaints[0].share


def test_a_rising_share_has_a_trend_above_none_and_two_reviews_have_no_trend() -> None:
    months = {"2026-05": Month(30, {"zip": 1}), "2026-11": Month(30, {"zip": 9})}
    rising = Tally(months, {"zip": Voiced(10, 5)})
    falling = Tally({"2026-05": months["2026-11"], "2026-11": months["2026-05"]}, rising.aspects)
    found = summaries({**CALM, "rising": rising, "falling": falling, "new": tally(12, {"zip": 6})}).products
    assert found["rising"].complaints[0].trend > 0.1 > -0.1 > found["falling"].complaints[0].trend
    assert isnan(found["new"].complaints[0].trend)


def test_delivery_is_the_shops_doing_and_held_against_no_product() -> None:
    found = summaries({**CALM, "jacket": tally(40, {"delivery": 30})})
    assert found.products["jacket"].complaints == ()
    assert [(c.aspect, c.support, c.reviews) for c in found.shop] == [("delivery", 30, 840)]
    assert found.shop[0].share == pytest.approx(30 / 840, abs=1e-3)


def test_variants_have_their_reviews_in_common() -> None:
    tallies = {"red": tally(10, {"zip": 2}), "blue": tally(20, {"zip": 4})}
    products = {key: Product(key, key, item_group_id="jacket") for key in ("red", "blue", "green")}
    found = summaries({**CALM, **tallies}, {**products, **{key: Product(key, key) for key in CALM}}).products
    assert found["red"] == found["blue"] == found["green"]
    assert (found["green"].complaints[0].support, found["green"].reviews) == (6, 30)


def test_a_patch_knows_the_new_counts_and_leaves_the_others() -> None:
    before = summaries({**CALM, "jacket": tally(40, {"zip": 14})})
    products = {"jacket": Product("jacket", "Jacket", product_type="Jackets")}
    after = before.patched({"jacket": tally(41, {"zip": 15})}, products, NOW)
    assert after.products["jacket"].complaints[0].support == 15
    assert after.products["calm0"] == before.products["calm0"]
    assert "jacket" not in before.patched({"jacket": Tally()}, products, NOW).products


def test_without_reviews_there_is_nothing_to_say() -> None:
    assert summaries({}).products == {} and summaries({}).shop == ()


@given(st.integers(3, 60), st.integers(0, 60), st.sampled_from(["", "2019-01", "2026-11"]))
def test_shares_are_shares_whatever_was_counted(support: int, others: int, month: str) -> None:
    found = summaries({**CALM, "jacket": tally(support + others, {"zip": support}, month)}).products["jacket"]
    for complaint in found.complaints:
        assert 0 <= complaint.low <= complaint.share <= complaint.high <= 1
        assert 0 <= complaint.sure <= 1 and complaint.reviews == support + others
