"""Who is upset, and who is only short of words."""

import pytest

from advisor.tone import is_upset, phrase_in


@pytest.mark.parametrize(
    "texts",
    [
        ["this is ridiculous"],
        ["I'm so fed up with this"],
        ["what a waste of my time"],
        ["I will never order from you again"],
        ["worst customer service ever"],
        ["you are stupid", "stupid machine"],
        ["I already told you my size", "are you even listening??!"],
        ["THIS IS USELESS"],
        ["wtf", "show me boots", "shit bot"],
    ],
)
def test_anger_is_heard(texts: list[str]) -> None:
    assert is_upset(texts)


@pytest.mark.parametrize(
    "texts",
    [
        ["SHOW ME BLUE BOOTS UNDER 100", "SIZE 9 PLEASE"],
        ["you are stupid"],
        ["just show me some damn boots"],
        ["do people complain that the zip is terrible?", "and the second one?"],
        ["never mind", "show me tents again"],
        ["thank you so much!!", "great"],
        ["is this jacket a joke gift?"],
        ["I'm so sick of wet feet, I need boots"],
        ["fed up with cold hands"],
        ["i hate wet feet", "something waterproof please"],
        ["a rubbish bag holder"],
        [],
    ],
)
def test_plain_speech_is_no_anger(texts: list[str]) -> None:
    assert not is_upset(texts)


def test_a_rule_of_the_shop_is_found_as_whole_words() -> None:
    rules = ["press", "bulk order"]
    assert phrase_in("I write for the Press.", rules) == "press"
    assert phrase_in("a BULK ORDER of 200", rules) == "bulk order"
    assert phrase_in("a pressure cooker", rules) == ""
