"""For whom it was so: what reviewers say of the wearer's body, age or use that matters for fit."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from knowledge.heights import height_label

#: Regular expressions of a build, by label: "I'm very petite", "tall women".
BUILDS: Mapping[str, str] = {
    "petite": r"petite",
    "tall": r"(?<!\d )(?<!ft )(?<!feet )(?<!foot )(?<![\"'.] )(?<!inches )(?<!cm )tall(?:er)?",
    "short": r"short(?:er)?|vertically challenged",
    "plus size": r"plus[- ]sized?|overweight|full[- ]figured|heavy[- ]?set"
    r"|big(?:ger)?(?= (?:girl|gal|woman|lady|guy))",
    "muscular": r"muscular|athletic(?:ally built)?|stocky",
    "curvy": r"curv(?:y|ier|aceous)|hourglass|pear[- ]shaped?|hippy",
    "slim": r"slim(?:mer)?|slender|skinny|thin|small[- ]framed|small[- ]boned",
    "pregnant": r"(?:\w+ (?:weeks|months) )?pregnant|postpartum|nursing",
    "large bust": r"(?:very )?busty|(?:large|big|full|bigger|larger)[- ](?:busted|chested|breasted)|well[- ]endowed",
    "small bust": r"(?:small|smaller|flat)[- ](?:busted|chested|breasted)",
    "long torso": r"long[- ](?:waisted|torsoed)",
    "short torso": r"short[- ](?:waisted|torsoed)",
    "broad shoulders": r"(?:broad|wide)[- ]shouldered",
    "wide feet": r"wide[- ]footed",
    "left-handed": r"left[- ]handed|a lefty",
    "beginners": r"(?:a )?(?:complete |total )?(?:beginner|novice|newbie|noob)|just (?:starting out|learning)",
}
#: What a part of the body is like, by label: "my wide feet", "I have a long torso", "my hands are small".
PARTS: Mapping[str, tuple[str, str]] = {
    "wide feet": (r"wider?|broad", r"feet|foot"),
    "narrow feet": (r"narrow(?:er)?|slim|skinny", r"feet|foot|heels?"),
    "flat feet": (r"flat|fallen", r"feet|arches"),
    "high arches": (r"high(?:er)?", r"arch(?:es)?|insteps?"),
    "broad shoulders": (r"broad(?:er)?|wide(?:r)?|big", r"shoulders?"),
    "narrow shoulders": (r"narrow(?:er)?|small", r"shoulders?"),
    "large bust": (
        r"large(?:r)?|big(?:ger)?|full(?:er)?|ample|generous|huge|heavy|dd+",
        r"bust|chest|breasts?|boobs?|busts|cup",
    ),
    "small bust": (r"small(?:er)?|tiny|flat", r"bust|chest|breasts?|boobs?"),
    "long torso": (r"long(?:er)?", r"torso|waist|trunk"),
    "short torso": (r"short(?:er)?", r"torso|waist|trunk"),
    "long arms": (r"long(?:er)?", r"arms?"),
    "short arms": (r"short(?:er)?", r"arms?"),
    "big arms": (r"big(?:ger)?|large(?:r)?|thick|muscular", r"(?:upper )?arms?|biceps"),
    "long legs": (r"long(?:er)?", r"legs?"),
    "short legs": (r"short(?:er)?", r"legs?"),
    "wide hips": (r"wider?|big(?:ger)?|large(?:r)?|full(?:er)?|curvy", r"hips?"),
    "wide calves": (r"wider?|big(?:ger)?|large(?:r)?|thick|muscular|athletic", r"cal(?:f|ves)"),
    "big thighs": (r"big(?:ger)?|large(?:r)?|thick(?:er)?|muscular|athletic", r"thighs?"),
    "small hands": (r"small(?:er)?|tiny|little|petite", r"hands?|fingers"),
    "big hands": (r"big(?:ger)?|large(?:r)?|huge|fat|thick", r"hands?|fingers"),
    "small wrists": (r"small(?:er)?|tiny|thin|skinny", r"wrists?"),
    "big wrists": (r"big(?:ger)?|large(?:r)?|thick", r"wrists?"),
    "small head": (r"small(?:er)?|tiny|narrow", r"head"),
    "big head": (r"big(?:ger)?|large(?:r)?|huge|wide", r"head"),
    "sensitive skin": (r"sensitive|reactive|delicate|eczema|allergic", r"skin|eczema"),
    "dry skin": (r"dry", r"skin"),
    "oily skin": (r"oily", r"skin"),
    "curly hair": (r"curly", r"hair"),
    "fine hair": (r"fine|thin", r"hair"),
    "thick hair": (r"thick", r"hair"),
    "petite": (r"petite|tiny|little", r"frame|self|stature"),
    "tall": (r"tall", r"frame|self|stature"),
    "short": (r"short", r"frame|self|stature"),
    "curvy": (r"curvy|curvaceous|hourglass", r"frame|figure|body|shape"),
    "slim": (r"slim|slender|skinny|thin", r"frame|figure|body|build"),
    "muscular": (r"muscular|athletic|stocky", r"frame|figure|body|build|legs"),
}
#: What says it outright.
OUTRIGHT: Mapping[str, str] = {
    "pregnant": r"(?:during|for|through|throughout) (?:my )?pregnanc(?:y|ies)|(?:my|for a|growing) (?:\w+ )?bump"
    r"|(?:while|when) pregnant",
    "plus size": r"i (?:\w+ )?wear (?:a )?plus[- ]sizes?",
    "wears glasses": r"i wear (?:\w+ )?glasses|my (?:\w+ )?glasses on"
    r"|(?:people|those|anyone|everyone) (?:with|who wears?) glasses",
    "arthritis": r"(?:my|has|have|with|for) (?:\w+ )?arthriti[cs](?: \w+)?",
    "older people": r"(?:for |the |my |an? )(?:\w+ )?(?:elderly|ag(?:e)?ing)(?: \w+)?"
    r"|(?:for|us) (?:\w+ )?(?:seniors|senior citizens)"
    r"|(?:older|elderly) (?:people|folks?|adults?|persons?|lad(?:y|ies)|wom[ae]n|gentlem[ae]n)"
    r"|(?:for|and) my (?:\w+ )?(?:grand(?:mother|father|ma|pa|parents)|nana)"
    r"|(?:i'?m|i am) (?:over )?(?:6[5-9]|[7-9]\d) (?:years? old|yrs?(?: old)?|y/o)"
    r"|my (?:6[5-9]|[7-9]\d)[- ]years?[- ]old",
    "kids": r"(?:my|our|for|the|her|his|your) (?:\w+ )?(?:kid(?:s|do|dos)?|child(?:ren)?|toddlers?|grandkids"
    r"|grandchild(?:ren)?|little (?:ones?|girl|boy)|bab(?:y|ies)|infant)"
    r"(?!'? ?s? (?:sizes?|sections?|department|versions?|clothes|bump|blue|pink))"
    r"|(?:my|our|for an?|her|his) (?:\w+ )?(?:\d|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"[- ](?:years?|yrs?|months?)[- ]olds?",
    "beginners": r"for (?:\w+ )?(?:beginners?|novices?|newbies)|(?:i'?m|i am) (?:\w+ )?new to \w+ing",
    "dogs": r"(?:my|our|for|her|his) (?:[\w-]+ ){0,2}(?:dogs?|pupp(?:y|ies)|pups?)(?! (?:walk|park|tag|print|eared))",
    "cats": r"(?:my|our|for|her|his) (?:[\w-]+ ){0,2}(?:cats?|kitt(?:y|en|ens|ies))(?! eye)",
}
_KIN = (
    r"wife|husband|daughter|son|mother|father|mom|mum|dad|sister|brother|friend|boyfriend|girlfriend|partner"
    r"|niece|nephew"
)
_BE = (
    r"(?:i'?m|i am|i was|being|you're|you are|she's|she is|he's|he is|we're|we are|who(?:'s| is| are)"
    rf"|and am|since am|(?:{_KIN})(?:'s| is))"
)
_HAVE = (
    r"(?:(?:i|we|you|they|people|folks|women|men|those|anyone|who) (?:do |also |just |really )?(?:have|had|has)"
    rf"|i've(?: got)?|and have|(?:he|she|who|anyone|someone|(?:{_KIN})) (?:also )?(?:has|had))"
)
_WITH = (
    r"(?:people|those|anyone|someone|persons?|wom[ae]n|m[ae]n|girls?|gals?|guys?|folks|lad(?:y|ies)|us|me"
    r"|figure|frame|body|lbs|pounds|tall|short|petite|slim|curvy|athletic|muscular|thin|[\"'\d]) with"
)
_OWNER = rf"(?:my|his|her|your|our|their|for|on|{_HAVE}|{_WITH})"
_MANY = (
    r"(?:(?:an?|the|very|quite|pretty|fairly|so|really|also|only|rather|relatively|on|more"
    r"|slightly|super|extremely|just|kind|of|sort|bit|little|somewhat|naturally|generally|usually|both|such|too|average|small|tall|petite|short|curvy"
    r"|slim|athletic|muscular|slender|thin|busty|curvier|but|and|long|broad|wide|narrow|big|large|sized?|\d\S*|feet"
    r"|foot)[,]? ){0,6}?"
)
_PERSON = rf"(?:wom[ae]n|m[ae]n|lad(?:y|ies)|girls?|gals?|guys?|people|persons?|folks?|wearers?|teens?|users?|{_KIN})"
_AFTER = (
    rf"(?=\W*$|\s*[.,;:!?()/&\"]|\s+(?:and|but|so|with|at|by|for|because|since|then|this|it|the|i|you|or|as"
    rf"|myself|{_PERSON}|figure|frame|body|build|shape|side|in height|right now|when|enough|which|who|like|here|size"
    r"|\d))"
)
#: A likeness or a wish says nothing of the person: "makes me look pregnant", "I wish I was tall".
_ONLY_LIKE = re.compile(
    r"\b(?:looks?|looked|looking|feels?|felt|appears?|seems?|like|wish|as if|as though)\W+(?:\w+ )?$"
)


def whom(text: str) -> tuple[str, ...]:
    """Labels of the people (or pets) that a text says it was so for, in its order, each once; () where it says none.

    What is said of the product ("tall boots", "wide selection") is no label. Heights of people become "petite",
    "short" or "tall"; see `height_label` for from where on.

    >>> whom("I have wide feet and I'm 5'2\\"."), whom("Tall boots with short sleeves")
    (('wide feet', 'petite'), ())
    """
    text = " ".join(text.lower().replace("’", "'").replace("”", '"').split())
    return tuple(dict.fromkeys(label for _, label in sorted([*_named(text), *height_label(text)])))


def _named(text: str) -> Iterator[tuple[int, str]]:
    """Place and label of all that is named."""
    for label, pattern in _patterns().items():
        for match in pattern.finditer(text):
            if not _ONLY_LIKE.search(text[max(0, match.start() - 40) : match.start()]):
                yield match.start(), label
                break


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """One expression per label."""
    found: dict[str, list[str]] = {label: [words] for label, words in OUTRIGHT.items()}
    for label, words in BUILDS.items():
        found.setdefault(label, []).append(
            rf"{_BE} {_MANY}(?:{words}){_AFTER}|(?:{words})[- ]{_PERSON}|(?:my|her|his) (?:{words}) {_PERSON}"
        )
    for label, (adjective, part) in PARTS.items():
        found.setdefault(label, []).append(
            rf"{_OWNER} {_MANY}(?:{adjective})[,]? (?:\w+ )?(?:{part})"
            rf"|(?:my|his|her) (?:{part}) (?:is|are|being) {_MANY}(?:{adjective}){_AFTER}"
        )
    return {label: re.compile(rf"(?<![\w'])(?:{'|'.join(all_)})(?!\w)") for label, all_ in found.items()}
