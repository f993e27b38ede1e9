"""Heights that people state of themselves, and whether they are petite, short or tall."""

import re

INCH, FOOT = 2.54, 30.48
#: No adult's height lies outside (cm); a child's says nothing of the grown.
LEAST, MOST = 140, 215
#: Up to and from which heights (cm) a person is called small and tall: known women, known men, anyone else.
#: 160 cm is 5'3", 168 cm 5'6", 175 cm 5'9", 183 cm 6', 188 cm 6'2".
WOMEN, MEN, ANYONE = (160.5, 174.5), (168.0, 187.5), (160.5, 182.5)

_FEMALE = re.compile(
    r"\b(?:she|her|wife|girlfriend|sister|mother|mom|wom[ae]n|lad(?:y|ies)|girl|dress|skirt|bra|bust|blouse|petite|heels"
    r"|[23]\d ?(?:aa|a|b|c|d+))\b"
)
_MALE = re.compile(r"\b(?:he|his|husband|boyfriend|brother|father|dad|man|guy|dude|male)\b")
_FEET = (
    r"(?P<feet>[4-6])(?: ?' ?| ?ft\.? ?| ?feet ?,? ?| ?foot ?)(?P<inches>1[01]|\d)?"
    r"(?:[.\d /]*(?:\"|''|in\b|inch\w*)|(?![\dx]))"
)
_METRES = r"(?P<cm>1[4-9]\d|20\d) ?cms?\b|(?P<metre>1)[.,m] ?(?P<rest>[4-9]\d) ?m?\b"
_MEASURE = rf"(?:{_FEET}|{_METRES})"
_WHO = (
    r"(?:i'?m|i am|and am|being|she's|she is|he's|he is|who(?:'s| is| are)|i stand|you're|you are"
    r"|(?:wife|husband|daughter|son|mother|mom|dad|sister|brother|friend|boyfriend|girlfriend) is"
    r"|my height(?: is|:)?|for reference,?|height:?)"
)
_BETWEEN = (
    r"[:,]? (?:(?:an?|only|about|around|just|under|over|at|also|nearly|almost|barely|approximately|roughly|like"
    r"|petite|short|slender|tall)[,]? ){0,3}"
)
#: What follows a person's height and no rug's.
_PERSONAL = (
    r"(?=[\"' ,.()/&-]*(?:and |at |about |frame|self|(?:tall )?(?:wom[ae]n|m[ae]n|girl|guy|person)"
    r"|\d{2,3} ?(?:lbs?|pounds|kg|#)))"
)
_UNNAMED = _MEASURE.replace("?P<", "?P<_")
_STATED = re.compile(
    rf"(?<![\w'])(?:{_WHO}{_BETWEEN}|(?:my|at|\() ?(?={_UNNAMED}{_PERSONAL})|\bat (?=[4-6]' ?\d)){_MEASURE}"
    r"(?!\w| (?:from|away|off|wide|long|x|by))"
)


def height_label(text: str) -> list[tuple[int, str]]:
    """Place and label ("petite", "short" or "tall") of every telling height of a person in a lower-case text.

    Up to 160 cm (5'3") is petite and from 183 cm (6') on tall; where the text tells of a woman tall begins at
    175 cm (5'9"), where it tells of a man short ends at 168 cm (5'6") and tall begins at 188 cm (6'2"). Heights
    between, under 140 cm and over 215 cm have no label.
    """
    small, tall, name = _bounds(text)
    found = []
    for match in _STATED.finditer(text):
        height = _centimetres(match)
        if LEAST <= height <= MOST and not small < height < tall:
            found.append((match.start(), name if height <= small else "tall"))
    return found


def _bounds(text: str) -> tuple[float, float, str]:
    """Up to where a person is small, from where tall, and the name of being small."""
    if _FEMALE.search(text):
        return *WOMEN, "petite"
    return (*MEN, "short") if _MALE.search(text) else (*ANYONE, "petite")


def _centimetres(match: re.Match[str]) -> float:
    if match["feet"]:
        return int(match["feet"]) * FOOT + int(match["inches"] or 0) * INCH
    return float(match["cm"]) if match["cm"] else 100.0 + int(match["rest"])
