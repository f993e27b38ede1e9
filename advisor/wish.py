"""What a shopper asks for: words that steer and limits that bind."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal, get_args

from shop.filters import Filters

Order = Literal["relevance", "price_asc", "price_desc", "rating"]


@dataclass(frozen=True, slots=True)
class Wish:
    """`words` rank the products, `filters` bind them, `order` sorts what passes.

    `stepped` where the price limit comes from "cheaper" or "more expensive", not from a sum that was named;
    `budget` then is the most that was named before, if a sum was. `around` is the sum that the price limits lie
    around, where it was named so. `without` names what a product should not have ("hood"): it ranks, with the words.
    """

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    order: Order = "relevance"
    stepped: bool = False
    budget: float | None = None
    around: float | None = None
    without: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What the search is asked for: the words, and what they are to go without. Without words nothing is."""
        if not self.without or not self.words.strip():
            return self.words
        return f"{self.words}, without {' or '.join(self.without)}"

    def unstepped(self) -> "Wish":
        """The wish without the price that only "cheaper" or "more expensive" set."""
        limits = replace(self.filters, price_min=None, price_max=self.budget)
        return replace(self, filters=limits, stepped=False, budget=None) if self.stepped else self

    def to_dict(self) -> dict[str, Any]:
        """The wish as JSON-able values, stated limits only: what the Rasa slot `wish` keeps."""
        limits: dict[str, Any] = {
            name: value for name, value in asdict(self.filters).items() if value not in (None, (), False)
        }
        step = {"stepped": True, "budget": self.budget} if self.stepped else {}
        near = {"around": self.around} if self.around is not None else {}
        gone = {"without": list(self.without)} if self.without else {}
        return {"words": self.words, "order": self.order, "filters": limits, **step, **near, **gone}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any] | None) -> "Wish":
        """The wish that `to_dict` wrote; unknown keys are ignored, None is the empty wish."""
        values = values or {}
        known = {item.name for item in fields(Filters)}
        limits: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list | tuple) else value
            for name, value in (values.get("filters") or {}).items()
            if name in known
        }
        order: Order = values["order"] if values.get("order") in get_args(Order) else "relevance"
        step = bool(values.get("stepped")), values.get("budget")
        words, without = str(values.get("words") or ""), tuple(values.get("without") or ())
        return cls(words, Filters(**limits), order, *step, values.get("around"), without)
