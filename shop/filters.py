"""The limits that a shopper states and that no answer may break."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Filters:
    """Stated limits; an empty tuple or None asks for nothing.

    Values inside one field are alternatives ("red or blue"), fields are all demanded.
    A product without a price fails a price limit; one without a size fails a size limit.
    `on_sale` demands a lower price than usual at this moment; `new` that it is known when the product came.
    Text compares case-insensitively and by whole words, so "green" admits "Moss Green".
    """

    price_min: float | None = None
    price_max: float | None = None
    brands: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    rating_min: float | None = None
    in_stock: bool = False
    on_sale: bool = False
    new: bool = False
    not_brands: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()
    not_colors: tuple[str, ...] = ()
    not_materials: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return all(getattr(self, field.name) in (None, (), False) for field in fields(self))
