"""Price limits in what shoppers write: "under 120", "max 35€", "50-80", "around 60 bucks".

A number is a price only with a reason: a currency, or a comparing word and no unit after it.
"24 pack of 7.5 ounce", "size 42" and "18 x 18 inch" are none.
"""

import re
from collections.abc import Iterator
from re import Match

from bot.components.mention import Mention

_UNITS_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_TEENS = {"ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

_UNIT = "|".join(_UNITS_WORDS)
_SMALL = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT}))?|{'|'.join(_TEENS)}"
_SPELLED = rf"(?:(?:an?|{_UNIT})[- ])?(?:hundred|thousand)(?:[- ](?:and[- ])?(?:{_SMALL}))?|{_SMALL}"
_DIGITS = r"\d{1,3}(?:[,.]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?![\d]|[.,]\d)"

_SIGN = r"[$€£¥]|usd|eur|gbp"
_CURRENCY = r"(?:[$€£¥](?!\s?\d)|(?:usd|eur|gbp|dollars?|dolars?|bucks?|euros?|quid|dllrs?)\b)"
#: One amount: currency before, number, "k", currency after, and no unit of anything else.
_AMOUNT = (
    rf"(?P<{{n}}before>(?:us)?(?:{_SIGN})\s?)?(?<![\w.,])(?P<{{n}}>{_DIGITS}|"
    rf"(?<![a-z])(?:{_SPELLED})(?![a-z]))"
    rf"(?P<{{n}}k>k\b)?(?P<{{n}}after>\s?{_CURRENCY}|\s+pounds\b|\.-|,-)?"
)
_THING = (
    r"(?:inch(?:es)?|in(?=\.|\s+(?:size|width|length|height|diameter)\b)|\"|”|''|ft|feet|foot|yards?|cm|mm|m|km|meters?|metres?|"
    r"miles?|oz|ounces?|fl|lbs?|pounds?|kgs?|"
    r"kilos?|g|grams?|mg|ml|cl|l|lit(?:er|re)s?|gal(?:lon)?s?|qt|quarts?|packs?|pk|"
    r"counts?|ct|pieces?|pcs?|pairs?|sets?|"
    r"watts?|w|v|volts?|mah|amps?|a|gb|tb|mb|mp|megapixels?|mhz|ghz|hz|fps|p|d|denier|"
    r"gauge|years?|yrs?|yo|months?|days?|"
    r"weeks?|hours?|hrs?|min(?:ute)?s?|seconds?|degrees?|°|º|%|percent|people|persons?|"
    r"stars?|speeds?|gears?|tiers?|"
    r"drawers?|shel(?:f|ves)|doors?|seats?|seaters?|pockets?|layers?|lenses|ports?|x|×|by|"
    r"th|st|nd|rd|c|f|lumens?|"
    r"thread|spf|inseam|waist|wide|long|tall|high|deep|bottles?|cans?|bags?|boxes|cups?|"
    r"servings?|players?|dogs?|kids?|child(?:ren)?|boys?|girls?|adults?|friends|guests|members|students|"
    r"sons|daughters|twins|of\s+us)"
)
_NO_UNIT = rf"(?!s\b)(?!\s?-?\s?{_THING}(?![a-z]))(?!\s?[x×*]\s?\d)(?!\s*/\s*\d)(?!:\d)"
_ENDS = (
    r"(?=\s*(?:$|[,.;:!?)\-–]|(?:and|or|in|for|with|but|please|pls|plz|not|no|that|which|"
    r"if|max|maximum|tops|total|price|prices|priced|range|budget|each|ideally|thanks|"
    r"would|is|are|at|so|i|it|the|on|to|as|per|from|only|by|better|waterproof|size|"
    r"then|maybe|though|instead|now)\b))"
)

