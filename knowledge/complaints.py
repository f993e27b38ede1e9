"""Which clauses of a review complain, and about what: small models on sentence vectors and cheap clues.

Everything it learns from is written in knowledge/taxonomy (and the shop's own aspects file); no reviews are needed.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from knowledge.adapter import Adapter, adapted_encoder
from knowledge.aspects import OTHER, Aspect, load_aspects
from knowledge.complaint_weights import Encode, Vectors, Weights, aspect_features, complaint_features, learn
from knowledge.embedder import Embedder, folder_name
from knowledge.onnx_encoder import OnnxEncoder
from knowledge.polarity import WORD_LISTS
from knowledge.sentences import says_something, sentences, split, takes_back
from shop.settings import Settings

Progress = Callable[[int, int], None]
#: A text's sentences with their clauses.
Parts = list[tuple[str, list[str]]]
#: The probability that a piece complains, and where it may be a finding its likeliest aspects.
Judgement = tuple[float, tuple[str, ...]]

#: A clause is a finding from this probability on; who must be surer (mining) looks at the score.
LEAST = 0.45
#: A piece with a smaller logit than this is none, whatever the adapted sentence model might say.
RULED_OUT = -2.0
#: How much of a clause's score is its own; the rest is that of the sentence it stands in.
OWN = 0.6
#: A second aspect of the same clause is named from this share of the first one's probability on.
SECOND = 0.6
#: A complaint whose likeliest aspect has a smaller probability than this is `other`.
LEAST_ASPECT = 0.3
#: Texts read at once by `find_many`; bounds its memory.
CHUNK = 400
#: Changes with the code that turns texts into features, so that stored weights never meet another code's features.
FORMAT = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint in a text: its aspect, the clause that voices it, and the probability that it does (0 to 1)."""

    aspect: str
    sentence: str
    score: float


@dataclass(frozen=True, slots=True)
class Voice:
    """A sentence model and what was learned on its vectors."""

    weights: Weights
    encode: Encode

    @classmethod
    def load(
        cls,
        folder: Path,
        aspects: Sequence[Aspect],
        encode: Encode,
        head: Vectors | None,
        say: Callable[[str], None],
    ) -> "Voice":
        """The stored weights; learns them in a few seconds where there are none."""
        weights = Weights.read(folder)
        if weights is None:
            say("Learning to recognise complaints")
            weights = learn(aspects, encode, head)
            weights.write(folder)
        return cls(weights, encode)

    def logits(self, pieces: Sequence[str], vectors: Vectors) -> Vectors:
        """float32 (n,): the logits of the probability that each piece, with its vector, complains."""
        return self.weights.logits(complaint_features(pieces, vectors))


