"""Complaints that no aspect covers, found by themselves: sentences that say the same of several products."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from knowledge.quotes import ALIKE, alike
from knowledge.words import singular, words

Vectors = npt.NDArray[np.float32]

#: Sentences that are compared with one another; the others join the group they are nearest to.
SAMPLE = 5_000
#: Groups whose sentences are on average farther apart than this (cosine distance) stay apart.
FARTHEST = 0.5
#: A sentence joins a group, and a dismissed group returns, from this cosine to the centre on.
JOINS, DISMISSED = 0.65, 0.8
#: Less is chance, or one product's own trouble.
LEAST_SENTENCES, LEAST_PRODUCTS = 5, 2
#: Sentences that are kept of a group, no two of them alike.
KEPT = 12
#: A group is named by up to so many words, each in this share of its sentences, together in NAMED of them.
NAME_WORDS, EACH, NAMED = 3, 0.12, 0.5
#: Words that begin with so many equal letters are of one family.
FAMILY = 4
#: What follows "this" in so large a share of its places is what the shop sells ("this pedal"), no complaint.
SOLD, SOLD_TIMES = 0.14, 4

#: Words that are in any complaint and tell none from another.
_IDLE = """
a about absolutely actually after again agree all almost alone along already also although always am amazing an and
another any anymore anyone anything anyway apart are aren around as ask at away awful back bad badly barely based be
because been before being believe best better big bit both bother bought bummed bummer but buy buying by came can
cannot care cause check choice close come coming complain complaint completely con cool could couldn crap customer
day deal decent decided definitely did didn disappoint disappointed disappointing disappointment dislike do does
doesn doing don done down downside due each either else end ended enough entire especially even ever every everyone
everything exactly except expect expectation expected extremely fact fall fan far favorite feel feeling felt few
figure finally find fine first fix flaw for found four frankly from fun further garbage gave get getting give given
go goes going gone gonna good got great gripe guess had happen happened happy hard has hasn hate have haven having
he her here high him his honestly hope hoped hoping horrible how however hype i idea if impressed in indeed instead
into is isn issue it item its itself just keep keeping kept kind knew know last least left less let letdown like
liked likely little ll long look looked looking lot love loved lower luck made main make making many matter may
maybe me mean mediocre might mind mine minor missed mistake money more most much must my myself near need needed
negative never next nice nitpick no nobody none nope not nothing now odd of off oh ok okay old on once one only
option or order ordered ordering other otherwise our out over overall own part perfect perhaps personal personally
plain please pleased point poor poorly possible pretty price probably problem product purchase purchased put quality
quite rate rather re real really reason recommend refund regret return returned returning review reviewer right s
sad sadly said same save saw say says second see seem seemed seems send sending sent seriously several shame she
should shouldn simply since skip so some someone something sometimes somewhat soon sorry sort star stars started
stay still stuff such super suppose supposed sure surprised surprising t take taken terrible than that the their
them then there these they thing think third this those though thought three thru thumb time to today together told
too took total totally tried trouble true truly try trying turn turned two type unacceptable unfortunately unhappy
unimpressed unit until up upset us use used useful useless using usual usually ve very wait want wanted was wasn
waste wasted watch way we weird well went were weren what whatever when where whether which while who whole why will
wish with without won word wore work worked working works worse worst worth would wouldn wow wrong yeah year yes yet
you your cute thank tomorrow keeper unless mixed bye ugh meh suck stupid joke pass impress rating dont doesnt didnt
wont cant couldnt wouldnt isnt wasnt arent werent hasnt havent hadnt shouldnt aint ive youre youve theyre theyve
weve thats whats heres shes hes lets awfully store retailer website bottom middle line somehow
"""
IDLE = frozenset(map(singular, _IDLE.split()))


@dataclass(frozen=True, slots=True)
class Discovery:
    """A complaint without an aspect: its `name` joins its `words`, the most telling first; `count` sentences about
    `products` products voice it. `sentences` are five to KEPT of them, the most typical first."""

    name: str
    words: tuple[str, ...]
    sentences: tuple[str, ...]
    count: int
    products: int


def discover(
    sentences: Sequence[str],
    product_ids: Sequence[str],
    vectors: Vectors,
    dismissed: Vectors | None = None,
    goods: Collection[str] = (),
) -> list[Discovery]:
    """What several sentences about several products complain of, the most voiced first.

    `vectors` (n, d) belong to the sentences, `dismissed` (m, d) to what is not to be told again; all of length 1.
    `goods` are words for what the shop sells, which name no complaint ("skirt"). Sentences without a telling word
    ("so disappointed", "I returned this pedal") are left out. The same input gives the same result.
    """
    texts = _Texts.of(sentences, product_ids, goods)
    rows = np.flatnonzero([bool(said) for said in texts.telling])
    groups = _groups(vectors[rows], dismissed)
    nearest = (
        (rows[group], np.argsort(-(vectors[rows[group]] @ centre), kind="stable")) for group, centre in groups
    )
    found = (_discovery(group[order].tolist(), texts) for group, order in nearest)
    return sorted((each for each in found if each), key=lambda each: (-each.count, each.name))


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """The sentences with the telling words of each, in the singular; how many sentences have a word (`times`), and
    how it is mostly written."""

    sentences: Sequence[str]
    product_ids: Sequence[str]
    telling: Sequence[frozenset[str]]
    times: Mapping[str, int]
    written: Mapping[str, str]

    @classmethod
    def of(cls, sentences: Sequence[str], product_ids: Sequence[str], goods: Iterable[str]) -> "_Texts":
        said = [words(sentence) for sentence in sentences]
        forms = Counter(word for each in said for word in each)
        written = {
            singular(word): word for word, _ in sorted(forms.items(), key=lambda form: (form[1], form[0]))
        }
        told = [tuple(map(singular, each)) for each in said]
        idle = IDLE | _sold(told) | set(map(singular, goods))
        telling = [
            frozenset(word for word in each if word not in idle and len(word) > 2 and word.isalpha())
            for each in told
        ]
        return cls(
            sentences, product_ids, telling, Counter(word for each in telling for word in each), written
        )


def _sold(told: Iterable[Sequence[str]]) -> set[str]:
    """The words for what is sold: they often follow "this" or "these"."""
    pairs = Counter(pair for said in told for pair in pairwise(("", *said)))
    every, these = Counter[str](), Counter[str]()
    for (before, word), number in pairs.items():
        every[word] += number
        these[word] += number * (before in ("this", "these"))
    return {word for word, times in these.items() if times >= SOLD_TIMES and times >= SOLD * every[word]}


def _groups(vectors: Vectors, dismissed: Vectors | None) -> list[tuple[npt.NDArray[np.intp], Vectors]]:
    """Rows that say the same, with their centre; every row in one group at most."""
    if len(vectors) < LEAST_SENTENCES:
        return []
    chance = np.random.default_rng(0)
    sample = np.sort(chance.choice(len(vectors), min(SAMPLE, len(vectors)), replace=False))
    labels = np.full(len(vectors), -1)
    labels[sample] = _clustered(vectors[sample])
    if labels.max() < 0:
        return []
    centres = np.stack([_unit(vectors[labels == label].sum(axis=0)) for label in range(labels.max() + 1)])
    rest = np.flatnonzero(labels < 0)
    if len(rest):
        nearness = vectors[rest] @ centres.T
        labels[rest] = np.where(nearness.max(axis=1) >= JOINS, nearness.argmax(axis=1), -1)
    groups = ((np.flatnonzero(labels == label), centre) for label, centre in enumerate(centres))
    return [(group, centre) for group, centre in groups if not _is_dismissed(centre, dismissed)]


def _clustered(vectors: Vectors) -> npt.NDArray[np.intp]:
    """A label per row from 0 on, -1 for rows in groups that are too small."""
    from sklearn.cluster import AgglomerativeClustering

    model = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=FARTHEST
    )
    labels = model.fit_predict(vectors)
    sizes = np.bincount(labels)
    large = np.flatnonzero(sizes >= LEAST_SENTENCES)
    place = np.full(len(sizes), -1)
    place[large] = np.arange(len(large))
    return np.asarray(place[labels], dtype=np.intp)


def _is_dismissed(centre: Vectors, dismissed: Vectors | None) -> bool:
    return dismissed is not None and len(dismissed) > 0 and float((dismissed @ centre).max()) >= DISMISSED


def _discovery(group: Sequence[int], texts: _Texts) -> Discovery | None:
    """A group, its most typical sentence first, as it is told; None where it is too small or has no words of its
    own."""
    products = len({texts.product_ids[row] for row in group})
    name = _name([texts.telling[row] for row in group], texts.times)
    typical = _unlike(texts.sentences[row] for row in group if not texts.telling[row].isdisjoint(name))
    if not name or products < LEAST_PRODUCTS or len(typical) < LEAST_SENTENCES:
        return None
    shown = tuple(texts.written[word] for word in name)
    return Discovery(" / ".join(shown), shown, typical, len(group), products)


def _name(said: Sequence[frozenset[str]], of_all: Mapping[str, int]) -> tuple[str, ...]:
    """The words that are in many sentences of the group and in few others; () where they are not in half of them.

    Words are weighed by c-TF-IDF, times in the group x log(1 + times that words are used on average / times of the
    word). Source: Grootendorst (2022), BERTopic, arXiv:2203.05794.
    """
    inside = Counter(word for words in said for word in words)
    usual = sum(of_all.values()) / max(1, len(of_all))
    weights = {word: times * math.log(1 + len(said) * usual / of_all[word]) for word, times in inside.items()}
    often = [word for word in weights if inside[word] >= max(2, EACH * len(said))]
    firsts: dict[str, str] = {}  # one word of each family: "hang" or "hanger"
    for word in sorted(often, key=lambda word: (-weights[word], word)):
        firsts.setdefault(word[:FAMILY], word)
    name = tuple(firsts.values())[:NAME_WORDS]
    named = sum(not words.isdisjoint(name) for words in said)
    return name if named >= NAMED * len(said) else ()


def _unlike(sentences: Iterable[str]) -> tuple[str, ...]:
    """The first KEPT sentences that are not like one before them."""
    kept: list[str] = []
    for sentence in sentences:
        if len(kept) < KEPT and all(alike(sentence, other) < ALIKE for other in kept):
            kept.append(sentence)
    return tuple(kept)


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)
