"""Reasons on a card: what was asked for comes first."""

from datetime import UTC, datetime

import pytest

from advisor.explain import Explainer
from advisor.profile import Profile
from advisor.wish import Wish
from shop.filters import Filters
from shop.product import Product
from shop.settings import ROOT
from shop.suggestion import Reason
from shop.wording import Wording


def test_what_is_new_is_told_since_when_in_the_wording_of_orders() -> None:
    boot = Product("b", "Boot", price=50.0, added_at=datetime(2026, 3, 3, 9, tzinfo=UTC))
    explainer = Explainer(Profile(), None, str, Wish(filters=Filters(new=True)))
    assert explainer.reasons(boot, {}) == (Reason("new", {"date": "3 March 2026"}),)


HOODED = Product("h", "Drizzle Jacket", "Light jacket with a hood.", price=50.0)
PLAIN = Product("p", "Plain Jacket", "Light jacket without a hood.", price=50.0)


def reasons(product: Product, wish: Wish) -> tuple[Reason, ...]:
    return Explainer(Profile(), None, str, wish).reasons(product, {})


@pytest.mark.parametrize("wish", [Wish("jacket without hood"), Wish("jacket hood", without=("hood",))])
def test_what_is_ruled_out_is_never_told_as_a_match(wish: Wish) -> None:
    assert reasons(HOODED, wish) == (Reason("matches", {"words": "jacket"}),)
    assert reasons(PLAIN, wish) == (
        Reason("without", {"words": "hood"}),
        Reason("matches", {"words": "jacket"}),
    )


def test_a_wish_of_denials_alone_matches_nothing() -> None:
    assert reasons(HOODED, Wish("without hood")) == ()


def test_what_a_product_lacks_is_worded_as_its_own_word() -> None:
    told = Reason("without", {"words": "hood or pfas"})
    assert Wording.load(ROOT / "bot" / "domain").reason(told) == "says it has no hood or pfas"
