"""A wish survives the journey through Rasa's slot."""

import json

from hypothesis import given
from hypothesis import strategies as st

from advisor.wish import Wish
from knowledge.denials import read_request
from shop.filters import Filters

words = st.text(max_size=20)
values = st.lists(st.text(min_size=1, max_size=10), max_size=3).map(tuple)
amounts = st.none() | st.floats(0.01, 1e6)
wishes = st.builds(
    Wish,
    words=words,
    filters=st.builds(
        Filters,
        price_min=amounts,
        price_max=amounts,
        brands=values,
        not_colors=values,
        in_stock=st.booleans(),
        on_sale=st.booleans(),
        new=st.booleans(),
    ),
    order=st.sampled_from(["relevance", "price_asc", "price_desc", "rating"]),
    around=amounts,
    without=values,
)


@given(wishes)
def test_a_wish_comes_back_from_json_as_it_was(wish: Wish) -> None:
    assert Wish.from_dict(json.loads(json.dumps(wish.to_dict()))) == wish


def test_nothing_and_nonsense_are_the_empty_wish() -> None:
    assert Wish.from_dict(None) == Wish()
    assert Wish.from_dict({"order": "sideways", "filters": {"no_such_limit": 3}}) == Wish()


def test_the_search_is_asked_for_the_words_and_what_they_go_without() -> None:
    assert Wish("rain jacket", without=("hood", "hip belt")).text == "rain jacket, without hood or hip belt"
    assert read_request(Wish("rain jacket", without=("hood", "hip belt")).text).unwanted == (
        "hood",
        "hip belt",
    )
    assert Wish(without=("hood",)).text == "", "what is not wanted alone finds nothing"
    assert Wish("rain jacket").text == "rain jacket"
    assert "without" not in Wish("rain jacket").to_dict()
