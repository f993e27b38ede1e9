"""The complaint board, requests and bursts as JSON: what cannot be said is null."""

from collections.abc import Sequence
from typing import Any

from knowledge.board_row import BoardRow
from knowledge.burst_board import BurstRow
from knowledge.grouping import WHOLE, Group
from knowledge.request_board import RequestRow
from service.review_facts import bursts_out, complaint_out, number
from shop.wording import Wording


def group_out(group: Group, shop_name: str) -> dict[str, Any]:
    """The group with a name for people."""
    name = shop_name if group.key == WHOLE else group.name or group.key or "Without a name"
    return {
        "key": group.key,
        "name": name,
        "category": group.category,
        "brand": group.brand,
        "products": group.products,
    }


def board_out(rows: Sequence[BoardRow], wording: Wording, shop_name: str) -> list[dict[str, Any]]:
    """The rows of the board."""
    return [
        {
            **group_out(row.group, shop_name),
            **complaint_out(row.complaint, wording),
            "usual": number(row.complaint.usual),
            "rose": number(row.rose),
            "mover": row.mover,
            "risk": row.risk,
            "months": [
                {"month": item.month, "reviews": item.reviews, "support": item.support} for item in row.months
            ],
            "bursts": bursts_out(row.bursts),
            "burst_count": row.burst_count,
        }
        for row in rows
    ]


def requests_out(rows: Sequence[RequestRow], shop_name: str) -> list[dict[str, Any]]:
    """Requested features."""
    return [
        {
            **group_out(row.group, shop_name),
            "feature": row.requested.feature,
            "count": row.requested.count,
            "asked_of": row.requested.products,
            "sentences": list(row.requested.sentences),
        }
        for row in rows
    ]


def burst_rows_out(rows: Sequence[BurstRow], shop_name: str) -> list[dict[str, Any]]:
    """Suspicious bursts."""
    return [{**group_out(row.group, shop_name), **bursts_out([row.burst])[0]} for row in rows]
