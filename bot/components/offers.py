"""Wishes for what is on sale or new in the shop: "anything reduced?", "deals on boots", "what's new in jackets".

"Tents for sale", "a new tent" and "reduced fat" are none, nor is what was on sale elsewhere or last week.
"""

import re

from bot.components.mention import Mention

_GOODS = r"(?:items?|ones?|prices?|products?|sections?|stuff|things?|goods|articles?|offers?|racks?)"
_ASKING = (
    r"(?:any|some|what|which|best|good|great|special|current|hot|nice|your|the|all|only|today'?s|weekly)"
)
_OF_ALL = r"(?:anything|something|everything|whatever|what(?:['’]?s|\s+is|\s+are)?|items?|ones?|products?|stuff|things)"
#: What ends a thought, so that "reduced" belongs to nothing that follows.
_END = r"(?=\s*(?:$|[?.!,;:)]|(?:in|for|now|today|right|at|and|or|please|pls|under|below|that|to\s+clear)\b))"
#: What foods and gear have less of.
_CONTENTS = r"(?:fat|sugar|sodium|salt|calories?|carbs?|caffeine|lactose|acid|noise|glare|weight|risk|size)"
_SEASON = r"(?:winter|summer|spring|autumn|fall|seasonal|season|black\s+friday|cyber\s+monday|clearance|flash|holiday)"

_SALE = "|".join(
    (
        r"\bon\s+sale\b",
        r"\b(?:in|from)\s+(?:the|your|a)\s+sales?\b(?!\s+(?:team|department|rep))",
        rf"\bsale\s+{_GOODS}\b",
        rf"\b{_SEASON}\s+(?:sales?|deals?|offers?)\b",
        rf"\b(?:any|what|which|current|running|having\s+a)\s+(?:{_SEASON}\s+)?sales?{_END}",
        r"\bsales\s+on\b|\b(?:a|any)\s+sales?\s+on\b",
        r"^\W*sales?\b(?!\s*(?:person|man|woman|rep|s?people|team|tax))",
        r"\b(?:discounted|marked[\s-]+down|markdowns?|price[\s-]?(?:cuts?|reductions?|drops?)|cut[\s-]price)\b",
        rf"\b(?:at|with)\s+(?:a\s+)?(?:big\s+|good\s+|nice\s+)?discounts?\b|\b{_ASKING}\s+discounts?{_END}",
        r"\bdiscounts?\s+on\b|^\W*discounts?\b(?!\s+(?:codes?|coupons?|cards?))",
        rf"\breduced(?:[\s-]+(?:price[ds]?|{_GOODS})|\s+to\s+clear)\b|\b{_OF_ALL}\s+reduced{_END}",
        rf"\b(?:that|which)(?:['’]?s|\s+is|\s+are)\s+reduced{_END}",
        r"(?<!\bweight\s)(?<!\bnoise\s)\breduced\s+by\s+(?:(?:at\s+least|about|around|over|up\s+to|more\s+than)\s+)?"
        r"\d{1,2}\s?(?:%|percent\b)",
        rf"^\W*(?:only\s+)?reduced\b(?![\s-]+{_CONTENTS})",
        rf"\b{_ASKING}\s+(?:special\s+|good\s+)?deals?\b(?!\s*(?:with\b|-?\s*breakers?|of\s+(?!the\s+(?:day|week))))",
        r"\bdeals?\s+(?:on|for)\b|^\W*deals?\b(?!\s*(?:with|-?\s*breaker))",
        rf"\b{_ASKING}\s+(?:special\s+)?(?:offers|promotions?|promos?|specials)\b|\bspecial\s+offers?\b",
        r"(?<!\bhave\s)(?<!\bgot\s)(?<!\bwhat['’]s\s)(?<!\bwhat\sis\s)\bon\s+(?:special\s+)?(?:offer|promotion|promo)\b|^\W*offers\b",
        rf"\b(?:on|in|from|any)\s+(?:the\s+|your\s+)?clearance\b|\bclearance\s+{_GOODS}\b|^\W*clearance\b",
        r"\bhalf[\s-]price[d]?\b|\b\d{1,2}\s?(?:%|percent)\s+off\b",
    )
)
#: It was on sale, or is somewhere else: no wish for what is reduced here.
_ELSEWHERE_BEFORE = re.compile(
    r"\b(?:saw|seen|bought)\s+(?:\w+\s+){0,4}$|\b(?:was|were|went|go(?:es)?|going|been|ground)\s+$",
    re.IGNORECASE,
)
_ELSEWHERE_AFTER = re.compile(
    r"\s*(?:elsewhere|somewhere|(?:at|on|in)\s+(?:amazon|ebay|another|other|a\s+different)|last\b|yesterday|before\b|"
    r"soon|codes?\b|coupons?\b)",
    re.IGNORECASE,
)

