"""Which limit was in the way when nothing fits."""

from advisor.relax import relax
from advisor.wish import Wish
from shop.filters import Filters

WISH = Wish("boots", Filters(price_max=20, colors=("pink",), categories=("boots",)))


def test_the_limit_without_which_something_is_found_is_named_and_the_others_stay() -> None:
    obstacle, relaxed = relax(WISH, lambda wish: wish.filters.price_max is None)
    assert obstacle == "price_max"
    assert relaxed is not None
    assert relaxed.filters.colors == ("pink",) and relaxed.filters.price_max is None


def test_a_colour_is_parted_with_before_a_price_limit() -> None:
    assert relax(WISH, lambda wish: True)[0] == "colors"


def test_no_single_limit_to_blame() -> None:
    assert relax(WISH, lambda wish: False) == ("", None)
    assert relax(Wish("boots"), lambda wish: True) == ("", None)
