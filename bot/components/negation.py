"""What a shopper rules out: "not black", "no leather", "anything but nike", "leather-free", "he has a hat already"."""

import re

Span = tuple[int, int]

#: "No show socks" and "non stick pans" lack nothing.
_COMPOUND = r"(?![\s-]+(?:show|iron|slip|skid|stick|tie|sew|rinse|drill|drop|gravity|toxic|woven|marking|alcoholic)\b)"
_NEGATOR = re.compile(
    r"\b(?:anything\s+(?:but|except)|everything\s+(?:but|except)|any\s+\w+\s+(?:but|"
    r"except)|except(?:ing)?(?:\s+for)?|other\s+than|apart\s+from|besides|excluding|"
    r"(?:do(?:n['’]?t|\s+not)|did(?:n['’]?t|\s+not)|would(?:n['’]?t|"
    r"\s+not))\s+(?:really\s+)?(?:want|like|need|show|give|care\s+for|wear|buy|do|use|"
    r"include)(?:\s+(?:me\s+)?(?:any(?:thing|\s+ones?)?|something|ones?)\s+with)?|"
    r"(?:that|which)\s+do(?:es)?n['’]?t\s+(?:have|need|include|use|come\s+with)|"
    r"(?:should|must)n['’]?t(?:\s+(?:have|be|come\s+with))?|"
    r"dislike|hate|can['’]?t\s+stand|avoid(?:ing)?|skip|without|w/o|nothing|never|neither|"
    r"(?<!n't\s)(?<!n’t\s)(?<!dont\s)(?<!not\s)(?<!never\s)(?<!always\s)(?<!\bi\s)(?<!\bto\s)"
    r"(?:forget(?:\s+about)?|scrap|ditch|leave\s+out)|instead\s+of|rather\s+than|"
    r"rather\s+not|(?:is|are|was)n['’]?t|"
    r"not(?!\s+(?:only|just|sure|bad|too|so|very|really|that|necessarily|more|over|overly|above|"
    r"less|under|below|exceed(?:ing)?|interested|working|what|right|good|enough|yet|expensive|"
    r"pricey)\b)|"
    r"no(?!\s+(?:more|problem|idea|matter|worries|thanks?|thank|longer|less|need|rush|"
    rf"doubt|way|limit|preference|later|i|it|that|this|not|wait)\b){_COMPOUND}|non(?=[\s-]){_COMPOUND})\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[.;:!?()]|\bbut\b|\binstead\b|\brather\b|\bonly\b|\bjust\b|\bplease\b|\bunder\b|"
    r"\bbelow\b|\bi\b|\bshow\b|\bgive\b|\bwhat\b|"
    r",(?!\s*(?:or|nor|and\s+no|and\s+not)\b)|\s(?:with|for|that|which|because|since|as)\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b([^\W\d_]+)(?:-|\s)free\b(?!\s+(?:shipping|delivery|returns?))", re.IGNORECASE)
_THING = r"(?:an?|the|some|plenty\s+of|enough|lots\s+of)?\s*[\w-]+(?:\s+[\w-]+)?"
#: What somebody has already is not wished for: "he has a headlamp already", "we already own a tent". Whether the
#: shop has something already is a question.
_OWNED = re.compile(
    r"(?<!\byou\s)\b(?:has|have|had|got|gets|owns?)\b(?!\s+you\b)(?P<before>[^.;:!?]*?(?:,|\band))?\s+"
    rf"(?P<late>{_THING})\s+already\b(?!\s+(?:in|on|available|back|ordered|paid|sent|shipped)\b)|"
    rf"(?<!\byou\s)\balready\s+(?:has|have|had|got|own(?:s|ed)?|bought)\s+(?P<early>{_THING})",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:(?!\band\b)[^,\s]|\s(?!and\b))+")
_REACH = 6


def excluded_spans(text: str) -> list[Span]:
    """The stretches of `text` that stand under a negation, the negating word included, or that name what somebody
    has already; in order. Of a list of the latter, the last."""
    spans = [_scope(text, match.start(), match.end()) for match in _NEGATOR.finditer(text)]
    owned = [match.span("late") if match["late"] else match.span("early") for match in _OWNED.finditer(text)]
    return sorted([*spans, *owned, *(match.span() for match in _FREE.finditer(text))])


def owned_spans(text: str) -> list[Span]:
    """The stretches that name what somebody has already, in order; of a list ("gloves, a hat and boots already")
    all parts, and the words before it that begin it."""
    return [span for match in _OWNED.finditer(text) for span in _owned_parts(match)]


def _owned_parts(match: "re.Match[str]") -> list[Span]:
    if match["early"]:
        return [match.span("early")]
    listed = match.span("before") if match["before"] else (0, 0)
    parts = [part.span() for part in _PART.finditer(match.string, *listed)]
    return [*parts, match.span("late")]


def _scope(text: str, start: int, end: int) -> Span:
    """From the negating word to the end of its clause, `_REACH` words at most."""
    first_word = re.compile(r"\s*[\w'’-]*").match(text, end)
    assert first_word is not None
    stop = _STOP.search(text, first_word.end())
    limit = stop.start() if stop else len(text)
    words = list(re.compile(r"[\w'’-]+").finditer(text, end, limit))[:_REACH]
    return start, words[-1].end() if words else end