_NOW = re.compile(
    r"(?:\s+(?:today|right\s+now|at\s+the\s+moment|at\s+present|currently|this\s+(?:week|month|season)|recently)\b)?",
    re.IGNORECASE,
)
_VERSION = (
    r"(?!\s+(?:designs?|technolog\w+|tech|trends?|versions?|models?|fashions?|generations?|editions?|software|"
    r"standards?|reviews?|orders?|purchases?|by|on|than|time|news)\b)"
)
_NO_NEED = (
    r"(?<!\bneed\s)(?<!\bwant\s)(?<!\bbuy\s)(?<!\bget\s)(?<!\btry\s)(?<!\bsome\s)(?<!\bfor\s)(?<!\bmy\s)"
)
_NEW = "|".join(
    (
        r"\bnew(?:est)?[\s-]+arrivals?\b|\b(?:latest|recent|fresh)\s+arrivals?\b",
        r"\bwhat(?:['’]?s|\s+is|\s+are|\s+else\s+is)?\s+(?:the\s+)?new\b(?:\s+(?:in|on)\b)?(?!\s+(?:with|about|to|price))",
        r"\b(?:which|what)\s+new\b",
        rf"{_NO_NEED}\banything\s+new\b|{_NO_NEED}\bany\s+new\b(?!\s+ones?\b)",
        rf"(?<!\bat the\s)(?<!\bmy\s)\b(?:newest|latest|most\s+recent)\b(?:\s+(?:ones\s+)?first\b)?{_VERSION}",
        r"\b(?:sort(?:ed)?|order(?:ed)?)\s+by\s+(?:date|newness|arrival|new)\b",
        rf"{_NO_NEED}\bnew\s+(?:collections?|releases|additions|launches|season(?:['’]s)?|products|items)\b",
        r"\b(?:just|recently|freshly|newly|fresh)\s+(?:arrived|came\s+in|landed|added|launched|released)\b",
        r"\bnew\s+in\s+(?:the\s+|your\s+|this\s+)?(?:shop|store|stock|range)\b",
    )
)
_LET_GO = (
    r"\b(?:(?:does|do|need|must|has|is|are)(?:n['’]?t|\s+not)(?!\s+(?:you|there|any))|not|no\s+need|forget|drop|"
    r"ignore|remove|skip|never\s*mind|regardless|whether|without)\s+(?:(?!but\b)[\w'’]+\s+){0,5}?"
)
_USUAL_PRICE = (
    r"\b(?:full|regular|normal|usual)[\s-]price[ds]?\s+(?:is|are|too|also|as\s+well|works|would\s+be)\b"
    r"(?:\s+(?:fine|ok(?:ay)?|good|alright))?|\bsale\s+or\s+not\b"
)
_GOES = {
    "on_sale": rf"{_LET_GO}(?:{_SALE}|sales?|discounts?|deals?)\b(?:\s+or\s+not)?|{_USUAL_PRICE}",
    "new": rf"{_LET_GO}(?:to\s+be\s+(?:the\s+)?new|newest|latest|new\s+(?:arrivals?|ones))\b",
}
_LETTING_GO = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _GOES.items()}
_WISHES = {"on_sale": re.compile(_SALE, re.IGNORECASE), "new": re.compile(_NEW, re.IGNORECASE)}


def find_offers(text: str) -> list[Mention]:
    """Mentions of on_sale and new ("true"), or of dropped where the shopper lets go of one, in reading order."""
    found = [
        Mention("dropped", name, *match.span())
        for name, pattern in _LETTING_GO.items()
        for match in pattern.finditer(text)
    ]
    for name, pattern in _WISHES.items():
        for match in pattern.finditer(text):
            mention = Mention(name, "true", *_bare(match))
            if not _is_elsewhere(text, mention) and not any(mention.overlaps(other) for other in found):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _bare(match: "re.Match[str]") -> tuple[int, int]:
    """The span without the punctuation that a message may begin with, up to the "today" that may follow."""
    lead, now = re.match(r"\W*", match.group()), _NOW.match(match.string, match.end())
    assert lead is not None and now is not None
    return match.start() + lead.end(), now.end()


def _is_elsewhere(text: str, mention: Mention) -> bool:
    if mention.entity != "on_sale":
        return False
    before, after = text[: mention.start], text[mention.end :]
    return bool(_ELSEWHERE_BEFORE.search(before) or _ELSEWHERE_AFTER.match(after))
