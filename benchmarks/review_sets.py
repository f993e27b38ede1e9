"""Public reviews, read from AISLE_BENCH_DATA (default ../shared/data)."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from shop.review import Review

DATA = Path(os.environ.get("AISLE_BENCH_DATA", "../shared/data")) / "reviews"
CLOTHING = DATA / "womens_clothing.csv.zip"
INSTRUMENTS = DATA / "musical_instruments.csv.zip"


@dataclass(frozen=True, slots=True)
class Judged:
    """A review, and whether its writer recommends the product."""

    review: Review
    recommended: bool


def missing(*paths: Path) -> str:
    """A sentence for what is not there; "" where all is."""
    gone = [str(path) for path in paths if not path.is_file()]
    folder = "Set AISLE_BENCH_DATA to the folder that holds reviews/."
    return f"Not there: {', '.join(gone)}. {folder}" if gone else ""


def clothing() -> list[Judged]:
    """Women's E-Commerce Clothing Reviews (Agarap 2018), those with words; the review's id is its row."""
    frame = pd.read_csv(CLOTHING).dropna(subset=["Review Text"]).fillna({"Title": ""})
    return [
        Judged(
            Review(
                str(row[0]), str(row["Clothing ID"]), float(row["Rating"]), row["Review Text"], row["Title"]
            ),
            bool(row["Recommended IND"]),
        )
        for row in frame.rename(columns={frame.columns[0]: 0}).to_dict("records")
    ]


def instruments() -> list[Review]:
    """Amazon reviews of musical instruments (McAuley et al.), with their dates."""
    frame = pd.read_csv(INSTRUMENTS).fillna({"reviewText": "", "summary": ""})
    return [
        Review(
            f"m{place}",
            row["asin"],
            float(row["overall"]),
            row["reviewText"],
            row["summary"],
            timestamp=datetime.fromtimestamp(int(row["unixReviewTime"]), UTC),
        )
        for place, row in enumerate(frame.to_dict("records"))
    ]
