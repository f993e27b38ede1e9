"""What saving did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows that were new, rows that differed, rows already there as they are."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    duplicates: int = 0

    @property
    def touched(self) -> int:
        """How many rows of the database are no longer what they were."""
        return self.added + self.changed + self.retired
