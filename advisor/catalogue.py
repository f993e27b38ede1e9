"""The products of an engine side by side in arrays: what ranking all of them at once needs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.concerns import NO_CONCERNS, Concerns
from knowledge.shares import risk
from shop.complaint import Complaint
from shop.product import Product

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`ids` (n,) and their `rows`; `items` (n,) are their places among the recommender's scores, newcomers
    behind, -1 for what has none; `risks` are, by aspect of complaint, rows and how bad it is there, 0 to 1;
    `penalties` (n,) are what they come to for a shopper who minds nothing in particular."""

    ids: Sequence[str]
    rows: Mapping[str, int]
    items: Rows
    in_stock: Mask
    risks: Mapping[str, tuple[Rows, Floats]]
    penalties: Floats

    @classmethod
    def of(
        cls,
        products: Mapping[str, Product],
        items: Mapping[str, int],
        complaints: Mapping[str, Sequence[Complaint]],
    ) -> "Catalogue":
        """`items` are the places of the products that the recommender knows."""
        rows = {product_id: row for row, product_id in enumerate(products)}
        risks = _risks(rows, complaints)
        return cls(
            tuple(products),
            rows,
            np.array([items.get(product_id, -1) for product_id in products], np.int64),
            np.array([product.in_stock for product in products.values()], np.bool_),
            risks,
            _penalties(risks, len(products), NO_CONCERNS),
        )

    def penalties_for(self, concerns: Concerns) -> Floats:
        """(n,) what complaints cost each product with a shopper of these concerns, 0 to 1."""
        if concerns == NO_CONCERNS:
            return self.penalties
        return _penalties(self.risks, len(self.ids), concerns)

    def spread_out(self, scores: Floats) -> Floats:
        """(n,) the scores of what has a place among them, 0 for the others."""
        return np.append(scores, np.float32(0))[self.items]

    def values_of(self, values: Mapping[str, float]) -> Floats:
        """(n,) the values given by product id, 0 for the others."""
        given = np.zeros(len(self.ids), np.float32)
        for product_id, value in values.items():
            if product_id in self.rows:
                given[self.rows[product_id]] = value
        return given

    def best(
        self,
        scores: Floats,
        depth: int,
        out: Iterable[str],
        also: Collection[str] = (),
        allowed: Mask | None = None,
    ) -> Rows:
        """The rows of the `depth` highest scores (n,), and of `also`, in the order of the catalogue; `out` and what
        is not `allowed` (n,) left out. What is out of stock is among them only where too little is in stock."""
        wanted = np.where(self.in_stock, scores, scores - np.float32(np.ptp(scores) + 1))
        gone = np.zeros(len(wanted), np.bool_) if allowed is None else ~allowed
        gone[[self.rows[product_id] for product_id in out if product_id in self.rows]] = True
        wanted[gone] = -np.inf
        chosen = wanted > -np.inf
        if chosen.sum() > depth:
            chosen &= wanted >= np.partition(wanted, len(wanted) - depth)[len(wanted) - depth]
        chosen[[self.rows[product_id] for product_id in also if product_id in self.rows]] = True
        chosen[gone] = False
        return np.flatnonzero(chosen)


def _risks(
    rows: Mapping[str, int], complaints: Mapping[str, Sequence[Complaint]]
) -> dict[str, tuple[Rows, Floats]]:
    """By aspect the rows of the products that run a risk, and how large it is."""
    found: dict[str, list[tuple[int, Complaint]]] = {}
    for product_id, items in complaints.items():
        for complaint in items if product_id in rows else ():
            found.setdefault(complaint.aspect, []).append((rows[product_id], complaint))
    return {
        aspect: (np.array([row for row, _ in items], np.int64), _sizes([one for _, one in items]))
        for aspect, items in found.items()
    }


def _sizes(complaints: Sequence[Complaint]) -> Floats:
    columns = np.array([(one.share, one.usual, one.sure, one.severity) for one in complaints]).T
    return np.asarray(risk(*columns), np.float32)


def _penalties(risks: Mapping[str, tuple[Rows, Floats]], count: int, concerns: Concerns) -> Floats:
    """(count,) 0 to 1: the risks taken as independent, each weighed by how much the shopper minds it."""
    spared = np.ones(count, np.float32)
    for aspect, (places, sizes) in risks.items():
        spared[places] *= 1 - np.minimum(np.float32(concerns.weight(aspect)) * sizes, 1)
    return np.asarray(1 - spared, np.float32)
