"""What reviews say of one product, as lines for people."""

from collections.abc import Iterator, Mapping
from typing import Any

Facts = Mapping[str, Any]


def product_lines(found: Facts) -> Iterator[str]:
    """The complaints with their figures and quotes, how it fits, and suspicious bursts."""
    yield f"{found['reviews']} reviews"
    for complaint in found["complaints"]:
        yield ""
        yield from complaint_lines(complaint)
    if not found["complaints"]:
        yield "No complaint that at least three of them share."
    fit = found["fit"]
    if any(fit.values()):
        yield f"\nFit: {fit['small']} say it runs small, {fit['true']} true to size, {fit['large']} large."
    for burst in found["bursts"]:
        yield f"\nSuspicious: {burst['reviews']} near-identical reviews{_when(burst)}, counted as one:"
        yield f"  “{_line(burst['example'])}”"


def complaint_lines(complaint: Facts) -> Iterator[str]:
    """One complaint: a line of figures, and a line per quote."""
    parts = [
        f"{percent(complaint['share'])} of buyers ({between(complaint['low'], complaint['high'])})",
        f"usual {percent(complaint['usual'])}",
        f"{complaint['support']} of {complaint['reviews']} reviews",
        f"severity {complaint['severity']:.2f}",
    ]
    if complaint["trend"] is not None:
        parts.append(f"{points(complaint['trend'])} lately")
    if complaint["verified"] is not None:
        parts.append(f"{percent(complaint['verified'])} verified")
    if complaint["whom"]:
        parts.append(f"for {', '.join(complaint['whom'])}")
    yield f"{complaint['label']} ({complaint['aspect']}): {', '.join(parts)}"
    for quote in complaint["quotes"]:
        yield f"  {quote['date'] or 'no date':10}  “{_line(quote['text'])}”"


def percent(share: float | None) -> str:
    """A share, with a digit more where it is small; "" where it is not known."""
    if share is None:
        return ""
    return f"{share:.1%}" if share < 0.0995 else f"{share:.0%}"


def between(low: float, high: float) -> str:
    return f"{percent(low).rstrip('%')}-{percent(high)}"


def points(rise: float | None) -> str:
    """How many percentage points a share rose; "" where too little was written."""
    return "" if rise is None else f"{100 * rise:+.1f} pts"


def _when(burst: Facts) -> str:
    if not burst["first"]:
        return ""
    same = burst["first"] == burst["last"]
    return f" on {burst['first']}" if same else f" from {burst['first']} to {burst['last']}"


def _line(text: str) -> str:
    return " ".join(text.split())
