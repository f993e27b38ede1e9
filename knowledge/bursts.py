"""Suspicious bursts: many near-identical reviews of one product in a short time count as one."""

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from knowledge.reading import words_of
from shop.review import Review
from shop.review_summary import Burst

#: So many near-identical reviews within so long are a burst.
LEAST, WINDOW = 3, timedelta(days=7)
#: Texts are near-identical from this share of words and word pairs in common on (Jaccard).
ALIKE = 0.6
#: Shorter texts are too often alike by chance ("Love it").
LEAST_WORDS = 4
#: More words than this tell no two texts apart; bounds the time of a review.
MOST_WORDS = 200
#: Groups remembered per shingle, the latest; bounds the time of a product.
MOST_GROUPS = 20

_WORD = re.compile(r"\w+")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """A review as it is compared: its words and word pairs as numbers, and those of them to look others up by."""

    review: Review
    when: datetime
    shingles: frozenset[int]
    leading: tuple[int, ...]


@dataclass(slots=True, eq=False)
class _Group:
    """Reviews near-identical to the `first` one, no later than WINDOW after it."""

    number: int
    first: _Text
    members: list[_Text] = field(default_factory=list)

    def takes(self, text: _Text) -> bool:
        """Whether a text belongs here."""
        one, other = self.first.shingles, text.shingles
        if text.when - self.first.when > WINDOW or min(len(one), len(other)) < ALIKE * max(
            len(one), len(other)
        ):
            return False
        common = len(one & other)
        return common >= ALIKE * (len(one) + len(other) - common)


def weigh(reviews: Sequence[Review]) -> tuple[dict[str, float], tuple[Burst, ...]]:
    """How much every review of one product counts, by its id, and the bursts among them, largest first.

    A weight is 1.0 usually. The reviews of a burst share the weight of one; so do reviews of exactly the same words,
    whatever their dates. Reviews without a date are in no burst, reviews without words are nobody's copies.
    The order of the reviews does not matter; 20,000 of them take seconds.
    """
    words = {review.review_id: _words(review) for review in reviews}
    groups = [group.members for group in _groups(reviews, words) if len(group.members) >= LEAST]
    copies = defaultdict[Words, list[str]](list)
    for review_id, said in words.items():
        if said:
            copies[said].append(review_id)
    sets = [*copies.values(), *([text.review.review_id for text in group] for group in groups)]
    bursts = sorted(map(_burst, groups), key=lambda burst: (-burst.reviews, str(burst.first), burst.example))
    return _shared(words, sets), tuple(bursts)


def _words(review: Review) -> Words:
    return tuple(_WORD.findall(words_of(review).lower()))


def _groups(reviews: Iterable[Review], words: Mapping[str, Words]) -> list[_Group]:
    """Every dated text in the earliest group that takes it, in order of time; a new group where none does."""
    groups: list[_Group] = []
    known = defaultdict[int, deque[_Group]](lambda: deque(maxlen=MOST_GROUPS))
    for number, text in enumerate(_texts(reviews, words)):
        near = {group.number: group for shingle in text.leading for group in known[shingle]}
        group = next((near[place] for place in sorted(near) if near[place].takes(text)), None)
        if group is None:
            group = _Group(number, text)
            for shingle in text.leading:
                known[shingle].append(group)
            groups.append(group)
        group.members.append(text)
    return groups


def _texts(reviews: Iterable[Review], words: Mapping[str, Words]) -> list[_Text]:
    """The texts that are long enough and dated, earliest first."""
    dated = [
        (review.timestamp, words[review.review_id], review)
        for review in reviews
        if review.timestamp is not None and len(words[review.review_id]) >= LEAST_WORDS
    ]
    dated.sort(key=lambda item: (item[0], item[1], item[2].review_id))
    numbers: dict[Words, int] = {}
    sets = [[numbers.setdefault(each, len(numbers)) for each in _shingles(said)] for _, said, _ in dated]
    counts = Counter(shingle for each in sets for shingle in each)
    return [
        _Text(review, when, frozenset(each), _leading(each, counts))
        for (when, _, review), each in zip(dated, sets, strict=True)
    ]


def _shingles(words: Words) -> Iterable[Words]:
    """The different words and word pairs, in order."""
    words = words[:MOST_WORDS]
    return dict.fromkeys([*((word,) for word in words), *pairwise(words)])


def _leading(shingles: Sequence[int], counts: Mapping[int, int]) -> tuple[int, ...]:
    """So many of the rarest shingles that two near-identical texts share one of them, less those no other text has.

    Source: Chaudhuri, Ganti and Kaushik (2006), A primitive operator for similarity joins, ICDE.
    """
    rarest = sorted(shingles, key=lambda shingle: (counts[shingle], shingle))
    most = len(shingles) - math.ceil(ALIKE * len(shingles)) + 1
    return tuple(shingle for shingle in rarest[:most] if counts[shingle] > 1)


def _burst(members: Sequence[_Text]) -> Burst:
    first = members[0]
    return Burst(first.when, members[-1].when, len(members), words_of(first.review))


def _shared(reviews: Iterable[str], sets: Iterable[Sequence[str]]) -> dict[str, float]:
    """One over the number of reviews that each belongs together with, directly or through others."""
    parent = {review_id: review_id for review_id in reviews}

    def top(review_id: str) -> str:
        while parent[review_id] != review_id:
            parent[review_id] = review_id = parent[parent[review_id]]
        return review_id

    for together in sets:
        for review_id in together[1:]:
            parent[top(review_id)] = top(together[0])
    size = Counter(map(top, parent))
    return {review_id: 1.0 / size[top(review_id)] for review_id in parent}
