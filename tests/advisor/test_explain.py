"""Reasons on a card: what was asked for comes first."""

from datetime import UTC, datetime

from advisor.explain import Explainer
from advisor.profile import Profile
from advisor.wish import Wish
from shop.filters import Filters
from shop.product import Product
from shop.suggestion import Reason


def test_what_is_new_is_told_since_when_in_the_wording_of_orders() -> None:
    boot = Product("b", "Boot", price=50.0, added_at=datetime(2026, 3, 3, 9, tzinfo=UTC))
    explainer = Explainer(Profile(), None, str, Wish(filters=Filters(new=True)))
    assert explainer.reasons(boot, {}) == (Reason("new", {"date": "3 March 2026"}),)
