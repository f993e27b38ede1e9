"""What a shopper's own words say that they mind, or do not mind after all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.aspects import Aspect

#: Before what is not minded: "I don't mind the noise", "it need not be waterproof".
_LET_GO = re.compile(
    r"\b(?:(?:do|does|did|would)(?:n't| not) (?:really |particularly )?(?:mind|care|matter|bother|need|have to)"
    r"|need(?:n't| not)|(?:is|are)(?:n't| not) (?:so |that |really )?(?:important|necessary)|no need|never mind"
    r"|not (?:bothered|worried)|forget(?: about)?|regardless|no longer)\b"
)
#: After it: "the smell doesn't bother me", "noise is fine".
_SHRUG = (
    r"(?:(?:do|does|would)(?:n't| not) (?:matter|bother)"
    r"|(?:is|are)(?:n't| not) (?:so |that |really )?(?:important|necessary|an? (?:problem|issue|must))"
    r"|(?:is|are) (?:no (?:problem|issue)|fine|ok(?:ay)?|all right)\b(?! with))"
)
_LETS_GO = re.compile(_SHRUG)
_LET_GO_AFTER = re.compile(rf"(?:\W+\w+){{0,2}}?\W+{_SHRUG}")
#: Between what lets go and what is let go of lie so many words at most: "... if it's not".
REACH = 3
_DENIALS = frozenset(("not", "no", "never", "without", "nothing", "cannot", "nor", "non"))
#: Faults are minded by whom denies them ("no blisters"), virtues and bodies are not ("not waterproof").
_FAULT = re.compile(
    r"blister|chaf|itch|scratch|rub|hurt|pain|smell|odou?r|stink|reek|fume|nois|loud|squeak|leak|soak|drench"
    r"|\bwet\b|overheat|sweat|freez|chok|sharp|shock|fake|missing|surprise|tight|baggy|loose|flims|cheap|break|tear"
    r"|too "
)
_SENTENCE = re.compile(r"[^.;!?\n]+")
_BREAK = re.compile(r",?\s+but\s+|,\s+(?=(?:i|it|they|my)\b)")
_WORD = re.compile(r"[\w']+")
_CONTRACTED = re.compile(r"\b(do|does|did|is|are|was|wo|ca|would|should|could|must|need)nt\b")
KEPT = 2_000  # texts
BREAKS = "breaks"


@dataclass(frozen=True, slots=True)
class Care:
    """`words` name an aspect; `wanted` where it matters to the shopper that there is no such trouble."""

    aspect: str
    words: str
    wanted: bool = True


class Cares:
    """Reads what shoppers mind; safe to share between threads. The shop's own doings are no matter of a product.

    >>> from knowledge.aspects import load_aspects
    >>> found = Cares(load_aspects()).read("I have wide feet. It doesnt need to be waterproof")
    >>> [(care.aspect, care.wanted) for care in found]
    [('fit_small', True), ('waterproof', False)]
    """

    def __init__(self, aspects: Iterable[Aspect]) -> None:
        self._patterns = [
            (aspect.name, _quick(aspect.care_pattern), _quick(aspect.pattern))
            for aspect in aspects
            if not aspect.shop
        ]
        self.read = lru_cache(maxsize=KEPT)(self._read)

    def _read(self, text: str) -> tuple[Care, ...]:
        """What the text says of each aspect that it speaks of, the last word on each."""
        found: dict[str, Care] = {}
        for clause in _clauses(text):
            lets_go = _LET_GO.search(clause) or _LETS_GO.search(clause)
            for name, care_pattern, cues in self._patterns:
                if match := care_pattern.search(clause):
                    found[name] = Care(name, match.group(), _is_wanted(clause, match))
                elif lets_go and (match := cues.search(clause)) and _let_go(clause, match):
                    found[name] = Care(name, match.group(), wanted=False)
        return tuple(care for care in found.values() if not _is_echo(care, found))

    def told_of(self, text: str) -> frozenset[str]:
        """The aspects that the words of complaints in the text point at: why something is not wanted. What broke
        is told rather than that it did."""
        found = frozenset(name for name, _, cues in self._patterns if cues.search(text.lower()))
        return found - {BREAKS} or found


def _is_echo(care: Care, found: Mapping[str, Care]) -> bool:
    """Whether it says that lasting need not be in a word that is of another aspect as well: who does not mind leaks
    minds all the same that the thing falls apart."""
    others = {other.words for other in found.values() if other is not care and not other.wanted}
    return care.aspect == BREAKS and not care.wanted and care.words in others


def _quick(pattern: "re.Pattern[str]") -> "re.Pattern[str]":
    """The same for lower-case text: twice as quick as one that tells no case."""
    letters = re.sub(r"\\.", "", pattern.pattern)
    return re.compile(pattern.pattern) if letters == letters.lower() else pattern


def _clauses(text: str) -> list[str]:
    plain = _CONTRACTED.sub(r"\1n't", text.replace("’", "'").lower())
    return [part for sentence in _SENTENCE.findall(plain) for part in _BREAK.split(sentence)]


def _is_wanted(clause: str, match: "re.Match[str]") -> bool:
    """Whether the words at the match say that the aspect matters."""
    if _let_go(clause, match):
        return False
    return _FAULT.search(match.group()) is not None or not _denied(clause[: match.start()])


def _let_go(clause: str, match: "re.Match[str]") -> bool:
    near = (found for found in _LET_GO.finditer(clause) if found.start() <= match.start())
    before = any(len(_WORD.findall(clause[found.end() : match.start()])) <= REACH for found in near)
    return before or _LET_GO_AFTER.match(clause, match.end()) is not None


def _denied(before: str) -> bool:
    """Whether the last words deny what follows; "nothing that isn't" asks for it."""
    last: list[str] = _WORD.findall(before)[-REACH - 1 :]
    return sum(word in _DENIALS or word.endswith("n't") for word in last) % 2 == 1
