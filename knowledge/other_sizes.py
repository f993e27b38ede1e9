"""Sizes of another system: which of a product's sizes is about the one asked for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.shoe_sizes import LARGEST_SMALL, NEAR, People, shoe_length
from knowledge.sizes import size_admits, size_words
from knowledge.words import singular_words, words
from shop.product import Product

_SHOES = frozenset(
    """
    shoe boot sneaker trainer sandal slipper loafer clog footwear moccasin espadrille pump flop cleat brogue
    """.split()  # noqa: SIM905
)
_NOT_SHOES = frozenset(
    "sock insole lace shoelace cleaner bag gaiter polish care rack tree cover dryer".split()  # noqa: SIM905
)
_CHILDREN = frozenset(("kids", "toddler", "infant", "newborn"))
#: The system that bare small numbers are of, by the currency of the shop.
_HOME = {"USD": "US", "CAD": "US", "GBP": "UK"}
_READ = re.compile(r"(?:(EU|UK|US)\s?)?(.+)", re.IGNORECASE)
#: Letter codes of men's wear by chest girth in cm, from and below; a European men's number is half the girth.
#: Source: EN 13402-3 (size designation of clothes). Countries number women's wear differently: no such row for them.
_LETTERS = {
    "xxs": (70, 78),
    "xs": (78, 86),
    "s": (86, 94),
    "m": (94, 102),
    "l": (102, 110),
    "xl": (110, 118),
    "xxl": (118, 129),
    "xxxl": (129, 141),
}


@dataclass(frozen=True, slots=True)
class Size:
    """A size as the shop writes it, `system` ("EU", "UK", "US", "") and `people` where a standard needs them.

    `shoe` tells a shoe's from that of other wear.
    """

    text: str
    system: str = ""
    people: People | None = None
    shoe: bool = False

    @property
    def worded(self) -> str:
        """With its system: "US 9.5"."""
        return f"{self.system} {self.text}" if self.system else self.text


def sizes_of(product: Product) -> tuple[Size, ...]:
    """The product's sizes, each with what is known of its system."""
    people, shoe = _people(product), _is_shoe(product)
    return tuple(_size(text, product.currency, people, shoe) for text in product.sizes)


def size_fits(wanted: str, size: Size) -> bool:
    """Whether the size asked for is this one or, in another system, about this one."""
    return is_size(wanted, size) or is_near(wanted, size)


def is_size(wanted: str, size: Size) -> bool:
    """Whether the size asked for is this very one: "EU 42" is a boot's 42, and no boot's US 42."""
    return size_admits(wanted, size.worded if size.shoe else size.text)


@lru_cache(maxsize=50_000)
def is_near(wanted: str, size: Size) -> bool:
    """Whether the size asked for is of another system and about this one."""
    if size.people is None or is_size(wanted, size):
        return False
    system, text = read(wanted)
    if not size.shoe:
        stated = "" if wanted[:1].isdigit() else system  # a bare 50 is another size in America
        return size.people == "men" and _letter(stated, text) == _letter(size.system, size.text) != ""
    if not size.system or system == size.system:
        return False
    asked = shoe_length(text, system, size.people)
    own = shoe_length(size.text, size.system, size.people)
    return asked is not None and own is not None and abs(asked - own) <= NEAR


def read(wanted: str) -> tuple[str, str]:
    """System and rest of a size asked for; a bare number is EU's above 16, else one of the US.

    >>> read("EU 43"), read("43"), read("9.5"), read("M")
    (('EU', '43'), ('EU', '43'), ('US', '9.5'), ('', 'M'))
    """
    match = _READ.fullmatch(wanted.strip())
    if match is None:
        return "", wanted
    system, text = (match.group(1) or "").upper(), match.group(2)
    if not system and re.fullmatch(r"\d{1,2}(?:[.,]5)?", text):
        system = "EU" if float(text.replace(",", ".")) > LARGEST_SMALL else "US"
    return system, text


def own_size(product: Product, wanted: str) -> str:
    """The product's own spelling of a size that it comes in, "" for one that it does not, however near."""
    exact = [own for own in product.sizes if own.lower() == wanted.strip().lower()]
    stated = bool(re.match(r"(?:EU|UK|US)\b", wanted, re.IGNORECASE))
    same = [size.text for size in sizes_of(product) if stated and is_size(wanted, size)]
    return next(iter((*exact, *same)), "")


@lru_cache(maxsize=50_000)
def _size(text: str, currency: str, people: People | None, shoe: bool) -> Size:
    match = re.fullmatch(r"\s*(EU|EUR|UK|US)\s?(\d.*)", text, re.IGNORECASE)
    if match:
        return Size(match.group(2), match.group(1).upper()[:2], people, shoe)
    return Size(text, _home(text, currency, people, shoe), people, shoe)


def _home(text: str, currency: str, people: People | None, shoe: bool) -> str:
    """The system of a size that names none, "" where it cannot be told."""
    match = re.match(r"\d{1,2}(?:[.,]5)?(?=[KCTY]?$)", text.strip(), re.IGNORECASE)
    if match is None:
        return ""
    number, home = float(match.group().replace(",", ".")), _HOME.get(currency, "")
    if shoe:
        return "EU" if number > LARGEST_SMALL else home
    return "EU" if people == "men" and not home and 44 <= number <= 66 else ""


def _letter(system: str, text: str) -> str:
    """The letter code of a man's size, by its letters or by its European number; "" where there is none."""
    code = "".join(size_words(text))
    if code in _LETTERS:
        return code
    if system != "EU" or not text.isdigit():
        return ""
    return next((name for name, (low, high) in _LETTERS.items() if low <= 2 * int(text) < high), "")


def _people(product: Product) -> People | None:
    """For whom the product's sizes are; None where nothing says it."""
    if product.age_group in _CHILDREN:
        return "kids"
    if product.gender:
        people: dict[str, People] = {"male": "men", "female": "women", "unisex": "unisex"}
        return people[product.gender]
    said = {*words(product.title), *words(product.product_type)}
    men, women = bool(said & {"men", "mens"}), bool(said & {"women", "womens", "ladies"})
    return "men" if men and not women else "women" if women and not men else None


def _is_shoe(product: Product) -> bool:
    said = {*singular_words(product.product_type), *singular_words(product.title)}
    return bool(said & _SHOES) and not said & _NOT_SHOES
