"""Public reviews, read from AISLE_BENCH_DATA; a program ends with code 3 where they are missing."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from benchmarks.data import data_path
from shop.review import Review


@dataclass(frozen=True, slots=True)
class Judged:
    """A review, and whether its writer recommends the product."""

    review: Review
    recommended: bool


def clothing() -> list[Judged]:
    """Women's E-Commerce Clothing Reviews (Agarap 2018), those with words; the review's id is its row."""
    frame = (
        pd.read_csv(data_path("reviews/womens_clothing.csv.zip"))
        .dropna(subset=["Review Text"])
        .fillna({"Title": ""})
    )
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
    frame = pd.read_csv(data_path("reviews/musical_instruments.csv.zip")).fillna(
        {"reviewText": "", "summary": ""}
    )
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
