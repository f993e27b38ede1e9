"""Names of brands, colours and materials that a message holds and the catalogue's lists do not.

Whether the shop has them after all, in the text of some product, only the shop can tell; here is found what to ask.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from bot.components.mention import EXCLUDED, Mention
from bot.components.negation import excluded_spans
from bot.components.tokens import stem, tokens

#: Names that mean nothing but the brand, wherever they stand.
_BRANDS = """
Nike, Adidas, Reebok, ASICS, Skechers, Birkenstock, Timberland, Under Armour, New Balance, Salewa, Mammut,
The North Face, North Face, Jack Wolfskin, Arc'teryx, Arcteryx, Fjällräven, Fjallraven, Haglöfs, Salomon, Quechua,
Decathlon, Merrell, Lululemon, Gymshark, Uniqlo, Zara, H&M, Levi's, Levis, Calvin Klein, Tommy Hilfiger, Ralph Lauren,
Gucci, Prada, Chanel, Hugo Boss, Ray-Ban, Oakley, Rolex, Casio, Garmin, Fitbit, Samsung, Sony, Bose, JBL, Philips,
Panasonic, Xiaomi, Huawei, Lenovo, Logitech, Dyson, Ikea, Makita, DeWalt, Tupperware, Lego, Hasbro, Mattel, L'Oréal,
Loreal, Maybelline, Nivea, Deuter, Vaude, Ortovox, Smartwool, Helly Hansen, Petzl, Hilleberg, Thule, Crocs, Umbro,
Lacoste, Moncler, Canada Goose
"""
#: Brands whose names are other words too: only where the message speaks of a maker.
_WORDLY = """
Puma, Vans, Patagonia, Columbia, Hoka, Gap, Diesel, Fossil, Apple, Jordan, Champion, Brooks, Converse, Keen, Teva,
Mizuno, Clarks, Lowa, Scarpa, Marmot, Osprey, Coleman, Icebreaker, Black Diamond, Outdoor Research, Fila
"""
#: Those of them that name nothing else where a kind of product follows: "columbia jackets", but not "gap fillers".
_PLAIN = """
Puma, Vans, Patagonia, Columbia, Hoka, Teva, Mizuno, Clarks, Lowa, Scarpa, Icebreaker, Outdoor Research, Fila, Converse
"""
#: Colours and materials that are hardly anything else; "lavender" and "fleece" are.
_COLORS = "turquoise, teal, magenta, fuchsia, maroon, burgundy, crimson, scarlet, indigo, mauve, lilac, cyan"
_MATERIALS = """
cashmere, silk, linen, suede, velvet, alpaca, mohair, leather, wool, cotton, denim, corduroy, hemp, viscose, rayon,
spandex, satin, chiffon, tweed, polyester
"""
#: What stands behind "from" and "by" and is a time, a place or a person.
_NO_MAKERS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter hanukkah halloween thanksgiving diwali ramadan europe asia
    africa america usa uk us eu england scotland wales ireland germany france italy spain portugal austria switzerland
    norway sweden denmark finland iceland poland china japan india canada mexico australia london paris berlin amazon
    ebay google youtube instagram facebook tiktok mum mom dad grandma grandpa santa i scandinavia asia africa york
    today tomorrow tonight yesterday morning noon evening weekend week month year spring summer autumn winter easter
    four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred half zero whom mine yours hers
    train plane bike boat hand mail post email phone accident mistake chance default scratch home work school office
    nature plants animals inside outside above below behind abroad anywhere everywhere somewhere elsewhere there here
    friends family parents doctors dermatologists experts critics professionals local nearby stock store shop online
    experience start beginning memory bottom front side back waist knee head underneath step piece itself myself them
    """.split()  # noqa: SIM905
)
#: "A case for my Samsung", "like Nike": no wish for the brand itself.
_BESIDE = re.compile(
    r"\b(?:for|with|fits?|fitting|like|to|of|my)\s+(?:(?:my|an?|the|our|his|her|old)\s+)*$", re.IGNORECASE
)
_NAME = r"(?P<name>[A-ZÀ-Þ][\w'’&-]+(?:\s+[A-ZÀ-Þ][\w'’&-]+)?)"
#: A word in small letters only where the message ends with it or goes on to something else.
_SMALL_MAKER = re.compile(
    r"\b(?:from|by)\s+(?:the\s+brand\s+)?(?P<name>[a-zà-þ][a-zà-þ'’-]{3,})(?=\s*(?:$|[,.;:!?)]|"
    r"(?:under|below|for|in|with|and|or|please|pls|instead|but|that)\b))"
)
_MAKER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Ff]rom\s+{_NAME}|\b[Bb]y\s+{_NAME.replace('name', 'other')}",
        rf"\b(?:[Aa]nything|[Ee]verything)\s+(?:but|except)\s+{_NAME}",
        rf"\b(?:[Nn]ot|[Nn]othing|[Ee]xcept)\s+(?:from|by)\s+{_NAME}",
        rf"(?<=\w\s){_NAME}\s+brand\b",
        rf"\b(?:brand|maker)\s+(?:called\s+|named\s+)?{_NAME}",
    )
)


