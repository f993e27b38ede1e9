"""A made-up shop of any size: products, their vectors, shoppers' events and queries, all from a seed.

Titles, texts, brands, categories, colours, prices and stock are drawn at random with the skews of real shops. A
product's vector is the sum of the sentence model's own vectors of its words plus noise: embedding a million texts
would take an hour, and queries still meet the products they mean.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from shop.filters import Filters
from shop.product import Product

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
Numbers = npt.NDArray[np.int64]

_KINDS = """
Clothing: Rain Jackets,Fleece Jackets,Down Vests,T-Shirts,Hiking Trousers,Shorts,Base Layers,Dresses
Shoes: Hiking Boots,Trail Running Shoes,Sandals,Winter Boots,Approach Shoes,Slippers
Camping: Tents,Sleeping Bags,Sleeping Pads,Stoves,Cookware,Lanterns,Camping Chairs,Coolers
Bags: Backpacks,Duffel Bags,Daypacks,Hip Packs,Dry Bags,Suitcases
Electronics: Headlamps,GPS Watches,Power Banks,Headphones,Bluetooth Speakers,Action Cameras
Kitchen: Coffee Makers,Knives,Frying Pans,Kettles,Water Bottles,Lunch Boxes,Blenders
Home: Desk Lamps,Curtains,Pillows,Blankets,Rugs,Storage Boxes,Wall Clocks
Tools: Cordless Drills,Hand Saws,Screwdriver Sets,Work Gloves,Tape Measures,Ladders
Beauty: Face Creams,Shampoos,Sunscreens,Lip Balms,Hair Dryers,Perfumes
"""
_QUALITIES = """
waterproof,lightweight,insulated,breathable,foldable,durable,compact,organic,recycled,soft,quiet,rugged,stretchy,
padded,quick drying,windproof,non-slip,rechargeable,adjustable,reflective,packable,ergonomic,heavy duty,
scratch resistant,machine washable,unscented,wide,slim,classic,portable
"""
_COLORS = "black,white,grey,navy,red,green,blue,yellow,orange,brown,pink,purple,beige,teal"
_MATERIALS = "cotton,wool,nylon,polyester,leather,steel,aluminium,bamboo,silicone,glass"
_GOOD = "made,a favourite,a good gift,built,light enough,warm enough,sized,priced"
_FOR = "hiking,travel,the office,small kitchens,cold mornings,families,beginners,long days outside"
_SYLLABLES = "nor,fel,win,dar,mo,ka,ri,sta,ver,lun,tor,bre,sil,han,gro,pel,vi,ca,zen,ost,mar,qui"


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.strip().split(","))


KINDS = tuple(
    f"{department} > {kind}"
    for department, kinds in (line.split(": ") for line in _KINDS.strip().splitlines())
    for kind in _listed(kinds)
)
QUALITIES, COLORS, MATERIALS = _listed(_QUALITIES), _listed(_COLORS), _listed(_MATERIALS)
USES = tuple(f"{what} for {whom}" for what in _listed(_GOOD) for whom in _listed(_FOR))
SYLLABLES = _listed(_SYLLABLES)
BRANDS, SERIES = 4_000, 12_000
NOISE = 0.8
CHUNK = 20_000


@dataclass(frozen=True)
class Draws:
    """What was drawn for each of n products: numbers into the lists above."""

    kinds: Numbers
    brands: Numbers
    qualities: Numbers
    colors: Numbers
    materials: Numbers
    uses: Numbers
    series: Numbers


@dataclass(frozen=True)
class Ask:
    """A query as a shopper would put it: words and limits."""

    words: str
    filters: Filters


def draw(count: int, seed: int = 7) -> Draws:
    """The same for the same seed; brands and series are skewed, as Zipf found words to be."""
    rng = np.random.default_rng(seed)

    def any_of(values: Sequence[str], width: int = 1) -> Numbers:
        return rng.integers(len(values), size=(count, width))

    return Draws(
        any_of(KINDS)[:, 0],
        skewed(rng, BRANDS, count),
        any_of(QUALITIES, 2),
        any_of(COLORS)[:, 0],
        any_of(MATERIALS)[:, 0],
        any_of(USES, 3),
        skewed(rng, SERIES, count),
    )


def skewed(rng: np.random.Generator, values: int, count: int) -> Numbers:
    """`count` numbers under `values`, number r drawn as often as 1 / (r + 10)."""
    shares = 1 / (np.arange(values) + 10)
    return np.asarray(rng.choice(values, size=count, p=shares / shares.sum()), np.int64)


def name(number: int) -> str:
    """A made-up name, another for each number."""
    text = ""
    while number or not text:
        number, place = divmod(number, len(SYLLABLES))
        text += SYLLABLES[place]
    return text.capitalize() + "o" * (len(text) < 4)


def products(draws: Draws, seed: int = 7) -> list[Product]:
    """The products, ids in order; one in twelve is out of stock, one in six on sale."""
    rng = np.random.default_rng(seed)
    count = len(draws.kinds)
    prices = np.round(np.exp(rng.normal(3.8, 0.9, count)), 2)
    stock, sale = rng.random(count), rng.random(count)
    return [
        _product(row, draws, float(prices[row]), bool(stock[row] < 1 / 12), bool(sale[row] < 1 / 6))
        for row in range(count)
    ]


def _product(row: int, draws: Draws, price: float, gone: bool, sale: bool) -> Product:
    kind = KINDS[draws.kinds[row]]
    brand, series = name(int(draws.brands[row]) + 500), name(int(draws.series[row]) + 2000)
    first, second = (QUALITIES[place] for place in draws.qualities[row])
    color, material = COLORS[draws.colors[row]], MATERIALS[draws.materials[row]]
    noun = kind.rsplit(" > ", 1)[1]
    uses = [USES[place] for place in draws.uses[row]]
    return Product(
        f"p{row:07d}",
        f"{brand} {series} {first} {noun} {row % 89 + 10}",
        f"{second.capitalize()} {noun.lower()} of {material}, {uses[0]} and {uses[1]}.",
        price=price,
        sale_price=round(price * 0.8, 2) if sale else None,
        availability="out_of_stock" if gone else "in_stock",
        brand=brand,
        product_type=kind,
        colors=(color,),
        sizes=("S", "M", "L") if kind.startswith("Clothing") else (),
        materials=(material,),
        highlights=(uses[2],),
        gender=("male", "female", "unisex", "")[row % 4] if kind.startswith(("Clothing", "Shoes")) else "",
    )


def vectors(draws: Draws, encode: Encode, seed: int = 7) -> Vectors:
    """float32 (n, dimension), unit rows: the weighted sum of the words' own vectors, and noise."""
    rng = np.random.default_rng(seed)
    parts = (
        (1.0, tuple(kind.rsplit(" > ", 1)[1] for kind in KINDS), draws.kinds),
        (0.6, QUALITIES, draws.qualities[:, 0]),
        (0.3, QUALITIES, draws.qualities[:, 1]),
        (0.3, COLORS, draws.colors),
        (0.3, MATERIALS, draws.materials),
        (0.3, USES, draws.uses[:, 2]),
    )
    words = [(np.float32(weight) * encode(values), places) for weight, values, places in parts]
    total = np.empty((len(draws.kinds), words[0][0].shape[1]), np.float32)
    for start in range(0, len(total), CHUNK):
        part = total[start : start + CHUNK]
        part[:] = rng.standard_normal(part.shape, np.float32) * np.float32(NOISE / np.sqrt(part.shape[1]))
        for own, places in words:
            part += own[places[start : start + CHUNK]]
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return total


