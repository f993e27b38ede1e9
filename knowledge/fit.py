"""What a review says of fit: that the product runs small, fits true to its size, or runs large."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge.fit_frames import is_for_liking, is_meant, is_praise, masked, regretted, took_size
from knowledge.fit_sizes import compared_sizes
from knowledge.fit_words import Cue, Direction, Kind, fit_words
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
    """A saying with how plainly it is said, and what kind of cue it was read by."""

    saying: FitSaying
    place: int
    clear: int
    kind: Kind


def read_fit(text: str) -> tuple[FitSaying, ...]:
    """What a review says of fit, in the order of the text: of each direction the clause that says it most plainly.

    >>> [said.direction for said in read_fit("Lovely, but it runs small. I sized up.")]
    ['small']
    """
    told = sentences(text)
    reads = list(_reads(told))
    if not any(read.saying.direction != "true" for read in reads):
        reads += _compared(told)
    best: dict[Direction, _Read] = {}
    for read in sorted(_without_regrets(reads, text), key=lambda read: read.place):
        known = best.get(read.saying.direction)
        if known is None or read.clear > known.clear:
            best[read.saying.direction] = read
    if len(best) > 1 and "true" in best and best["true"].kind == "fits":
        del best["true"]  # what fitted was another size than the usual one, or another part
    return tuple(read.saying for read in sorted(best.values(), key=lambda read: read.place))


def _without_regrets(reads: Sequence[_Read], text: str) -> Iterator[_Read]:
    """Leaves out a size taken on advice that then fitted worse: "I sized up, and it is too big"."""
    plain = {read.saying.direction for read in reads if read.kind == "says"}
    regrets = regretted(text)
    for read in reads:
        taken = read.kind == "size" and read.saying.direction not in plain and took_size(read.saying.sentence)
        if not (taken and (regrets or plain & {"small", "large"})):
            yield read


def _reads(told: Sequence[str]) -> Iterator[_Read]:
    for place, sentence in enumerate(told):
        before = ""
        for clause in split(sentence):
            for cue in _cues(masked(clause)):
                if cue.kind != "size" or not is_for_liking(before):
                    yield _Read(FitSaying(cue.direction, clause), place, cue.clear, cue.kind)
            before = clause


def _compared(told: Sequence[str]) -> Iterator[_Read]:
    """What is told by the sizes alone, of which one may stand a sentence before the other."""
    starts = list(accumulate((len(sentence) + len(_JOINED) for sentence in told), initial=0))
    for direction, start in compared_sizes(_JOINED.join(told)):
        at = bisect_right(starts, start) - 1
        yield _Read(FitSaying(direction, told[at]), at, 1, "size")


def _cues(hidden: str) -> Iterator[Cue]:
    for cue in _CUES:
        for found in cue.pattern.finditer(hidden):
            before, after = hidden[: found.start()], hidden[found.end() :]
            if is_meant(before, after, cue.kind) and not (
                cue.clear == 1 and cue.kind == "says" and is_praise(after)
            ):
                yield cue
                break
