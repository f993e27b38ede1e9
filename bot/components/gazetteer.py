"""The shop's own words found in a message: brands, categories, colours, materials, audiences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.components.ages import find_children
from bot.components.aliases import aliases
from bot.components.mention import EXCLUDED, Mention, without_overlaps
from bot.components.negation import Span, excluded_spans, owned_spans
from bot.components.sizes import Sizes
from bot.components.strangers import Strangers
from bot.components.tokens import Token, key, stem, tokens
from bot.components.typos import distance, tolerance

#: Where one word names several things, the first of these wins.
KINDS = ("category", "color", "material", "brand", "audience")
#: What a kind of product comes in.
FORMS = ("color", "material", "brand")
#: "boots to match my jacket" asks for no jacket.
_OWNED = re.compile(
    (
        r"(?:\b(?:with|for|match(?:es|ing)?|under|over|like|and|on|in|into|fits?|of)\s+(?:my|"
        r"our|his|her|their|your)|goes\s+with(?:\s+(?:the|a|an|my))?|"
        r"to\s+match(?:\s+the)?)\s+(?:\w+\s+){0,2}$"
    ),
    re.IGNORECASE,
)
#: What stands between the parts of a list, and what tells that its parts are wanted: "not black, blue or red please".
_JOINT = re.compile(r"\s*,\s*|\s*,?\s*\b(?:or|nor|and)\s+(?:the\s+)?", re.IGNORECASE)
_WANTED = re.compile(
    r"[\s,]*(?:please|pls|plz|instead|rather|is|are|would|will|could|only|maybe|ok|fine)\b", re.IGNORECASE
)
#: "For me and my wife", "2 adults and 2 kids", "with three kids": who comes along is not whom it is for alone.
_COMPANY = re.compile(
    r"\b(?:(?:me|us|myself|adults?|grown-?ups?)\s*(?:and|&|\+|with|,)\s*(?:my\s+|our\s+|\d+\s+|an?\s+|two\s+|three\s+)*|"
    r"with\s+(?:my\s+|our\s+|the\s+)?(?:\d+|two|three|four|several)\s+(?:small\s+|little\s+|young\s+)?)$",
    re.IGNORECASE,
)
#: A day of sales, and no colour.
_FRIDAY = re.compile(r"\s+friday\b", re.IGNORECASE)
#: "Slow down", "down to 50": nothing that is filled with down.
_DOWN_AFTER = re.compile(
    r"\b(?:slow|calm|come|goes|go|going|bring|brought|get|narrow(?:ed)?|cut|break(?:s|ing)?|turn(?:ed)?|lie|lying|sits?|"
    r"sitting|let|mark(?:ed)?|price|size|step|write|note|put|run|roll(?:s|ed)?|fold(?:s|ed)?|button|zips?|upside|way|up|"
    r"hand-me)(?:\s+(?:it|this|that|them|me|you|us|and|the\s+price|the\s+list))?[\s-]+$",
    re.IGNORECASE,
)
_DOWN_BEFORE = re.compile(
    r"\s+(?:to|by|the\s+(?:road|street|line|hill|mountain)|below|payment)\b", re.IGNORECASE
)
_SHOWER = re.compile(r"\s+(?:showers?|blue|pink|soft|carrots?)\b", re.IGNORECASE)
_FREE = re.compile(r"[-\s]free", re.IGNORECASE)

#: Words of a term whose words may each be misspelt.
LONGEST_MISSPELT = 4

Entry = tuple[str, str]


class Gazetteer:
    """Finds the longest catalogue terms, forgiving case, plural and small slips.

    `tables` are the lookup tables by entity (`size` among them); `known` are words of everyday
    messages that are never taken for a misspelt term.
    """

    def __init__(self, tables: Mapping[str, Sequence[str]], known: Iterable[str] = ()) -> None:
        self.tables = {name: list(values) for name, values in tables.items()}
        self.entries: dict[str, list[Entry]] = {}
        self.phrases: dict[str, set[tuple[str, ...]]] = {}
        for kind in KINDS:
            self._add(kind)
        self.known: set[str] = set(known)
        self.sizes = Sizes(self.tables.get("size", ()))
        self.strangers = Strangers(self.tables, lambda word: word in self.known or word in self.entries)
        self.longest = max((len(name) for name in self.entries), default=0)

    def _add(self, kind: str) -> None:
        for alias, value in aliases(kind, self.tables.get(kind, ())):
            words = tuple(stem(token.text) for token in tokens(alias))
            if len(words) > 1:
                self.phrases.setdefault(_initials(words), set()).add(words)
            entries = self.entries.setdefault(key(alias), [])
            if all(entry[0] == kind for entry in entries) and (kind, value) not in entries:
                entries.append((kind, value))

    def find(self, text: str) -> list[Mention]:
        """The terms in reading order; what stands under a negation has the role "excluded".

        What the catalogue does not list is `other_brand`, `other_color` or `other_material`.
        """
        children = find_children(text, self.tables.get("audience", ()))
        found = without_overlaps([*children, *self._terms(text), *self.sizes.find(text)])
        terms = [mention for mention in found if not _is_no_wish(text, mention)]
        named = sorted([*terms, *self.strangers.find(text, terms)], key=lambda mention: mention.start)
        return _with_kinds(_with_lists(_with_roles(named, text), text), text)

    def _terms(self, text: str) -> list[Mention]:
        words, found, place = tokens(text), [], 0
        while place < len(words):
            length, entries = self._longest_at(words, place)
            found += [
                Mention(kind, value, words[place].start, words[place + length - 1].end)
                for kind, value in entries
            ]
            place += max(length, 1)
        return found

    def _longest_at(self, words: Sequence[Token], place: int) -> tuple[int, list[Entry]]:
        stems = [stem(word.text) for word in words[place : place + 6]]
        for length in range(len(stems), 0, -1):
            entries = self.entries.get("".join(stems[:length]))
            if entries:
                return length, entries
        for length in range(min(LONGEST_MISSPELT, len(stems)), 1, -1):
            entries = self._misspelt_phrase([word.text.lower() for word in words[place : place + length]])
            if entries:
                return length, entries
        for length in range(min(2, len(stems)), 0, -1):
            entries = self._misspelt(stems[:length])
            if entries:
                return length, entries
        return 0, []

    def _misspelt_phrase(self, words: Sequence[str]) -> list[Entry]:
        """The entries of the term of as many words of which each is this one, or this one with its own slip."""
        phrases = self.phrases.get(_initials(words), ())
        near = [phrase for phrase in phrases if all(map(self._is_slip, words, phrase))]
        return self.entries["".join(near[0])] if len(near) == 1 else []

    def _is_slip(self, written: str, meant: str) -> bool:
        """Whether a word may be meant. One that has a meaning of its own is no mere change of a letter
        ("hiking shorts" are no hiking shirts), and never the name of something else."""
        own = stem(written)
        if own == meant:
            return True
        changed = len(own) == len(meant) and sorted(own) != sorted(meant)
        if own in self.entries or (changed and own in self.known) or any(map(str.isdigit, written)):
            return False
        limit = min(tolerance(written), tolerance(meant))
        return distance(own, meant, limit) <= limit

    def _misspelt(self, stems: Sequence[str]) -> list[Entry]:
        """The entries of the nearest term to words that nobody knows, if it is near enough."""
        word, limit = "".join(stems), tolerance("".join(stems))
        if not limit or all(part in self.known for part in stems) or any(c.isdigit() for c in word):
            return []
        near = (
            (distance(word, term, limit), term)
            for term in self.entries
            if term[0] == word[0] and abs(len(term) - len(word)) <= limit and len(term) >= 5
        )
        best = min(near, default=(limit + 1, ""))
        return self.entries[best[1]] if best[0] <= min(limit, tolerance(best[1])) else []


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _with_roles(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """The mentions, those under a negation excluded; the first of each negation takes its words along.

    Of what somebody has already the kind is excluded, and nothing is said of its colour: "a black jacket already".
    """
    spans, owned = excluded_spans(text), owned_spans(text)
    result: list[Mention] = []
    for mention in mentions:
        had = _around(mention, owned)
        if had and mention.entity != "category":
            continue
        if had:
            start = mention.start if any(other.end > had[0] for other in result) else had[0]
            result.append(replace(mention, start=start, role=EXCLUDED))
            continue
        span = _around(mention, spans)
        if span is None or mention.entity in ("size", "audience"):
            result.append(mention)
            continue
        start = mention.start if any(other.end > span[0] for other in result) else span[0]
        end = span[1] if _FREE.fullmatch(text[mention.end : span[1]]) else mention.end
        result.append(replace(mention, start=start, end=end, role=EXCLUDED))
    return result


def _around(mention: Mention, spans: Iterable[Span]) -> Span | None:
    return next((span for span in spans if span[0] <= mention.start < span[1]), None)


def _with_lists(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions, with what an "or" joins to excluded ones of their kind excluded too: "no black, brown or grey"."""
    result = list(mentions)
    for place, mention in enumerate(result):
        joined = _joined_to(place, result, text) if mention.role == EXCLUDED else []
        for other in joined:
            result[other] = replace(result[other], role=EXCLUDED)
    return result


