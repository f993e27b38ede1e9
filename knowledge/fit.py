"""What a review says of fit: that the product runs small, fits true to its size, or runs large."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge.fit_frames import is_meant, is_praise, masked
from knowledge.fit_sizes import compared_sizes
from knowledge.fit_words import Cue, Direction, fit_words
from knowledge.sentences import sentences, split

_CUES = fit_words().cues
_JOINED = ". "


@dataclass(frozen=True, slots=True)
class FitSaying:
    """What a buyer says of fit, and the clause that says it."""

    direction: Direction
    sentence: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A saying with how plainly it is said, and whether it only tells that some size fitted."""

    saying: FitSaying
    place: int
    clear: int
    only_fits: bool = False


def read_fit(text: str) -> tuple[FitSaying, ...]:
    """What a review says of fit, in the order of the text: of each direction the clause that says it most plainly.

    >>> [said.direction for said in read_fit("Lovely, but it runs small. I sized up.")]
    ['small']
    """
    told = sentences(text)
    reads = list(_reads(told))
    said = {read.saying.direction for read in reads}
    reads += [read for read in _compared(told) if not said & {"small", "large"}]
    best: dict[Direction, _Read] = {}
    for read in sorted(reads, key=lambda read: read.place):
        known = best.get(read.saying.direction)
        if known is None or read.clear > known.clear:
            best[read.saying.direction] = read
    if len(best) > 1 and "true" in best and best["true"].only_fits:
        del best["true"]  # what fitted was another size than the usual one, or another part
    return tuple(read.saying for read in sorted(best.values(), key=lambda read: read.place))


def _reads(told: Sequence[str]) -> Iterator[_Read]:
    for place, sentence in enumerate(told):
        for clause in split(sentence):
            for cue in _cues(masked(clause)):
                yield _Read(FitSaying(cue.direction, clause), place, cue.clear, cue.kind == "fits")


def _compared(told: Sequence[str]) -> Iterator[_Read]:
    """What is told by the sizes alone, of which one may stand a sentence before the other."""
    starts = list(accumulate((len(sentence) + len(_JOINED) for sentence in told), initial=0))
    for direction, start in compared_sizes(_JOINED.join(told)):
        at = bisect_right(starts, start) - 1
        yield _Read(FitSaying(direction, told[at]), at, 1)


def _cues(hidden: str) -> Iterator[Cue]:
    for cue in _CUES:
        for found in cue.pattern.finditer(hidden):
            before, after = hidden[: found.start()], hidden[found.end() :]
            if is_meant(before, after, cue.kind) and not (
                cue.clear == 1 and cue.kind == "says" and is_praise(after)
            ):
                yield cue
                break
