"""What is said where a message is not understood."""

import itertools

from conversation import Conversation

from shop.settings import ROOT
from shop.wording import Wording


def _lost(talk: Conversation, text: str = "hmm the blue maybe", *ranking: str) -> Conversation:
    return talk.say(text, "nlu_fallback", "action_fallback", ranking=ranking)


def test_at_first_two_concrete_readings_are_offered(talk: Conversation) -> None:
    _lost(talk, "socks what when", "ask_shop", "find_products")
    values = talk.values["utter_fallback_1"]
    assert values["first"] == "How do delivery and returns work?"
    assert values["second"] == "Search for socks"
    assert talk.payload["quick_replies"] == [values["first"], values["second"], "Talk to a person"]


def test_a_finger_left_on_a_key_is_not_offered_as_a_search(talk: Conversation) -> None:
    _lost(talk, "x" * 1000, "ask_shop", "find_products")
    assert not any("xxx" in str(value) for value in talk.values["utter_fallback_1"].values())


def test_the_second_time_in_a_row_a_person_is_offered(talk: Conversation) -> None:
    assert _lost(talk).responses == ["utter_fallback_1"]
    assert _lost(talk).responses == ["utter_fallback_person_1"]
    assert talk.payload["quick_replies"][0] == "Talk to a person"


def test_the_second_time_in_a_row_a_person_who_can_come_is_called(talk: Conversation) -> None:
    talk.advisor.people.crew = True
    assert _lost(talk).responses == ["utter_fallback_1"]
    assert _lost(talk).responses == ["utter_person_next"]
    assert talk.advisor.people.reasons == ["not_understood"]
    assert _lost(talk).responses == ["utter_left_for_person"], "nobody is called twice"


def test_what_was_understood_in_between_starts_again_with_readings(talk: Conversation) -> None:
    _lost(talk)
    talk.say("backpacks", "find_products")
    assert _lost(talk).responses == ["utter_fallback_2"]


def test_never_the_same_sentence_twice_in_a_row(talk: Conversation) -> None:
    said = [_lost(talk).responses for _ in range(7)]
    assert all(first != second for first, second in itertools.pairwise(said))


def test_a_product_on_the_screen_is_only_spoken_of_where_there_is_one(talk: Conversation) -> None:
    _lost(talk, "xyzzy", "ask_why", "compare")
    assert "first" not in talk.values["utter_fallback_1"]["first"]
    _lost(talk.say("backpacks", "find_products"), "xyzzy", "ask_why", "compare")
    values = talk.values["utter_fallback_2"]
    assert (values["first"], values["second"]) == ("Why the first one?", "Compare the first two")


def test_each_fallback_sentence_says_what_it_offers() -> None:
    texts = Wording.load(ROOT / "bot" / "domain")
    for code in ("fallback_1", "fallback_2"):
        said = texts.say(code, first="Show my cart", second="Start over")
        assert "Show my cart" in said
        assert "Start over" in said
