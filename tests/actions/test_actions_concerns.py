"""What a shopper minds, said in the chat, and choosing by what buyers complain of."""

import pytest
from conversation import Conversation


@pytest.fixture
def jackets(talk: Conversation) -> Conversation:
    """After "rain jackets": p1, p2, p3 and p4 are on the screen."""
    return talk.say("rain jackets", "find_products")


def test_a_concern_is_acknowledged_by_name_and_the_list_shown_again(jackets: Conversation) -> None:
    jackets.say("i have wide feet", "state_concern")
    assert jackets.responses == ["utter_minded", "utter_found_minding"]
    assert jackets.values["utter_minded"]["aspects"] == "“runs small”"
    assert jackets.shown == ["p1", "p2", "p3", "p4"]
    assert jackets.slots["wish"]["words"] == "rain jackets", "wide feet are no jackets"


def test_before_anything_was_wished_the_shopper_is_asked_for_what(talk: Conversation) -> None:
    talk.say("it has to last", "state_concern")
    assert talk.responses == ["utter_minded", "utter_minded_what"] and not talk.shown


def test_suggestions_without_a_wish_are_weighed_again(talk: Conversation) -> None:
    talk.say("surprise me", "recommend").say("i'm a light sleeper", "state_concern")
    assert talk.responses == ["utter_minded", "utter_found_minding"]
    assert talk.shown == ["p8", "p7", "p6", "p5"] and talk.slots["source"] == {"kind": "recommend"}


def test_saying_it_twice_is_no_news(jackets: Conversation) -> None:
    jackets.say("i have wide feet", "state_concern").say("i have wide feet", "state_concern")
    assert jackets.responses == ["utter_minded_still", "utter_found_minding"]


def test_what_is_taken_back_leaves_the_wish_as_well(talk: Conversation) -> None:
    talk.say("waterproof rain jackets", "find_products")
    assert "waterproof" in talk.slots["wish"]["words"]
    talk.say("it doesn't need to be waterproof", "state_concern")
    assert talk.responses == ["utter_spared", "utter_found_minding"]
    assert talk.slots["wish"]["words"] == "rain jackets"


def test_a_wish_may_say_it_too_and_keeps_what_is_of_the_body(talk: Conversation) -> None:
    talk.say("waterproof boots for wide feet", "find_products")
    assert talk.responses == ["utter_minded", "utter_found"]
    assert talk.advisor.minding.kept_aspects == ["fit_small"], "waterproof is in the wish itself"
    talk.say("boots", "find_products").say("and they must last", "refine")
    assert talk.responses[0] == "utter_minded" and "breaks" in talk.advisor.minding.kept_aspects


def test_a_message_that_names_a_kind_of_product_is_a_wish(talk: Conversation) -> None:
    talk.say("i have wide feet and need hiking boots", "state_concern")
    assert talk.slots["wish"]["filters"] == {"categories": ("hiking boots",)} and talk.shown == ["p5", "p6"]


def test_nothing_minded_is_taken_for_a_change_of_the_wish(jackets: Conversation) -> None:
    jackets.say("in green", "state_concern")
    assert jackets.responses == ["utter_found_one"] and jackets.shown == ["p2"]


def test_what_was_not_understood_may_say_it(jackets: Conversation) -> None:
    jackets.say("my skin is sensetive skin", "nlu_fallback", "action_fallback")
    assert jackets.responses == ["utter_minded", "utter_found_minding"]


def test_a_new_start_drops_all_but_the_body(jackets: Conversation) -> None:
    jackets.say("i have wide feet and hate noise", "state_concern").say("start over", "start_over")
    assert jackets.advisor.minding.kept_aspects == ["fit_small"]


def test_what_is_minded_is_told_to_who_asks(customer_talk: Conversation) -> None:
    customer_talk.say("what do you know about me", "privacy_what_do_you_know")
    assert customer_talk.responses == ["utter_know"]
    customer_talk.say("i have wide feet", "state_concern")
    customer_talk.say("what do you know about me", "privacy_what_do_you_know")
    assert customer_talk.responses == ["utter_know", "utter_know_concerns"]
    assert customer_talk.values["utter_know_concerns"]["aspects"] == "“runs small”"


def test_the_reason_for_a_dislike_is_kept_and_said(jackets: Conversation) -> None:
    jackets.say("i don't like the second one, too small", "dislike")
    assert jackets.responses == ["utter_disliked", "utter_learned"]
    assert jackets.advisor.minding.reasons == {"p2": ("fit_small",)}
    jackets.say("i don't like the third one", "dislike")
    assert jackets.responses == ["utter_disliked"]


def test_a_question_about_ones_feet_is_kept_as_well(jackets: Conversation) -> None:
    jackets.say("will it fit my wide feet", "ask_product")
    assert jackets.responses == ["utter_answer_unknown", "utter_minded"]
    jackets.say("is it waterproof and quiet", "ask_product")
    assert jackets.responses == ["utter_answer_unknown"], "who asks does not mind yet"
    assert jackets.advisor.minding.kept_aspects == ["fit_small"]


