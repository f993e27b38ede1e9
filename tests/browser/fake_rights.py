"""What a fake shop keeps about its shopper, and what it answers to /v1/privacy."""

from collections import deque
from typing import Any

KEPT = [
    {"kind": "events", "count": 12},
    {"kind": "likes", "count": 1},
    {"kind": "messages", "count": 6},
    {"kind": "conversations", "count": 1},
]


class Rights:
    """Counts as `kept` says; `failures` are statuses that the next requests get instead."""

    def __init__(self) -> None:
        self.kept: list[dict[str, Any]] = list(KEPT)
        self.asked: list[tuple[str, dict[str, Any]]] = []  # stored, export or erase, and for whom
        self.failures: deque[int] = deque()

    def answer(self, what: str, whom: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and body of the answer."""
        self.asked.append((what, whom))
        if self.failures:
            return self.failures.popleft(), {"title": "No", "detail": "That did not work."}
        if what == "erase":
            erased, self.kept = self.kept, []
            return 200, {"erased": erased, "unnamed": []}
        if what == "export":
            return 200, {"data": {"conversations": [whom["conversation_id"]]}}
        return 200, {"items": self.kept, "personal": "customer_id" in whom}