_NOT_MORE = r"(?:no|not|nothing|never|isn'?t|isnt|don'?t|doesn'?t|shouldn'?t|without)"
_MAX = (
    rf"(?:{_NOT_MORE}\s+(?:(?:be|cost|go|to|is|want|wanna|like|wish|spend|pay|would|it|"
    rf"for)\s+)*(?:more|higher|greater|over|above|beyond|exceed(?:ing)?|pricier|dearer|"
    rf"costlier)"
    r"(?:\s+expensive)?(?:\s+than)?|not\s+to\s+exceed|(?:no|not)\s+more\s+expensive\s+than|"
    r"(?:und(?:er|r|e)|uner|udner|below|bellow|beneath|less(?:er)?\s+th[ae]n|"
    r"lower\s+th[ae]n|cheaper\s+th[ae]n|smaller\s+th[ae]n|"
    r"at\s+(?:the\s+)?most|up\s+to|upto|within|max(?:imum|imal|\.)?(?:\s+(?:of|price|"
    r"budget|is))*|capped\s+at|cap\s+of|limit(?:ed)?(?:\s+(?:of|is|to))?|"
    r"<=?|≤|not\s+exceeding|as\s+low\s+as))\s*:?"
)
_MIN = (
    r"(?:over|above|more\s+th[ae]n|higher\s+than|greater\s+than|at\s+(?:the\s+)?least|starting\s+(?:at|from)|"
    r"min(?:imum|imal|\.)?(?:\s+(?:of|price|is))*|upwards?\s+of|no\s+less\s+than|"
    r"not\s+less\s+than|not\s+(?:under|below)|nothing\s+(?:under|below)|exceeding|>=?|≥|"
    r"from)\s*:?"
)
_AROUND = (
    r"(?:around|arround|about|abt|approx(?:imately|\.)?|roughly|circa|ca\.?|near(?:ly)?|"
    r"close\s+to|somewhere\s+(?:near|around)|~|or\s+so)"
)
_SPEND = (
    r"(?:(?:my\s+)?budget(?:\s+(?:is|of|was|around|limit|max))*|budgeted|(?:can|could|"
    r"will|want\s+to|to|would|willing\s+to)?\s*(?:spend|pay)(?:\s+(?:only|just|up\s+to))?|"
    r"i(?:'ve|\s+have)?\s+(?:only\s+)?(?:got|have)(?:\s+only)?|afford|price(?:\s+(?:limit|"
    r"range|point|cap))?(?:\s+(?:is|of))?)\s*:?"
)
_LEAD = (
    r"(?:(?:,|\b(?:and|with|for|at|that|which|it|is|are|be|to|a|the|of|should|must|has|have|keep|in))\s+){0,4}"
    r"(?:\b(?:price[ds]?|pricing|cost(?:s|ing)?|budget|spend(?:ing)?|pay(?:ing)?|"
    r"costed)\s*:?\s*(?:range\s+|tag\s+|point\s+)?(?:(?:is|of|be|a|to|should|must|for|"
    r"anything)\s+){0,3})?"
)
_TAIL_MAX = (
    r"\s*(?:max(?:imum)?|tops|at\s+(?:the\s+)?most|or\s+(?:less|under|below|cheaper|"
    r"lower)|and\s+(?:under|below|less)|limit|budget)\b"
)
_TAIL_MIN = (
    r"\s*(?:\+|or\s+(?:more|above|over|higher)\b|and\s+(?:up|above|over|more)\b|upwards?\b|minimum\b|min\b)"
)
_PART = r"(?:-|–|—|to|till|until|and|&|\.\.+)"


def _amount(name: str) -> str:
    return _AMOUNT.replace("{n}", name)


def _rule(pattern: str) -> "re.Pattern[str]":
    return re.compile(_LEAD + pattern, re.IGNORECASE)


_BETWEEN = _rule(
    rf"(?:between|btw|in\s+between|from|"
    rf"range(?:\s+of)?)\s*{_amount('a')}\s*{_PART}\s*{_amount('b')}{_NO_UNIT}"
)
_RANGE = _rule(rf"(?<![\w.,x×#-]){_amount('a')}\s*(?:-|–|—|to)\s*{_amount('b')}{_NO_UNIT}")
_ABOUT = _rule(rf"{_AROUND}\s*{_amount('a')}{_NO_UNIT}")
_AT_MOST = _rule(
    rf"{_MAX}\s*(?:around\s+|about\s+|only\s+|a\s+price\s+of\s+|the\s+price\s+of\s+)?{_amount('a')}{_NO_UNIT}"
)
_AT_LEAST = _rule(rf"{_MIN}\s*(?:around\s+|about\s+)?{_amount('a')}{_NO_UNIT}")
_OR_LESS = _rule(rf"{_amount('a')}{_TAIL_MAX}")
_OR_MORE = _rule(rf"{_amount('a')}{_TAIL_MIN}")
_BUDGET = _rule(rf"{_SPEND}\s*{_amount('a')}{_NO_UNIT}")
_SINGLES = (
    (_AT_MOST, "price_max"),
    (_OR_LESS, "price_max"),
    (_ABOUT, "price_around"),
    (_AT_LEAST, "price_min"),
    (_OR_MORE, "price_min"),
    (_BUDGET, "price_max"),
)
_BARE = _rule(rf"{_amount('a')}")

_SIZE_BEFORE = re.compile(
    (
        r"(?:\b(?:sizes?|sz|packs?\s+of|set\s+of|number|no\.?|nr\.?|model|version|iphone|"
        r"galaxy|eu|us|uk|w|l|x)|\dx|[#×])\s*$"
    ),
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"\d|\b(?:{_SPELLED})\b", re.IGNORECASE)
#: "the difference between 10 and 12" speaks of two products.
_CHOICE_BEFORE = re.compile(
    r"(?:differen\w+|compar\w+|choose|decide|choice|differ)\s+(?:\w+\s+)?$", re.IGNORECASE
)
#: "She is about 12", "kids aged 3 to 14": years of a life.
_AGE_BEFORE = re.compile(
    r"(?:\b(?:he|she|(?:grand)?(?:sons?|daughters?|kids?|child(?:ren)?)|boys?|girls?|nephews?|nieces?|"
    r"brothers?|sisters?|babies|baby|twins)(?:\s+who)?(?:['’](?:s|re)|\s+(?:is|are|turns?|turned|just\s+turned))|"
    r"\bage[sd]?)\s+(?:(?:about|around|almost|nearly|between|from|over|under|at\s+least|now|only)\s+)*$",
    re.IGNORECASE,
)
_PRICE_WORD = re.compile(r"price|cost|budget|spend|pay\b|expensive|cheap", re.IGNORECASE)
_ENDED = re.compile(_ENDS, re.IGNORECASE)


