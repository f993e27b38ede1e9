"""Turns the AWS retail demo catalogue into a product feed: JSON Lines with Google Merchant names.

usage: python -m benchmarks.feed_aws_retail > feed.jsonl
"""

import gzip
import json
import sys
from collections.abc import Mapping
from typing import Any

import yaml

from benchmarks.data import data_path

GENDERS = {"F": "female", "M": "male"}


def as_item(product: Mapping[str, Any]) -> dict[str, Any]:
    """One product under the feed's names."""
    path = [product["category"], product["style"]]
    return {
        "id": product["id"],
        "title": product["name"],
        "description": " ".join(str(product["description"]).split()),
        "image_link": f"/images/{product['image']}",
        "link": f"/products/{product['id']}",
        "price": f"{product['price']} USD",
        "availability": "in_stock" if product["current_stock"] else "out_of_stock",
        "product_type": " > ".join(part.replace("_", " ").title() for part in path),
        "gender": GENDERS.get(product.get("gender_affinity", ""), ""),
    }


def main() -> None:
    with gzip.open(data_path("catalogues/aws_retail_products.yaml.gz"), "rt", encoding="utf-8") as file:
        products = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for product in products:
        sys.stdout.write(json.dumps(as_item(product), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
