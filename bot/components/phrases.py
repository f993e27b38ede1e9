"""Wishes that are no catalogue words: order, rating, stock, quantity, steps and what may be forgotten."""

import re
from collections.abc import Callable
from re import Match

from bot.components.mention import Mention, without_overlaps

Value = Callable[[Match[str]], str | float]

_ATTRIBUTES = {
    "color": r"colou?rs?",
    "size": r"siz(?:e|es|ing)",
    "price": r"(?:price|budget|cost|money)s?(?:\s+(?:limit|range|cap))?",
    "brand": r"brands?|makes?|labels?|manufacturers?",
    "material": r"materials?|fabrics?",
    "audience": r"gender|sex",
    "category": r"category|type",
    "rating": r"ratings?|stars?|reviews?",
}
_ATTRIBUTE = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _ATTRIBUTES.items())
_FORGET = (
    r"(?:forget(?:\s+about)?|drop|ignore|remove|skip|lose|never\s*mind|nevermind|any|"
    r"whatever|no\s+matter|regardless\s+of|"
    r"don'?t\s+(?:care|mind|bother)(?:\s+(?:about|for|which|what))?|disregard|clear|reset|without)"
)
_NEVER_MIND = (
    r"(?:doesn'?t|does\s+not|don'?t|do\s+not|isn'?t|is\s+not|is|"
    r"not)\s+(?:really\s+)?(?:matter|important|irrelevant|an\s+issue|a\s+(?:problem|"
    r"concern))"
)
#: "the cheapest one", "the best rated of those": a product on the screen, no order.
_NOT_ONE = r"(?!\s+(?:one\b|(?:of|from|among)\s+(?:them|those|these|the|all|both)))"
#: "The three of us", "three times a week": nobody wants three of anything.
_NOT_COUNTED = (
    r"(?!\s+(?:us|you|a|per|in|as|kids|children|boys|girls|people|persons|friends|adults|dogs|days|weeks|months|"
    r"years|hours|nights)\b)"
)
#: "The one with the best reviews" is on the screen, too.
_OF_ONE = re.compile(
    r"\b(?:the|teh)\s+one\s+(?:with|(?:that|which)\s+has|having)\s+(?:the\s+|teh\s+)?$", re.IGNORECASE
)
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "a couple": 2, "couple": 2}
#: "the cheaper one" is on the screen as well, "a cheaper one" is not.
_NOT_THE_ONE = r"(?!(?<=\bthe\s)[\w\s]{0,15}\b(?:cheaper|pricier|expensive|pricey)\s+one\b(?!s))"
#: "cheapest first": the word for the order belongs to it.
_FIRST = r"(?:\s+(?:ones\s+)?first\b(?!\s+aid))?"

