import numpy as np
import pytest
from recommender_shop import NOW

from recommender.evaluation import Estimate, Result, Table, difference, evaluate, is_worse
from recommender.learning import Cases, cases_of, learn, likeliest, named
from recommender.recipe import Recipe
from recommender.splits import leave_last_out
from recommender.tuning import tune

POOR = Recipe(weights={group: {"popularity": 1.0} for group in ("none", "short", "long")})


@pytest.fixture(scope="module")
def table(interactions, vectors, facts) -> Table:
    return evaluate({"new": Recipe(), "poor": POOR}, leave_last_out(interactions), vectors, facts)


def result(values: np.ndarray) -> Result:
    return Result("x", {"ndcg": values}, {})


def test_personal_beats_popular(table):
    assert table["new"].estimate().mean > 2 * table["poor"].estimate().mean
    assert difference(table["new"], table["poor"]).low > 0


def test_the_gate_refuses_what_is_worse_and_lets_equals_pass(table):
    assert is_worse(table["poor"], table["new"])
    assert not is_worse(table["new"], table["poor"])
    assert not is_worse(table["new"], table["new"])


def test_the_table_has_intervals_around_its_means(table):
    frame = table.frame()
    assert list(frame.index) == ["new", "poor"]
    assert (frame["ndcg_low"] <= frame["ndcg"]).all()
    assert (frame["ndcg"] <= frame["ndcg_high"]).all()
    assert {"coverage", "gini", "novelty", "diversity"} <= set(frame.columns)
    assert table.users == 120


def test_popular_for_all_covers_little_of_the_catalogue(table):
    frame = table.frame()
    assert frame.loc["poor", "coverage"] < frame.loc["new", "coverage"]
    assert frame.loc["poor", "gini"] > frame.loc["new", "gini"]


def test_noise_is_not_worse():
    rng = np.random.default_rng(0)
    current = rng.random(300)
    noisy = result(current + rng.normal(0, 0.3, 300))
    assert not is_worse(noisy, result(current - noisy.per_user["ndcg"].mean() + current.mean()))
    assert is_worse(result(current - 0.05), result(current))


def test_an_estimate_of_nobody_is_not_a_number():
    assert np.isnan(Estimate.of(np.empty(0), 0).mean)


def make_cases(seed: int = 0, count: int = 200) -> Cases:
    """The right item scores high in "good", the same in "noise"; "bad" is high for the wrong ones."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(count, 30, 3)).astype(np.float32)
    features[:, 0, 0] += 1.5
    features[:, 0, 2] -= 1.5
    return cases_of(("good", "noise", "bad"), list(features), [1] * count, [3] * count)


def test_learning_finds_the_score_that_helps():
    cases = make_cases()
    weights = named(cases, learn(cases, 0))
    assert weights["good"] == 1
    assert weights.get("noise", 0) < 0.3
    assert "bad" not in weights


@pytest.mark.parametrize("seed", range(3))
def test_a_learned_blend_is_never_worse_than_a_single_score(seed):
    cases = make_cases(seed, 60)
    alone = [cases.ndcg(weights) for weights in np.eye(len(cases.names), dtype=np.float32)]
    assert cases.ndcg(learn(cases, 0)) >= max(alone)


def test_all_right_items_of_a_case_count():
    good = np.array([[3.0], [0.0], [2.0], [1.0]], np.float32)  # the first two are right: places 1 and 4
    cases = cases_of(("good",), [good], [2], [5])
    ideal = 1 + 1 / np.log2(3)
    assert cases.ndcg(np.ones(1, np.float32)) == pytest.approx((1 + 1 / np.log2(5)) / ideal)


def test_equal_scores_count_half():
    cases = cases_of(("good",), [np.zeros((3, 1), np.float32)], [1], [5])
    assert cases.ndcg(np.ones(1, np.float32)) == pytest.approx(1 / np.log2(3))


def test_more_likely_weights_raise_every_right_item():
    rng = np.random.default_rng(1)
    features = rng.normal(size=(150, 20, 2)).astype(np.float32)
    features[:, :4, 1] += 2
    weights = likeliest(cases_of(("noise", "good"), list(features), [4] * 150, [9] * 150))
    assert weights[1] > 5 * weights[0]


def test_no_score_counts_against_an_item():
    assert (likeliest(make_cases()) >= 0).all()


def test_tuning_is_seeded_and_helps(interactions, vectors, facts):
    holdout = leave_last_out(interactions)
    doubled = tune_on(interactions, vectors, facts, POOR)
    assert doubled == tune_on(interactions, vectors, facts, POOR)
    table = evaluate({"tuned": doubled, "poor": POOR}, holdout, vectors, facts)
    assert table["tuned"].estimate().mean > table["poor"].estimate().mean


def tune_on(interactions, vectors, facts, recipe: Recipe) -> Recipe:
    return tune(interactions, vectors, recipe, NOW, 5, facts, seen=False)


def test_a_shop_with_too_few_shoppers_keeps_its_recipe(interactions, vectors, facts):
    few = interactions.where(interactions.users < 10)
    assert tune(few, vectors, POOR, NOW, 0, facts) is POOR
