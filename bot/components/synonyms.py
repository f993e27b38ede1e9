"""Other words for the same kind of product, where a shop has only one of them."""

from bot.components.tokens import key

#: Each row is one kind; nothing wider or narrower stands in it.
_ROWS = (
    "clothing clothes apparel garments",
    "trousers pants slacks",
    "tights leggings",
    "t-shirts tees",
    "sweaters jumpers pullovers",
    "sneakers trainers",
    "vests gilets",
    "windbreakers windcheaters",
    "swimwear swimsuits",
    "backpacks rucksacks knapsacks",
    "headlamps headtorches",
    "flashlights torches",
    "headphones earphones",
    "sofas couches settees",
    "curtains drapes",
    "wardrobes closets",
    "strollers prams pushchairs",
    "diapers nappies",
    "televisions tvs",
    "refrigerators fridges",
    "cookies biscuits",
    "moisturizers moisturisers",
)


def synonyms(word: str) -> list[str]:
    """The other words of the rows that hold `word` in any number; [] where none does.

    >>> synonyms("Trousers")
    ['pants', 'slacks']
    """
    own = key(word)
    rows = (row.split() for row in _ROWS)
    return [other for row in rows if own in map(key, row) for other in row if key(other) != own]
