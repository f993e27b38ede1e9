"""Whether a shopper is upset, by what people write then. Rather sure than quick: one bad word is no anger."""

import re
from collections.abc import Iterable, Sequence

#: Said only by those who have had enough; counts twice.
_STRONG = re.compile(
    r"""\b(?:
        (?:this|that|it)(?:['’]s|\s+is)?\s+(?:just\s+|so\s+|absolutely\s+|totally\s+)?
            (?:ridiculous|unacceptable|outrageous|disgraceful|infuriating|a\s+(?:bad\s+)?joke|a\s+scam|a\s+disgrace)
      | (?:i['’]?m|i\s+am|im)\s+(?:so\s+|really\s+|very\s+|getting\s+|absolutely\s+)*
            (?:furious|angry|pissed|livid|losing\s+(?:my\s+)?patience
              | (?:fed\s+up|sick|tired)\s+(?:of|with)\s+(?:this|you|your|waiting|it)\b | fed\s+up(?=\s*[.!]|\s*$))
      | waste\s+of\s+(?:my\s+)?time
      | never\s+(?:\w+\s+){0,2}(?:buy|buying|shop|shopping|order|ordering)\b.{0,20}\bagain
      | worst\s+(?:\w+\s+)?(?:service|shop|store|company|experience|support)
      | (?:rip[\s-]?off|fraudsters?|scammers?|you\s+(?:people\s+)?(?:scammed|robbed|cheated))
      | (?:my\s+lawyer|sue\s+you|legal\s+action)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: Rude or impatient words; each kind counts once for a message.
_MILD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:stupid|idiot(?:ic)?|moron|dumb|useless|worthless|garbage|rubbish|trash|terrible|pathetic|hopeless)\b",
        r"\b(?:fuck\w*|shit\w*|bullshit|wtf|stfu|crap|asshole|screw you|shut up|go to hell)\b",
        r"\bi(?:['’]ve| have)? already (?:told|said|asked|answered|gave|given)\b|\bhow many times\b",
        r"\byou(?:['’]re| are)? (?:not|never|no) (?:help\w*|listen\w*|understand\w*)\b|\bnot helpful\b",
        r"!{2,}|[?!]{3,}",
    )
)
#: Signs enough for a person to be called.
ENOUGH = 2


def is_upset(texts: Iterable[str]) -> bool:
    """Whether these messages, taken together, are those of somebody who has had enough.

    >>> is_upset(["the boots are useless"]), is_upset(["you are stupid", "useless!!"])
    (False, True)
    """
    return sum(map(signs, texts)) >= ENOUGH


def signs(text: str) -> int:
    """How many signs of anger a message has; one that shouts counts one more where it has any."""
    found = ENOUGH * bool(_STRONG.search(text)) + sum(bool(pattern.search(text)) for pattern in _MILD)
    return found + (found > 0 and _shouts(text))


def phrase_in(text: str, phrases: Sequence[str]) -> str:
    """The first of the phrases that stands in the text as whole words, whatever the case; "" for none.

    >>> phrase_in("Is it safe, I'm allergic to latex?", ["press", "allergic"])
    'allergic'
    """
    found = (one for one in phrases if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text, re.IGNORECASE))
    return next(found, "")


def _shouts(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 8 and sum(sign.isupper() for sign in letters) > 0.8 * len(letters)
