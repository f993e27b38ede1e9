"""Shoe sizes of one system in another, by the length of the last.

Source: ISO/TS 19407 (footwear, conversion of sizing systems) and the definitions it rests on. A Paris point, the EU's
step, is two thirds of a centimetre; British and American sizes are a third of an inch apart. Makers keep to none of
this exactly, so an equal length is only "about" the same size.
"""

import re
from typing import Literal

People = Literal["men", "women", "unisex", "kids"]
INCH, PARIS_POINT = 25.4, 20 / 3  # mm
#: What is less than half a British or American size away is near.
NEAR = INCH / 6 - 0.1  # mm
#: No UK or US size is above this, and no EU size that a shopper would leave the system out of is below.
LARGEST_SMALL = 16.0
#: The length of a last of size 0, in thirds of an inch; unisex shoes are numbered like men's.
_ZERO = {
    "UK": {"men": 25.0, "women": 25.0, "unisex": 25.0, "kids": 12.0},
    "US": {"men": 24.0, "women": 22.5, "unisex": 24.0, "kids": 11 + 2 / 3},
}
_SIZE = re.compile(r"(\d{1,2}(?:[.,]5)?) ?([KCTY]?)", re.IGNORECASE)
#: Children's numbers begin again at 1 after 13; below this, one without a letter is of the second row.
_SECOND_ROW = 8


def shoe_length(size: str, system: str, people: People) -> float | None:
    """The length in mm of the last for a size such as "43", "9.5" or "11K" of a system; None where there is none."""
    match = _SIZE.fullmatch(size.strip())
    if match is None:
        return None
    number, letter = float(match.group(1).replace(",", ".")), match.group(2).upper()
    if system == "EU":
        return number * PARIS_POINT
    if system not in _ZERO or number > LARGEST_SMALL:
        return None
    if people == "kids" and (letter == "Y" or (not letter and number < _SECOND_ROW)):
        number += 13
    return (number + _ZERO[system][people]) / 3 * INCH