def _names(names: str) -> dict[str, str]:
    """Names as they are written, by their lower case."""
    parted = (" ".join(name.split()) for name in names.split(","))
    return {name.lower(): name for name in parted}


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_ALWAYS, _SOMETIMES, _BEFORE_KINDS = _names(_BRANDS), _names(_WORDLY), _names(_PLAIN)
_LISTED = tuple(
    (entity, names, re.compile(pattern, re.IGNORECASE))
    for entity, names, pattern in (
        ("other_brand", _ALWAYS, rf"(?<![\w-])(?P<name>{_any_of(_ALWAYS)})(?![\w-])"),
        (
            "other_brand",
            _SOMETIMES,
            rf"\b(?:from|by|brand|anything\s+but|not|except)\s+(?P<name>{_any_of(_SOMETIMES)})(?![\w-])",
        ),
        (
            "other_brand",
            _BEFORE_KINDS,
            rf"(?<![\w-])(?P<name>{_any_of(_BEFORE_KINDS)})\s+",
        ),
        (
            "other_color",
            _names(_COLORS),
            rf"(?<![\w-])(?P<name>{_any_of(_names(_COLORS))})(?![\w-])",
        ),
        (
            "other_material",
            _names(_MATERIALS),
            rf"(?<![\w-])(?P<name>{_any_of(_names(_MATERIALS))})(?![\w-])",
        ),
    )
)


class Strangers:
    """Finds what is no entry of the catalogue's `tables`; `is_known` tells stems that the assistant or shop uses.

    An empty table says nothing of what the shop has: then nothing of its kind is strange.
    """

    def __init__(self, tables: Mapping[str, Sequence[str]], is_known: Callable[[str], bool]) -> None:
        self._tables = tables
        self._is_known = is_known

    def find(self, text: str, taken: Iterable[Mention]) -> list[Mention]:
        """Mentions of other_brand, other_color and other_material that overlap none of `taken`, in reading order."""
        found = list(taken)
        start, spans = len(found), excluded_spans(text)
        kinds = {mention.start for mention in found if mention.entity == "category"}
        for entity, name, low, high in (*self._listed(text, kinds), *self._makers(text)):
            excluded = any(begin <= low < end for begin, end in spans)
            mention = Mention(entity, name, low, high, EXCLUDED if excluded else "")
            if not any(mention.overlaps(other) for other in found):
                found.append(mention)
        return sorted(found[start:], key=lambda mention: mention.start)

    def _listed(self, text: str, kinds: Container[int]) -> Iterator[tuple[str, str, int, int]]:
        """Names that are known, the plain ones also before a kind of product, of which `kinds` are the places."""
        for entity, names, pattern in _LISTED:
            if self._tables.get(entity.removeprefix("other_")):
                for match in pattern.finditer(text):
                    if entity == "other_brand" and _BESIDE.search(text[: match.start("name")]):
                        continue
                    if names is not _BEFORE_KINDS or match.end() in kinds:
                        yield entity, names[match.group("name").lower()], *match.span("name")

    def _makers(self, text: str) -> Iterator[tuple[str, str, int, int]]:
        """Words that nobody knows where a maker is spoken of; none in a message that shouts."""
        if not self._tables.get("brand") or text.isupper() or text.istitle():
            return
        for pattern in (*_MAKER, _SMALL_MAKER):
            for match in pattern.finditer(text):
                group = next(name for name, value in match.groupdict().items() if value)
                name = match.group(group)
                if not any(self._is_no_maker(token.text) for token in tokens(name)):
                    yield "other_brand", name[0].upper() + name[1:], *match.span(group)

    def _is_no_maker(self, word: str) -> bool:
        return word.lower() in _NO_MAKERS or self._is_known(stem(word))
