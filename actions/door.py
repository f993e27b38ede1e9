"""Where the actions find the advisor."""

from advisor.advisor import Advisor

_given: list[Advisor] = []


def advisor() -> Advisor:
    """The advisor that `use` was given, else the one of this process's settings."""
    if _given:
        return _given[-1]
    from advisor.bootstrap import default_advisor

    return default_advisor()


def use(chosen: Advisor | None) -> None:
    """From now on actions ask `chosen`; None goes back to the default."""
    _given.clear()
    if chosen is not None:
        _given.append(chosen)
