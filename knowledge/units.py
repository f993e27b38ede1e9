"""Measures in one spelling: "18 in.", "18-inch" and '18"' are the same length."""

import re
from types import MappingProxyType

_SPELLINGS = {
    "inch": 'in inch inches "',
    "foot": "ft foot feet",
    "yard": "yd yard yards",
    "mm": "mm millimeter millimeters millimetre millimetres",
    "cm": "cm centimeter centimeters centimetre centimetres",
    "meter": "m meter meters metre metres",
    "ounce": "oz ounce ounces",
    "pound": "lb lbs pound pounds",
    "gram": "g gram grams",
    "kg": "kg kilo kilos kilogram kilograms",
    "quart": "qt quart quarts",
    "gallon": "gal gallon gallons",
    "pint": "pt pint pints",
    "ml": "ml milliliter milliliters millilitre millilitres",
    "liter": "l liter liters litre litres",
    "volt": "v volt volts",
    "watt": "w watt watts",
    "amp": "a amp amps",
    "gauge": "ga gauge",
    "piece": "pc pcs piece pieces",
    "pack": "pk pack packs",
    "count": "ct count",
}
#: Each way of writing a unit and the one name it is indexed by.
UNITS = MappingProxyType(
    {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split()}
)
_NUMBER = r"\d+(?:[.,]\d+)?(?:/\d+)?"
_MEASURE = re.compile(rf"(?<![\w./])({_NUMBER})\s*-?\s*(\"|[a-z]+)(?![a-z])")


def measures(text: str) -> list[str]:
    """One word per number with a unit in a text of small letters.

    >>> measures('18-in. pipe, 3/4 inch wide, 20"')
    ['18_inch', '3/4_inch', '20_inch']
    """
    return [f"{number}_{UNITS[unit]}" for number, unit in _MEASURE.findall(text) if unit in UNITS]
