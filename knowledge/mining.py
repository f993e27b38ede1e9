"""Reviews to complaints per product: how many buyers criticise what, and in which words."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice

from knowledge.aspects import OTHER
from knowledge.complaints import CHUNK, ComplaintModel, Finding
from knowledge.findings import Findings, words_of
from knowledge.rates import Prior, fit_prior
from shop.complaint import Complaint
from shop.review import Review

Progress = Callable[[int, int], None]

#: Fewer reviews than this are no complaint of the product's buyers.
LEAST_SUPPORT = 3
#: Nor is a smaller (shrunk) share than this.
LEAST_SHARE = 0.03
EXAMPLES = 3
#: Example sentences kept per product and aspect while reading.
_CANDIDATES = 12
#: How sure a finding must be by the review's rating: who gives five stars seldom complains.
_NEEDED = {1: 0.5, 2: 0.5, 3: 0.55, 4: 0.65, 5: 0.8}
_UNRATED = 0.6
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Survey:
    """What reviews complain of: `products` by product id, strongest first, and what concerns the shop itself.

    A product without complaints is not in `products`. `rates` are the catalogue's shares per aspect.
    """

    products: dict[str, tuple[Complaint, ...]]
    shop: tuple[Complaint, ...] = ()
    rates: dict[str, Prior] = field(default_factory=dict)


@dataclass(slots=True)
class _Tally:
    """What was counted for one product."""

    reviews: int = 0
    texts: set[int] = field(default_factory=set)
    support: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    sentences: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def mine(
    reviews: Iterable[Review],
    model: ComplaintModel,
    progress: Progress | None = None,
    findings: Findings | None = None,
) -> dict[str, tuple[Complaint, ...]]:
    """The products' complaints, strongest first; see `survey`."""
    return survey(reviews, model, progress, findings).products


def survey(
    reviews: Iterable[Review],
    model: ComplaintModel,
    progress: Progress | None = None,
    findings: Findings | None = None,
) -> Survey:
    """Counts, per product and aspect, the distinct reviews that complain.

    The same words twice under one product count once. Reviews that `findings` knows are not read again; what is
    read is put there. `progress` hears (done, n), n being 0 where the number is not known. Shares are shrunk to
    the catalogue's rate of the aspect (`rates.fit_prior`). Complaints about delivery, service and packaging
    are the shop's: they are counted over all reviews and held against no product.
    """
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    total, done = (len(reviews) if isinstance(reviews, Sequence) else 0), 0
    rest = iter(reviews)
    while chunk := list(islice(rest, CHUNK)):
        for review, found in zip(chunk, _read(chunk, model, findings), strict=True):
            _count(tallies[review.product_id], review, found)
        done += len(chunk)
        if progress:
            progress(done, total)
    return _summarise(tallies, model)


def _read(reviews: list[Review], model: ComplaintModel, findings: Findings | None) -> list[list[Finding]]:
    known = [None if findings is None else findings.get(review, model.version) for review in reviews]
    unread = [review for review, found in zip(reviews, known, strict=True) if found is None]
    fresh = iter(model.find_many([words_of(review) for review in unread]))
    if findings is not None:
        fresh = iter(list(_put(unread, fresh, model.version, findings)))
    return [next(fresh) if found is None else found for found in known]


def _put(
    reviews: list[Review], found: Iterable[list[Finding]], version: str, findings: Findings
) -> Iterable[list[Finding]]:
    for review, items in zip(reviews, found, strict=True):
        findings.put(review, version, items)
        yield items


def _count(tally: _Tally, review: Review, found: list[Finding]) -> None:
    words = words_of(review)
    same = hash(" ".join(_WORDS.findall(words.lower())))
    if not words or same in tally.texts:
        return
    tally.texts.add(same)
    tally.reviews += 1
    best: dict[str, Finding] = {}
    for finding in found:
        if finding.aspect != OTHER and finding.score >= needed(review.rating):
            best[finding.aspect] = max(
                best.get(finding.aspect, finding), finding, key=lambda item: item.score
            )
    for aspect, finding in best.items():
        tally.support[aspect] += 1
        kept = tally.sentences[aspect]
        kept.append(finding.sentence)
        if len(kept) > 2 * _CANDIDATES:
            kept[:] = nsmallest(_CANDIDATES, kept, key=clumsiness)


def needed(rating: float) -> float:
    """The least score of a finding that counts, by the review's rating (1 to 5, NaN where there is none)."""
    return _UNRATED if math.isnan(rating) else _NEEDED[min(5, max(1, round(rating)))]


def _summarise(tallies: dict[str, _Tally], model: ComplaintModel) -> Survey:
    reviews = [tally.reviews for tally in tallies.values()]
    rates = {
        aspect.name: fit_prior([tally.support.get(aspect.name, 0) for tally in tallies.values()], reviews)
        for aspect in model.aspects
        if aspect.name != OTHER
    }
    of_shop = {aspect.name for aspect in model.aspects if aspect.shop}
    products = {name: _complaints(tally, rates, of_shop) for name, tally in tallies.items()}
    shop = _Tally(sum(reviews))
    for tally in tallies.values():
        for aspect in of_shop & tally.support.keys():
            shop.support[aspect] += tally.support[aspect]
            shop.sentences[aspect] += tally.sentences[aspect][:EXAMPLES]
    whole = {name: Prior(rates[name].mean, 0.0) for name in of_shop}
    return Survey(
        {name: found for name, found in products.items() if found},
        _complaints(shop, whole, set(), least_share=0.0),
        rates,
    )


def _complaints(
    tally: _Tally, rates: dict[str, Prior], without: set[str], least_share: float = LEAST_SHARE
) -> tuple[Complaint, ...]:
    found = [
        Complaint(
            aspect,
            round(rates[aspect].shrink(support, tally.reviews), 4),
            support,
            tally.reviews,
            pick_examples(tally.sentences[aspect]),
        )
        for aspect, support in tally.support.items()
        if aspect not in without and support >= LEAST_SUPPORT
    ]
    strong = (complaint for complaint in found if complaint.share >= least_share)
    return tuple(sorted(strong, key=lambda complaint: (-complaint.share, complaint.aspect)))


def pick_examples(sentences: Iterable[str], count: int = EXAMPLES) -> tuple[str, ...]:
    """The sentences that read best, no two of them alike."""
    chosen: list[str] = []
    for sentence in sorted(sentences, key=clumsiness):
        if len(chosen) < count and all(_alike(sentence, other) < 0.6 for other in chosen):
            chosen.append(sentence)
    return tuple(chosen)


def clumsiness(sentence: str) -> tuple[float, str]:
    """How badly a sentence serves as a quote: far from a dozen words, shouted, or begun in the middle."""
    words = sentence.split()
    shouted = sum(word.isupper() and len(word) > 2 for word in words)
    begun = (
        words[0].lower() in {"and", "so", "because", "which", "that", "or", "as", "than", "to"}
        if words
        else True
    )
    return abs(len(words) - 11) + 3.0 * shouted + 5.0 * begun, sentence


def _alike(one: str, other: str) -> float:
    a, b = set(_WORDS.findall(one.lower())), set(_WORDS.findall(other.lower()))
    return len(a & b) / max(1, len(a | b))