class ComplaintModel:
    """Finds complaints in texts. Safe to share between threads.

    `version` changes with the examples, the word lists and the sentence model: findings of one version can be kept.
    """

    def __init__(
        self, aspects: Sequence[Aspect], plain: Voice, adapted: Voice | None = None, version: str = ""
    ) -> None:
        self.aspects = tuple(aspects)
        self.version = version
        self._patterns = [aspect.pattern for aspect in aspects]
        self._plain = plain
        self._adapted = adapted

    @classmethod
    def load(
        cls, settings: Settings, embedder: Embedder, say: Callable[[str], None] | None = None
    ) -> "ComplaintModel":
        """The model of Aisle's and the shop's aspects; fits it where that was not done yet.

        That takes a few seconds, and half a minute the first time. Raises AspectError where the shop's aspects
        file is wrong.
        """
        say = say or (lambda sentence: None)
        aspects = load_aspects(aspects_file(settings))
        adapter = Adapter.read()
        encoder = adapted_encoder(settings, embedder, adapter, say) if adapter else None
        version = _version(aspects, embedder, adapter.version if adapter and encoder else "")
        folder = settings.models / f"complaints-{version}"
        plain = Voice.load(folder / "plain", aspects, _encode(settings, embedder, None), None, say)
        adapted = None
        if encoder and adapter:
            encode = _encode(settings, embedder, encoder)
            adapted = Voice.load(folder / "adapted", aspects, encode, adapter.head, say)
        for outdated in set(settings.models.glob("complaints-*")) - {folder}:
            shutil.rmtree(outdated, ignore_errors=True)
        return cls(aspects, plain, adapted, version)

    def find(self, text: str) -> list[Finding]:
        """The complaints of one text, in its order; empty where it has none."""
        return self._find([text])[0]

    def find_many(self, texts: Iterable[str], progress: Progress | None = None) -> list[list[Finding]]:
        """One list of findings per text; `progress` hears (done, n), n being 0 where the number is not known."""
        total = len(texts) if isinstance(texts, Sequence) else 0
        found: list[list[Finding]] = []
        rest = iter(texts)
        while chunk := list(islice(rest, CHUNK)):
            found += self._find(chunk)
            if progress:
                progress(len(found), total)
        return found

    def scores(self, texts: Sequence[str]) -> Vectors:
        """float32 (n,): how sure it is that each text complains at all, small values too (0 to 1)."""
        read = [_read(text) for text in texts]
        judged = self._judged(read)
        return np.array(
            [max((score for _, score, _ in _weighed(text, judged)), default=0.0) for text in read]
        )

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """float32 (n, d), or (n, 2 d) where it has an adapter: the sentence vectors that it judges by."""
        voices = [voice for voice in (self._plain, self._adapted) if voice]
        return np.hstack([voice.encode(texts) for voice in voices])

    def label(self, aspect: str) -> str:
        """The aspect's words for people; its name where it is not known."""
        return next((known.label for known in self.aspects if known.name == aspect), aspect)

    def _find(self, texts: Sequence[str]) -> list[list[Finding]]:
        read = [_read(text) for text in texts]
        judged = self._judged(read)
        return [_findings(text, judged) for text in read]

    def _judged(self, read: Sequence[Parts]) -> dict[str, Judgement]:
        """Every sentence and clause once, with what is to be said of it."""
        needed = dict.fromkeys(piece for text in read for whole, parts in text for piece in (whole, *parts))
        return dict(zip(needed, self._judge(list(needed)), strict=True))

    def _judge(self, pieces: Sequence[str]) -> list[Judgement]:
        if not pieces:
            return []
        vectors = self._plain.encode(pieces)
        complains = self._complains(pieces, vectors)
        rows = np.flatnonzero(complains >= LEAST).tolist()
        about = aspect_features([pieces[row] for row in rows], vectors[rows], self._patterns)
        names: list[tuple[str, ...]] = [()] * len(pieces)
        for row, shares in zip(rows, self._plain.weights.aspects(about), strict=True):
            names[row] = self._likeliest(shares)
        return list(zip(complains.tolist(), names, strict=True))

    def _complains(self, pieces: Sequence[str], vectors: Vectors) -> Vectors:
        """float32 (n,): the probability that each piece complains, by the mean of both voices' logits.

        What the plain voice rules out the adapted one need not look at: that saves every other one.
        """
        logits = self._plain.logits(pieces, vectors)
        rows = np.flatnonzero(logits > RULED_OUT).tolist()
        if self._adapted and rows:
            asked = [pieces[row] for row in rows]
            logits[rows] = (logits[rows] + self._adapted.logits(asked, self._adapted.encode(asked))) / 2
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)

    def _likeliest(self, shares: Vectors) -> tuple[str, ...]:
        """The likeliest aspect, with the second where it comes near; `other` where none stands out."""
        first, second = (int(place) for place in np.argsort(-shares)[:2])
        names = (self.aspects[first].name, self.aspects[second].name)
        if shares[first] < LEAST_ASPECT:
            return (OTHER,)
        return names[:1] if OTHER in names or shares[second] < SECOND * shares[first] else names


def aspects_file(settings: Settings) -> Path:
    """Where a shop writes aspects of its own."""
    return settings.var / "aspects.yml"


def _read(text: str) -> Parts:
    return [(sentence, split(sentence)) for sentence in sentences(text)]


def _findings(text: Parts, judged: Mapping[str, Judgement]) -> list[Finding]:
    found = [
        Finding(name, part, score)
        for part, score, names in _weighed(text, judged)
        if score >= LEAST
        for name in names
    ]
    return list(dict.fromkeys(found))


def _weighed(text: Parts, judged: Mapping[str, Judgement]) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """A clause counts by its own probability and that of the sentence around it, unless the next one takes it back."""
    read = [(whole, part) for whole, parts in text for part in parts]
    for (whole, part), (_, after) in pairwise([*read, ("", "")]):
        own, names = judged[part]
        if says_something(part) and not takes_back(after):
            yield part, round(OWN * own + (1 - OWN) * judged[whole][0], 4), names


def _encode(settings: Settings, embedder: Embedder, encoder: OnnxEncoder | None) -> Encode:
    """Encodes on `settings.threads` threads, each on one core: twice as quick as one batch on two cores."""
    if embedder.encoder is None:
        return embedder.encode_many
    encoder = encoder or OnnxEncoder(settings.models / folder_name(settings), 1)
    workers = settings.threads

    def encode(texts: Sequence[str]) -> Vectors:
        if len(texts) < 64 * workers:
            return encoder.encode(texts)
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        shares = [order[start::workers] for start in range(workers)]
        vectors = np.empty((len(texts), encoder.dimension), dtype=np.float32)
        with ThreadPoolExecutor(workers) as pool:
            parts = pool.map(lambda rows: encoder.encode([texts[row] for row in rows]), shares)
            for rows, part in zip(shares, parts, strict=True):
                vectors[rows] = part
        return vectors

    return encode


def _version(aspects: Sequence[Aspect], embedder: Embedder, adapter: str) -> str:
    parts = [str(FORMAT), embedder.name, embedder.version, adapter, WORD_LISTS.read_text(encoding="utf-8")]
    parts += [json.dumps([a.name, a.complaints, a.fine, a.cues]) for a in aspects]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
