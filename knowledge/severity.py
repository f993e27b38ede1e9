"""How bad a complaint is: a nuisance, a plain fault, or a reason to send the thing back."""

import math
import re
from functools import cache

NUISANCE, PLAIN, SEVERE = 0.25, 0.5, 1.0
#: How far the review's rating moves a plain complaint: who gives five stars was hardly troubled.
STARS = {1: 0.15, 2: 0.05, 3: 0.0, 4: -0.1, 5: -0.15}
#: Where the words themselves say how bad it is, the rating moves it this much as far.
WORDED = 0.5
#: Grave words this few words behind a denial deny a fault: "never fell apart", "have not had to return it".
REACH = 4
BEFORE = 80  # characters in which they lie
_DENIALS = "no not n't never nothing without hardly nowhere instead cannot"
DENIALS = frozenset(_DENIALS.split())

#: Regular expressions of whole words.
SOFTENERS = (
    r"(?<!quite )an? (?:(?:little|tiny|wee) bit|little|tad|bit|touch|hair|smidge)",
    r"slight(?:ly)?|somewhat|mildly|marginally|kinda|borderline",
)
MILD = (
    *SOFTENERS,
    r"minor|nit-?pick\w*|quibbles?|picky|fussy",
    r"(?:small|tiny|little|only) (?:complaint|gripe|issue|problem|flaw|downside|drawback|con|negative|thing)s?",
    r"(?:could|might) (?:be|have been|use|stand)|would (?:be|have been) (?:nice|nicer|better|great|perfect)",
    r"wish(?:ed)?|would(?:'ve| have)? prefer\w*|if i had to",
    r"not (?:a )?(?:big|huge|major) (?:deal|issue|problem|fan)|no (?:big|huge) deal|deal[- ]?breaker",
    r"(?:is|are|was|were|it's|they're|runs?|fits?|feels?|looks?) (?:kind|sort) of",
    r"not (?:quite|exactly|entirely|perfectly)|room for improvement|getting used to|i can live with",
    r"easily fixed|easy (?:to )?fix",
)
_TIMES = r"seconds?|minutes?|hours?|days?|weeks?|months?|wears?|wearing|wash(?:es|ing)?|uses?|night|morning|time|trip"
GRAVE = (
    r"(?:had|have|having|need|needed|going|want|wanted|plan) to (?:return|send|throw|bin)|will (?:be )?return\w*",
    r"return(?:ed|ing) (?:it|them|this|these|both|mine|for)",
    r"(?:am|i'm|was|be|being|i|and|end up|ended up) return(?:ed|ing)",
    r"(?:sen[dt]|sending|ship(?:ped)?|took|take|taking|mailed)"
    r" (?:(?:it|both|mine|them|(?:this|these|the)(?: \w+)?) )?(?:right |straight )?back",
    r"(?:goes|going|go|went) (?:right |straight )?back(?= *$|[.!,]| to (?:the )?(?:store|seller|shop|amazon))",
    r"refund\w*|money back|(?:threw|throw|tossed|toss) (?:it|them|this|these|mine|the \w+)(?: \w+)? ?(?:away|out)",
    r"(?:in|into|to) the (?:trash|bin|garbage|dump)",
    r"(?:garbage|trash|junk|rubbish|crap)(?! (?:bag|can|bin|drawer|mail)s?)",
    r"un(?:wearable|usable|useable|bearable|acceptable|safe)|useless|worthless|defective|dead on arrival|doa|crappy",
    r"scam(?:med|mers?)?|rip[- ]?off|ripped off|fraud\w*|fake|counterfeit",
    r"danger(?:ous|ously)?|hazard(?:ous)?|injur(?:y|ed|ies)|bled|bleed(?:s|ing)?|electr\w+ shocks?|shocked (?:me|us)",
    r"burn(?:s|ed|t|ing)? (?:my|me|her|his|our|the|down|through)|(?:got|was|were|get|been) burn(?:ed|t)"
    r"|(?:caught|on) fire|melt(?:ed|s|ing)?|explod(?:ed|es|ing)",
    r"ruin(?:ed|s|ing)?|destroy(?:ed|s|ing)?|disintegrat\w+|collaps(?:ed|es|ing)",
    r"(?:fell|falls?|falling|came|comes?|coming|fallen) (?:completely )?(?:apart|to pieces)",
    r"(?:broke|broken|snapped|cracked|died|dead|ripped|tore|torn|split|failed|burst|leaked|fell off|came off|quit)"
    rf"(?: \w+){{0,3}} (?:after|within|in|on|the|during)(?: \w+){{0,4}} (?:{_TIMES})",
    r"(?:stopped|quit) (?:working|functioning|charging)",
    r"(?:does|do|did|will|wo)(?:n't| not) (?:even )?(?:work|turn on|function)(?! (?:well|with|in|on|for|as)\b)",
    r"never (?:again|buy\w*|order\w*|purchase)|regret\w*",
    r"wast(?:e|ed|ing) (?:of |my |your |our )?(?:(?:time|good|hard-earned) )?(?:and )?(?:money|time)",
    r"(?:do|would)(?:n't| not) (?:buy|bother|waste|recommend)|stay away|steer clear|avoid (?:this|it|these|at all)",
    r"worst|terrible|horrible|awful|horrendous|atrocious|disgusting|dreadful|appalling|disaster\w*|nightmare",
    r"excruciating|painful(?:ly)?|blisters?|rash|allergic reaction",
)


def severity(sentence: str, rating: float) -> float:
    """How bad a complaint is, 0 to 1: about 0.25 a nuisance, 0.5 a plain fault, 1.0 a severe one.

    The words decide; grave ones outweigh mild ones, unless the mild ones stand right before them ("slightly
    painful" is plain). The review's `rating` (1 to 5, NaN unknown) moves a plain complaint most.

    >>> severity("a bit snug", 3), severity("the sleeves are short", 3), severity("it fell apart", 3)
    (0.25, 0.5, 1.0)
    """
    text = sentence.lower().replace("’", "'")
    shift = 0.0 if math.isnan(rating) else STARS[min(5, max(1, round(rating)))]
    grave = [before for before in _before_grave(text) if not _is_denied(before)]
    if any(not _is_softened(before) for before in grave):
        return min(SEVERE, SEVERE + WORDED * shift)
    if not grave and _pattern(MILD).search(text):
        return NUISANCE + WORDED * shift
    return PLAIN + shift


def _before_grave(text: str) -> list[str]:
    """For every grave word the text of its clause up to it."""
    starts = [match.start() for match in _pattern(GRAVE).finditer(text)]
    return [re.split(r"[.,;:!?()]|\bbut\b", text[max(0, start - BEFORE) : start])[-1] for start in starts]


def _is_denied(before: str) -> bool:
    return not DENIALS.isdisjoint(before.replace("n't", " n't").split()[-REACH:])


def _is_softened(before: str) -> bool:
    return any(re.search(rf"\b(?:{words})\s*$", before) for words in SOFTENERS)


@cache
def _pattern(expressions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(expressions)})(?!\w)")
