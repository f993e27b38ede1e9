"""Pictures of the products: hand-drawn SVG templates, filled with the product's colours."""

from functools import cache
from pathlib import Path
from random import Random
from string import Template

from shop.demo.palette import brightness, mix, palette

FOLDER = Path(__file__).parent / "drawings"
BACKGROUNDS = ("#e8eef0", "#f0ebe3", "#e9efe4", "#efe9ee", "#e6ebf2", "#f3ece4")
ACCENTS = ("#f0b92f", "#ea7a2e", "#5b9cc0", "#ece3d0", "#ef7f72", "#9cc53b", "#1f6f78")
FRAME = Template(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img" aria-label="$label">'
    '<rect width="400" height="400" fill="$background"/>'
    '<circle cx="200" cy="196" r="168" fill="#fff" opacity=".55"/>'
    '<ellipse cx="200" cy="352" rx="128" ry="14" fill="#33414a" opacity=".14"/>'
    '<g stroke-linecap="butt">$drawing</g></svg>\n'
)


@cache
def _template(name: str) -> Template:
    return Template((FOLDER / f"{name}.svg.in").read_text(encoding="utf-8").strip())


def draw(name: str, color: str, two_tone: bool, label: str, rng: Random) -> str:
    """An SVG picture of 400 x 400 units, without scripts or links; `color` is a name of the palette."""
    main = palette()[color].hex
    background = rng.choice(BACKGROUNDS)
    drawing = _template(name).substitute(_shades(main, two_tone, rng))
    escaped = label.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return FRAME.substitute(label=escaped, background=background, drawing=drawing)


def _shades(main: str, two_tone: bool, rng: Random) -> dict[str, str]:
    bright = brightness(main) > 0.62
    accent = rng.choice([color for color in ACCENTS if color != main])
    return {
        "main": main,
        "dark": mix(main, "#1c222b", 0.24 if bright else 0.34),
        "deep": mix(main, "#161b22", 0.62 if bright else 0.68),
        "light": mix(main, "#ffffff", 0.45),
        "panel": _panel(main, rng) if two_tone else mix(main, "#1c222b", 0.12),
        "accent": accent,
        "paper": "#f7f3ea",
        "glass": mix(main, "#8fa3b0", 0.6),
        "grass": "#b9c7a4",
    }


def _panel(main: str, rng: Random) -> str:
    """A second colour beside the main one: dark beside light, light beside dark."""
    if brightness(main) > 0.5:
        return mix(main, rng.choice(("#2b2d31", "#2c3f63", "#5a4636")), 0.62)
    return mix(main, rng.choice(("#ffffff", "#cdb48c", "#9fc0d0")), 0.5)
