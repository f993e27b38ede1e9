import io
import json

import numpy as np
import pytest
from recommender_shop import DAY, ITEMS, NOW

from recommender.history import History
from recommender.recipe import Recipe, RecipeError
from recommender.recommender import Recommender


def numbers(*names: str) -> np.ndarray:
    return np.array([ITEMS.index(name) for name in names], np.int32)


def names(items: list[int]) -> list[str]:
    return [ITEMS[item] for item in items]


def took(*items: str) -> History:
    return History.of_items(numbers(*items))


def test_a_camper_is_offered_camping_things(recommender):
    for item in names(recommender.rank(took("tent1", "stove1", "tent2"), 4)):
        assert item.startswith(("tent", "stove", "novelty"))


def test_the_next_thing_comes_first(recommender):
    assert "stove3" in names(recommender.rank(took("dress1", "tent3"), 2))


def test_what_a_shopper_has_is_left_out_unless_asked_for(recommender):
    history = took("tent1", "stove1")
    assert not {"tent1", "stove1"} & set(names(recommender.rank(history, 25)))
    assert {"tent1", "stove1"} <= set(names(recommender.rank(history, 25, seen=True)))


def test_a_disliked_item_never_comes_back(recommender):
    times = np.array([NOW - 100, NOW - 50], np.int64)
    history = recommender.history(["tent1", "tent1"], ["view_item", "dislike"], times, NOW)
    assert "tent1" not in names(recommender.rank(history, 25, seen=True))


def test_a_stranger_gets_something_sensible(recommender, interactions):
    first = recommender.rank(History.empty(), 5)
    counts = np.bincount(interactions.items, minlength=len(ITEMS))
    assert len(first) == 5
    assert counts[first].min() > 0


def test_a_new_item_is_recommended_to_who_likes_its_kind(recommender):
    ranked = names(recommender.rank(took("tent1", "tent2"), 25))
    assert ranked.index("novelty") < ranked.index("dress3")


def test_three_views_change_the_answer_at_once(recommender):
    before = took("dress1", "shoe1")
    after = took("dress1", "shoe1", "tent1", "tent2", "tent4")
    assert recommender.rank(before, 4) != recommender.rank(after, 4)


def test_unknown_products_and_events_are_no_history(recommender):
    times = np.array([1, 2, NOW - DAY], np.int64)
    history = recommender.history(
        ["gone", "tent1", "tent2"], ["view_item", "search", "view_item"], times, NOW
    )
    assert names(history.items.tolist()) == ["tent2"]
    assert history.ages_s.tolist() == [DAY]


def test_complements_are_not_substitutes(recommender):
    tent = ITEMS.index("tent1")
    assert ITEMS[int(np.nanargmax(recommender.goes_with(tent)))].startswith("stove")
    assert ITEMS[int(np.nanargmax(recommender.similar(tent)))].startswith(("tent", "novelty", "stove1"))


def test_because_names_a_thing_of_the_history(recommender):
    history = took("dress1", "tent3")
    cause = recommender.because(history, ITEMS.index("stove3"))
    assert cause is not None
    assert ITEMS[cause[0]] == "tent3"
    assert cause[1] in ("sequence", "neighbours")
    assert recommender.because(took("tent1"), ITEMS.index("novelty")) == (ITEMS.index("tent1"), "content")
    assert recommender.because(History.empty(), 0) is None


def test_parts_add_up(recommender):
    history = took("tent1")
    mixed = recommender.blend(recommender.scores(history), history)
    for item in recommender.rank(history, 5):
        assert sum(mixed.parts(item).values()) == pytest.approx(float(mixed.total[item]), abs=1e-5)


def test_a_saved_recommender_says_the_same(recommender):
    file = io.BytesIO()
    np.savez_compressed(file, **recommender.arrays())
    file.seek(0)
    recipe = Recipe.from_dict(json.loads(json.dumps(recommender.recipe.to_dict())))
    with np.load(file, allow_pickle=False) as arrays:
        again = Recommender.from_arrays(dict(arrays), recipe)
    assert again.item_ids == recommender.item_ids
    for history in (History.empty(), took("tent1", "stove1", "dress2")):
        segment = recommender.segment(history)
        assert again.segment(history) == segment
        assert again.rank(history, 10, segment=segment) == recommender.rank(history, 10, segment=segment)
        assert again.because(history, 3) == recommender.because(history, 3)
    np.testing.assert_array_equal(again.goes_with(0), recommender.goes_with(0))


def test_without_vectors_there_is_no_content(interactions, facts):
    bare = Recommender.fit(interactions, None, Recipe(), NOW)
    assert "content" not in bare.scores(took("tent1"))
    again = Recommender.from_arrays(bare.arrays(), Recipe())
    assert again.rank(took("tent1"), 3) == bare.rank(took("tent1"), 3)


def test_a_recipe_survives_json():
    recipe = Recipe(weights={"long": {"sequence": 0.25}}, scales={"sequence": 2.0})
    assert Recipe.from_dict(json.loads(json.dumps(recipe.to_dict()))) == recipe


def test_a_recipe_of_another_version_is_read_as_far_as_it_goes():
    recipe = Recipe.from_dict({"neighbours": {"keep": 7, "gone": 1}, "unheard": {}})
    assert recipe.neighbours.keep == 7
    assert recipe.sequence == Recipe().sequence


def test_a_damaged_recipe_says_what_is_wrong():
    with pytest.raises(RecipeError, match="'neighbours' should be a mapping"):
        Recipe.from_dict({"neighbours": 3})
