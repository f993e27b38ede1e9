"""Putting in the cart, taking out, looking in."""

import pytest
from conversation import Conversation

from actions.pending import bare_size
from advisor.answers import CartLine
from shop.product import Product


@pytest.fixture
def jackets(talk: Conversation) -> Conversation:
    return talk.say("rain jackets", "find_products")


def lines(talk: Conversation) -> list[tuple[str, str, str, int]]:
    return [(line.product.product_id, line.size, line.color, line.quantity) for line in talk.advisor.lines]


def test_size_quantity_and_colour_are_read_from_the_sentence(talk: Conversation) -> None:
    talk.say("backpacks", "find_products").say("put two of the green one in my cart", "add_to_cart")
    assert lines(talk) == [("p7", "", "Green", 2)]
    talk.say("rain jackets", "find_products").say("add the second one in medium", "add_to_cart")
    assert lines(talk)[1] == ("p2", "M", "", 1)
    assert talk.responses == ["utter_added_size"]


@pytest.mark.parametrize("intent", ["refine", "ask_size", "fallback", "add_to_cart"])
def test_a_missing_size_is_asked_and_the_answer_taken_however_it_is_understood(
    jackets: Conversation, intent: str
) -> None:
    jackets.say("i'll take the first", "add_to_cart")
    assert jackets.responses == ["utter_ask_cart_size"]
    assert jackets.payload["quick_replies"] == ["S", "M", "L"]
    assert lines(jackets) == []
    jackets.say("M", intent)
    assert lines(jackets) == [("p1", "M", "", 1)]


def test_the_question_lapses_when_the_shopper_moves_on(jackets: Conversation) -> None:
    jackets.say("i'll take the first", "add_to_cart").say("what goes with it", "complete_look").say(
        "in s", "refine"
    )
    assert lines(jackets) == []


def test_a_size_the_product_does_not_come_in_is_asked_again(jackets: Conversation) -> None:
    jackets.say("add the last one in large", "add_to_cart")
    assert jackets.responses == ["utter_ask_cart_size"]


def test_a_product_that_could_be_any_of_several_is_asked_for(jackets: Conversation) -> None:
    jackets.say("add it to my cart in s", "add_to_cart")
    assert jackets.responses == ["utter_which_one"]
    jackets.say("compare the first two", "compare").say("add it to my cart", "add_to_cart")
    assert jackets.responses == ["utter_which_one"]
    jackets.say("is the second one warm", "ask_product").say("add it to my cart in s", "add_to_cart")
    assert lines(jackets) == [("p2", "S", "", 1)]


def test_a_single_size_needs_no_question(talk: Conversation) -> None:
    talk.say("beanies", "find_products").say("add it to my cart", "add_to_cart")
    assert lines(talk) == [("p8", "One Size", "", 1)]


def test_sold_out_cannot_be_added(talk: Conversation) -> None:
    talk.say("hiking boots", "find_products").say("add the second one in 42", "add_to_cart")
    assert talk.responses == ["utter_cannot_add"]
    assert lines(talk) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("remove the backpack from my cart", ["p8"]),
        ("take the first one out of my cart", ["p8"]),
        ("remove the last item", ["p7"]),
        ("empty my cart", []),
    ],
)
def test_removing(talk: Conversation, text: str, left: list[str]) -> None:
    talk.say("backpacks", "find_products").say("add it", "add_to_cart")
    talk.say("beanies", "find_products").say("add it", "add_to_cart").say(text, "remove_from_cart")
    assert [line.product.product_id for line in talk.advisor.lines] == left


def test_removing_what_is_not_there(jackets: Conversation) -> None:
    jackets.say("remove it from my cart", "remove_from_cart")
    assert jackets.responses == ["utter_cart_empty"]


def test_the_cart_adds_up(talk: Conversation) -> None:
    talk.say("backpacks", "find_products").say("add two of them", "add_to_cart").say(
        "show my cart", "show_cart"
    )
    assert talk.responses == ["utter_cart"]
    assert talk.values["utter_cart"]["total"] == "$160"


def test_a_cart_of_two_currencies_is_two_sums_and_one_without_a_price_none(talk: Conversation) -> None:
    talk.advisor.lines = [
        CartLine(Product("h", "Hat", price=5.5), quantity=2),
        CartLine(Product("b", "Boot", price=90.0, currency="EUR")),
    ]
    assert talk.say("show my cart", "show_cart").values["utter_cart"]["total"] == "$11 + €90"
    talk.advisor.lines += [CartLine(Product("s", "Scarf"))]
    assert talk.say("show my cart", "show_cart").values["utter_cart"]["total"] == "an unknown amount"


def test_an_empty_cart(talk: Conversation) -> None:
    assert talk.say("show my cart", "show_cart").responses == ["utter_cart_empty"]


@pytest.mark.parametrize("text", ["42", "42 please", "size 42"])
@pytest.mark.parametrize("intent", ["refine", "add_to_cart", "ask_size", "fallback"])
def test_a_number_answers_the_question_for_the_size(talk: Conversation, text: str, intent: str) -> None:
    talk.say("leather hiking boots", "find_products").say("i'll take it", "add_to_cart")
    assert talk.responses == ["utter_ask_cart_size"]
    talk.say(text, intent)
    assert lines(talk) == [("p5", "42", "", 1)]


def test_a_question_about_another_product_does_not_answer_for_this_one(jackets: Conversation) -> None:
    jackets.say("i'll take the first", "add_to_cart").say("is the second one there in m?", "ask_size")
    assert lines(jackets) == []
    assert jackets.responses == ["utter_has_size"]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("9", "9"),
        ("9 please", "9"),
        ("a 9.5", "9.5"),
        ("the second", ""),
        ("9 or 9.5", ""),
        ("show me 9 more now", ""),
    ],
)
def test_a_bare_size(text: str, size: str) -> None:
    assert bare_size(text, Product("p", "Shoes", sizes=("8.5", "9", "9.5"))) == size


def test_a_size_goes_into_the_cart_as_the_product_names_it_and_not_one_that_is_only_near(
    talk: Conversation,
) -> None:
    talk.say("hiking boots", "find_products").say("add the first one in EU 42", "add_to_cart")
    assert [(line.product.product_id, line.size) for line in talk.advisor.lines] == [("p5", "42")]
    talk.say("add the first one in uk 8", "add_to_cart")
    assert talk.responses == ["utter_size_about", "utter_ask_cart_size"]
    assert len(talk.advisor.lines) == 1


def test_which_one_is_answered_by_pointing(jackets: Conversation) -> None:
    jackets.say("add it to my cart", "add_to_cart")
    assert jackets.responses == ["utter_which_one"]
    jackets.say("yes", "affirm")
    assert jackets.responses == ["utter_which_one"], "a yes names none of them"
    jackets.say("the last one", "ask_product").say("xs", "refine")
    assert lines(jackets) == [("p4", "XS", "", 1)]


def test_a_question_about_a_product_does_not_answer_which_one(jackets: Conversation) -> None:
    jackets.say("add it to my cart", "add_to_cart").say("is the second one warm?", "ask_product")
    assert lines(jackets) == []
    jackets.say("the third one", "ask_product")
    assert lines(jackets) == [], "the shopper moved on"


def test_what_is_not_in_the_cart_is_not_taken_for_what_is(jackets: Conversation) -> None:
    jackets.say("add the second one in medium", "add_to_cart").say("remove the boots", "remove_from_cart")
    assert jackets.responses == ["utter_not_in_cart"]
    jackets.say("backpacks", "find_products").say("take it out of my cart", "remove_from_cart")
    assert lines(jackets) == []
