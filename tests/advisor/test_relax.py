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


def test_who_asks_for_what_is_new_is_told_first_that_nothing_says_what_is() -> None:
    wish = Wish("boots", Filters(new=True, on_sale=True, colors=("pink",)))
    assert relax(wish, lambda wish: not wish.filters.new)[0] == "new"
    assert relax(wish, lambda wish: not wish.filters.on_sale)[0] == "on_sale"