@pytest.mark.parametrize("intent", ["compare", "ask_product", "refine"])
@pytest.mark.parametrize(
    "text", ["which of these lasts longest", "wich one is the quietest", "which has the fewest problems"]
)
def test_the_one_least_complained_of_is_named(jackets: Conversation, text: str, intent: str) -> None:
    jackets.advisor.voiced = {"p1": (9, 60), "p2": (1, 50), "p3": (0, 2), "p4": (12, 40)}
    jackets.say(text, intent)
    code = "utter_least_overall" if "problems" in text else "utter_least"
    assert jackets.responses == [code, "utter_least_unknown"]
    assert jackets.values[code]["title"] == "Ridge Jacket"
    assert jackets.values["utter_least_unknown"]["titles"] == "Harbour Jacket"
    assert (jackets.slots["focus"], jackets.shown) == ("p2", ["p2"])


def test_where_all_are_alike_none_is_named(jackets: Conversation) -> None:
    jackets.advisor.voiced = dict.fromkeys(("p1", "p2", "p3", "p4"), (2, 50))
    jackets.say("which one is least likely to break", "compare")
    assert jackets.responses == ["utter_least_alike"] and not jackets.shown


def test_where_some_are_as_good_all_of_them_are_named(jackets: Conversation) -> None:
    jackets.advisor.voiced = {"p1": (0, 50), "p2": (1, 50), "p3": (20, 50), "p4": (9, 50)}
    jackets.say("which one is least likely to break", "compare")
    assert jackets.responses == ["utter_least_few"]
    assert jackets.values["utter_least_few"]["title"] == "Drizzle Jacket and Ridge Jacket"


def test_without_reviews_nobody_guesses(jackets: Conversation) -> None:
    jackets.say("which one is the sturdiest", "compare")
    assert jackets.responses == ["utter_least_nobody"]


def test_only_those_pointed_at_are_weighed(jackets: Conversation) -> None:
    jackets.advisor.voiced = {"p1": (9, 60), "p2": (1, 50), "p3": (20, 50), "p4": (0, 40)}
    jackets.say("which lasts longer, the first or the third", "compare")
    assert jackets.values["utter_least"]["title"] == "Drizzle Jacket"


def test_who_looks_for_something_durable_still_looks(jackets: Conversation) -> None:
    jackets.advisor.voiced = {"p1": (9, 60), "p2": (1, 50)}
    jackets.say("something more durable please", "refine")
    assert "utter_least" not in jackets.responses and jackets.shown


@pytest.mark.parametrize("intent", ["compare", "ask_product"])
@pytest.mark.parametrize("text", ["what's wrong with each of them", "compare their problems"])
def test_complaints_are_put_side_by_side(jackets: Conversation, text: str, intent: str) -> None:
    jackets.advisor.voiced = {"p1": (9, 60), "p2": (1, 50)}
    jackets.say(text, intent)
    assert jackets.responses == ["utter_problems"]
    assert len(jackets.payload["comparison"]["titles"]) == 4
    jackets.advisor.voiced = {}
    jackets.say(text, intent)
    assert jackets.responses == ["utter_problems_none"] and "comparison" not in jackets.payload


def test_what_is_wrong_with_one_of_them_is_asked_of_that_one(jackets: Conversation) -> None:
    jackets.say("what's wrong with the second one", "ask_product")
    assert jackets.advisor.questions[-1][0] == "p2"


@pytest.mark.parametrize("intent", ["ask_size", "ask_product"])
def test_advice_on_the_size_knows_the_size_that_is_worn(jackets: Conversation, intent: str) -> None:
    jackets.say("what size should i take", intent)
    assert jackets.advisor.sizes[-1] == "" and jackets.advisor.questions[-1][0] == "p1"
    jackets.say("should i size up, i usually wear m", intent)
    assert jackets.advisor.sizes[-1].lower() == "m"


def test_the_size_that_is_wished_for_is_the_one_worn(talk: Conversation) -> None:
    talk.say("rain jackets in size m", "find_products").say("should i size up", "ask_product")
    assert talk.advisor.sizes[-1].lower() == "m"


def test_what_buyers_say_of_delivery_is_no_question_about_its_terms(jackets: Conversation) -> None:
    jackets.say("do people complain about delivery", "ask_shop")
    assert jackets.advisor.questions[-1] == ("p1", "do people complain about delivery")
    jackets.say("how do you deliver", "ask_shop")
    assert jackets.responses == ["utter_shop_answer_link"] and len(jackets.advisor.questions) == 1


def test_a_question_about_one_product_is_answered_though_it_sounds_like_a_comparison(
    jackets: Conversation,
) -> None:
    jackets.say("is the first one easy to pitch", "compare")
    assert jackets.advisor.questions == [("p1", "is the first one easy to pitch")]
    jackets.say("something green", "find_products").say("which has the fewest problems", "compare")
    assert jackets.advisor.questions[-1] == ("p2", "which has the fewest problems"), "there is but one"
    jackets.say("compare the first", "compare")
    assert jackets.responses == ["utter_compare_needs_two"]
