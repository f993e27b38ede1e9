"""The hidden flaws of some styles: what their buyers complain of, and how often."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shop.demo.catalogue import Item
from shop.demo.words import load_words


@dataclass(frozen=True, slots=True)
class Flaw:
    """`rate` (0 to 1) of the buyers of the style complain of the aspect."""

    style_id: str
    aspect: str
    rate: float


def plant_flaws(items: Sequence[Item], buyers: Iterable[int]) -> list[Flaw]:
    """The flaws of the word list, given to the most bought styles; `buyers` are places of items bought.

    A flaw whose category has too few styles is left out.
    """
    bought = Counter(items[place].style.style_id for place in buyers)
    ranked: dict[str, list[str]] = {}
    for item in items:
        styles = ranked.setdefault(item.style.category.key, [])
        if item.style.style_id not in styles:
            styles.append(item.style.style_id)
    for styles in ranked.values():
        styles.sort(key=lambda style_id: (-bought[style_id], style_id))
    return [
        Flaw(ranked[entry["category"]][entry["rank"] - 1], entry["aspect"], entry["rate"])
        for entry in load_words("flaws")["planted"]
        if len(ranked.get(entry["category"], ())) >= entry["rank"]
    ]
