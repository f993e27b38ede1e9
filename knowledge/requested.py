"""What buyers wish a product had: requested features, and how many ask for each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.sentences import sentences
from knowledge.words import singular, words

_FILLERS = (
    "a an the some any few little bit tad touch lot slightly just at least also maybe perhaps even actual real own its"
    " their it them this these either both only really kind sort of inch inches two three one quite very probably far"
    " much still or so couple drop hair lots of plenty tiny"
)
_ENDS = (
    "for so because to that which when if but though although since as instead like than on in from at while with"
    " without where who it i you we they is are was were would could will can please too also again however then"
    " anyway available included inside underneath under around about by not or of there here besides except imo said"
)
_NO_FEATURES = (
    "no not none nothing be been being had have has more less better best my mine me true worth good great nice"
    " perfect different cheaper affordable sooner earlier other others another way ways stock sale time times luck"
    " money love work worked working fit fits fitted something anything everything thing things one ones same that"
    " what how all every each both get go going see try wear buy make return size come came use used problem problems"
    " help care caution right wrong available ironing iron steaming pressing hemming tailoring belt cami camisole slip"
    " tank undershirt washing wash adjustment adjusting assembly practice attention patience getting breaking break"
    " replaced fixed warning star stars review reviews home place day days week weeks month year years hand person"
    " comment comments note picture pictures photo photos update expensive inexpensive cheap cheeper price prices"
)
_NEVER_FIRST = (
    "no not be been my me had have has known bought ordered gone done i you we every each all getting another"
    " worked made used put sent kept looked fit thought told tried sold offered shown mentioned someone anyone"
)
_ING = (
    "padding lining stitching cushioning piping opening packaging sizing coating strapping lighting wiring tubing"
    " webbing backing boning ring spring string casing housing binding edging ribbing setting bearing covering"
    " ruching smocking beading wing sling fitting clothing charging shaping backlighting"
)
#: Words left out before a feature: "a little bit more padding" is "more padding".
FILLERS = frozenset(_FILLERS.split())
#: Where a feature ends.
ENDS = frozenset(_ENDS.split())
#: No feature ends so: wishes of buying, knowing, fitting, paying and wearing.
NO_FEATURES = frozenset(_NO_FEATURES.split())
#: The things among the words in -ing; the others are work: "some adjusting".
THINGS_IN_ING = frozenset(_ING.split())
#: What these are for belongs to the feature: "option to remove the hood".
OPEN = frozenset(("option", "options", "ability", "choice"))
#: No feature begins so.
NEVER_FIRST = frozenset(_NEVER_FIRST.split())
COLOURS = {"colour": "color", "grey": "gray"}
#: "Other colours", "different colours" and "more colours" ask for the same.
MORE = frozenset(("other", "different", "additional", "extra", "many"))

MOST_WORDS = 5
BEFORE = 40  # characters before a lead in which it may be denied
LONGEST = 120  # characters behind a lead in which its features lie
SENTENCES = 3

_SOFT = (
    r"(?:really|just|only|still|also|definitely|do|did|so|kind of|kinda|truly|always|probably|maybe|even) "
)
_THING = (
    r"(?P<thing>it|its|this(?: \w+){0,2}?|they|these(?: \w+){0,2}?|there|(?:the|their|its) \w+(?: \w+){0,2}?)"
)
_HAS = (
    r"(?:(?:would |could |did )?(?:only |also |actually |just )?(?:had|has|have|came|come|comes|included?|includes"
    r"|offer(?:ed)?|featured?)(?: (?:it|them|this|these))?(?: (?:with|in|available in))?"
    r"|(?:would |could |had )?(?:ma[dk]e|sold|sell)(?: (?:it|them|this|these|one))?(?: (?:with|in))?"
    r"|(?:was|were|is|are|could be|would be|can be) (?:available|offered|sold|made)(?: (?:in|with|of|from))"
    r"|(?<=there )(?:was|were|is|are|would be|could be))"
)
_IS = r"(?:was|were|is|are|be|could be|would be|could have been|had been)"
_ASKED = rf"{_THING} (?:{_SOFT})*(?:{_HAS}|(?P<is>{_IS}))"
_WOULD = rf"(?:would|\w+'d) (?:{_SOFT})*"
_WELL = r"(?:nice|nicer|great|good|better|best|perfect|helpful|useful|handy|lovely|amazing|awesome|ideal|wonderful)"
_LOVED = r"have (?:loved|liked|preferred)"
_IT = r"(?:it|this|them|these|one)"
_SUBJECT = rf"(?:{_THING} |^(?:(?:also|just|only|still|but|and|definitely|really) )*)(?:{_SOFT})*"
_SOME = r"(?= (?:an?|more|some|better|less|\w+er) )"
#: What leads up to a feature, which stands right behind.
_LEADS = (
    rf"wish(?:ed|ing)? (?:that )?{_ASKED}",
    rf"if only {_ASKED}",
    rf"{_WOULD}(?:be|have been) (?:\w+ )?{_WELL} if {_ASKED}",
    rf"{_WOULD}(?:be|have been) (?:\w+ )?{_WELL} to (?:have|see|get)(?: {_IT} (?:in|with))?",
    rf"{_WOULD}(?:be|have been) (?:\w+ )?(?:nicer|better|best) with",
    rf"{_WOULD}(?:love|like|prefer|{_LOVED}|appreciate)(?: to (?:see|have))? {_IT}(?: \w+)? (?:in|with)",
    rf"{_WOULD}(?:{_LOVED}(?: to (?:see|have))?|(?:love|like) to see){_SOME}",
    rf"{_WOULD}(?:love|like|prefer|appreciate)(?: to have)?(?= (?:an? )?(?:\w+ly )?(?:more|less|\w+er) )",
    rf"{_SUBJECT}(?:needs|(?<=they )need|(?<=these )need|could (?:{_SOFT})?use|could do with){_SOME}",
    rf"{_SUBJECT}(?P<be>needs? to be|should (?:be|have been))(?= (?:\w+ ){{0,3}}(?:more|less|\w+er)\b)",
    rf"(?:{_SUBJECT}|manufacturers? |company )should (?:{_SOFT})*(?:have )?(?:come|include|included|offer)(?: {_IT})?"
    r"(?: (?:with|in))?",
    rf"{_SUBJECT}should (?:{_SOFT})*(?:have|have had)(?= (?:an?|more|some|better|less|\w+er|(?!\w+ss)\w+s)\b)",
    rf"please (?:make|add|offer|sell|include|produce|give us)(?: {_IT})?(?: (?:with|in))?",
    r"(?:missing features?|(?:thing|all) (?:that )?(?:is |it is |it's |they are )?missing|what(?:'s| is) missing)"
    r"(?: is| are|:)*",
)
_LEAD = [re.compile(rf"(?<![\w'])(?:{lead})(?: |$)") for lead in _LEADS]
_SPLIT = re.compile(r"\s*[,/]\s*(?:and |or )?|\s+(?:and|or)\s+")
_TAIL = re.compile(r"[^.;:!?()\"&#*]*")
_DENIED = re.compile(r"(?:n't|\bnot|\bnever|\bno one|\bnobody|\bif)(?: \w+){0,3}\s*$")
_TOKEN = re.compile(r"[^\W_][\w'-]*")
_COMPARED = re.compile(
    r"(?:more|less) \w+|(?!(?:other|over|under|ever|never|rather|either|whether|after)$)\w+er"
)
#: An adjective that names a feature by itself: "I wish it was lined".
_FEATURED = re.compile(
    r"(?:\w+proof|\w+(?<!avail)(?<!afford)able|lined|padded|insulated|\w+less|machine washable)"
)


@dataclass(frozen=True, slots=True)
class Request:
    """A feature that a sentence asks for, in small letters without articles, and the sentence."""

    feature: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Requested:
    """A feature in its most usual words: `count` sentences ask for it, of `products` products; up to three of them."""

    feature: str
    count: int
    products: int
    sentences: tuple[str, ...]


def requests_in(text: str) -> tuple[Request, ...]:
    """The features that a text wishes for, in its order, each once; () where it wishes for none.

    Regrets of the buyer ("I wish I had known"), of stock and of price are no requests.

    >>> [request.feature for request in requests_in("I wish it had pockets and a hood. Needs no ironing.")]
    ['pockets', 'hood']
    """
    found: dict[str, Request] = {}
    for sentence in sentences(text):
        for feature in _asked(sentence):
            found.setdefault(feature, Request(feature, sentence))
    return tuple(found.values())


def group_requests(requests: Iterable[tuple[str, Request]]) -> tuple[Requested, ...]:
    """Requests by product id to features, most asked for first.

    Features are one where their words are, whatever the number, the article and the spelling of colour: "a pocket"
    and "pockets", "other colors" and "more colours". "Side pockets" stay apart. The same sentence under the same
    product counts once.
    """
    groups: dict[tuple[str, ...], dict[tuple[str, str], Request]] = defaultdict(dict)
    for product_id, request in requests:
        groups[_key(request.feature)].setdefault((product_id, request.sentence), request)
    found = (_requested(group) for group in groups.values())
    return tuple(sorted(found, key=lambda item: (-item.count, -item.products, item.feature)))


def _key(feature: str) -> tuple[str, ...]:
    every = (singular(word) for word in words(feature))
    return tuple("more" if word in MORE else COLOURS.get(word, word) for word in every)


def _requested(group: dict[tuple[str, str], Request]) -> Requested:
    names = Counter(request.feature for request in group.values())
    feature = min(names, key=lambda name: (-names[name], name))
    quotes = sorted({request.sentence for request in group.values()}, key=lambda text: (len(text), text))
    return Requested(feature, len(group), len({product for product, _ in group}), tuple(quotes[:SENTENCES]))


def _asked(sentence: str) -> list[str]:
    """The features that one sentence asks for, in order."""
    text = sentence.lower()
    leads = [
        match
        for lead in _LEAD
        for match in lead.finditer(text)
        if not _DENIED.search(text[: match.start()][-BEFORE:])
    ]
    leads.sort(key=lambda match: match.end())
    return [feature for match in leads for feature in _features(match, text[match.end() :][:LONGEST])]


def _features(match: re.Match[str], rest: str) -> Iterator[str]:
    """The features that stand behind a lead, up to the first words that name none."""
    tail = _TAIL.match(rest)
    groups = match.groupdict()
    is_so = groups.get("is") or groups.get("be")
    for part in _SPLIT.split(tail[0]) if tail else ():
        feature, ended = _feature(part)
        if feature and not is_so:
            yield feature
        elif _COMPARED.fullmatch(feature) or _FEATURED.fullmatch(feature):
            yield _of_thing(feature, groups.get("thing") or "")
        if ended or not feature:
            return


def _feature(part: str) -> tuple[str, bool]:
    """The words that name a feature, "" where none do, and whether other words follow them."""
    tokens = _TOKEN.findall(part)
    while tokens and tokens[0] in FILLERS:
        tokens.pop(0)
    ends = [place for place, word in enumerate(tokens) if word in ENDS] + [len(tokens)]
    if ends[0] and tokens[ends[0] - 1] in OPEN:
        ends = ends[1:] or ends
    kept = tokens[: ends[0]]
    like = tokens[ends[0] : ends[0] + 1] == ["like"]
    return ("" if _is_none(kept) or like else " ".join(kept)), ends[0] < len(tokens)


def _is_none(words: list[str]) -> bool:
    """Whether words name no feature."""
    if not words or len(words) > MOST_WORDS or not words[-1][0].isalpha():
        return True
    work = words[-1].endswith("ing") and words[-1] not in THINGS_IN_ING and len(words) == 1
    return work or words[-1] in NO_FEATURES or words[0] in NEVER_FIRST


def _of_thing(feature: str, thing: str) -> str:
    """ "Longer" of "the cable" is a "longer cable"."""
    noun = re.fullmatch(r"(?:the|their|its) (.+)", thing)
    return f"{feature} {noun[1]}" if noun else feature
