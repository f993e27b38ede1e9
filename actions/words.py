"""The words of a message that steer the search: what is left when limits and politeness are gone."""

import re
from collections.abc import Iterable

from actions.heard import Heard
from knowledge.denials import refused_phrases
from knowledge.words import contains, singular_words

#: Mentions whose words would mislead the search, or that limits already hold exactly.
CUT = frozenset(
    (
        *("price_min", "price_max", "price_around", "price_step", "size_step", "rating_min", "in_stock"),
        *("on_sale", "new"),
        *("order", "dropped", "quantity", "reference", "unwanted", "size", "color", "audience", "brand"),
    )
)
MOST = 24  # words
LONGEST = 40  # letters: what is longer is a finger left on a key

#: Words of politeness and grammar, and those that name an attribute but no value of it.
_FILLER = frozenset(
    """
    hi hello hey hallo there good morning afternoon evening please pls plz thanks thank thx ok okay yes yeah yep no nope
    well so oh uh um actually really very just only also too but and or now then still maybe perhaps rather instead
    i im i'm i'd id i'll ill i've ive me my mine we us our you u your he she his they them their it its it's this that
    these those which who what what's whats where when how here a an the of in at on by to as with if than
    am is are was were be been do does did don't dont doesn't have has had having can could would will should must may
    might let let's lets want wants wanted wanna need needs like likes love prefer wish look looking lookin lookng see
    search searching find finding show showing get getting got give buy buying purchase order bring browse list locate
    recommend suggest display offer sell carry stock choose pick take wear mean meant help try trying hope hoping going
    go interested after market come comes make makes made know tell think about kind kinds sort type types selection
    something anything everything someth sth smth some any stuff thing things one ones pair item items product products
    option options other another different new nice great decent best better perfect more less lot lots bit much many
    same such still again else for's already enough back def definitely
    available color colors colour colours size sizes brand brands price prices priced
    budget cost costs costing preference preferences
    wtf omg ffs lol damn crap shit fuck fucking bloody hell
    """.split()  # noqa: SIM905
)
#: Words that join: kept between others, dropped at either end.
_JOINTS = frozenset(("for", "from", "not", "without", "no"))
#: "A tent first" says when, "first aid kit" says what.
_FIRST = re.compile(r"\bfirst\b(?!\s+aid)", re.IGNORECASE)
_KEEP = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")


def free_words(heard: Heard) -> str:
    """What neither a limit nor politeness accounts for, in the shopper's order.

    >>> free_words(Heard("i need something warm for skiing"))
    'warm for skiing'
    """
    return _without_filler(without_spans(heard.text, _spans(heard, CUT)))


def subject(heard: Heard) -> str:
    """The free words without what names a kind of product or a material: nothing is left of "boots"."""
    return _without_filler(without_spans(heard.text, _spans(heard, CUT | {"category", "material"})))


def refused(heard: Heard) -> tuple[str, ...]:
    """What the message says should not be there: "hood", "hip belt".

    Not what a limit holds exactly, and nothing for a way of talking ("no hurry").
    """
    said = (phrase for value in heard.values("unwanted") for phrase in refused_phrases(str(value)))
    return tuple(filter(None, map(_without_filler, said)))


def together(phrases: Iterable[str], wanted: str) -> tuple[str, ...]:
    """The phrases, each thing once, without those that are `wanted` after all."""
    known = singular_words(wanted)
    things = {singular_words(phrase): phrase for phrase in phrases}
    return tuple(phrase for thing, phrase in things.items() if not contains(known, thing))


def without_phrases(words: str, phrases: Iterable[str]) -> str:
    """The words without those that name one of the phrases."""
    gone = {word for phrase in phrases if _names(words, phrase) for word in singular_words(phrase)}
    return " ".join(word for word in words.split() if not gone.intersection(singular_words(word)))


def spare_words(words: str, phrases: Iterable[str]) -> str:
    """The words without any word of the phrases."""
    gone = {word for phrase in phrases for word in singular_words(phrase)}
    return " ".join(word for word in words.split() if not gone.intersection(singular_words(word)))


def _names(words: str, phrase: str) -> bool:
    return contains(singular_words(words), singular_words(phrase))


def joined(*texts: str) -> str:
    """The words of all texts, each once, the first MOST of them."""
    words = [word for text in texts for word in text.split()]
    return " ".join(list(dict.fromkeys(words))[:MOST])


def _spans(heard: Heard, entities: Iterable[str]) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in heard.mentions if m.entity in entities or m.excluded]


def without_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans blanked, as long as before."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _without_filler(text: str) -> str:
    said = _KEEP.findall(_FIRST.sub(" ", text))
    words = [word for word in said if len(word) <= LONGEST and word.lower().replace("’", "'") not in _FILLER]
    while words and words[0].lower() in _JOINTS:
        words.pop(0)
    while words and words[-1].lower() in _JOINTS:
        words.pop()
    return " ".join(words)
