"""A shop of eight products in memory, with the advisor's doors that the actions use."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from advisor.answers import CartLine, Comparison, Fact, Row, ShopAnswer, Suggestions
from advisor.cards import card
from advisor.checkout import Checkout, check_out
from advisor.minding import Minding
from advisor.people import Handling, People
from advisor.shopper import Shopper
from advisor.standing import Standing
from advisor.wish import Wish
from knowledge.aspects import load_aspects
from knowledge.cares import Cares
from knowledge.other_sizes import own_size, size_fits, sizes_of
from shop.filters import Filters
from shop.handoff import HandoffReason
from shop.office_hours import OfficeHours
from shop.product import Product
from shop.settings import ROOT, Settings
from shop.storage import carts
from shop.suggestion import Reason, Suggestion
from shop.wording import Wording


def _product(number: int, title: str, kind: str, price: float, **more: Any) -> Product:
    values: dict[str, Any] = {"brand": "Fellwind", "sizes": ("S", "M", "L"), "colors": ("Blue",), **more}
    return Product(f"p{number}", title, price=price, product_type=f"Clothing > {kind}", **values)


PRODUCTS = (
    _product(1, "Drizzle Jacket", "Rain Jackets", 120, colors=("Black",), materials=("Nylon",)),
    _product(2, "Ridge Jacket", "Rain Jackets", 90, colors=("Green",), brand="Nordhavn"),
    _product(3, "Harbour Jacket", "Rain Jackets", 70, sale_price=60, rating=4.6, review_count=30),
    _product(4, "Puddle Jacket", "Rain Jackets", 50, colors=("Red",), sizes=("XS", "S")),
    _product(
        5, "Scree Boots", "Hiking Boots", 150, sizes=("41", "42"), materials=("Leather",), gender="male"
    ),
    _product(
        6, "Moor Boots", "Hiking Boots", 110, sizes=("42", "43"), availability="out_of_stock", gender="male"
    ),
    _product(7, "Pass Backpack", "Backpacks", 80, sizes=(), colors=("Green", "Black")),
    _product(8, "Wool Beanie", "Beanies", 25, sizes=("One Size",), materials=("Merino Wool",)),
)


FAQ = {
    "deliver": ShopAnswer("Do you deliver abroad?", "To Canada {and} back.", "https://shop.example/help"),
    "return": ShopAnswer(
        "How do I return it?", "By post.\nFor free.", others=("How long can I return it?", "Is it free?")
    ),
}


CARES = Cares(load_aspects())


class FakePeople(People):
    """A queue in memory. `held` is how the open handoff of the one conversation stands, None without one."""

    def __init__(self, advisor: "FakeAdvisor") -> None:
        self._advisor = advisor
        self._hours = OfficeHours.parse("")
        self.crew, self.ahead, self.back_at = False, 0, None
        self.held: Handling | None = None
        self.reasons: list[str] = []

    @property
    def staffed(self) -> bool:
        return self.crew

    @property
    def address(self) -> str:
        return self._advisor.settings.support_email

    @property
    def now(self) -> datetime:
        return datetime(2026, 3, 2, 20, tzinfo=UTC)

    def opens_at(self) -> datetime | None:
        return self.back_at

    def handling(self, conversation_id: str) -> Handling:
        return self.held or Handling()

    def call(self, shopper: Shopper, reason: HandoffReason, detail: str = "") -> Handling:
        self.reasons.append(reason)
        self.held = self.held or Handling("queue", "", self.ahead + 1, self.back_at)
        return self.held

    def leave_email(self, shopper: Shopper, email: str) -> Handling | None:
        self.held = self.held and replace(self.held, email=email)
        return self.held


class FakeMinding(Minding):
    """Reads as the real one does, and keeps in memory."""

    def __init__(self) -> None:
        self._cares = lambda: CARES
        self.kept_aspects: list[str] = []
        self.reasons: dict[str, tuple[str, ...]] = {}

    def stated(self, shopper: Shopper) -> tuple[str, ...]:
        return tuple(self.kept_aspects)

    def kept(self, shopper: Shopper) -> tuple[str, ...]:
        reasons = (aspect for said in self.reasons.values() for aspect in said)
        return tuple(dict.fromkeys((*self.kept_aspects, *reasons)))

    def because(self, shopper: Shopper, products: Iterable[Product], text: str) -> tuple[str, ...]:
        said = tuple(sorted(self._cares().told_of(text)))
        self.reasons |= {product.product_id: said for product in products}
        return said

    def _keep(self, owner: str, aspects: Collection[str]) -> None:
        self.kept_aspects += sorted(aspects)

    def _drop(self, owners: Collection[str], aspects: Collection[str], reasons: bool = False) -> None:
        self.kept_aspects = [aspect for aspect in self.kept_aspects if aspect not in aspects]


class FakeAdvisor:
    """Keeps limits exactly and ranks by place in PRODUCTS; remembers what it was told."""

    def __init__(self) -> None:
        self.settings = Settings(support_email="help@shop.example")
        self.wording = Wording.load(ROOT / "bot" / "domain")
        self.wishes: list[Wish] = []
        self.rated: list[tuple[str, bool]] = []
        self.lines: list[CartLine] = []
        self.granted: list[bool] = []
        self.forgotten: list[str] = []
        self.questions: list[tuple[str, str]] = []
        self.retired: set[str] = set()
        self.faq: dict[str, ShopAnswer] = dict(FAQ)
        self.shop_questions: list[str] = []
        self.sizes: list[str] = []
        self.minding = FakeMinding()
        self.people = FakePeople(self)
        self.voiced: dict[str, tuple[int, int]] = {}

    def suggest(self, wish: Wish, shopper: Shopper, k: int = 4, skip: Collection[str] = ()) -> Suggestions:
        self.wishes.append(wish)
        found = [product for product in PRODUCTS if admits(wish.filters, product)]
        if not found:
            return _obstacle(wish)
        return _suggestions(product for product in found if product.product_id not in skip)

    def recommend(self, shopper: Shopper, k: int = 4, skip: Collection[str] = ()) -> Suggestions:
        return _suggestions(product for product in reversed(PRODUCTS) if product.product_id not in skip)

    def similar(
        self,
        product_id: str,
        shopper: Shopper,
        k: int = 4,
        skip: Collection[str] = (),
        filters: Filters = Filters(),
    ) -> Suggestions:
        origin = self.product(product_id)
        assert origin is not None
        return _suggestions(
            product
            for product in PRODUCTS
            if product.category == origin.category
            and product.product_id not in {product_id, *skip}
            and admits(filters, product)
        )

    def goes_with(
        self, product_id: str, shopper: Shopper, k: int = 4, skip: Collection[str] = ()
    ) -> Suggestions:
        found = (product for product in PRODUCTS if product.product_id in {"p7", "p8"} - {*skip})
        return _suggestions(found, "bought_with", title=_known(product_id).title)

    def best_of(self, product_ids: Collection[str], shopper: Shopper, wish: Wish) -> Suggestion | None:
        """The last in PRODUCTS that keeps the wish."""
        kept = [
            product
            for product in PRODUCTS
            if product.product_id in product_ids and admits(wish.filters, product)
        ]
        self.wishes.append(wish)
        return _suggestions(kept[-1:]).items[0] if kept else None

    def cards(self, suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
        return [card(_known(item.product_id), item, self.wording) for item in suggestions]

    def product(self, product_id: str) -> Product | None:
        return next((product for product in PRODUCTS if product.product_id == product_id), None)

    def brand_name(self, name: str) -> str:
        return next((product.brand for product in PRODUCTS if product.brand.lower() == name.lower()), name)

    def mentions(self, name: str) -> bool:
        return any(name.lower() in product.title.lower() for product in PRODUCTS)

    def compare(self, product_ids: Sequence[str]) -> Comparison:
        products = [_known(product_id) for product_id in product_ids]
        prices = Row("Price", tuple(f"${product.price:g}" for product in products))
        return Comparison(tuple(product.title for product in products), (prices,))

    def standings(self, product_ids: Sequence[str], aspect: str = "") -> list[Standing]:
        """By `voiced`: how many of how many reviews complain, whatever the aspect."""
        found = [(_known(key), *self.voiced.get(key, (0, 0))) for key in product_ids]
        return [
            Standing(product.product_id, product.title, support / max(reviews, 1), support, reviews)
            for product, support, reviews in found
        ]

    def compare_complaints(self, product_ids: Sequence[str]) -> Comparison:
        products = [_known(product_id) for product_id in product_ids]
        voiced = [self.voiced.get(product.product_id, (0, 0))[0] for product in products]
        rows = (Row("Most complained of", tuple(map(str, voiced))),) if any(voiced) else ()
        return Comparison(tuple(product.title for product in products), rows)

    def answer(self, product_id: str, question: str, size: str = "") -> Fact:
        self.questions.append((product_id, question))
        self.sizes.append(size)
        if "made of" in question:
            return Fact(
                "answer_catalogue",
                {"title": _known(product_id).title, "field": "material", "value": "nylon"},
            )
        return Fact("answer_unknown", {"title": _known(product_id).title})

    def has_faq(self) -> bool:
        return bool(self.faq)

    def shop_answer(self, question: str, sure: bool = False) -> ShopAnswer | None:
        """By a word of the question; beyond doubt only where the question is said word for word."""
        self.shop_questions.append(question)
        found = next((answer for word, answer in self.faq.items() if word in question.lower()), None)
        return None if found and sure and found.question != question else found

    def has_size(self, product_id: str, size: str) -> bool:
        product = _known(product_id)
        return product.in_stock and bool(own_size(product, size))

    def why(self, product_id: str, shopper: Shopper, wish: Wish | None = None) -> tuple[Reason, ...]:
        return (Reason("popular"),)

    def rate(self, shopper: Shopper, product_id: str, liked: bool) -> None:
        self.rated.append((product_id, liked))

    def add_to_cart(
        self, shopper: Shopper, product_id: str, size: str = "", color: str = "", quantity: int = 1
    ) -> None:
        self.lines.append(CartLine(_known(product_id), size, color, quantity))

    def cart(self, shopper: Shopper) -> list[CartLine]:
        return list(self.lines)

    def remove_from_cart(self, shopper: Shopper, product_id: str) -> None:
        self.lines = [line for line in self.lines if line.product.product_id != product_id]

    def checkout(self, shopper: Shopper) -> Checkout:
        lines = [
            carts.CartLine(line.product.product_id, line.size, line.color, line.quantity)
            for line in self.lines
        ]
        sold = {p.product_id: p for p in PRODUCTS if p.product_id not in self.retired}
        titles = {product.product_id: product.title for product in PRODUCTS}
        return check_out(lines, sold, titles, self.settings.checkout_url)

    def remembered(self, shopper: Shopper) -> dict[str, int]:
        return {"events": 12, "likes": 0} if shopper.customer_id else {}

    def forget(self, shopper: Shopper) -> None:
        self.forgotten.append(shopper.customer_id)

    def set_personal(self, shopper: Shopper, granted: bool) -> None:
        self.granted.append(granted)


def admits(filters: Filters, product: Product) -> bool:
    """Whether the product keeps the limits of price, category, colour, size, brand and material."""
    price = product.price or 0.0
    wanted = (
        (filters.categories, product.product_type),
        (filters.colors, " ".join(product.colors)),
        (filters.brands, product.brand),
        (filters.materials, " ".join(product.materials)),
    )
    unwanted = (
        (filters.not_colors, " ".join(product.colors)),
        (filters.not_brands, product.brand),
        (filters.not_materials, " ".join(product.materials)),
    )
    return (
        (filters.price_min is None or price >= filters.price_min)
        and (filters.price_max is None or price <= filters.price_max)
        and (not filters.sizes or _comes_in(filters.sizes, product))
        and (product.on_sale or not filters.on_sale)
        and (product.added_at is not None or not filters.new)
        and all(not values or _any_in(values, text) for values, text in wanted)
        and not any(_any_in(values, text) for values, text in unwanted)
    )


def _comes_in(wanted: Sequence[str], product: Product) -> bool:
    return any(size_fits(one, size) for one in wanted for size in sizes_of(product))


def _any_in(values: Sequence[str], text: str) -> bool:
    words = f" {text.lower()} "
    return any(f" {value.lower()} " in words for value in values)


def _suggestions(products: Iterable[Product], code: str = "popular", **values: str) -> Suggestions:
    items = tuple(
        Suggestion(product.product_id, 1.0, reasons=(Reason(code, values),), product=product)
        for product in products
    )
    return Suggestions(items[:4])


def _obstacle(wish: Wish) -> Suggestions:
    for name in ("new", "on_sale", "sizes", "colors", "price_max", "price_min", "brands"):
        relaxed = replace(wish, filters=replace(wish.filters, **{name: getattr(Filters(), name)}))
        if relaxed != wish and any(admits(relaxed.filters, product) for product in PRODUCTS):
            return Suggestions((), name, relaxed)
    return Suggestions()


def _known(product_id: str) -> Product:
    return next(product for product in PRODUCTS if product.product_id == product_id)
