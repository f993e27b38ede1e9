"""What a product's own text tells where its feed leaves a column empty."""

from functools import lru_cache

from knowledge.colors import SHADES
from knowledge.words import singular_words
from shop.product import Product

#: Shades that are hardly ever anything else in a shop; "coffee" and "wine" are drinks first.
_PLAIN_SHADES = """
    navy ivory cream charcoal burgundy maroon crimson scarlet olive khaki teal turquoise indigo azure lavender mauve
    magenta fuchsia lilac violet mustard silver golden gold tan taupe gray
"""
_COLORS = frozenset((*SHADES, *_PLAIN_SHADES.split()))


def colors_of(product: Product) -> tuple[str, ...]:
    """The colours that the feed states, else those that the title names, else the first of the description."""
    return product.colors or _named(product.title) or _named(product.description)[:1]


@lru_cache(maxsize=50_000)
def _named(text: str) -> tuple[str, ...]:
    """The colour words of a text, in its order.

    >>> _named("Mauve Leather Daypack with black straps")
    ('mauve', 'black')
    """
    return tuple(dict.fromkeys(word for word in singular_words(text) if word in _COLORS))