_RULES: tuple[tuple[str, str, Value], ...] = (
    (
        "dropped",
        (
            rf"\b{_FORGET}\s+(?:the\s+|a\s+|my\s+|that\s+)?(?:{_ATTRIBUTE})\b(?:\s+(?:limit|filter|"
            rf"is\s+(?:fine|ok|good)))?"
        ),
        lambda m: str(m.lastgroup),
    ),
    ("dropped", rf"\b(?:the\s+)?(?:{_ATTRIBUTE})\s+{_NEVER_MIND}\b", lambda m: str(m.lastgroup)),
    (
        "rating_min",
        (
            r"\b(?:(?:at\s+least|above|over|min(?:imum)?|more\s+than|"
            r"from)\s+)?(?P<n>[1-5](?:[.,]\d)?)\s*\+?\s*-?stars?(?:\s*(?:\+|and\s+(?:up|above|"
            r"more)|or\s+(?:more|better|higher|above)|minimum))?"
        ),
        lambda m: float(m.group("n").replace(",", ".")),
    ),
    (
        "rating_min",
        (
            r"\b(?:rated|ratings?|reviews?)\s*(?:of\s+)?(?:at\s+least|above|over|better\s+than|"
            r"higher\s+than|min(?:imum)?)?\s*(?P<n>[1-5](?:[.,]\d)?)(?:\s*(?:\+|stars?|"
            r"and\s+(?:up|above)|or\s+(?:more|better|higher)))?(?![\d%$€£])"
        ),
        lambda m: float(m.group("n").replace(",", ".")),
    ),
    (
        "price_step",
        (
            r"\b(?:(?:something|anything|sth|some|ones?(?!\s+but)|a|any|bit|little|much|even|"
            rf"but)\s+)*{_NOT_THE_ONE}(?:cheaper|chepaer|cheeper|less\s+expensive|less\s+pricey|lower\s+priced?|"
            r"more\s+affordable|lower\s+cost)\b(?!\s+(?:than\s*[\d$€£]|(?:of|from|among)\b))"
        ),
        lambda m: "cheaper",
    ),
    (
        "price_step",
        (
            r"\b(?:too|so|way\s+too|bit|very)\s+(?:expensive|pricey|much|dear|costly)\b|\bover-?\s?priced\b|"
            r"\brip[\s-]?offs?\b|\bcosts?\s+(?:a\s+fortune|an\s+arm(?:\s+and\s+a\s+leg)?|the\s+earth)\b"
        ),
        lambda m: "cheaper",
    ),
    (
        "price_step",
        (
            rf"\b{_NOT_THE_ONE}(?:more\s+expensive|pricier|higher\s+(?:end|priced?|quality)|more\s+(?:premium|"
            r"upmarket)|fancier)\b(?!\s+(?:than|of)\b)"
        ),
        lambda m: "dearer",
    ),
    (
        "order",
        (
            r"\b(?:cheapest|lowest\s+price[ds]?|least\s+expensive|cheap|cheaply|inexpensive|"
            r"affordable|low[\s-](?:cost|budget|priced?)|budget[\s-]friendly|bargains?|"
            r"not\s+(?:too|so|very|that|overly)\s+(?:expensive|pricey|dear|costly)|"
            r"not\s+(?:expensive|pricey|costly)|on\s+a\s+(?:tight\s+)?budget|good\s+value)\b"
            rf"{_NOT_ONE}{_FIRST}"
        ),
        lambda m: "price_asc",
    ),
    (
        "order",
        (
            r"\b(?:most\s+expensive|priciest|dearest|highest\s+price[ds]?|luxury|luxurious|"
            r"high[\s-]end|price\s+is\s+no\s+object)\b"
            rf"{_NOT_ONE}{_FIRST}"
        ),
        lambda m: "price_desc",
    ),
    (
        "order",
        (
            r"\b(?:(?:best|top|highest|well|highly|better)[\s-](?:rated|reviewed)|(?:best|good|"
            r"great|highest|better)\s+(?:ratings?|reviews?))\b"
            rf"{_NOT_ONE}{_FIRST}"
        ),
        lambda m: "rating",
    ),
    (
        "in_stock",
        (
            r"\b(?:(?:only\s+)?(?:what(?:'s|\s+is)\s+)?in[\s-]stock|available\s+(?:now|"
            r"right\s+now|immediately|today))\b"
        ),
        lambda m: "true",
    ),
    (
        "size_step",
        (
            r"\b(?:(?:a|one|in\s+a|in)\s+)*(?:bigger|larger|next)\s+siz(?:e|es)(?:\s+up)?\b|"
            r"\b(?:a|one)\s+size\s+(?:up|bigger|larger)\b|\bsize\s+up\b|\bnext\s+size\s+up\b"
        ),
        lambda m: "bigger",
    ),
    (
        "size_step",
        (
            r"\b(?:(?:a|one|in\s+a|in)\s+)*smaller\s+siz(?:e|es)\b|\b(?:a|one)\s+size\s+(?:down|"
            r"smaller)\b|\bsize\s+down\b|\bnext\s+size\s+down\b"
        ),
        lambda m: "smaller",
    ),
    (
        "quantity",
        (
            r"\b(?P<n>[2-9]|two|three|four|five|six|(?:a\s+)?couple)\s*(?:x\b|times\b|of\b|"
            rf"pairs?\b|pieces?\b|pcs\b)(?:\s+of\b)?{_NOT_COUNTED}"
        ),
        lambda m: _quantity(m.group("n")),
    ),
)
_CHOOSING = ("order", "price_step")
_COMPILED = tuple((entity, re.compile(pattern, re.IGNORECASE), value) for entity, pattern, value in _RULES)


#: "Which is cheaper?" chooses among what is shown and asks for nothing else.
_CHOICE = re.compile(
    r"\bwhich\s+(?:one\s+|(?:one\s+)?of\s+(?:them|those|these|the\s+(?:two|three|four))\s+)?"
    r"(?:is|are|has|have)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def find_phrases(text: str) -> list[Mention]:
    """Mentions of order, price_step, size_step, rating_min, in_stock, quantity and dropped, in reading order."""
    found = [
        Mention(entity, value(match), *match.span())
        for entity, pattern, value in _COMPILED
        for match in pattern.finditer(text)
        if not (entity == "order" and _OF_ONE.search(text[: match.start()]))
    ]
    choices = [match.span() for match in _CHOICE.finditer(text)]
    chosen = {m for m in found for start, end in choices if start <= m.start <= end and m.entity in _CHOOSING}
    return without_overlaps(mention for mention in found if mention not in chosen)


def _quantity(word: str) -> float:
    return float(word) if word.isdigit() else float(_COUNT.get(word.lower(), 2))
