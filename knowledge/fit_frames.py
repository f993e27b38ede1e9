"""Whether what sounds like a word on fit is meant: not denied, feared, imagined, nor told of another product."""

from knowledge.fit_words import Kind, fit_words

_FRAMES = fit_words().frames
_MASKS = fit_words().masks


def may_tell(clause: str) -> bool:
    """Whether a clause has any word that cues are made of."""
    return bool(_FRAMES["sign"].search(clause.lower()))


def masked(clause: str) -> str:
    """The clause in small letters, with a "§" for each size, body or look, so that only words of fit are left."""
    text = clause.lower()
    for pattern in _MASKS:
        text = pattern.sub("§", text)
    return text


def is_meant(before: str, after: str, kind: Kind, runs_on: str = "", following: str = "") -> bool:
    """Whether a cue of fit between these words of its clause tells how this product fits.

    `runs_on` is the clause before where nothing but a guess parts the two, `following` the next clause.
    """
    if _FRAMES["turned"].search(after):
        return False
    if _FRAMES["unreal"].search(before):
        return True
    if of_another(before) or (
        heard(runs_on + before) and not _FRAMES["followed"].search(f"{after}. {following}")
    ):
        return False
    if kind == "size":
        taken_back = _FRAMES["wished"].search(after) or _FRAMES["size_told"].search(before)
        return not (taken_back or _holds("wish_before", before))
    return not (denied(before) or _FRAMES["imagined"].search(before) or feared(before))


def is_praise(after: str) -> bool:
    """Whether a mild word goes on as praise: "snug and cosy"."""
    return bool(_FRAMES["praise"].search(after))


def is_untrue(following: str) -> bool:
    """Whether the clause after takes it back: "Some say it runs small. I did not find that to be true"."""
    return bool(_FRAMES["untrue"].search(following))


def is_washed(before: str, clause: str) -> bool:
    """Whether it is so only since it was washed."""
    return bool(_FRAMES["washed"].search(before) or _FRAMES["now"].search(clause))


def is_fine(following: str) -> bool:
    """Whether the clause after says that it is as it should be: "It's a bit boxy, but that's the style"."""
    return bool(_FRAMES["fine"].search(following))


def has_other_reason(around: str) -> bool:
    """Whether the words around a size that was taken tell of another reason than the fit."""
    return bool(_FRAMES["other_reason"].search(around))


def is_for_liking(clause: str, before: str) -> bool:
    """Whether the clause before, or all before in the sentence, tells that a size is taken for another look.

    So in "if you like it loose, size up".
    """
    return bool(_FRAMES["if_liked"].search(clause) or _FRAMES["if_wanted"].search(before))


def took_size(clause: str) -> bool:
    """Whether a clause tells what size the buyer took, not what others should take."""
    return bool(_FRAMES["took"].search(clause.lower()))


def is_told_to(clause: str) -> bool:
    """Whether a size had to be taken, or others should take it."""
    return bool(_FRAMES["told_to"].search(clause.lower()))


def regretted(text: str) -> bool:
    """Whether a review tells that the usual size would have done."""
    return bool(_FRAMES["regret"].search(text.lower()))


def denied(before: str) -> bool:
    """Whether the last words before a cue deny it: "not too", "I don't think it's"."""
    found = _FRAMES["denial"].search(before)
    if not found or _FRAMES["break"].search(found["gap"]):
        return False
    return not _FRAMES["subject"].search(found["gap"]) or bool(_FRAMES["opinion"].search(found["gap"]))


def feared(before: str) -> bool:
    """Whether a cue was only feared, hoped or expected."""
    return bool(_FRAMES["feared"].search(before))


def heard(before: str) -> bool:
    """Whether a cue is what others say, without a word that it is so."""
    told = any(_holds(name, before, "own") for name in ("heard", "read_of", "suggested"))
    return told and not _FRAMES["agreed"].search(before)


def of_another(before: str) -> bool:
    """Whether a cue tells of what is usual or of another product."""
    return _holds("another", before) and not _FRAMES["habit_here"].search(before)


def _holds(frame: str, before: str, end: str = "here") -> bool:
    """Whether the words before a cue are in a frame that nothing has ended since."""
    found = _FRAMES[frame].search(before)
    return found is not None and not _FRAMES[end].search(found["gap"])
