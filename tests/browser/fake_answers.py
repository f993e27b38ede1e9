"""Answers from a can that are longer than usual: many products, a wide comparison."""

from typing import Any

from fake_catalogue import card

LONG_COMPARISON = {
    "titles": [
        "Haldvik Skarn Rain Jacket",
        "Northfold Alder Shell",
        "Kestrane Swift Windproof Jacket",
        "Brackwater Foundry Waxed Jacket",
    ],
    "rows": [
        {"label": "Price", "values": ["$109", "$79", "$89.50", "$119"]},
        {"label": "Weight", "values": ["420 g", "380 g", "240 g", "1,150 g"]},
        {"label": "Waterproof", "values": ["yes", "yes", "no", "yes"]},
        {"label": "Sizes", "values": ["S, M, L, XL"] * 4},
        {
            "label": "Buyers criticise",
            "values": ["the hood (9 of 128)", "runs small (14 of 61)", "", "stiff when new"],
        },
        {"label": "Rating", "values": ["4.6", "4.3", "4.1", "3.9"]},
    ],
}

MORE_ANSWERS: dict[str, list[dict[str, Any]]] = {
    "eight jackets please": [{"text": "Eight of them:", "products": [card(f"p{n}") for n in range(1, 9)]}],
    "compare them all": [{"text": "Side by side:", "comparison": LONG_COMPARISON}],
}
