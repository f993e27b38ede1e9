"""Which sentences are shown."""

from knowledge.quotes import pick_quotes
from shop.complaint import Quote


def test_quotes_are_short_clear_and_distinct() -> None:
    sentences = [
        "zip",
        "The zip of my jacket broke on the first day of our trip.",
        "The zip of my jacket broke on the first day of the trip.",
        "AND THE ZIP IS SO BAD",
        "and so the zip was in the end what made me return the jacket after a long time of thinking about it",
        "The slider came off in my hand when I closed it.",
    ]
    chosen = pick_quotes([Quote(sentence) for sentence in sentences], 2)
    assert [quote.text for quote in chosen] == [
        "The slider came off in my hand when I closed it.",
        "The zip of my jacket broke on the first day of our trip.",
    ]
