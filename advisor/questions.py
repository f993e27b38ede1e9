"""What a question about a product is about."""

import re
from typing import Literal

Topic = Literal[
    "about", "complaints", "fit", "sizes", "price", "material", "color", "brand", "rating", "open"
]

_COLORS = "black|white|gr[ea]y|blue|red|green|yellow|orange|purple|pink|brown|beige|navy|silver"
_TOPICS: tuple[tuple[Topic, str], ...] = (
    (
        "complaints",
        r"complain|problem|issue|downside|drawback|wrong with|negative|bad (?:thing|review)|cons\b|any catch",
    ),
    (
        "fit",
        r"\b(?:runs?|fits?|fitting|sizing|size up|size down|true to size|too (?:small|big|large|tight))\b",
    ),
    ("sizes", r"which sizes|what sizes|sizes? (?:do|are|is|does)|in stock|available|availability|still have"),
    ("price", r"how much|price|cost|expensive"),
    ("material", r"material|made (?:of|from|out)|fabric|what is it made"),
    (
        "color",
        rf"colou?rs?\b|\b(?:come|comes|available|have (?:it|them|this|that)) in (?:\w+ )?(?:{_COLORS})\b",
    ),
    ("brand", r"\bbrand\b|who makes|made by|manufacturer"),
    (
        "rating",
        r"rating|rated|stars|how good|how many (?:reviews|ratings|people)|"
        r"reviews? (?:say|like)|"
        r"what do [\w' -]{0,40}\b(?:say|think)|"
        r"do (?:people|buyers|customers|reviewers|others) (?:say|think|mention|find|report)",
    ),
)
#: Asked for in general, with nothing in particular: only where no other topic is named.
_ABOUT = re.compile(
    r"tell me (?:more|about|something)|(?:what|which) (?:was|were|is) .*\bagain\b|remind me|"
    r"more (?:about|info|information|details)|details|describe|"
    r"what(?:'s| is) (?:it|this|that)(?: one)?\W*$|know more|learn more"
)
_SIZE_ADVICE = re.compile(
    r"\b(?:what|which|wat|wich) size (?:\w+ )?(?:should|shoud|shuld|shud|do|would|shall|must|to)\b"
    r"(?! (?:you|it|they|this))"
    r"|\b(?:should|shoud|shuld|shud|shall|do|must|would|better) (?:i|we|you)? ?(?:\w+ ){0,2}?"
    r"(?:siz(?:e|ing) (?:up|down)|(?:a )?size (?:up|down|bigger|smaller|larger))"
    r"|\bsize advice|\bhelp (?:me )?with (?:the |my )?size"
)
_COMPILED = tuple((topic, re.compile(pattern)) for topic, pattern in _TOPICS)

#: Words of a question that point at an aspect of the complaint taxonomy.
ASPECT_WORDS: tuple[tuple[str, str], ...] = (
    ("fit_small", r"runs? small|too small|tight|narrow(?! (?:feet|foot|heel))"),
    (
        "fit_large",
        r"runs? (?:large|big)|too big|too large|loose|wide(?!r? (?:feet|foot|fit|calves|hips|shoulders))",
    ),
    ("zip", r"\bzip"),
    (
        "waterproof",
        r"water[ -]?(?:proof|tight|repellent|resistant)|leak|rain\b|keeps? .*\bdry\b|get wet|downpour",
    ),
    (
        "breaks",
        r"break|broke|durab|(?<!the )\blasts?\b(?! (?:one|two|of))|lasting|hold up|wear out|sturd|robust|tear|rip\b",
    ),
    ("smell", r"smell|odou?r|stink"),
    ("noise", r"nois|loud|quiet|rustl|squeak"),
    ("battery", r"batter|charge|run ?time"),
    ("comfort", r"comfort|blister|itch|scratch|rub\b"),
    ("colour", r"fade|colou?r"),
    ("material", r"thin|cheap|flimsy|quality|material|fabric"),
    ("heat", r"warm|cold|hot|sweat|breath"),
    ("hard_to_use", r"eas(?:y|ier|iest) to|hard to|difficult|set ?up|assemble|pitch"),
    ("length", r"too (?:short|long)|(?:long|short) enough|length"),
    ("safety", r"\bsafe|danger|allerg"),
    ("delivery", r"deliver|shipping|courier|arriv"),
    ("packaging", r"packag|packed"),
    ("service", r"(?:customer|the|good|bad) (?:service|support)"),
)
_FIT = re.compile(
    r"\b(?:siz(?:e[sd]?|ing)|fit(?:s|ted|ting)?|small(?:er)?|large|larger|big|bigger|narrow|wide|tight|loose|roomy|snug|"
    r"true to)\b",
    re.IGNORECASE,
)
#: The plain words for what is asked in many ways, where a source has other words than the question.
_PLAIN = {
    "waterproof": "waterproof, keeps water out, water-repellent",
    "breaks": "durable, robust, lasts long",
    "noise": "quiet, makes no noise",
    "heat": "warm, for cold weather, breathable",
    "hard_to_use": "easy to use and to set up",
    "comfort": "comfortable, does not chafe",
}
_ASPECTS = tuple((aspect, re.compile(pattern)) for aspect, pattern in ASPECT_WORDS)


def asks_for_size(question: str) -> bool:
    """Whether advice on the size is asked for: "what size should I take?", "should I size up?"."""
    return _SIZE_ADVICE.search(question.lower()) is not None


def topic_of(question: str) -> Topic:
    """The first topic whose words occur, "about" for a wish to hear more; "open" for everything else."""
    lowered = question.lower()
    open_topic: Topic = "about" if _ABOUT.search(lowered) and not aspects_of(question) else "open"
    return next((topic for topic, pattern in _COMPILED if pattern.search(lowered)), open_topic)


def aspects_of(question: str) -> tuple[str, ...]:
    """Every aspect of the taxonomy that the question touches; how long a battery lasts is a matter of the battery."""
    lowered = question.lower()
    found = tuple(aspect for aspect, pattern in _ASPECTS if pattern.search(lowered))
    return tuple(aspect for aspect in found if aspect != "breaks") if "battery" in found else found


def plain(question: str) -> str:
    """What is asked, in the words that a catalogue would use; "" where there are none better than the question's.

    >>> plain("does it keep me dry in a downpour")
    'waterproof, keeps water out, water-repellent'
    """
    return next((_PLAIN[aspect] for aspect in aspects_of(question) if aspect in _PLAIN), "")


def speaks_of_fit(sentence: str) -> bool:
    """Whether a sentence can say how something fits: "for running on soft ground" cannot say that it runs small."""
    return _FIT.search(sentence) is not None
