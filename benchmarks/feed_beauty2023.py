"""Turns the Amazon 2023 beauty set into feeds: products, training purchases and the held-out last purchases.

usage: python -m benchmarks.feed_beauty2023 FOLDER [--all]
The hold-out is each user's last interaction (users with at least two); with --all nothing is held out.
"""

import sys
from pathlib import Path

import pandas as pd

from benchmarks.data import data_path


def products() -> pd.DataFrame:
    items = pd.read_csv(data_path("recsys/beauty2023/items.csv.gz"))
    names = {"item_id": "id", "category": "product_type", "image_url": "image_link"}
    feed = items.rename(columns=names)[["id", "title", "brand", "product_type", "price", "image_link"]]
    feed["price"] = [f"{price} USD" if pd.notna(price) else "" for price in feed["price"]]
    return feed


def events() -> pd.DataFrame:
    """One purchase per interaction, each user's oldest first."""
    frame = pd.read_csv(data_path("recsys/beauty2023/interactions.csv.gz"))
    frame = frame.sort_values(["user_id", "timestamp"], kind="stable")
    names = {"user_id": "customer_id", "timestamp": "timestamp", "item_id": "item_id"}
    frame = frame.rename(columns=names)[["timestamp", "customer_id", "item_id"]]
    return frame.assign(event="purchase", quantity=1)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    history = events()
    last = history.groupby("customer_id").tail(1)
    last = last[last["customer_id"].map(history["customer_id"].value_counts()) >= 2]
    if "--all" in sys.argv[2:]:
        last = last.iloc[:0]
    products().to_csv(folder / "products.csv", index=False)
    history.drop(last.index).to_csv(folder / "events.csv", index=False)
    last.to_csv(folder / "held_out.csv", index=False)
    last["customer_id"].to_csv(folder / "customers.txt", index=False, header=False)
    print(f"{len(history) - len(last)} purchases to learn from, {len(last)} held out, in {folder}")


if __name__ == "__main__":
    main()
