"""References to what is on the screen: "the second one", "last two", "number 3", "the cheaper of those", "it".

A reference's value is a word that `actions/targets.py` resolves: "2", "-1" (the last), "first:2", "last:3", "all",
"cheapest", "dearest", "best", "lightest", "heaviest", "it" or "like:<words>" for one described ("the waterproof one").
"""

import re

from bot.components.mention import Mention

_ORDINALS = {
    word: place
    for place, words in {
        1: "first frist 1st",
        2: "second secnd secodn 2nd",
        3: "third thrid 3rd",
        4: "fourth forth 4th",
        5: "fifth 5th",
        6: "sixth 6th",
        7: "seventh 7th",
        8: "eighth 8th",
        9: "ninth nineth 9th",
        10: "tenth 10th",
        -1: "last final bottom",
        -2: "penultimate",
    }.items()
    for word in words.split()
}
_COUNTS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}

_THE = r"(?:the|teh|hte|th)"
_ORDINAL = "|".join(_ORDINALS)
#: Those that end a sentence as nothing else: "how long does it last" points at nothing.
_PLACES = "|".join(word for word, place in _ORDINALS.items() if place > 0)
_COUNT = "|".join(_COUNTS)
_ITEM = (
    r"(?:ones?|options?|items?|products?|results?|pairs?|picks?|choices?|cards?|suggestions?|articles?|thing)"
)
#: What an ordinal belongs to when it points at nothing: "first aid kit", "second layer".
_NOT_ITEM = (
    r"(?!\s*-?\s*(?:aid|times?|day|layer|hand|class|place|gen(?:eration)?|edition|floor|"
    r"season|grade|birthday|baby|step|"
    r"home|base|impression|year|month|week|date|name|order|minute|night|trip|week|"
    r"question|thing|of\s+all|all|purchase|(?:\w+\s+)?(?:days|weeks|months|years|hours|nights))\b)"
)
#: "Between 6 and 8 years" speaks of no cards.
_MEASURE = (
    r"\s*-?\s*(?:years?|yrs?|months?|people|persons?|kids?|children|cm|inch(?:es)?|kg|lbs?|lit(?:er|re)s?)\b"
)
_ONE_WITH = rf"\b{_THE}\s+one\s+(?:with|(?:that|which)\s+has|having)\s+(?:{_THE}\s+)?"
_WHICH = (
    r"\bwhich\s+(?:one\s+|(?:one\s+)?of\s+(?:them|those|these|the\s+(?:two|three|four))\s+)?"
    r"(?:(?:is|are|has|have|costs?)\s+)?(?:the\s+)?"
)
_AFTER = (
    r"(?=\s*(?:$|[,.;:!?)'&]|(?:and|or|in|is|are|was|for|to|with|please|pls|from|looks?|"
    r"seems?|comes?|does|do|has|have|be|instead|vs|versus|against|you|i|a|the|then|on|it|"
    r"of|cost|costs|better|ones?|too|side|next|beside|together|but|only|again|here|there)\b))"
)

