"""Which of the shown products buyers complain of least: the quietest, the one that lasts longest."""

import re
from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import Heard, hear, listed
from actions.speaking import Event, Speaker, askable, talked_of
from actions.targets import targets
from advisor.advisor import Advisor
from advisor.standing import Standing, best_first, leaders

MOST = 4
REPLIES = ("add", "similar", "complaints")
_CHOOSES = re.compile(
    r"\b(?:which|wich|whcih|what|wat)\b|\bof (?:these|those|them|the (?:two|three|four|lot))\b|\b\w+est one\b",
    re.I,
)
_OVERALL = re.compile(
    r"\b(?:fewest|least|less|fewer|lowest|no)\b[\w ]{0,20}"
    r"\b(?:problems?|complain\w*|issues?|troubles?|faults?|flaws?)\b"
    r"|\b(?:most|more) (?:trust\w*|reliable)\b|\bcomplain\w* (?:about |of )?(?:the )?least\b",
    re.I,
)
#: Aspect -> words that ask for the product with the fewest complaints about it; "least likely to ..." goes before.
_LIKELY = r"(?:least|less) likely to (?:\w+ ){0,3}?"
_BETTER: Sequence[tuple[str, "re.Pattern[str]"]] = tuple(
    (aspect, re.compile(rf"\b(?:{words})", re.I))
    for aspect, words in (
        (
            "battery",
            r"(?:best|better|longest|longer|strongest) (?:lasting )?batter|"
            r"batter\w* (?:that )?(?:\w+ )?lasts? (?:the )?long",
        ),
        (
            "breaks",
            rf"la(?:st|sts|ts) (?:the |for )?(?:long|most|best)|longest[- ]lasting|"
            rf"(?:most|more) (?:durable|robust|sturdy)|"
            rf"sturdi(?:er|est)|toughe(?:r|st)|{_LIKELY}(?:break|fall|tear|wear|rip|fail)|"
            rf"(?:holds?|stands?) up (?:the )?(?:best|better|longest)|breaks? (?:the )?least",
        ),
        (
            "waterproof",
            rf"{_LIKELY}(?:leak|let|get wet|soak)|(?:most|more) water|leaks? (?:the )?least|dri(?:er|est)\b|"
            rf"best (?:in|for) (?:the )?(?:rain|wet)",
        ),
        (
            "noise",
            rf"quiet(?:er|est)|(?:least|less|most) (?:nois|loud|silent)|{_LIKELY}(?:squeak|rattle|make)",
        ),
        (
            "comfort",
            rf"(?:most|more) comf|comf(?:ier|iest)|{_LIKELY}(?:rub|chafe|hurt|itch|pinch|give)|softest",
        ),
        ("smell", rf"smells? (?:the )?(?:least|less)|(?:least|less) smell|{_LIKELY}(?:smell|stink)"),
        ("zip", rf"(?:best|better|strongest|stronger) zip|{_LIKELY}(?:jam|get stuck)"),
        ("hard_to_use", r"easi(?:er|est) to|simple(?:r|st) to"),
        ("material", r"(?:best|better|highest|higher)[- ](?:quality|made|material)|least flimsy"),
        ("colour", rf"fades? (?:the )?(?:least|less)|{_LIKELY}(?:fade|bleed)"),
        ("safety", r"safe(?:r|st)\b"),
        (
            "fit_small",
            rf"{_LIKELY}(?:be (?:too )?(?:small|tight)|run small|pinch)|(?:best|better) for wide feet",
        ),
    )
)


def least(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event] | None:
    """Names the product that buyers complain of least in what the message asks for, with the counts of all; None
    where it asks for nothing of the kind, or nothing is shown to choose from."""
    aspect, advisor = asked_for(hear(tracker)), door.advisor()
    products = _candidates(tracker, advisor)
    if aspect is None or len(products) < 2:
        return None
    speaker, standings = Speaker(dispatcher, tracker, advisor), advisor.standings(products, aspect)
    known = best_first(standings)
    if not known:
        speaker.say("least_nobody")
        return []
    best = leaders(known)
    speaker.say(
        f"least{'' if aspect else '_overall'}{_how(best, known)}",
        title=advisor.wording.listing([one.title for one in best]),
        aspect=advisor.wording.aspect(aspect),
        counts="; ".join(_count(one, aspect, advisor) for one in known),
    )
    if unknown := [one.title for one in standings if not one.known]:
        speaker.say("least_unknown", titles=advisor.wording.listing(unknown))
    if len(best) == len(known) > 1:
        return []
    speaker.product(best[0].product_id, askable(REPLIES, advisor.product(best[0].product_id)))
    return talked_of(best[0].product_id)


def asked_for(heard: Heard) -> str | None:
    """The aspect by which the message chooses among products, "" for any complaint; None where it does not."""
    if not _CHOOSES.search(heard.text):
        return None
    named = next((aspect for aspect, words in _BETTER if words.search(heard.text)), None)
    return named if named is not None else "" if _OVERALL.search(heard.text) else None


def _candidates(tracker: Tracker, advisor: Advisor) -> Sequence[str]:
    """The products pointed at where that is several, else those on the screen."""
    pointed = [
        value for value in map(str, hear(tracker).values("reference")) if not value.startswith("like:")
    ]
    chosen = targets(tracker, advisor) if {*pointed} - {"it", "all"} else ()
    return (chosen if len(chosen) > 1 else listed(tracker, "shown"))[:MOST]


def _how(best: Sequence[Standing], known: Sequence[Standing]) -> str:
    """Which of the sentences is true: one stands out, a few do, none does, or only one is known."""
    if len(known) == 1:
        return "_one"
    return "_alike" if len(best) == len(known) else "_few" if len(best) > 1 else ""


def _count(one: Standing, aspect: str, advisor: Advisor) -> str:
    """How many complain: of the aspect, or of what most of its buyers complain of."""
    wording, reviews = advisor.wording, advisor.wording.reviews(one.reviews)
    if aspect:
        support = one.support or wording.say("none")
        return wording.say("least_count", title=one.title, support=support, reviews=one.reviews)
    if one.worst is None:
        return wording.say("least_clean", title=one.title, reviews=reviews)
    worst = wording.aspect(one.worst.aspect)
    return wording.say("least_worst", title=one.title, aspect=worst, support=one.support, reviews=reviews)
