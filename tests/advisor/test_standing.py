"""Products beside each other by how often buyers complain."""

from advisor.standing import Standing, best_first, leaders, share_of


def standing(name: str, share: float, reviews: int = 50) -> Standing:
    return Standing(name, name.title(), share, round(share * reviews), reviews)


def test_few_reviews_are_no_praise() -> None:
    assert [one.product_id for one in best_first([standing("b", 0.2), standing("new", 0.0, 3)])] == ["b"]


def test_the_one_with_the_fewest_complaints_leads_and_those_close_to_it_with_it() -> None:
    known = best_first([standing("b", 0.2), standing("a", 0.02), standing("c", 0.03, 200)])
    assert [one.product_id for one in known] == ["a", "c", "b"]
    assert [one.product_id for one in leaders(known)] == ["a", "c"]
    assert len(leaders(known[2:])) == 1


def test_one_voice_among_few_counts_more_than_among_many() -> None:
    assert share_of(0, 20) == 0
    assert share_of(1, 200) < share_of(1, 20) < 0.05
