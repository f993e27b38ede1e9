"""A handful of products with drawn pictures, for looking at the widget without a shop behind it."""

from typing import Any

SHAPES = {
    "jacket": "M150 120 Q200 95 250 120L300 160L322 300L288 308L270 220L272 350H128L130 220L112 308L78 300L100 160Z",
    "boot": "M140 90 L215 90 L220 220 Q240 255 300 268 Q325 276 322 310 L130 310 L130 280 Z",
    "pack": "M130 150 Q130 80 200 80 Q270 80 270 150 L284 320 Q284 345 258 345 L142 345 Q116 345 116 320 Z",
    "hat": "M110 250 Q110 130 200 130 Q290 130 290 250 L300 290 L100 290 Z",
}
CATALOGUE = [
    ("p1", "Haldvik Skarn Rain Jacket", "jacket", "#3f6f8f", 109.0, None, 4.6, 128),
    ("p2", "Northfold Alder Shell", "jacket", "#5f7f52", 99.0, 79.0, 4.3, 61),
    ("p3", "Kestrane Swift Windproof Jacket", "jacket", "#e08a4a", 89.5, None, 4.1, 34),
    (
        "p4",
        "Brackwater Foundry Waxed Jacket with a Rather Long Name",
        "jacket",
        "#7a5a3a",
        119.0,
        None,
        3.9,
        18,
    ),
    ("p5", "Northfold Corrie Hiking Boot", "boot", "#6b5b4b", 139.0, None, 4.5, 210),
    ("p6", "Tarnsey Heron Daypack 24 l", "pack", "#2f7f7a", 64.0, 49.0, 4.7, 92),
    ("p7", "Ostelle Merino Beanie", "hat", "#9c4a5a", 29.0, None, 4.4, 45),
    ("p8", "Kestrane Plover Trail Shoe", "boot", "#c2483a", 118.0, None, 4.2, 77),
]
REASONS = {
    "p1": ["Waterproof and made for hiking", "Fits your budget: $109", "Popular with weekend hikers"],
    "p2": ["Because you bought the Northfold Corrie Hiking Boot", "On sale: $79"],
    "p3": ["Windproof and light"],
    "p4": ["Well rated for durability"],
}
WARNINGS = {"p2": "Runs small, say 14 of 61 buyers"}


def card(product_id: str) -> dict[str, Any]:
    """A product as POST /v1/chat shows it; `price` is paid now, `list_price` was asked before."""
    _, title, _, _, price, sale, rating, count = next(row for row in CATALOGUE if row[0] == product_id)
    values = {
        "product_id": product_id,
        "title": title,
        "price": sale or price,
        "currency": "USD",
        "image_link": f"/demo/images/{product_id}.svg",
        "link": f"/demo/product/{product_id}",
        "reasons": REASONS.get(product_id, ["Popular this month"]),
        "sizes": [] if product_id in ("p6", "p7") else ["S", "M", "L", "XL"],
        "rating": rating,
        "review_count": count,
        "brand": title.split()[0],
    }
    optional = {"list_price": price if sale else None, "warning": WARNINGS.get(product_id)}
    return values | {key: value for key, value in optional.items() if value}


def details(product_id: str) -> dict[str, Any]:
    """A product as GET /v1/products/{id} shows it."""
    shown = card(product_id)
    price = shown.get("list_price", shown["price"])
    return shown | {
        "price": price,
        "sale_price": shown["price"] if "list_price" in shown else None,
        "availability": "in_stock",
        "product_type": "Clothing > Jackets > Rain jackets",
        "category": "Rain jackets",
        "colors": ["Glacier Blue", "Moss Green"],
        "materials": ["Recycled nylon"],
        "description": "A light shell with taped seams. It packs into its own pocket and dries overnight.",
        "highlights": ["Taped seams, 15,000 mm", "Two-way zip", "420 g in size M"],
        "complaints": [
            _complaint("fit_small", "Runs small", 14, "Had to send it back for a size up."),
            _complaint("zip", "Zip", 5, "The zip got stuck on the second walk."),
        ],
    }


def _complaint(aspect: str, label: str, support: int, example: str) -> dict[str, Any]:
    return {
        "aspect": aspect,
        "label": label,
        "share": support / 61,
        "support": support,
        "reviews": 61,
        "quotes": [{"text": example, "date": "2026-05-04", "rating": 2.0, "verified": True}],
    }


def picture(product_id: str) -> str:
    """The product drawn as SVG."""
    _, _, shape, color, *_ = next(row for row in CATALOGUE if row[0] == product_id)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">'
        '<rect width="400" height="400" fill="#eef0ea"/><ellipse cx="200" cy="356" rx="120" ry="10" fill="#d9dcd2"/>'
        f'<path d="{SHAPES[shape]}" fill="{color}"/></svg>'
    )