def number(text: str) -> float:
    """The value of an amount as written: "1,200.50", "49,99", "1.200", "a hundred and fifty"."""
    text = text.lower().strip()
    if not text[0].isdigit():
        return float(_spelled(text))
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+(?:[.,]\d{1,2})?", text):
        cents = re.search(r"[.,](\d{1,2})$", text)
        whole = text[: cents.start()] if cents else text
        return float(re.sub(r"\D", "", whole) + (f".{cents.group(1)}" if cents else ""))
    return float(text.replace(",", "."))


def _spelled(text: str) -> int:
    total = 0
    for word in re.split(r"[\s-]+", text):
        if word in ("hundred", "thousand"):
            total = max(total, 1) * (100 if word == "hundred" else 1000)
        else:
            total += _UNITS_WORDS.get(word) or _TEENS.get(word) or _TENS.get(word) or 0
    return total


def find_prices(text: str) -> list[Mention]:
    """The price limits stated in `text`: mentions of `price_min`, `price_max` or `price_around` (floats, >= 0).

    >>> [(m.entity, m.value) for m in find_prices("boots, 50-80")]
    [('price_min', 50.0), ('price_max', 80.0)]
    """
    found: list[Mention] = []
    if _ANY_NUMBER.search(text):
        for mentions in _candidates(text):
            if not any(mention.overlaps(other) for mention in mentions for other in found):
                found.extend(mentions)
    return sorted(found, key=lambda mention: mention.start)


def _candidates(text: str) -> Iterator[list[Mention]]:
    """The most telling first: what comes later yields where they overlap."""
    for match in [*_BETWEEN.finditer(text), *_RANGE.finditer(text)]:
        if _is_range(text, match):
            yield _range(match)
    for pattern, entity in _SINGLES:
        for match in pattern.finditer(text):
            if _is_price(text, match, entity):
                yield [Mention(entity, _value(match, "a"), *_span(match))]
    for match in _BARE.finditer(text):
        if _has_currency(match, "a") and not _is_weight(text, match):
            yield [Mention("price_max", _value(match, "a"), *_span(match))]


def _range(match: Match[str]) -> list[Mention]:
    """Both ends, each with its part of the text."""
    start, end = _span(match)
    low, high = sorted((_value(match, "a"), _value(match, "b")))
    return [
        Mention("price_min", low, start, match.end("a")),
        Mention("price_max", high, match.end("a"), end),
    ]


def _value(match: Match[str], name: str) -> float:
    value = number(match.group(name))
    return value * 1000 if match.group(name + "k") else value


def _span(match: Match[str]) -> tuple[int, int]:
    lead = len(match.group()) - len(match.group().lstrip(" ,"))
    return match.start() + lead, match.end()


def _has_currency(match: Match[str], name: str) -> bool:
    return bool(match.group(name + "before") or match.group(name + "after"))


def _is_weight(text: str, match: Match[str]) -> bool:
    """Whether "pounds" weigh here: they pay only where the message speaks of prices."""
    return "pounds" in match.group().lower() and not _PRICE_WORD.search(text)


def _is_range(text: str, match: Match[str]) -> bool:
    if _has_currency(match, "b") or _has_currency(match, "a") or _PRICE_WORD.search(match.group()):
        return not _is_weight(text, match)
    before = text[: match.start("a")]
    if any(pattern.search(before) for pattern in (_SIZE_BEFORE, _CHOICE_BEFORE, _AGE_BEFORE)):
        return False
    if not _ENDED.match(text, match.end()):
        return False
    low, high = sorted((_value(match, "a"), _value(match, "b")))
    named = re.match(r"\s*(?:between|from|btw|range|in between)", match.group().lstrip(" ,"), re.IGNORECASE)
    return high >= 10 and (named is not None or high - low >= 10)


def _is_price(text: str, match: Match[str], entity: str) -> bool:
    before = text[: match.start("a")]
    if _is_weight(text, match) or _SIZE_BEFORE.search(before):
        return False
    if _has_currency(match, "a") or _PRICE_WORD.search(match.group()):
        return True
    if _AGE_BEFORE.search(before):
        return False
    if match.group("a")[0].isdigit() is False and entity in ("price_min", "price_around"):
        return bool(_ENDED.match(text, match.end())) and _value(match, "a") >= 20
    if entity == "price_max" and _value(match, "a") >= 10 and match.re is _AT_MOST:
        return True
    return bool(_ENDED.match(text, match.end()))
