"""The colours of the demo shop, and how to lighten and darken them."""

from dataclasses import dataclass
from functools import cache

from shop.demo.words import load_words


@dataclass(frozen=True, slots=True)
class Color:
    """`hex` is sRGB, "#rrggbb"; `family` is what customers have a taste for."""

    name: str
    hex: str
    family: str


@cache
def palette() -> dict[str, Color]:
    """All colours by name."""
    return {name: Color(name, entry["hex"], entry["family"]) for name, entry in load_words("colors").items()}


def mix(first: str, second: str, share: float) -> str:
    """`first` with `share` (0 to 1) of `second` mixed in, channel by channel."""
    channels = [
        round(int(first[at : at + 2], 16) * (1 - share) + int(second[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def brightness(color: str) -> float:
    """Perceived brightness from 0 (black) to 1 (white), by the weights of ITU-R BT.601."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
