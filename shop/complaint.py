"""What buyers of a product complain about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """One aspect that buyers criticise.

    `support` of the product's `reviews` voice it; `share` is their quotient (0 to 1),
    shrunk towards the catalogue's rate; `examples` are up to three of their sentences.
    """

    aspect: str
    share: float
    support: int
    reviews: int
    examples: tuple[str, ...] = ()
