"""What buyers ask for, by product, category, or in the whole shop."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.grouping import Group, Grouping, Selection
from knowledge.ledger import Ledger
from knowledge.requested import Request, Requested, group_requests
from shop.product import Product


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A feature that buyers of a group's products ask for."""

    group: Group
    requested: Requested


def request_rows(
    ledger: Ledger, products: Mapping[str, Product], selection: Selection
) -> tuple[RequestRow, ...]:
    """Features and those who ask for them, most asked for first; the selection's aspect has no say in it."""
    grouping = Grouping.of(ledger.products, products, selection)
    asked: dict[int, list[tuple[str, Request]]] = {}
    for row, feature, sentence in ledger.requests:
        if (place := int(grouping.codes[row])) >= 0:
            asked.setdefault(place, []).append((ledger.products[row], Request(feature, sentence)))
    found = [
        RequestRow(grouping.groups[place], requested)
        for place, requests in asked.items()
        if not selection.text or grouping.groups[place].holds(selection.text)
        for requested in group_requests(requests)
    ]
    return tuple(
        sorted(found, key=lambda row: (-row.requested.count, -row.requested.products, row.group.key))
    )