def _with_kinds(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions, with a kind of product let in again that is ruled out in some form only: "no red boots".

    Where another kind is wanted it stays out: "socks, not leather boots".
    """
    result, kinds = (
        list(mentions),
        {one.value for one in mentions if one.entity == "category" and not one.role},
    )
    for place, (before, mention) in enumerate(pairwise(mentions), 1):
        between = text[before.end : mention.start]
        formed = before.role == EXCLUDED and before.entity.removeprefix("other_") in FORMS
        alone = mention.entity == "category" and kinds <= {mention.value}
        if formed and alone and not between.strip(" -"):
            result[place] = replace(mention, role="")
    return result


def _joined_to(place: int, mentions: Sequence[Mention], text: str) -> list[int]:
    """The places of the mentions that end the list which begins at `place`; [] where another wish begins there."""
    end, gap = place, ""
    kind = mentions[place].entity.removeprefix("other_")
    while end + 1 < len(mentions) and mentions[end + 1].entity.removeprefix("other_") == kind:
        between = text[mentions[end].end : mentions[end + 1].start]
        if not _JOINT.fullmatch(between):
            break
        end, gap = end + 1, between
    wanted = _WANTED.match(text, mentions[end].end)
    return [] if wanted or not re.search(r"\w", gap) else list(range(place + 1, end + 1))


def _is_no_wish(text: str, mention: Mention) -> bool:
    before = text[: mention.start]
    if mention.entity == "audience":
        return bool(_COMPANY.search(before) or _SHOWER.match(text, mention.end))
    if mention.value == "down":
        return bool(_DOWN_AFTER.search(before) or _DOWN_BEFORE.match(text, mention.end))
    if mention.entity == "color":
        return bool(_FRIDAY.match(text, mention.end))
    return mention.entity == "category" and bool(_OWNED.search(before))
