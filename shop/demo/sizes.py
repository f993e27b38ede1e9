"""The sizes each kind of product is made in, by whom it is for."""

from random import Random

KIDS = ("4Y", "6Y", "8Y", "10Y", "12Y", "14Y")
LETTERS = ("S", "M", "L", "XL", "XXL")

SIZES: dict[str, dict[str, tuple[str, ...]]] = {
    "clothing": {
        "male": LETTERS,
        "female": ("XS", "S", "M", "L", "XL"),
        "unisex": ("XS", *LETTERS),
        "kids": KIDS,
    },
    "waist": {
        "male": ("30", "32", "34", "36", "38"),
        "female": ("XS", "S", "M", "L", "XL"),
        "unisex": LETTERS,
        "kids": KIDS,
    },
    "shoes": {
        "male": ("8", "8.5", "9", "9.5", "10", "10.5", "11", "12"),
        "female": ("5.5", "6", "6.5", "7", "7.5", "8", "8.5", "9"),
        "unisex": ("6", "7", "8", "9", "10", "11", "12"),
        "kids": ("11K", "12K", "13K", "1", "2", "3", "4"),
    },
    "gloves": {"unisex": ("S", "M", "L", "XL"), "kids": ("4Y", "6Y", "8Y", "10Y")},
    "packs": {
        "male": ("Regular", "Long"),
        "female": ("Short", "Regular"),
        "unisex": ("Regular", "Long"),
        "kids": ("One Size",),
    },
    "bags": {
        "unisex": ("Regular", "Long"),
        "female": ("Regular",),
        "kids": ("Kids",),
    },
    "volumes": {"unisex": ("5 L", "13 L", "20 L", "35 L")},
    "one": {"unisex": ("One Size",), "kids": ("Kids",)},
    "none": {"unisex": (), "kids": ()},
}


def available_sizes(kind: str, people: str, rng: Random) -> tuple[str, ...]:
    """The sizes that are left: usually all, sometimes one or two are sold out."""
    sizes = SIZES[kind][people]
    gone = rng.choice((0, 0, 0, 1, 1, 2)) if len(sizes) > 3 else 0
    missing = set(rng.sample(sizes, gone))
    return tuple(size for size in sizes if size not in missing)
