"""One line of the table that says how good search and recommendation are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.table import Table

from recommender.evaluation import Estimate


@dataclass(frozen=True, slots=True)
class QualityRow:
    """`ours` with its 95 % bootstrap interval; `references` are measured in the same run, `target` is what to reach;
    `published` is what a paper says for the same protocol, None where none does."""

    name: str
    measure: str
    ours: Estimate
    references: Mapping[str, float]
    target: float
    published: float | None = None

    @property
    def reached(self) -> bool:
        return self.ours.mean >= self.target


def table_of(rows: Iterable[QualityRow]) -> Table:
    """All rows beside their references."""
    table = Table("set", "measure", "Aisle", "95 %", "target", "", "references, same run", "published")
    for row in rows:
        table.add_row(
            row.name,
            row.measure,
            f"{row.ours.mean:.4f}",
            f"{row.ours.low:.4f} to {row.ours.high:.4f}",
            f"{row.target:.4f}",
            "reached" if row.reached else "missed",
            ", ".join(f"{name} {value:.4f}" for name, value in row.references.items()),
            "" if row.published is None else f"{row.published:.3f}",
        )
    return table
