"""What reviews say, as JSON: what cannot be said is null."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from shop.complaint import Complaint, Quote
from shop.review_summary import Burst, ReviewSummary
from shop.wording import Wording


def summary_out(summary: ReviewSummary, wording: Wording) -> dict[str, Any]:
    """What the reviews of one product say."""
    return {
        "reviews": summary.reviews,
        "complaints": complaints_out(summary.complaints, wording),
        "fit": asdict(summary.fit),
        "bursts": bursts_out(summary.bursts),
    }


def complaints_out(complaints: Sequence[Complaint], wording: Wording) -> list[dict[str, Any]]:
    """The complaints with their labels."""
    return [complaint_out(complaint, wording) for complaint in complaints]


def complaint_out(complaint: Complaint, wording: Wording) -> dict[str, Any]:
    """One complaint with its label."""
    return {
        "aspect": complaint.aspect,
        "label": wording.aspect(complaint.aspect),
        "share": complaint.share,
        "low": complaint.low,
        "high": complaint.high,
        "usual": complaint.usual,
        "support": complaint.support,
        "reviews": complaint.reviews,
        "severity": complaint.severity,
        "trend": number(complaint.trend),
        "verified": number(complaint.verified),
        "whom": list(complaint.whom),
        "quotes": [_quote(quote) for quote in complaint.quotes],
    }


def bursts_out(bursts: Sequence[Burst]) -> list[dict[str, Any]]:
    """Near-identical reviews that count as one, by their days."""
    return [
        {
            "first": _day(burst.first),
            "last": _day(burst.last),
            "reviews": burst.reviews,
            "example": burst.example,
        }
        for burst in bursts
    ]


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "date": _day(quote.at),
        "rating": number(quote.rating),
        "verified": quote.verified,
    }


def _day(moment: date | None) -> str | None:
    return f"{moment:%Y-%m-%d}" if moment else None


def number(value: float) -> float | None:
    """The number, None for NaN, which JSON does not have."""
    return None if math.isnan(value) else value
