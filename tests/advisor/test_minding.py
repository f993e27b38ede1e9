"""What shoppers say they mind, kept for those whom it may be kept for, and ranked by; others notice nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from advisor.advisor import Advisor
from advisor.profile import load_profile
from advisor.shopper import Shopper
from advisor.wish import Wish
from shop.complaint import Complaint
from shop.event import Event
from shop.product import Product
from shop.storage.events import save_events
from shop.storage.tastes import save_taste

NOW = datetime.now(UTC)
STRANGER = Shopper(conversation_id="minding-stranger")
OTHER = Shopper(conversation_id="minding-other")


@pytest.fixture
def kim(request: pytest.FixtureRequest) -> Shopper:
    name = request.node.name[:40]
    return Shopper(f"chat of {name}", f"customer of {name}", personal=True)


@pytest.fixture
def later(kim: Shopper) -> Shopper:
    """The same customer in another conversation."""
    return Shopper("a later chat", kim.customer_id, personal=True)


@pytest.fixture(scope="module")
def flawed(advisor: Advisor) -> Product:
    """A product of which many complain: of the demo's, the one with the largest share."""
    engine = advisor.engine()
    worst = max((c[0].share, key) for key, c in engine.complaints.items() if c and c[0].support > 4)
    return engine.products[worst[1]]


def worst_of(advisor: Advisor, product: Product) -> Complaint:
    return advisor.complaints(product.product_id)[0]


def cost(advisor: Advisor, product: Product, shopper: Shopper) -> float:
    """What complaints cost the product with this shopper, 0 or less."""
    engine = advisor.engine()
    profile = advisor._profile(engine, shopper)
    rows = engine.catalogue.penalties_for(profile.concerns)
    return -float(rows[engine.catalogue.rows[product.product_id]])


@pytest.fixture(autouse=True)
def forget(advisor: Advisor, kim: Shopper) -> Iterator[None]:
    yield
    for shopper in (STRANGER, OTHER, kim):
        advisor.forget(shopper)


def test_what_is_of_the_body_is_kept_with_the_customer_all_else_with_the_conversation(
    advisor: Advisor, kim: Shopper, later: Shopper
) -> None:
    noted = advisor.minding.hear(kim, "I have wide feet, and it must survive rain")
    assert set(noted.new) == {"fit_small", "waterproof"} == set(advisor.minding.stated(kim))
    assert advisor.minding.stated(later) == ("fit_small",)
    assert advisor.minding.stated(OTHER) == ()


def test_of_a_customer_who_denied_it_nothing_outlasts_the_conversation(advisor: Advisor) -> None:
    denied = Shopper("denied-chat", "denier", personal=False)
    advisor.minding.hear(denied, "I have wide feet")
    assert advisor.minding.stated(denied) == ("fit_small",)
    assert advisor.minding.stated(Shopper("next-chat", "denier", personal=True)) == ()
    advisor.forget(denied)


def test_somebody_elses_feet_are_no_lasting_concern(advisor: Advisor, kim: Shopper, later: Shopper) -> None:
    advisor.minding.hear(kim, "boots for my wife, she has wide feet")
    assert (advisor.minding.stated(kim), advisor.minding.stated(later)) == (("fit_small",), ())


def test_what_the_wish_carries_is_not_kept_but_the_body_is(advisor: Advisor, kim: Shopper) -> None:
    text = "comfortable waterproof boots for wide feet"
    noted = advisor.minding.hear(kim, text, advisor.minding.of_words(text))
    assert advisor.minding.of_words(text) == {"comfort", "waterproof", "fit_small"}
    assert noted.new == ("fit_small",) == advisor.minding.stated(kim)


def test_who_takes_it_back_is_believed(advisor: Advisor, kim: Shopper) -> None:
    advisor.minding.hear(kim, "I have wide feet. I hate noise")
    noted = advisor.minding.hear(kim, "I don't mind the noise, and I don't have wide feet")
    assert set(noted.dropped) == {"noise", "fit_small"} and advisor.minding.stated(kim) == ()


def test_a_reason_may_be_taken_back_as_well(advisor: Advisor, kim: Shopper, flawed: Product) -> None:
    assert advisor.minding.because(kim, [flawed], "it smells") == ("smell",) == advisor.minding.kept(kim)
    assert advisor.minding.stated(kim) == (), "one bad smell is no general concern"
    assert advisor.minding.hear(kim, "the smell doesn't bother me").dropped == ("smell",)
    assert advisor.minding.kept(kim) == ()


def test_a_new_start_keeps_the_body_and_drops_the_rest(advisor: Advisor, kim: Shopper) -> None:
    advisor.minding.hear(kim, "I have wide feet. It has to last")
    advisor.minding.begin_anew(kim)
    assert advisor.minding.stated(kim) == ("fit_small",)


