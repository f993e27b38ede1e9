"""A small shop whose shoppers' tastes are known."""

import numpy as np

DAY = 86_400
NOW = 400 * DAY
ITEMS = [f"{kind}{number}" for kind in ("tent", "stove", "dress", "shoe") for number in range(6)] + [
    "novelty"
]


def event_rows(seed: int = 3, shoppers: int = 120) -> list[dict[str, object]]:
    """Campers buy a tent, then its stove; the others a dress, then its shoe; each with views before."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, object]] = []
    for shopper in range(shoppers):
        first, second = ("tent", "stove") if shopper % 2 else ("dress", "shoe")
        time = int(rng.integers(100, 300)) * DAY
        for number in rng.choice(6, 3, replace=False):
            for kind in (first, second):
                time += int(rng.integers(60, 600))
                row = {"customer_id": f"c{shopper:03}", "product_id": f"{kind}{number}", "quantity": 1}
                row["session_id"] = f"s{shopper}-{number}"
                rows.append({**row, "name": "view_item", "timestamp": time})
                rows.append({**row, "name": "purchase", "timestamp": time + 30})
            time += 20 * DAY
    return rows
