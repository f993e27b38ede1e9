"""What an import left out without refusing the row, counted."""

from collections import Counter


class Notes:
    """Counts remarks; the same remark is said once with its number."""

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()

    def add(self, remark: str) -> None:
        self._counted[remark] += 1

    def sentences(self) -> tuple[str, ...]:
        """Each remark with how often it was made, the most frequent first, twenty at most."""
        return tuple(f"{remark}: {number:,}" for remark, number in self._counted.most_common(20))