_RULES: tuple[tuple["re.Pattern[str]", str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (rf"\b(?:the\s+)?(?:first|last|final)\s+(?P<count>{_COUNT})\b(?:\s+{_ITEM}\b)?{_AFTER}", "some"),
        (rf"\b(?:the\s+)?(?P<count>{_COUNT})\s+(?:first|last)\b(?:\s+{_ITEM}\b)?", "some"),
        (rf"\b(?:the\s+)?second\s+(?:to|from)\s+(?:the\s+)?last(?:\s+{_ITEM}\b)?", "-2"),
        (rf"\b(?:the\s+)?(?P<ordinal>{_ORDINAL})\s+{_ITEM}\b", "ordinal"),
        (rf"\b{_THE}\s+(?P<ordinal>{_ORDINAL})\b{_NOT_ITEM}", "ordinal"),
        (
            rf"\b(?:is|are|want|take|pick|choose|prefer|buy|get|like|about|of|add)\s+(?P<ordinal>{_PLACES})\W*$",
            "ordinal",
        ),
        (rf"^\W*(?:and\s+)?(?P<ordinal>{_ORDINAL})\b{_NOT_ITEM}{_AFTER}", "ordinal"),
        (
            (
                rf"(?:\b(?:and|or|with|to|vs\.?|versus|than|compare|like|add|take|about|,)\s+|"
                rf",\s*)(?P<ordinal>{_ORDINAL})\b{_NOT_ITEM}{_AFTER}"
            ),
            "ordinal",
        ),
        (
            (
                r"(?:\b(?:number|no\.|nr\.?|num|option|item|product|result|pick|card|choice)\s*#?\s*|"
                r"#\s?)(?P<digit>[1-9])\b(?!\s*[-x×]?\s*(?:pack|inch|cm|oz))"
            ),
            "digit",
        ),
        (r"\b(?:numbers|options|items|products|nos\.?)\s+(?P<digit>[1-9])\b", "digit"),
        (
            (
                r"\b(?:compare|between|difference)\b[^0-9$€£]*(?P<digit>[1-9])\b(?=\s*(?:and|with|to|"
                rf"vs\.?|versus|&|,|or)\s*(?:number\s+|#)?[1-9]\b(?!\s*[\d.$€£]|{_MEASURE}))"
            ),
            "digit",
        ),
        (
            (
                r"(?:^\W*|\b(?:like|love|want|take|add|put|prefer|pick|choose|hate)\s+)(?P<digit>[1-9])\b"
                r"(?=\s*(?:and|&|vs\.?|versus|or)\s*(?:number\s+|#)?[1-9]\b(?!\s*[\d.$€£]|\s*[a-z]+s\b))"
            ),
            "digit",
        ),
        (
            (
                r"(?<=\d)\s*(?:and|with|to|vs\.?|versus|&|,|or)\s*(?:number\s+|"
                r"#)?(?P<digit>[1-9])\b(?=\s*(?:$|[.?!,]|(?:and|please|side|in|to)\b))"
            ),
            "next digit",
        ),
        (r"^\W*(?P<digit>[1-9])\W*$", "digit"),
        (
            (
                r"\b(?:the\s+)?(?:cheap(?:er|est)|less\s+expensive|least\s+expensive|"
                r"lowest\s+priced?)\s+(?:of|from|among|one\b(?!s))(?:\s*(?:them|those|these|"
                r"the\s+(?:two|three|four|lot|bunch)|all|both))*"
            ),
            "cheapest",
        ),
        (
            (
                r"\b(?:the\s+)?(?:most\s+expensive|more\s+expensive|dearest|dearer|priciest|"
                r"pricier)\s+(?:of|from|among|one\b(?!s))(?:\s*(?:them|those|these|the\s+(?:two|three|"
                r"four|lot|bunch)|all|both))*"
            ),
            "dearest",
        ),
        (
            (
                r"\b(?:the\s+)?(?:best|better|top|highest)(?:[- ]rated)?\s+(?:of|from|"
                r"among)\s+(?:them|those|these|the\s+(?:two|three|four|lot|bunch)|all|both)"
            ),
            "best",
        ),
        (r"\b(?:the\s+)?(?:best|better|top|highest)[- ]rated\s+one\b(?!s)", "best"),
        (
            rf"{_ONE_WITH}(?:best|better|good|great|highest|top)\s+(?:ratings?|reviews?|stars?|score)\b",
            "best",
        ),
        (
            rf"{_WHICH}(?:cheap(?:er|est)|less\s+expensive|least\s+expensive|costs?\s+(?:less|least))\b",
            "cheapest",
        ),
        (rf"{_WHICH}(?:more\s+expensive|most\s+expensive|dearer|dearest|pricier|priciest)\b", "dearest"),
        (rf"{_WHICH}(?:better|best|higher|highest)[- ](?:rated|reviewed|reviews?|ratings?)\b", "best"),
        (rf"{_ONE_WITH}(?:lowest|best|smallest)\s+prices?\b", "cheapest"),
        (rf"{_ONE_WITH}(?:highest|biggest)\s+prices?\b", "dearest"),
        (
            rf"\b(?:{_THE}\s+)?(?P<weight>lightest|heaviest)(?:\s+(?:one\b(?!s)|(?:of|from|among)\s+(?:them|those|these|"
            rf"the\s+(?:two|three|four|lot|bunch)|all|both))|\W*$)",
            "weight",
        ),
        (
            (
                rf"\b{_THE}\s+(?!(?:same|other|right|one|only|first|which|next|best|perfect|lightest|heaviest|"
                r"ones?)\b)(?P<like>[a-z][a-z-]+(?:\s+(?!one\b)[a-z-]+)?)\s+one\b(?!s)"
            ),
            "like",
        ),
        (
            (
                r"\b(?:both|all\s+(?:of\s+)?(?:them|these|those|three|four)|all\s+(?:three|four)|"
                r"(?:these|those|the)\s+two|them\s+all|them|these|those)\b(?!\s+(?:days|things))"
            ),
            "all",
        ),
        (
            (
                r"\b(?:it|this\s+(?:one|product|item)|that\s+(?:one|product|item)|the\s+same\s+one|"
                r"this|that(?!\s+(?:is|are|do|does|don'?t|doesn'?t|can|can'?t|will|won'?t|has|have|"
                r"keeps?|fits?|goes|i|looks?|comes?|works?)\b))\b(?!\s*(?:'s|is)\s+(?:all|for|ok|fine|"
                r"enough|too|great|not))(?!\s+(?:is\s+)?(?:for|rains|snows|"
                r"gets))(?!\s+[a-z]+\s+(?:rains|snows))"
            ),
            "it",
        ),
    )
)


def find_references(text: str) -> list[Mention]:
    """The references in reading order, as mentions of `reference`.

    >>> [m.value for m in find_references("compare the first and the last two")]
    ['1', 'last:2']
    """
    found: list[Mention] = []
    for pattern, kind in _RULES:
        for match in pattern.finditer(text):
            mention = _mention(kind, match)
            alone = kind == "next digit" and all(other.end != match.start() for other in found)
            if not alone and not any(mention.overlaps(other) for other in found):
                found.append(mention)
    return sorted(found, key=lambda m: m.start)


def _mention(kind: str, match: "re.Match[str]") -> Mention:
    if kind in ("digit", "next digit"):
        return Mention("reference", match.group("digit"), *match.span("digit"))
    lead = len(match.group()) - len(match.group().lstrip(" ,"))
    return Mention("reference", _value(kind, match), match.start() + lead, match.end())


def _value(kind: str, match: "re.Match[str]") -> str:
    if kind == "some":
        side = "first" if "first" in match.group().lower() else "last"
        return f"{side}:{_COUNTS[match.group('count').lower()]}"
    if kind == "ordinal":
        return str(_ORDINALS[match.group("ordinal").lower()])
    if kind == "weight":
        return match.group("weight").lower()
    return f"like:{match.group('like').lower()}" if kind == "like" else kind
