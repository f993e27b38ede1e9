"""The size a buyer usually wears beside the size that fitted: a smaller one tells that the product runs large."""

import re
from collections.abc import Iterator, Sequence

from knowledge.fit_words import Direction, fit_words

_FRAMES = fit_words().frames
_LETTERS = {
    "xxs": 0, "xxsmall": 0, "xs": 1, "xsmall": 1, "s": 2, "sm": 2, "small": 2, "m": 3, "med": 3, "medium": 3,
    "l": 4, "lrg": 4, "large": 4, "xl": 5, "xlarge": 5, "xxl": 6, "xxlarge": 6, "2x": 6,
}  # fmt: skip
#: Of two sizes farther apart than this, one was meant for another thing or body.
_FARTHEST = {"letter": 3, "number": 8, "odd": 8, "waist": 8}
_EXTRA = re.compile(r"\b(?:extra|x|xx)[ -](small|large)\b")
_IT = re.compile(r"(?:it|they|that|this)\b")
_SIZE = re.compile(r"\w[\w-]*")
#: In characters: how far after and before the usual size the other one stands, and what is read after both.
_WINDOW, _BACK, _REACH = 200, 90, 70


def compared_sizes(text: str) -> Iterator[tuple[Direction, int]]:
    """What the sizes tell, and where in the text: "usually an 8, and the 6 fits" runs large."""
    lowered = _lowered(text)
    usual = [*_FRAMES["usual_size"].finditer(lowered), *_FRAMES["own_size"].finditer(lowered)]
    for worn in usual:
        yield from _beside_usual(lowered, worn)
    yield from _needed(lowered, usual)
    yield from _better(lowered, usual)
    yield from _alike(lowered)


def is_of_other_size(text: str, clause: str, direction: Direction, true: bool) -> bool:
    """Whether a clause is about a size the buyer does not wear: "the xs was too tight", of who wears a small.

    Of who names no usual size, but finds it `true` to size, any size that does not fit is another.
    """
    lowered, told = _lowered(text), _lowered(clause)
    named = [one["sizes"] for one in _FRAMES["owned_size"].finditer(told)]
    tried = named or _meant_by_it(lowered, told)
    if not tried:
        return False
    usual = [*_FRAMES["usual_size"].finditer(lowered), *_FRAMES["own_size"].finditer(lowered)]
    worn = [one["sizes"] for one in usual]
    if not worn:
        return true and bool(named)
    against = "large" if direction == "small" else "small"
    return all(any(_compared(usual, one) == against for usual in worn) for one in tried)


def _meant_by_it(text: str, clause: str) -> list[str]:
    """The size that was named right before a clause about "it"."""
    start = text.find(clause)
    if start < 0 or not _IT.match(clause):
        return []
    named = _FRAMES["owned_size"].finditer(text, max(0, start - _REACH), start)
    return [one["sizes"] for one in named][-1:]


def _lowered(text: str) -> str:
    """In small letters, "extra small" as one word of the same length."""
    return _EXTRA.sub(lambda match: f"x{match[1]}".rjust(len(match[0])), text.lower())


def _beside_usual(text: str, usual: re.Match[str]) -> Iterator[tuple[Direction, int]]:
    """What fitted instead of the usual size."""
    near = _FRAMES["taken_size"].finditer(text, max(0, usual.start() - _BACK), usual.end() + _WINDOW)
    taken = [one for one in near if not usual.start() <= one.start("sizes") < usual.end()]
    told = [(_compared(usual["sizes"], one["sizes"]), one) for one in taken]
    if any(direction == "true" for direction, _ in told):
        return  # the usual size was taken as well
    for direction, one in told:
        if direction and _fitted(text, usual, one, direction):
            yield direction, one.start("sizes")


def _needed(text: str, usual: Sequence[re.Match[str]]) -> Iterator[tuple[Direction, int]]:
    """What size was needed: "I ordered the 6 and had to exchange it for an 8"."""
    for needed in _FRAMES["needed_size"].finditer(text):
        if any(one.start() <= needed.start("sizes") < one.end() for one in usual):
            continue
        before = usual or _owned(text, needed)
        near = [one for one in before if abs(one.start() - needed.start()) < _WINDOW]
        direction = _compared(near[-1]["sizes"], needed["sizes"]) if near else None
        wished = _FRAMES["wished"].search(text[needed.end() : needed.end() + _REACH])
        wished = wished or _FRAMES["doubted"].search(text[: needed.start()][-_REACH:])
        if direction in ("small", "large") and not wished:
            yield direction, needed.start("sizes")


