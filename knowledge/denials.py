"""What is said not to be there: "without straw", "no lid", "BPA-free", "strapless", in wishes and in products."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.words import STOPWORDS, contains, plain, singular_words

#: What begins so denies nothing that could be there: "no more than 50", "not too heavy", "not sure".
_IDLE = (
    "as all always even every idea just longer matter more much necessarily only problem really so sure than "
    "thanks that to too very"
)
_IDLE_WORDS = frozenset(_IDLE.split())
#: What begins so in a wish is a way of talking: "no hurry", "don't need anything fancy", "feel free".
_VAGUE = (
    "anyone anything bad cheap enough everything expensive feel good here hurry important interested issue many "
    "necessary needed now option particular preference pricey risk rush someone something specific stress style "
    "taste today totally working yet"
)
_VAGUE_WORDS = frozenset(_VAGUE.split())
_ARTICLES = frozenset(("a", "an", "any", "the"))
#: "gift not included batteries" lacks the batteries.
_INCLUDED = frozenset(("include", "included", "includes", "including"))
BEFORE = 60  # characters in which the name of what is "not included" lies
#: "No show socks" and "non stick pans" lack nothing.
_COMPOUND = r"(?![\s-]+(?:show|iron|slip|skid|stick|tie|sew|rinse|drill|drop|gravity|toxic|woven|marking|alcoholic)\b)"
_LACKS = rf"without|w/o|(?:no|zero){_COMPOUND}|free (?:of|from)|(?:do|does|did)(?:nt| not) (?:have|include|come with)"
_CUE = rf"(?:{_LACKS}|not(?!\s+an\s)|non{_COMPOUND}|(?:do|does|did)(?:nt| not) (?:want|need|like))"
#: What only a wish denies with, not what a shop says of a product.
_REFUSAL = (
    r"(?:do|does|did|would|should|must)(?:nt| not) (?:really )?"
    r"(?:want|need|like|have|come with|show me|give me|care for)"
    r"(?: any(?:thing| ones?)? with)?|nothing with"
)
_PHRASE = re.compile(rf"(?<![\w/]){_CUE}[\s-]+((?:[^\W_]+[\s-]+){{0,2}}[^\W_]+)")
_LACKING = re.compile(r"([^\W_]{3,})(?:[\s-]free\b|less\b)")
_EXCLUDED = re.compile(r"\b(?:not|isnt|arent) (?:include|require|suppl|need)")
_LACKED = re.compile(rf"(?<![\w/])(?<!\bnot )(?<!\bnever )(?:{_LACKS})\s+(?=([^.,;:()]+))")
_ASKED = re.compile(
    rf"(?<![\w/])(?:{_REFUSAL}|{_CUE})\s+(.*?)(?=\s(?:and|but|for|from|on|that|which|with)\s|[,.;:()]|$)"
)
#: What else is known to be refused: "skip the hood", but not "skip hop bag", "pfas free".
_REFUSED = re.compile(
    r"\W*(?:(?:hate|dislike|avoid(?:ing)?|skip|excluding|except(?: for)?) (?P<after>[^,.;:()]*)"
    r"|(?P<before>[^\W\d_]+) free\W*$)"
)
_OTHER = re.compile(r"\s(?:n?or)\s")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Request:
    """The words of a wish, parted: what is wanted, and the phrases that name what is not."""

    wanted: str
    unwanted: tuple[str, ...] = ()


@lru_cache(maxsize=1_000)
def read_request(text: str) -> Request:
    """Parts a wish at its denials; a wish of denials alone is left whole.

    >>> read_request("Water bottle without straw or lid, blue")
    Request(wanted='water bottle , blue', unwanted=('straw', 'lid'))
    """
    unwanted = unwanted_phrases(text)
    wanted = " ".join(_ASKED.sub(" ", plain(text)).split())
    if not unwanted or not _WORD.search(wanted):
        return Request(text)
    return Request(wanted, unwanted)


def unwanted_phrases(text: str) -> tuple[str, ...]:
    """The phrases that name what a wish does not want, () where it denies no thing.

    >>> unwanted_phrases("without a hood or hip belt"), unwanted_phrases("not too heavy")
    (('hood', 'hip belt'), ())
    """
    return _phrases(_ASKED.findall(plain(text)))


def refused_phrases(stretch: str) -> tuple[str, ...]:
    """The same for a part of a wish of which is known that it refuses something.

    >>> refused_phrases("skip the hood"), refused_phrases("pfas free")
    (('hood',), ('pfas',))
    """
    refused = _REFUSED.match(plain(stretch))
    return _phrases([refused["after"] or refused["before"]]) if refused else unwanted_phrases(stretch)


def _phrases(asked: Iterable[str]) -> tuple[str, ...]:
    phrases = (_without_articles(part) for one in asked for part in _OTHER.split(one))
    told = (" ".join(_telling(phrase)) for phrase in phrases if phrase.split(" ")[0] not in _VAGUE_WORDS)
    return tuple(dict.fromkeys(filter(None, told)))


def denied_words(text: str) -> set[str]:
    """The words for things that a product's text says are not there, as written.

    >>> sorted(denied_words("Strapless, BPA-free bottle. No lid. Batteries not included."))
    ['batteries', 'bpa', 'lid', 'strap']
    """
    lowered = plain(text)
    phrases = (*_PHRASE.findall(lowered), *_not_included(lowered), *_LACKING.findall(lowered))
    return {word for phrase in phrases for word in _telling(phrase)}


def denies(text: str, phrase: str) -> bool:
    """Whether a product's text says that the very thing is not there, each time that it speaks of it.

    >>> denies("Light, without a hood.", "hoods"), denies("No hood drawcord.", "hood")
    (True, False)
    """
    lowered, named, own = plain(text), singular_words(phrase), singular_words(text)
    parts = (part for found in _LACKED.findall(lowered) for part in _OTHER.split(found))
    denials = [_names(part, named) for part in (*parts, *_LACKING.findall(lowered))]
    denials += [contains(singular_words(before), named) for before in _not_included(lowered)]
    told = sum(own[at : at + len(named)] == named for at in range(len(own)))
    return 0 < sum(denials) >= told


def _names(phrase: str, named: tuple[str, ...]) -> bool:
    """Whether a denied phrase names just this: "a cord in sight" names a cord, "zip pocket" no zip."""
    own = singular_words(_without_articles(phrase))
    after = own[len(named) : len(named) + 1]
    return bool(named) and own[: len(named)] == named and (not after or after[0] in STOPWORDS)


def _not_included(text: str) -> list[str]:
    """What stands before each "not included"."""
    starts = [found.start() for found in _EXCLUDED.finditer(text)]
    return [_last_words(text[max(start - BEFORE, 0) : start]) for start in starts]


def _without_articles(phrase: str) -> str:
    words = phrase.split()
    while words and words[0] in _ARTICLES:
        words.pop(0)
    return " ".join(words)


def _last_words(text: str) -> str:
    """The last words of the text's last sentence, of which three at most."""
    return " ".join(_WORD.findall(re.split(r"[.,;:()]", text)[-1])[-3:])


def _telling(phrase: str) -> list[str]:
    """The words of a denied phrase that name things; none of a phrase that denies no thing."""
    words = _WORD.findall(phrase)
    if not words or words[0] in _IDLE_WORDS:
        return []
    return [word for word in words if not (word in STOPWORDS or word in _INCLUDED or word.isdigit())]
