"""The text of a review: what a buyer praises, complains of, and how they say it."""

import re
from dataclasses import dataclass
from random import Random

from shop.demo.phrases import WORN, Phrases
from shop.demo.typing_errors import mistype
from shop.demo.words import load_words

#: Praise with one of these words would contradict a complaint about the aspect.
CONTRADICTS = {
    "fit_small": r"\b(fits?|size|sizing|cut|room|roomy|happy|best|perfect)",
    "fit_large": r"\b(fits?|size|sizing|cut|room|happy|best|perfect)",
    "length": r"\b(fits?|size|sizing|cut|perfect)",
    "comfort": r"\b(comf|blister|rubs|feels? good|forget|carries|happy|close)",
    "material": r"\b(quality|soft|itch|well made|feels|fabric|light|beautiful)",
    "breaks": r"(solid|last|built|holds?\b|surviv|beating|like new|wear|made|quality|slept|ground|warm from)",
    "zip": r"(made|quality|solid|finished|details)",
    "waterproof": r"(dry|rain|drop|leak|water|puddle|snow|condensation)",
    "smell": r"(smell|fresh|nobody moved)",
    "colour": r"(\{color\}|looks|good looking|compliments|washes|washed)",
    "noise": r"(quiet|slept|sleep)",
    "battery": r"(charg|path|one button|battery)",
    "heat": r"(warm|cold|hot|steam|cosy|slept|sleep|cool|breathes)",
    "hard_to_use": r"(minutes|seconds|easy|adjust|button|nonsense|locks|fold|simple|sets up)",
    "missing_parts": r"(details|exactly)",
    "not_as_described": r"(exactly|better)",
    "price": r"(price|value|bargain|worth|paid|cheaper|money|sale)",
    "delivery": r"(delivery|arrived)",
    "packaging": r"(packed)",
    "service": r"(service|swapped)",
    "safety": r"(grip|slip|stable|solid)",
}
GENERAL = re.compile(r"(very happy|love|best|would buy|all good|fan|perfect|exactly)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A written review; `complaints` are the aspects it really complains of."""

    rating: int
    title: str
    text: str
    complaints: tuple[str, ...]


def write_review(phrases: Phrases, complaints: tuple[str, ...], mild: str, rng: Random) -> Draft:
    """A review with these complaints; `mild` names an aspect to mention without complaining, or is ""."""
    rating = _rating(complaints, mild, rng)
    if complaints:
        parts = _unhappy(phrases, complaints, rating, rng)
    elif mild:
        parts = _relieved(phrases, mild, rating, rng)
    else:
        parts = _happy(phrases, rating, rng)
    text = mistype(" ".join(_full_stop(part, rng) for part in _unique(parts)), rng)
    return Draft(rating, _title(phrases, complaints, rating, rng), text, complaints)


def _rating(complaints: tuple[str, ...], mild: str, rng: Random) -> int:
    if not complaints:
        return rng.choices((5, 4, 3), (62, 31, 0 if mild else 7))[0]
    if set(complaints) <= set(load_words("plausible")["shop"]):
        return rng.choices((2, 3, 4), (15, 40, 45))[0]
    if len(complaints) == 1:
        return rng.choices((1, 2, 3, 4), (20, 27, 32, 21))[0]
    return rng.choices((1, 2, 3), (45, 40, 15))[0]


def _unhappy(phrases: Phrases, complaints: tuple[str, ...], rating: int, rng: Random) -> list[str]:
    bad = [phrases.about("complaints", aspect) for aspect in complaints]
    if rng.random() < 0.12:
        return bad
    good = _praises(phrases, _how_many(rating, rng), complaints, rng)
    if good and rng.random() < 0.7:
        bad[0] = _led(phrases.say("lead_bad"), bad[0])
        parts = good + bad
    else:
        parts = bad + good
    if len(complaints) == 1 and rng.random() < 0.18:
        parts.append(phrases.about("complaints", complaints[0]))
    if rng.random() < 0.4:
        parts.insert(0, _context(phrases))
    if rng.random() < 0.15:
        parts.append(phrases.say("hedge_bad"))
    if rng.random() < 0.4:
        parts.append(phrases.say("close_bad" if rating <= 2 else "close_mixed"))
    return parts


def _relieved(phrases: Phrases, mild: str, rating: int, rng: Random) -> list[str]:
    parts = [phrases.about("mild", mild)]
    parts += _praises(phrases, rng.choice((0, 1, 1, 2)), (), rng)
    rng.shuffle(parts)
    if rng.random() < 0.35:
        parts.insert(0, _context(phrases))
    if rating >= 4 and rng.random() < 0.25:
        parts.append(phrases.say("close_good"))
    return parts


def _happy(phrases: Phrases, rating: int, rng: Random) -> list[str]:
    if rng.random() < 0.16:
        return [phrases.say("short_good" if rating >= 4 else "short_mid")]
    if rating == 3:
        parts = [phrases.about("praise", rng.choice(("story", "service"))), phrases.say("short_mid")]
    else:
        parts = _praises(phrases, rng.choice((1, 2, 2, 3, 3, 4)), (), rng)
    if rng.random() < 0.45:
        parts.insert(0, _context(phrases))
    if rating >= 4 and rng.random() < 0.35:
        parts.append(phrases.say("close_good"))
    return parts


def _praises(phrases: Phrases, number: int, complaints: tuple[str, ...], rng: Random) -> list[str]:
    """Up to `number` sentences of praise that go with the complaints."""
    topics = ["story", "story", "quality", "looks", "price", "durability", "service"]
    topics += ["general"] if not complaints else []
    if phrases.for_kids:
        topics += ["kids", "kids"]
    elif phrases.story in WORN:
        topics += ["fit", "comfort"] if phrases.size else []
    found: list[str] = []
    for topic in rng.sample(topics, min(len(topics), number)):
        text = phrases.about("praise", topic)
        if text and not _contradicts(text, phrases, complaints):
            found.append(text)
    return found


def _contradicts(text: str, phrases: Phrases, complaints: tuple[str, ...]) -> bool:
    masked = text.replace(phrases.item.color.lower(), "{color}")
    if complaints and GENERAL.search(masked):
        return True
    return any(re.search(CONTRADICTS.get(aspect, "(?!)"), masked, re.IGNORECASE) for aspect in complaints)


def _how_many(rating: int, rng: Random) -> int:
    return rng.choice({1: (0, 0, 1), 2: (0, 1, 1), 3: (1, 1, 2), 4: (1, 2, 2)}[rating])


def _context(phrases: Phrases) -> str:
    if phrases.for_kids:
        return phrases.say("context_kids")
    return phrases.about("talk", "context_plural" if phrases.item.style.category.plural else "context")


def _led(lead: str, text: str) -> str:
    """The complaint after a lead such as "Unfortunately"."""
    keep = re.match(r"(I\b|I'|[A-Z]{2}|5 )", text)
    return f"{lead} {text if keep else text[:1].lower() + text[1:]}"


def _title(phrases: Phrases, complaints: tuple[str, ...], rating: int, rng: Random) -> str:
    if rng.random() < 0.12:
        return ""
    own = f"title_{complaints[0]}" if complaints else ""
    if own in load_words("talk") and rating <= 3 and rng.random() < 0.5:
        return phrases.say(own)
    return phrases.say(
        "title_good" if rating >= 4 and not complaints else "title_mid" if rating >= 3 else "title_bad"
    )


def _full_stop(part: str, rng: Random) -> str:
    return part if part[-1:] in ".!?)👍" or rng.random() < 0.1 else part + "."


def _unique(parts: list[str]) -> list[str]:
    return list(dict.fromkeys(part for part in parts if part))