def _better(text: str, usual: Sequence[re.Match[str]]) -> Iterator[tuple[Direction, int]]:
    """What size would have been better than the one taken: "ordered the 6, could have worn a 4"."""
    for better in _FRAMES["better_size"].finditer(text):
        size = better["sizes"] or better["other"]
        owned = _owned(text, better)
        if not owned or any(_compared(one["sizes"], size) == "true" for one in usual):
            continue  # the usual size would have done
        direction = _compared(owned[-1]["sizes"], size)
        if direction == "small" and not _FRAMES["better"].search(better[0]):
            continue  # a larger one may do as well
        if direction in ("small", "large") and not _for_another_reason(text, owned[-1], better):
            yield direction, better.start()


def _alike(text: str) -> Iterator[tuple[Direction, int]]:
    """What other size this one is like: "the 8 fits like a 10" runs large."""
    for like in _FRAMES["like_size"].finditer(text):
        owned = _owned(text, like) or list(
            _FRAMES["owned_size"].finditer(text, like.end(), like.end() + _REACH)
        )
        direction = _compared(like["sizes"], owned[-1]["sizes"]) if owned else None
        if direction in ("small", "large"):
            yield direction, like.start("sizes")


def _owned(text: str, later: re.Match[str]) -> list[re.Match[str]]:
    """The sizes told of shortly before."""
    return list(_FRAMES["owned_size"].finditer(text, max(0, later.start() - _WINDOW), later.start()))


def _for_another_reason(text: str, first: re.Match[str], later: re.Match[str]) -> bool:
    """Whether the other size was for the length, for a look, or all that was left."""
    between, after = text[first.end() : later.start()], text[later.end() : later.end() + _REACH]
    return bool(_FRAMES["unlike"].search(between) or _FRAMES["wished"].search(after))


def _fitted(text: str, usual: re.Match[str], taken: re.Match[str], direction: Direction) -> bool:
    """Whether the words around tell that the size taken fitted, or was taken because of this product."""
    first, last = sorted((taken, usual), key=lambda match: match.start())
    between = text[first.end() : last.start("sizes")]
    lead = text[max(0, first.start() - _REACH) : first.start()].rpartition(". ")[2]
    if _FRAMES["unlike"].search(between) or _FRAMES["wanted"].search(lead):
        return False
    end = max(usual.end(), taken.end()) if last is usual else taken.end()
    after = text[taken.end() : end + _REACH]
    if _FRAMES["wished"].search(after):
        return False
    if _FRAMES[f"too_{direction}"].search(after):
        return True
    if direction == "small" and _FRAMES["other_reason"].search(between + after.partition(". ")[0]):
        return False
    instead = bool(_FRAMES["instead"].search(between))
    if direction == "small" and not (instead or _FRAMES["fitted_well"].search(after)):
        return False  # a larger size is often taken for comfort alone
    good, bad = _FRAMES["fitted"].search(after), _FRAMES["misfitted"].search(after)
    if good is None:
        return bad is None and instead
    return bad is None or good.start() < bad.start()


def _compared(usual: str, taken: str) -> Direction | None:
    """How the product runs where the size taken fits; None where the two cannot be compared."""
    worn, chosen = _ranks(usual), _ranks(taken)
    if not chosen:
        return None
    system, rank = chosen[0]
    known = [own for other, own in worn if other == system]
    if not known or min(abs(rank - own) for own in known) > _FARTHEST[system]:
        return None
    if min(known) <= rank <= max(known):
        return "true"
    return "large" if rank < min(known) else "small"


def _ranks(sizes: str) -> list[tuple[str, int]]:
    """Each size as its system and its place in it."""
    names = (name for written in _SIZE.findall(sizes) for name in _names(written))
    return [rank for name in names if (rank := _rank(name)) is not None]


def _names(written: str) -> list[str]:
    """ "10-12" is two sizes, "x-small" one; a "p" for petite is left out."""
    parts = written.split("-")
    return (
        [part.rstrip("sp") for part in parts]
        if parts[0][:1].isdigit()
        else [written.replace("-", "").removesuffix("p")]
    )


def _rank(name: str) -> tuple[str, int] | None:
    if name in _LETTERS:
        return "letter", _LETTERS[name]
    if not name.isdigit() or int(name) > 36:
        return None
    number = -1 if name == "00" else int(name)
    return ("waist" if number > 22 else "odd" if number % 2 and number > 0 else "number"), number
