"""Review text to clauses: the pieces that each say one thing."""

import re
from itertools import pairwise

#: A clause longer than this many words is cut at commas and "and" as well.
LONG = 14
#: Text without any punctuation for longer than this is cut before a word that starts a sentence.
BREATHLESS = 20
MOST_WORDS = 60
_LEAD_IN = 4

_ABBREVIATIONS = (
    r"mr|mrs|ms|dr|st|vs|etc|approx|incl|inc|ltd|e\.g|i\.e|a\.m|p\.m|u\.s"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_DOT = "\u2024"  # stands for a full stop that ends no sentence
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\U0001f1e6-\U0001f1ff\ufe0f\u200d]+")
_SMILEY = re.compile(r"(?<!\w)[:;=]-?[)(DP/](?!\w)")
_INNER_DOT = re.compile(
    r"(?<=\d)\.(?=\d)|(?<=\w)\.(?=(?:com|net|org|co)\b)|\b(?:[a-z]\.){2,}(?!\s+(?-i:[A-Z]))", re.IGNORECASE
)
_ABBREVIATION = re.compile(rf"\b({_ABBREVIATIONS})\.(?=\s*(?-i:[a-z\d,;)]))", re.IGNORECASE)
_TOKENISED = (
    (re.compile(r"(?<=\w) (n't|'(?:s|re|ve|ll|d|m))\b"), r"\1"),
    (re.compile(r" ([.,;:!?])(?=\s|$)"), r"\1"),
)
_END = re.compile(
    r"(?<=[.!?])[\"')\]]*\s+|(?<=[a-z)])[.!?]+(?=[A-Z])|\.{2,}|…|\s[-–—*•|]+\s"
    r"|(?<=[a-z])-\s+(?=[a-z])|--+|—|[\n\r;]+|<br\s*/?>"
)
_CONTRAST = re.compile(
    r"[,:]?\s+\b(?:but(?! also| rather)|however|although|even though|though(?=\s+(?:the|it|i|they|my|this|you|we)\b)"
    r"|except(?: that| for)?|unfortunately|sadly)\b,?\s+",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:i|i'm|i've|it|it's|its|they|they're|this|these|that|those|the|there|there's|my|you|we|he|she"
    r"|zip(?:per)?|material|fabric|sleeves|quality|colou?r|size|sizing|battery|sound)"
)
_COLON = re.compile(r":\s+(?=\w+\s+\w+\s+\w+)")
_COMMA = re.compile(rf",\s+(?:and\s+|so\s+|plus\s+|also\s+)?(?={_SUBJECT}\s+\S+)", re.IGNORECASE)
_AND = re.compile(rf"\s+and\s+(?={_SUBJECT}\s+\S+\s+\S+)", re.IGNORECASE)
_ALTHOUGH = re.compile(
    r"^(although|even though|though|while|despite|besides|other than)\b([^,]+),\s+", re.IGNORECASE
)
_VERB = (
    r"(?:is|are|was|were|am|has|have|had|does|do|did|will|would|can|could|just|really|also|never|always|feels?|looks?|fits?"
    r"|runs?|broke|came|love|loved|like|liked|bought|ordered|wear|wore|got|wish|wanted|returned|usually|normally|tried|use)"
)
_BREATH = re.compile(
    rf"\s+(?=(?:i|it|they|this|these|there|you|we) {_VERB}\b|(?:i'm|it's|they're|i've) \w+)"
    rf"|\s+(?=the \w+ {_VERB}\b)",
    re.IGNORECASE,
)
#: Words that lead on to the next subject: no sentence ends after them.
_JOINS = re.compile(
    r"\b(?:that|if|when|whenever|because|as|since|and|or|than|what|which|where|how|until|after|before|while|so|like"
    r"|feel|sure|think|thought|afraid|worried|worry|fear|feared|concerned|nervous|hoped?|wish(?:ed)?|expect(?:ed)?"
    r"|say|said|says|believe|know|knew|guess|find|found|told|read|whether|once|unless|see|saw"
    r"|is|was|for|with|of|in|on|at|to)$",
    re.IGNORECASE,
)
#: A clause of nothing but these says nothing.
_EMPTY = re.compile(
    r"(?:\W|\b(?:i|it|its|he|she|we|you|they|this|that|these|those|the|an?|ones?|is|are|was|were|be|been|do|does|did"
    r"|has|have|had|will|wo|would|ca|can|could|should|not|no|and|or|so|if|then|now|well|also|though|however|anyway"
    r"|mine|my|your|yes|just|really|for|me|of|to|in|on|at|with|next|first|second|lastly|overall|sadly|all|as|but"
    r"|unfortunately|isn|aren|wasn|weren|doesn|didn|don|hasn|haven|hadn|won|wouldn|couldn|t|s|m|re|ve|d|ll)\b)*",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"n't\b|\bnot\b", re.IGNORECASE)
