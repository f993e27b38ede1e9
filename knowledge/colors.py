"""Colour words: which shades a shopper means by a colour's family name."""

import re

from knowledge.words import contains, singular_words

#: The basic colour terms of English (Berlin and Kay 1969) and what shops add, each with the shades it covers.
SHADES = {
    "black": "jet onyx ebony raven obsidian noir",
    "white": "ivory cream snow pearl alabaster chalk eggshell ecru blanc",
    "grey": "charcoal slate ash graphite heather smoke steel pewter anthracite gunmetal stone silver",
    "red": "crimson scarlet burgundy maroon ruby cherry wine brick cardinal garnet oxblood cranberry",
    "green": "olive khaki moss sage forest emerald mint lime pine fern jade ivy spruce evergreen loden teal",
    "blue": "navy indigo cobalt azure denim sky teal turquoise aqua sapphire royal cyan midnight ocean",
    "yellow": "mustard gold golden lemon amber saffron ochre sunflower canary maize honey",
    "orange": "rust tangerine apricot terracotta pumpkin copper coral peach persimmon burnt",
    "brown": "chocolate coffee mocha espresso chestnut walnut cognac caramel camel tan cinnamon umber bronze",
    "beige": "sand tan camel khaki oatmeal taupe nude ecru cream buff fawn wheat champagne natural stone",
    "purple": "violet plum lavender lilac mauve aubergine eggplant amethyst grape orchid mulberry magenta",
    "pink": "rose blush fuchsia magenta salmon coral raspberry peony flamingo",
    "multicolor": "multi multicolored rainbow assorted",
}
_SPELLINGS = {"gray": "grey", "multicolour": "multicolor", "multicoloured": "multicolored", "colour": "color"}
_FAMILIES = {
    shade: frozenset(family for family, shades in SHADES.items() if shade in shades.split())
    for shade in " ".join(SHADES.values()).split()
}
_PARTS = re.compile(r"/|,|;|&|\+|\b(?:and|with)\b", re.IGNORECASE)


def color_admits(wanted: str, value: str) -> bool:
    """Whether a colour asked for is among those a colour value names.

    By whole words ("green" admits "Moss Green"), and a family admits its shades ("blue" admits "Navy").
    A shade beside a family's own name only describes it: "Stone Blue" is blue, not grey.
    """
    asked = _without_family(_color_words(wanted))
    return any(
        contains(part, asked) or asked in _families(part) for part in map(_color_words, _PARTS.split(value))
    )


def _color_words(text: str) -> tuple[str, ...]:
    return tuple(_SPELLINGS.get(word, word) for word in singular_words(text))


def _families(part: tuple[str, ...]) -> set[tuple[str, ...]]:
    if any(word in SHADES for word in part):
        return set()
    return {(family,) for word in part for family in _FAMILIES.get(word, ())}


def _without_family(asked: tuple[str, ...]) -> tuple[str, ...]:
    """A shade said with its family is the shade: "navy blue" is "navy"."""
    if len(asked) == 2 and asked[1] in _FAMILIES.get(asked[0], ()):
        return asked[:1]
    return asked
