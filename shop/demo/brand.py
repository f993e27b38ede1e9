"""The brands of the demo shop."""

from dataclasses import dataclass
from functools import cache

from shop.demo.words import lines, load_words


@dataclass(frozen=True, slots=True)
class Brand:
    """`level` is the price level: 1 is the middle of the shop, 0.6 cheap, 1.5 expensive."""

    name: str
    level: float
    colors: tuple[str, ...]
    style_names: tuple[str, ...]
    voice: tuple[str, ...]


@cache
def brands() -> dict[str, Brand]:
    """All brands by name."""
    return {
        name: Brand(
            name=name,
            level=float(entry["level"]),
            colors=tuple(entry["colors"]),
            style_names=tuple(part.strip() for part in entry["names"].split(",")),
            voice=lines(entry["voice"]),
        )
        for name, entry in load_words("brands").items()
    }