def asks(count: int, limits: bool, seed: int = 11) -> list[Ask]:
    """Queries, hardly two alike: a quality, a kind and a use; `limits` adds one to four stated limits."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        kind = KINDS[rng.integers(len(KINDS))].rsplit(" > ", 1)[1].lower()
        quality, use = QUALITIES[rng.integers(len(QUALITIES))], USES[rng.integers(len(USES))].split(" ")[-1]
        words = f"{quality} {kind} for {use}"
        if rng.random() < 0.3:
            words = f"{name(int(rng.integers(SERIES)) + 2000)} {words}"
        found.append(Ask(words, some_limits(rng, kind) if limits else Filters()))
    return found


def some_limits(rng: np.random.Generator, kind: str) -> Filters:
    """What shoppers limit: always the price, mostly the stock, often the kind, at times brand or colour."""
    price = float(rng.choice((20, 40, 60, 90, 150)))
    return Filters(
        price_max=price,
        price_min=price / 4 if rng.random() < 0.3 else None,
        in_stock=bool(rng.random() < 0.7),
        categories=(kind,) if rng.random() < 0.5 else (),
        brands=(name(int(skewed(rng, BRANDS, 1)[0]) + 500).lower(),) if rng.random() < 0.2 else (),
        colors=(str(rng.choice(COLORS)),) if rng.random() < 0.25 else (),
    )


def events(count: int, customers: int, items: int, seed: int = 3) -> pd.DataFrame:
    """`count` events in visits of about five: popular things more, neighbours of what came before most.

    Columns as `Interactions.of` wants them. Every sixth visit ends with a purchase; times span a year.
    """
    rng = np.random.default_rng(seed)
    visits = count // 5 + 1
    shopper = rng.permutation(np.resize(np.arange(customers), visits))
    start = skewed(rng, items, visits) * 7919 % items
    began = rng.integers(0, 365 * 86_400, visits)
    visit = np.repeat(np.arange(visits), 5)[:count]
    step = np.arange(count) % 5
    near = rng.geometric(0.15, count) * rng.choice((-1, 1), count)
    item = np.where(rng.random(count) < 0.15, skewed(rng, items, count) * 7919, start[visit] + near) % items
    bought = (step == 4) & (rng.random(count) < 1 / 6)
    carted = (step == 3) & (rng.random(count) < 1 / 3)
    names = np.where(bought, "purchase", np.where(carted, "add_to_cart", "view_item"))
    ids = np.array([f"c{number:07d}" for number in range(customers)], object)
    products = np.array([f"p{number:07d}" for number in range(items)], object)
    return pd.DataFrame(
        {
            "customer_id": ids[shopper[visit]],
            "session_id": visit,
            "product_id": products[item],
            "name": pd.Categorical(names).astype(str),
            "timestamp": 1_750_000_000 + began[visit] + step * 60,
            "quantity": 1,
        }
    )