def test_who_is_forgotten_minds_nothing_any_more(advisor: Advisor, kim: Shopper, later: Shopper) -> None:
    advisor.minding.hear(kim, "I have wide feet. It has to last")
    assert advisor.remembered(kim)["concerns"] >= 1
    advisor.forget(kim)
    assert advisor.minding.kept(kim) == () == advisor.minding.kept(later)
    advisor.minding.hear(STRANGER, "it has to last")
    advisor.forget(STRANGER)
    assert advisor.minding.kept(STRANGER) == ()


def test_a_stated_concern_costs_what_others_complain_of_more_and_nobody_else(
    advisor: Advisor, flawed: Product
) -> None:
    before = cost(advisor, flawed, STRANGER)
    advisor.minding._keep(STRANGER.conversation_id, [worst_of(advisor, flawed).aspect])
    assert cost(advisor, flawed, STRANGER) < before - 0.1
    assert cost(advisor, flawed, OTHER) == before


def test_the_words_of_a_wish_count_for_that_wish_alone(advisor: Advisor) -> None:
    engine = advisor.engine()
    wish = Wish("quiet waterproof jacket")
    assert advisor._profile(engine, STRANGER, wish).concerns.stated == {"noise", "waterproof"}
    assert advisor._profile(engine, STRANGER).concerns.stated == frozenset()
    assert advisor.minding.stated(STRANGER) == ()


def test_a_product_sent_back_teaches_what_its_buyers_complain_of(
    advisor: Advisor, kim: Shopper, flawed: Product
) -> None:
    aspect, before = worst_of(advisor, flawed).aspect, cost(advisor, flawed, kim)
    events = [
        Event(f"{kim.customer_id}{name}", name, NOW - timedelta(days=age), flawed.product_id, kim.customer_id)
        for name, age in (("purchase", 9), ("refund", 2))
    ]
    save_events(advisor.db, events[:1])
    assert cost(advisor, flawed, kim) == before, "what was kept teaches nothing"
    save_events(advisor.db, events[1:])
    assert advisor._profile(advisor.engine(), kim).concerns.weight(aspect) > 1
    assert cost(advisor, flawed, kim) < before - 0.05
    not_allowed = Shopper("x", kim.customer_id, personal=False)
    assert cost(advisor, flawed, not_allowed) == before == cost(advisor, flawed, OTHER)


def test_a_dislike_teaches_for_this_visit_and_a_reason_teaches_that_alone(
    advisor: Advisor, flawed: Product
) -> None:
    aspect = worst_of(advisor, flawed).aspect
    save_taste(advisor.db, STRANGER.owner, flawed.product_id, False, NOW)
    profile = load_profile(advisor.db, STRANGER, None, NOW, advisor.engine().complaints)
    assert profile.concerns.weight(aspect) > 1
    other = "battery" if aspect != "battery" else "smell"
    said = advisor.minding.because(
        STRANGER, [flawed], {"battery": "weak battery", "smell": "it smells"}[other]
    )
    profile = load_profile(advisor.db, STRANGER, None, NOW, advisor.engine().complaints)
    assert said == (other,) and set(profile.concerns.learned) == {other}


def test_a_rain_jacket_is_not_sent_back_for_the_rain(advisor: Advisor) -> None:
    jacket = Product("p", "Last Rain Jacket", product_type="Clothing > Rain Jackets")
    assert advisor.minding.because(STRANGER, [jacket], "I don't like the last rain jacket") == ()


def test_a_product_called_by_its_name_is_shown_whatever_is_said_of_it(advisor: Advisor) -> None:
    engine = advisor.engine()
    flawed = {engine.products[key].group: key for key, told in engine.complaints.items() if told}
    for key in flawed.values():
        product = engine.products[key]
        if not product.in_stock:
            continue
        advisor.minding._keep(STRANGER.conversation_id, [engine.complaints[key][0].aspect])
        found = advisor.suggest(Wish(product.title), STRANGER).items
        assert product.group in {item.product.group for item in found if item.product}, product.title
    assert len(flawed) > 5


def test_complaints_cost_a_product_nothing_where_it_is_called_by_its_name(
    advisor: Advisor, flawed: Product
) -> None:
    advisor.minding._keep(STRANGER.conversation_id, [worst_of(advisor, flawed).aspect])
    for words, spared in ((flawed.title, True), (flawed.category, False)):
        found = advisor.suggest(Wish(words), STRANGER, k=60).items
        (costs,) = [
            item.parts["complaint"] for item in found if item.product and item.product.group == flawed.group
        ]
        assert (costs == 0) is spared, words
