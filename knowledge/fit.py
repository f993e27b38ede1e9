"""What a review says of fit: that the product runs small, fits true to its size, or runs large."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge.fit_frames import (
    has_other_reason,
    is_fine,
    is_for_liking,
    is_meant,
    is_praise,
    is_told_to,
    is_untrue,
    is_washed,
    masked,
    may_tell,
    regretted,
    took_size,
)
from knowledge.fit_sizes import compared_sizes, is_of_other_size
from knowledge.fit_words import Cue, Direction, Kind, fit_words
from knowledge.sentences import sentences, split

_CUES = fit_words().cues
_JOINED = ". "
_OPPOSITE: dict[Direction, Direction] = {"small": "large", "large": "small"}


@dataclass(frozen=True, slots=True)
class FitSaying:
    """What a buyer says of fit, and the clause that says it."""

    direction: Direction
    sentence: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A saying with where it stands, how plainly it is said, and what kind of cue it was read by."""

    saying: FitSaying
    place: tuple[int, int, int]
    clear: int
    kind: Kind


def read_fit(text: str) -> tuple[FitSaying, ...]:
    """What a review says of fit, in the order of the text: of each direction the clause that says it most plainly.

    >>> [said.direction for said in read_fit("Lovely, but it runs small. I sized up.")]
    ['small']
    """
    told = sentences(text)
    said = list(_reads(told))
    true = any(read.saying.direction == "true" and read.clear == 3 for read in said)
    reads = [read for read in said if not _is_of_other_size(read, text, true)]
    if all(read.saying.direction == "true" for read in reads):
        reads += _compared(told)
    best = _clearest(_without_regrets(reads, text))
    return tuple(read.saying for read in sorted(best, key=lambda read: read.place))


def _clearest(reads: Iterable[_Read]) -> list[_Read]:
    """The plainest of each direction, of equals the first."""
    best: dict[Direction, _Read] = {}
    for read in sorted(reads, key=lambda read: (-read.clear, read.place)):
        best.setdefault(read.saying.direction, read)
    if len(best) > 1 and "true" in best and best["true"].kind == "fits":
        del best["true"]  # what fitted was another size than the usual one, or another part
    return list(best.values())


def _without_regrets(reads: Sequence[_Read], text: str) -> Iterator[_Read]:
    """Leaves out a size taken on advice that then fitted worse, and what is owed to it: "I sized up, a bit loose"."""
    plain = {read.saying.direction for read in reads if read.kind == "says"}
    swapped = {read.saying.direction for read in reads if _is_taken(read)} - plain
    regrets = regretted(text)
    for read in reads:
        direction = read.saying.direction
        taken = _is_taken(read) and direction in swapped
        owed = read.kind == "says" and read.clear == 1 and direction in {_OPPOSITE[one] for one in swapped}
        if not (taken and (regrets or plain & {"small", "large"})) and not owed:
            yield read


def _is_taken(read: _Read) -> bool:
    return read.kind == "size" and took_size(read.saying.sentence)


def _reads(told: Sequence[str]) -> Iterator[_Read]:
    """What each clause says for itself, save what the words around it take back."""
    said = [(number, sentence, split(sentence)) for number, sentence in enumerate(told)]
    following = [*(parts[0] for _, _, parts in said if parts), ""][1:]
    for (number, sentence, parts), after in zip((one for one in said if one[2]), following, strict=True):
        for part, clause in enumerate(parts):
            if not may_tell(clause):
                continue
            around = _Around.of(sentence, parts, part, after)
            for cue, start in _cues(masked(clause), around):
                yield _Read(FitSaying(cue.direction, clause), (number, part, start), cue.clear, cue.kind)


@dataclass(frozen=True, slots=True)
class _Around:
    """A clause and the words around it: its sentence, what is before it there, the clause before, the next one."""

    sentence: str
    clause: str
    before: str
    clause_before: str
    next: str
    runs_on: str

    @classmethod
    def of(cls, sentence: str, parts: Sequence[str], part: int, following: str) -> "_Around":
        before, clause = parts[part - 1] if part else "", parts[part]
        start = max(sentence.find(clause), 0)
        lead = sentence[:start]
        return cls(
            sentence.lower(),
            clause.lower(),
            lead.lower(),
            before.lower(),
            (parts[part + 1] if part + 1 < len(parts) else following).lower(),
            masked(before) + " " if before and lead.endswith(f"{before} ") else "",
        )


def _cues(hidden: str, around: _Around) -> Iterator[tuple[Cue, int]]:
    """Each cue that is meant, once, with where it stands in the clause."""
    for cue in _CUES:
        meant = (
            found.start() for found in cue.pattern.finditer(hidden) if _is_meant(cue, hidden, found, around)
        )
        if (start := next(meant, None)) is not None:
            yield cue, start


def _is_meant(cue: Cue, hidden: str, found: re.Match[str], around: _Around) -> bool:
    before, after = hidden[: found.start()], hidden[found.end() :]
    if is_untrue(around.next) or not is_meant(before, after, cue.kind, around.runs_on, around.next):
        return False
    if cue.kind == "size":
        said = around.clause.partition(found[0])[0]
        if is_for_liking(around.clause_before, around.before + said):
            return False
        taken = cue.direction == "small" and took_size(around.clause) and not is_told_to(around.clause)
        return not (taken and has_other_reason(around.sentence))
    mild = cue.kind == "says" and cue.clear == 1
    return not (mild and (is_praise(after) or is_fine(around.next))) and not is_washed(around.before, hidden)


def _is_of_other_size(read: _Read, text: str, true: bool) -> bool:
    """Whether a size is spoken of that is not worn: of what runs `true` any that was found wrong."""
    said = read.saying
    return (
        read.kind == "says" and read.clear < 3 and is_of_other_size(text, said.sentence, said.direction, true)
    )


def _compared(told: Sequence[str]) -> Iterator[_Read]:
    """What is told by the sizes alone, of which one may stand a sentence before the other."""
    starts = list(accumulate((len(sentence) + len(_JOINED) for sentence in told), initial=0))
    for direction, start in compared_sizes(_JOINED.join(told)):
        at = bisect_right(starts, start) - 1
        yield _Read(FitSaying(direction, told[at]), (at, 0, start), 1, "size")