#: "Not on my feet.", "I disagree": the words before were not the writer's own experience.
_NOT_SO = re.compile(
    r"\W*(?:not (?:on|in|with|at) (?:my|our|mine)\b(?: \w+){0,3}"
    r"|(?:i|we) (?:\w+ )?(?:disagree|beg to differ|(?:do not|don't|cannot|can't) (?:\w+ )?agree)(?: \w+){0,4})\W*",
    re.IGNORECASE,
)
#: "Should it break", "if it had been any shorter": what is only supposed tells nothing of the thing.
_SUPPOSED = re.compile(
    r"\W*(?:should (?:it|they|anything|something|you|one of \w+|the \w+)\b[^?]*"
    r"|(?:in case|if it ever|if they ever) [^?]*|if [^?]{0,60}\b(?:had been|were) any \w+er\b[^?]*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w[\w'’]*")


def clauses(text: str) -> list[str]:
    """The clauses of a review, in order, trimmed; emoji and smileys end a clause and are left out.

    Cuts at sentence ends (not after "e.g." or inside "5.5"), line breaks, semicolons and dashes, at contrasts
    ("but", "although"), and, where a clause is long, at commas and "and" before a new subject. A text without
    punctuation is cut where a new sentence seems to start.

    >>> clauses("Great boots, but the zip broke after 2.5 weeks")
    ['Great boots', 'the zip broke after 2.5 weeks']
    """
    return [clause for sentence in sentences(text) for clause in split(sentence)]


def split(sentence: str) -> list[str]:
    """The clauses of one sentence."""
    pieces = [part for piece in _CONTRAST.split(sentence) for part in _split_although(piece)]
    pieces = [part for piece in pieces for part in _split_long(piece)]
    pieces = [part for piece in pieces for part in _split_breathless(piece)]
    trimmed = (_trim(part) for piece in pieces for part in _cut(piece))
    return [piece for piece in trimmed if _WORD.search(piece)]


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, as they are written save for emoji and white space."""
    text = _SMILEY.sub("\n", _EMOJI.sub("\n", text.replace("’", "'")))
    for pattern, replacement in _TOKENISED:
        text = pattern.sub(replacement, text)
    text = _INNER_DOT.sub(lambda match: match[0].replace(".", _DOT), text)
    text = _ABBREVIATION.sub(lambda match: match[1] + _DOT, text)
    found = (" ".join(piece.split()).replace(_DOT, ".") for piece in _END.split(text))
    return [piece for piece in found if _WORD.search(piece)]


def takes_back(clause: str) -> bool:
    """Whether a clause does nothing but deny the one before it: "mine doesn't", "it isn't", "not so", "I disagree"."""
    if _NOT_SO.fullmatch(clause):
        return True
    return not says_something(clause) and _DENIAL.search(clause) is not None


def says_something(clause: str) -> bool:
    """Whether a clause tells anything of the thing: "this one does not", "should it break" do not."""
    return not any(pattern.fullmatch(clause) for pattern in (_EMPTY, _NOT_SO, _SUPPOSED))


def word_count(text: str) -> int:
    return len(_WORD.findall(text))


def _split_although(piece: str) -> list[str]:
    match = _ALTHOUGH.match(piece)
    return [match[2], piece[match.end() :]] if match else [piece]


def _split_long(piece: str) -> list[str]:
    """Cuts a run-on at commas before a new subject, then a long rest at "and" before one."""
    parts = [part for long in _without_lead_in(piece) for part in _join_short(_COMMA.split(long))]
    return [part for long in parts for part in (_AND.split(long) if word_count(long) > LONG else [long])]


def _without_lead_in(piece: str) -> list[str]:
    """Cuts at a colon and drops the few words before it that only announce ("one thing", "my complaint")."""
    *leads, last = _COLON.split(piece)
    return [lead for lead in leads if word_count(lead) > _LEAD_IN] + [last]


def _join_short(parts: list[str]) -> list[str]:
    """Gives a part of one or two words ("sadly", "next time") back to the part after it."""
    joined = parts[-1:]
    for part in reversed(parts[:-1]):
        joined[:1] = [part, *joined[:1]] if word_count(part) > 2 else [f"{part}, {joined[0]}"]
    return joined


def _split_breathless(piece: str) -> list[str]:
    if word_count(piece) <= BREATHLESS:
        return [piece]
    places = [match.start() for match in _BREATH.finditer(piece) if not _JOINS.search(piece[: match.start()])]
    return [piece[start:end] for start, end in pairwise([0, *places, len(piece)])]


def _cut(piece: str) -> list[str]:
    """What is still too long in pieces of MOST_WORDS words (the encoder reads no further)."""
    words = piece.split()
    return [" ".join(words[start : start + MOST_WORDS]) for start in range(0, len(words), MOST_WORDS)]


def _trim(piece: str) -> str:
    return piece.strip(" \t\"'()[]-,:*")
