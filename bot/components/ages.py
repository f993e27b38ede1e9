"""Children that a message speaks of by their age: "my 6 year old nephew", "a 10 yr old", "a 6 month old"."""

import re
from collections.abc import Iterable

from bot.components.mention import Mention

#: Who is older is no child to a shop that sells by sizes.
CHILD_UNTIL, BABY_BELOW = 13, 2  # years
_CHILD = r"(?:(?:grand)?(?:son|daughter|child|kid)|nephew|niece|god(?:son|daughter))"
_YOUNG = rf"(?:{_CHILD}s?|children|brothers?|sisters?|cousins?|students?|twins)"
_UNIT = r"(?P<unit>years?|yrs?|y/?o|months?)"
_WHO = r"(?:my|our|her|his|their|an?|the|for|little|young|with|who\s+is|he(?:['’]s|\s+is)|she(?:['’]s|\s+is)|is)\s+"
_RULES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_WHO}(?P<child>(?P<age>\d{{1,2}})[\s-]*{_UNIT}[\s-]*olds?\s+{_YOUNG})\b",
        rf"\b{_WHO}(?P<child>(?P<age>\d{{1,2}})[\s-]*(?:{_UNIT}[\s-]*olds?|(?P<yo>yo)))(?=\s*(?:$|[,.;:!?)]|(?:who|that|and|with)\b))",
        rf"\b(?P<child>{_CHILD}\s*,?\s*(?:who\s+is\s+|is\s+|(?:s?he)(?:['’]s|\s+is)\s+|aged?\s+|\()?(?P<age>\d{{1,2}})"
        rf"(?:[\s-]*(?:{_UNIT}(?:[\s-]*olds?)?))?)(?=\s*(?:$|[,.;:!?)]|(?:who|that|and|under|below)\b))",
    )
)


def find_children(text: str, sold: Iterable[str]) -> list[Mention]:
    """Mentions of audience, "kids" or "babies" as far as they are among those `sold` for, in reading order."""
    names = {name.lower(): name for name in sold}
    found: list[Mention] = []
    for rule in _RULES:
        for match in rule.finditer(text):
            name = names.get(_audience(match), "")
            mention = Mention("audience", name, *match.span("child"))
            if name and not any(mention.overlaps(other) for other in found):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _audience(match: "re.Match[str]") -> str:
    months = (match.groupdict().get("unit") or "").lower().startswith("month")
    years = int(match.group("age")) / (12 if months else 1)
    return "babies" if years < BABY_BELOW else "kids" if years <= CHILD_UNTIL else ""
