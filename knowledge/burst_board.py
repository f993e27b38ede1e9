"""Products whose reviews came in suspicious bursts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from knowledge.grouping import Group, Grouping, Selection
from knowledge.ledger import Ledger
from shop.product import Product
from shop.review_summary import Burst

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BurstRow:
    """Near-identical reviews of one product, which count as one."""

    group: Group
    burst: Burst


def burst_rows(ledger: Ledger, products: Mapping[str, Product], selection: Selection) -> tuple[BurstRow, ...]:
    """The bursts of the selection's products, the newest first, then the largest."""
    grouping = Grouping.of(ledger.products, products, replace(selection, by="product"))
    found = [
        BurstRow(grouping.groups[grouping.codes[row]], burst)
        for row, burst in ledger.bursts
        if grouping.codes[row] >= 0
    ]
    shown = [row for row in found if not selection.text or row.group.holds(selection.text)]
    return tuple(
        sorted(shown, key=lambda row: (row.burst.last or _LONG_AGO, row.burst.reviews), reverse=True)
    )
